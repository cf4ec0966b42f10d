"""The loss: from logits or from clipped probabilities, and the same in training, validation and diagnostics."""

from dataclasses import replace

import numpy as np
import pytest

from model.heads import HEADS
from runs.records import Control
from training.dataset import dataset
from training.engine.task import trainer_for
from training.loop.callbacks import NullCallback
from training.loop.gradient_probe import GradientProbe
from training.loop.loop import Loop
from training.loop.losses import head_losses
from training.loop.trainer import DataTensors
from training.presets import PRESETS
from training.settings import LOSSES_FROM, RunSettings

pytestmark = pytest.mark.slow

CLIPPED = "clipped-probabilities"
V2 = replace(PRESETS["coursework-v2"].settings, per_class=10, batch_size=64, epochs=1.0)
LABELS = np.array([[1, 0, 0, 7], [0, 1, 1, 2], [1, 1, 0, 0]])
each_loss = pytest.mark.parametrize("loss_from", LOSSES_FROM)


def losses_and_slopes(logits, loss_from):
    """Losses `(4,)` of heads with these logits, and the gradients on the logits."""
    import keras
    import tensorflow as tf

    variables = {name: tf.Variable(values, dtype=tf.float32) for name, values in logits.items()}
    with tf.GradientTape() as tape:
        activations = {name: keras.activations.get(head.activation) for name, head in HEADS.items()}
        outputs = {name: activations[name](variable + 0.0) for name, variable in variables.items()}
        losses = head_losses(outputs, tf.constant(LABELS, tf.int32), loss_from)
        total = tf.add_n(losses)
    slopes = tape.gradient(total, variables)
    return [float(loss) for loss in losses], {name: slope.numpy() for name, slope in slopes.items()}


def sure_logits(scale):
    """Logits of heads that are sure of a wrong class."""
    binary = {name: np.where(LABELS[:, [i]] == 1, -scale, scale) for i, name in enumerate(HEADS) if name != "angle"}
    return binary | {"angle": scale * np.eye(12)[(LABELS[:, 3] + 1) % 12]}


def random_logits():
    rng = np.random.default_rng(0)
    return {name: rng.normal(0, 2, (len(LABELS), head.units)) for name, head in HEADS.items()}


@each_loss
def test_an_even_guess_costs_chance(loss_from):
    even = {name: np.zeros((len(LABELS), head.units)) for name, head in HEADS.items()}
    assert losses_and_slopes(even, loss_from)[0] == pytest.approx([head.chance for head in HEADS.values()])


def test_both_losses_agree_where_nothing_is_saturated():
    first, second = (losses_and_slopes(random_logits(), name) for name in LOSSES_FROM)
    assert first[0] == pytest.approx(second[0], rel=1e-4)
    for name in HEADS:
        np.testing.assert_allclose(first[1][name], second[1][name], atol=1e-5)


def test_a_saturated_wrong_answer_costs_16_1_and_has_no_gradient_if_clipped():
    losses, slopes = losses_and_slopes(sure_logits(40.0), CLIPPED)
    assert losses == pytest.approx([-np.log(1e-7)] * 4, rel=0.012)  # 1 - 1e-7 is 1 - 1.19e-7 in float32
    assert all(not slope.any() for slope in slopes.values())
    losses, slopes = losses_and_slopes(sure_logits(40.0), "logits")
    assert losses == pytest.approx([40.0] * 4)
    assert all(np.abs(slope).max() == pytest.approx(1 / 3, rel=1e-3) for slope in slopes.values())


class Points(NullCallback):
    def __init__(self, probe=0):
        self.points, self.probe = [], probe

    def control(self):
        return Control(probe=self.probe)

    def point(self, point):
        self.points.append(point)


@pytest.mark.long
@each_loss
def test_training_validation_and_gradients_have_one_loss(loss_from):
    settings = replace(V2, loss_from=loss_from)
    data, trainer = dataset(settings), trainer_for(settings)
    rows = data.parts.training[:200]
    pictures, labels = data.pictures[rows], data.labels[rows].astype(np.int32)
    outputs, evaluated = trainer.evaluate(pictures, labels)
    assert outputs.keys() == HEADS.keys()
    assert max(evaluated) > 4  # many are saturated: a loss of another kind would differ
    np.testing.assert_allclose(trainer.gradients(pictures, labels)[1], evaluated, rtol=1e-5)
    report = trainer.train(DataTensors(data.pictures, data.labels), rows[None], np.zeros(1, np.float32))
    np.testing.assert_allclose(report[0, :4], evaluated, rtol=1e-5)


@each_loss
def test_the_loss_ratio_is_1_before_training(loss_from):
    settings = replace(V2, loss_from=loss_from, epochs=0.1)
    data, trainer, heard = dataset(settings), trainer_for(settings), Points(probe=5)
    Loop(settings, data, trainer, heard).run()
    assert heard.points[0].diagnostics["loss_ratio"] == pytest.approx(dict.fromkeys(HEADS, 1.0))
    trainer.reset(settings)
    resumed = GradientProbe(trainer, data)  # knows nothing of the first losses: they are taken anew
    first = resumed._first_losses(np.zeros(4))
    np.testing.assert_allclose(first, resumed.gradients().losses, rtol=1e-5)


def test_settings_of_older_runs_have_the_stable_loss():
    older = {name: value for name, value in V2.to_json().items() if name not in ("loss_from", "optimizer_reset")}
    settings = RunSettings.from_json(older)
    assert (settings.loss_from, settings.optimizer_reset) == ("logits", 0)
    clipped = {name for name, preset in PRESETS.items() if preset.settings.loss_from == CLIPPED}
    assert clipped == {"coursework-v1", "coursework-v2", "coursework-v3"}


@pytest.mark.long
def test_the_optimiser_is_as_new_after_its_reset():
    settings = replace(V2, optimizer_reset=4)
    data, trainer, heard = dataset(settings), trainer_for(settings), Points(probe=3)
    Loop(settings, data, trainer, heard).run()
    total = heard.points[-1].step
    assert trainer.steps == total - 4
    plain = trainer_for(V2, lane=1)
    Loop(V2, data, plain, Points()).run()
    assert plain.steps == total
    assert any(
        (one != other).any() for one, other in zip(*(t.network.get_weights() for t in (trainer, plain)), strict=True)
    )


def test_a_run_that_is_resumed_resets_the_optimiser_once():
    settings = replace(V2, optimizer_reset=4)
    data, whole = dataset(settings), trainer_for(settings)
    Loop(settings, data, whole, Points()).run()
    for step in (3, 4, 5):
        first, kept = trainer_for(settings, lane=1), Saving(step)
        Loop(settings, data, first, kept).run()
        assert kept.step == step
        second = trainer_for(settings, lane=1)
        second.load_state(kept.state)
        Loop(settings, data, second, Points(), step=step).run()
        for one, other in zip(whole.network.get_weights(), second.network.get_weights(), strict=True):
            np.testing.assert_array_equal(one, other)


class Saving(NullCallback):
    """Pauses before a step, which saves, and stops there."""

    def __init__(self, step):
        self.until, self.is_paused = step, False

    def control(self):
        return Control(state="stop" if self.is_paused else "run", until=self.until)

    def paused(self, step):
        self.is_paused = True

    def checkpoint(self, step, state):
        if not self.is_paused and step == self.until:
            self.step, self.state = step, state
