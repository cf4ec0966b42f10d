"""Gradient diagnostics of real runs: what they say, and that they change nothing."""

import json
from dataclasses import replace

import numpy as np
import pytest

from model.diagnose import GradientSample
from model.heads import HEADS
from runs.records import Control
from tests.tiers import cases
from training.dataset import dataset
from training.engine.task import trainer_for
from training.loop.callbacks import NullCallback
from training.loop.gradient_probe import PROBE_PICTURES, PROBE_SLICES, GradientProbe
from training.loop.loop import Loop
from training.loop.trainer import DataTensors
from training.loop.variable_groups import NETWORK_PARTS, TRUNK
from training.presets import PRESETS

pytestmark = pytest.mark.slow
SETTINGS = replace(PRESETS["fast"].settings, epochs=0.1, per_class=40)


class Watcher(NullCallback):
    def __init__(self, control):
        self.asked, self.points = control, []

    def control(self):
        return self.asked

    def point(self, point):
        self.points.append(point)


def run(control=None, settings=SETTINGS):
    """Points and end of a run under this control."""
    watcher, trainer = Watcher(control or Control()), trainer_for(settings)
    Loop(settings, dataset(settings), trainer, watcher).run()
    return watcher.points, trainer


def test_a_run_that_is_looked_at_ends_bit_for_bit_as_one_that_is_not():
    _, trainer = run()
    expected = [*trainer.network.get_weights(), *(np.asarray(one) for one in trainer.optimizer.variables)]
    points, trainer = run(Control(probe=3))
    assert sum(point.diagnostics is not None for point in points) > 3
    found = [*trainer.network.get_weights(), *(np.asarray(one) for one in trainer.optimizer.variables)]
    for one, other in zip(expected, found, strict=True):
        np.testing.assert_array_equal(one, other)


def test_what_is_seen_is_complete_and_adds_up():
    points, _ = run(Control(probe=5))
    json.dumps([point.to_json() for point in points], allow_nan=False)
    seen = [point.diagnostics for point in points if point.diagnostics]
    assert seen[0]["update"] is None  # before the first step nothing has moved
    for probe in seen[1:]:
        assert probe["pictures"] == PROBE_PICTURES
        assert sum(probe["share"].values()) == pytest.approx(1, abs=2e-3)
        assert sum(probe["update"].values()) == pytest.approx(1, abs=5e-3)
        assert set(probe["ownership"]) == {"trunk_conv_1", "trunk_conv_2"}
        assert [len(filters) for filters in probe["ownership"].values()] == [32, 64]
    assert seen[0]["loss"] == pytest.approx(points[0].validation_loss, rel=0.1)
    watched = [point for point in points if point.relative_change]
    assert set(watched[0].relative_change) == set(NETWORK_PARTS)
    assert all(share > 0 for point in watched for share in point.relative_change.values())


@pytest.mark.long
def test_exact_shares_leave_no_rest():
    points, _ = run(Control(probe=5), replace(SETTINGS, exact_shares=True))
    for point in points[2:]:
        if point.diagnostics:
            assert point.diagnostics["exact_update"]
            assert abs(point.diagnostics["update"]["rest"]) < 0.01


@pytest.mark.parametrize(("batch", "every"), cases(((32, 1), (32, 10), (32, 50), (128, 10), (640, 4)), {(32, 10)}))
def test_shares_that_are_told_are_those_of_the_exact_split(batch, every):
    """Both are taken of one run: the exact ones by an observer that follows every step."""
    epochs = 20 * batch / 3072 if every == 1 else max(0.6, 40 * batch / 3072)
    settings = replace(SETTINGS, batch_size=batch, epochs=epochs)
    exact, _ = run(Control(probe=every), replace(settings, exact_shares=True))
    told, _ = run(Control(probe=every), settings)
    pairs = [(one.diagnostics["update"], two.diagnostics["update"]) for one, two in zip(told, exact, strict=True)
             if one.diagnostics and two.diagnostics["update"]]  # fmt: skip
    known = [(one, two) for one, two in pairs if one]
    if batch * min(every, 40) <= 1280:
        assert len(known) > 0.8 * len(pairs) > 0
    for one, two in known:
        assert [one[head] for head in HEADS] == pytest.approx([two[head] for head in HEADS], abs=0.05)


@pytest.mark.parametrize("preset", ["fast", "coursework-v2"])
@pytest.mark.parametrize("late", cases((False, True), {False}))
def test_before_training_the_loss_ratio_is_1(preset, late):
    """Untrained v2 answers so surely that the loss of its clipped probabilities is a third of the real one."""
    trainer, data = trainer_for(PRESETS[preset].settings), dataset(SETTINGS)
    probe = GradientProbe(trainer, data)
    clipped = np.full(4, 9.0)
    if late:
        rows = data.parts.training[None, :32].astype(np.int32)
        held = DataTensors(data.pictures, data.labels)
        seen = probe.around(lambda *of: trainer.train(held, *of), rows, np.zeros(1, np.float32), clipped)[1]
    else:
        seen = probe.untrained()
    assert seen["loss_ratio"] == pytest.approx(dict.fromkeys(HEADS, 1), rel=1e-3)


def test_the_jacobian_is_that_of_the_whole_probe_set():
    trainer, data = trainer_for(SETTINGS), dataset(SETTINGS)
    gradients = GradientProbe(trainer, data).gradients()
    assert gradients.jacobians.shape[:2] == (PROBE_SLICES, len(HEADS))
    rows = np.random.default_rng(0).permutation(data.parts.training)[:PROBE_PICTURES]
    whole = trainer.gradients(data.pictures[rows], data.labels[rows].astype(np.int32))
    np.testing.assert_allclose(gradients.jacobian, whole[0], rtol=1e-3, atol=1e-5)
    np.testing.assert_allclose(gradients.losses, whole[1], rtol=1e-4)
    GradientSample(
        jacobians=gradients.jacobians,
        weights=np.ones(4),
        losses=gradients.losses,
        first_losses=gradients.losses,
        accuracies=gradients.accuracies,
        filters={},
    )


def test_the_probe_set_shows_every_class():
    data = dataset(SETTINGS)
    probe = GradientProbe(trainer_for(SETTINGS), data)
    for _, labels in probe._slices:
        assert all(len(set(labels[:, i])) == len(head.classes) for i, head in enumerate(HEADS.values()))


def changed_in(trainer, data, new, settings=SETTINGS):
    """What a change to `new` does in a run that is there already."""
    loop = Loop(settings, data, trainer, NullCallback())
    loop._change_weights(new)
    assert trainer.weights == new
    return loop._weight_change


def changed(new, optimizer="adam", method="manual"):
    """What a change of weights from all 1 to `new` does after some steps."""
    parameters = {} if optimizer == "sgd" else {"epsilon": 1e-12}  # it does not shrink with the weights
    settings = replace(SETTINGS, optimizer=optimizer, optimizer_parameters=parameters, method=method)
    trainer, data = trainer_for(settings), dataset(settings)
    rows = data.parts.training[: 32 * 20].reshape(20, 32).astype(np.int32)
    trainer.train(DataTensors(data.pictures, data.labels), rows, np.full(20, 1e-3, np.float32))
    return changed_in(trainer, data, new, settings)


def test_all_weights_times_four_change_nothing_under_adam_and_everything_under_sgd():
    four = dict.fromkeys(HEADS, 4.0)
    adam, sgd = changed(four), changed(four, "sgd")
    assert adam["trunk_step"] == pytest.approx(1, rel=1e-3)
    assert adam["own_step"] == pytest.approx(dict.fromkeys(HEADS, 1), rel=1e-3)
    assert adam["share_after"] == pytest.approx(adam["share_before"], abs=1e-3)
    assert sgd["trunk_step"] == pytest.approx(4, rel=1e-3)
    assert sgd["own_step"] == pytest.approx(dict.fromkeys(HEADS, 4), rel=1e-3)


def test_one_weight_moves_the_trunk_but_not_the_head_s_own_layers_under_adam():
    new = {"length": 1.0, "width": 1.0, "colour": 1.0, "angle": 50.0}
    change = changed(new)
    assert change["own_step"] == pytest.approx(dict.fromkeys(HEADS, 1), rel=1e-3)
    assert change["share_after"]["angle"] > change["share_before"]["angle"]
    assert change["share_after"]["angle"] > 0.9
    assert sum(change["share_after"].values()) == pytest.approx(1)
    assert changed(new, "sgd")["own_step"]["angle"] == pytest.approx(50, rel=1e-3)


class Turning(Watcher):
    """Changes the weights once, in the middle."""

    def control(self):
        step = self.points[-1].step if self.points else 0
        return Control(weights=SETTINGS.weights | {"angle": 1.0 if step >= 20 else 50.0})


def test_after_a_change_the_next_real_step_and_the_twentieth_are_measured():
    """Against the exact split; from 50 to 1 Adam's memory keeps the angle head in front for many steps."""
    told = []
    for exact in (False, True):
        settings = replace(SETTINGS, epochs=0.6, weights=SETTINGS.weights | {"angle": 50.0}, exact_shares=exact)
        listener = Turning(None)
        Loop(settings, dataset(settings), trainer_for(settings), listener).run()
        [change] = [point.weight_change for point in listener.points if point.weight_change]
        told.append(change)
    for name in ("share_next", "share_twentieth"):
        assert told[0][name] == pytest.approx(told[1][name], abs=0.05)
    assert told[0]["share_next"]["angle"] > 0.95
    assert told[0]["step"] == 20


def test_sliders_that_mean_nothing_change_nothing():
    change = changed({"length": 1.0, "width": 1.0, "colour": 1.0, "angle": 50.0}, method="nash")
    assert change["trunk_step"] == pytest.approx(1)
    assert change["share_after"] == pytest.approx(change["share_before"])


def test_a_head_whose_weight_was_nothing_has_no_ratio():
    trainer = trainer_for(replace(SETTINGS, weights=dict.fromkeys(HEADS, 1.0) | {"angle": 0.0}))
    change = changed_in(trainer, dataset(SETTINGS), dict.fromkeys(HEADS, 1.0))
    assert change["own_step"]["angle"] is None
    assert change["share_before"]["angle"] == 0


def test_moved_is_measured_against_the_length_of_each_part():
    trainer = trainer_for(SETTINGS)
    assert set(trainer.snapshot()) == set(NETWORK_PARTS)
    assert trainer.pace(TRUNK).shape == trainer.snapshot()[TRUNK].shape
