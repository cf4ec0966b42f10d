"""Networks with batch normalisation and dropout are trained right, and looking at them changes nothing."""

from dataclasses import replace

import numpy as np
import pytest

from model.explain import VIEWS, Subject
from model.heads import HEADS
from model.networks import build, head_of
from model.networks.design import Convolution, Design, Dropout, Pooling
from model.predict import Predictor
from model.saving import artefacts, load_weights, rebuilt
from runs.records import Control
from tests.tiers import cases
from tests.training.few_steps import BATCH, DRAWN, ROWS, STEPS, assert_same, everything, steps, values
from training.dataset import dataset
from training.engine.task import trainer_for
from training.loop.callbacks import NullCallback
from training.loop.loop import Loop
from training.loop.trainer import Trainer, trace_key
from training.loop.variable_groups import TRUNK, dropout_seeds, moving_averages
from training.presets import PRESETS

pytestmark = pytest.mark.slow
DESIGN = Design(
    trunk=(
        Convolution(filters=8, kernel=5, stride=2, normalise=True),
        Pooling(),
        Dropout(rate=0.3),
        Convolution(filters=12, normalise=True, activation="silu"),
    ),
    dropout=0.25,
    hidden={"length": (), "width": (6,), "colour": (6,), "angle": (12, 8)},
)
FAST = PRESETS["fast"].settings
OWN = replace(PRESETS["custom"].settings, design=DESIGN, learning_rate=1e-3, schedule="constant", per_class=20)


def fitted_with_keras(settings):
    """The same batches in the same order through `compile` and `fit`."""
    import keras

    network = build(settings.network, settings.seed, settings.design)
    beta = settings.optimizer_parameters["beta_2"]
    losses = {name: head.loss for name, head in HEADS.items()}
    network.compile(keras.optimizers.Adam(1e-3, beta_2=beta), loss=losses, loss_weights=settings.weights)
    order = ROWS.ravel()
    targets = {
        name: keras.utils.to_categorical(DRAWN.labels[order, i], 12)
        if head.units > 1
        else DRAWN.labels[order, i : i + 1]
        for i, (name, head) in enumerate(HEADS.items())
    }
    network.fit(DRAWN.pictures[order].astype("f4"), targets, batch_size=BATCH, shuffle=False, verbose=0)
    return network


@pytest.mark.long
def test_our_step_is_the_step_of_keras_fit(held):
    """Moving averages and the places left out by dropout too."""
    trainer = trainer_for(OWN)
    steps(trainer, held)
    fitted = fitted_with_keras(OWN)
    for ours, theirs in zip(trainer.network.get_weights(), fitted.get_weights(), strict=True):
        np.testing.assert_allclose(ours, theirs, atol=2e-5)
    assert_same(
        [one.numpy().copy() for one in dropout_seeds(trainer.network)],
        [one.numpy().copy() for one in dropout_seeds(fitted)],
    )


def test_a_step_moves_the_averages_and_draws_new_random_numbers(held):
    trainer = trainer_for(OWN)
    before = values([*moving_averages(trainer.network)[TRUNK], *dropout_seeds(trainer.network)])
    assert len(before) == 4 + 1 + 4  # two normalisations; a dropout in the trunk, one after each hidden layer
    steps(trainer, held, last=1)
    after = values([*moving_averages(trainer.network)[TRUNK], *dropout_seeds(trainer.network)])
    assert all((one != other).any() for one, other in zip(before, after, strict=True))


@pytest.mark.long
def test_runs_repeat_bit_for_bit_and_seeds_differ(held):
    one, other = trainer_for(OWN), trainer_for(OWN, lane=1)
    report = steps(one, held)
    assert_same([steps(other, held)], [report])
    assert_same(everything(one), everything(other))
    one.reset(OWN)
    assert_same([steps(one, held)], [report])
    one.reset(replace(OWN, seed=5))
    fresh = Trainer(replace(OWN, seed=5))  # traced for that seed, not reset to it
    assert (steps(one, held) != report).any()
    steps(fresh, held)
    assert_same(everything(one), everything(fresh))


def test_steps_in_one_go_and_one_by_one_are_the_same(held):
    together, single = trainer_for(OWN), trainer_for(OWN, lane=1)
    report = steps(together, held)
    assert_same([np.concatenate([steps(single, held, i, i + 1) for i in range(STEPS)])], [report])
    assert_same(everything(single), everything(together))


def test_a_saved_state_goes_on_as_if_nothing_had_been(held):
    first, second = trainer_for(OWN), trainer_for(replace(OWN, seed=9), lane=1)
    expected = steps(first, held)
    whole = everything(first)
    first.reset(OWN)
    steps(first, held, last=5)
    second.load_state(first.state())
    assert_same([steps(second, held, 5)], [expected[5:]])
    assert_same(everything(second), whole)


@pytest.mark.parametrize("frozen", [{TRUNK}, {TRUNK, "angle"}, {"length", "width"}])
def test_what_is_frozen_stays_with_its_moving_averages(held, frozen):
    trainer = trainer_for(OWN)
    steps(trainer, held, last=3)
    trainer.freeze(frozen)

    def kept(of_frozen):
        owners = {layer.name: head_of(layer.name) or TRUNK for layer in trainer.network.layers}
        return [
            w.numpy().copy() for w in trainer.network.weights if (owners[w.path.split("/")[0]] in frozen) == of_frozen
        ]

    still, moving = kept(True), kept(False)
    steps(trainer, held, 3)
    assert_same(kept(True), still)
    assert all((one != other).any() for one, other in zip(kept(False), moving, strict=True))


def test_looking_changes_nothing_bit_for_bit(held):
    trainer = trainer_for(OWN)
    steps(trainer, held, last=2)
    before = everything(trainer)
    trainer.gradients(DRAWN.pictures[:64], DRAWN.labels[:64].astype(np.int32))
    trainer.probabilities(DRAWN.pictures[:64])
    artefacts(trainer.network, OWN.to_json())
    VIEWS["structure"].answer(Subject(network=trainer.network))
    assert_same(everything(trainer), before)


class Looking(NullCallback):
    def __init__(self, probe):
        self.probe, self.points = probe, []

    def control(self):
        return Control(probe=self.probe)

    def point(self, point):
        self.points.append(point)


@pytest.mark.long
@pytest.mark.parametrize("shares", cases((False, True), {False}))
def test_a_run_that_is_looked_at_ends_as_one_that_is_not(shares):
    settings = replace(OWN, epochs=0.3, exact_shares=shares)
    ends = []
    for probe in (None, 4):
        watcher, trainer = Looking(probe), trainer_for(settings)
        Loop(settings, dataset(settings), trainer, watcher).run()
        ends.append(everything(trainer))
    assert_same(*ends)
    owned = next(point.diagnostics["ownership"] for point in reversed(watcher.points) if point.diagnostics)
    assert {name: len(filters) for name, filters in owned.items()} == {
        "trunk_conv_1": 8,
        "trunk_norm_1": 8,
        "trunk_conv_2": 12,
        "trunk_norm_2": 12,
    }


def test_answers_leave_nothing_out_and_are_those_of_litert_and_of_a_worker(held):
    trainer = trainer_for(OWN)
    steps(trainer, held)
    pictures = DRAWN.pictures[:40]
    answers = trainer.probabilities(pictures)
    assert_same(trainer.probabilities(pictures).values(), answers.values())
    each = [trainer.probabilities(pictures[i : i + 1]) for i in range(len(pictures))]  # no statistics of a batch
    files = artefacts(trainer.network, OWN.to_json())
    lite = Predictor(files["network.tflite"])
    again = rebuilt(OWN.to_json(), files["weights.npz"])
    for name in HEADS:
        np.testing.assert_allclose(np.concatenate([one[name] for one in each]), answers[name], atol=1e-6)
        np.testing.assert_allclose(again(pictures.astype("f4"))[name], answers[name], atol=1e-6)
        wide = answers[name] if HEADS[name].units > 1 else np.hstack([1 - answers[name], answers[name]])
        np.testing.assert_allclose(lite(pictures)[name], wide, atol=1e-5)


def test_weights_of_another_design_are_refused():
    weights = artefacts(build("custom", 0, DESIGN), {})["weights.npz"]
    with pytest.raises(ValueError, match="another network"):
        load_weights(build("custom", 0, replace(DESIGN, trunk=DESIGN.trunk[:1])), weights)


def test_a_name_does_not_make_another_kind_and_a_layer_does():
    renamed = replace(OWN, design=replace(DESIGN, name="Other"))
    assert trace_key(renamed) == trace_key(OWN)
    assert trace_key(replace(OWN, design=replace(DESIGN, dropout=0.1))) != trace_key(OWN)
    assert hash(trace_key(OWN))


def test_the_short_runs_of_a_class_share_one_trace_whatever_their_weights_seeds_rates_and_lengths():
    runs = [
        replace(FAST, seed=seed, weights=dict.fromkeys(HEADS, 1.0 + seed), learning_rate=1e-3, epochs=1 + seed)
        for seed in range(30)
    ]
    assert len({trace_key(run) for run in runs}) == 1
