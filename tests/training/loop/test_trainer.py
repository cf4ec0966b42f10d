"""The traced step against plain Keras, and what a loss weight does under Adam."""

from dataclasses import replace

import numpy as np
import pytest

from model.heads import HEADS
from model.networks import build
from tests.training.few_steps import BATCH, DRAWN, ROWS, STEPS, steps
from training.engine.task import trainer_for
from training.loop.trainer import Trainer
from training.presets import PRESETS

pytestmark = pytest.mark.slow
V3 = replace(PRESETS["coursework-v3"].settings, batch_size=32)


def fitted_with_keras(settings):
    """The same batches in the same order through `compile` and `fit`."""
    import keras

    network = build(settings.network, settings.seed)
    losses = {name: head.loss for name, head in HEADS.items()}
    network.compile(keras.optimizers.Adam(1e-3), loss=losses, loss_weights=settings.weights)
    order = ROWS.ravel()
    targets = {
        name: keras.utils.to_categorical(DRAWN.labels[order, i], 12)
        if head.units > 1
        else DRAWN.labels[order, i : i + 1]
        for i, (name, head) in enumerate(HEADS.items())
    }
    network.fit(DRAWN.pictures[order].astype("f4"), targets, batch_size=BATCH, shuffle=False, verbose=0)
    return network


def test_our_step_is_the_step_of_keras_fit(held):
    trainer = trainer_for(V3)
    steps(trainer, held)
    for ours, theirs in zip(trainer.network.get_weights(), fitted_with_keras(V3).get_weights(), strict=True):
        np.testing.assert_allclose(ours, theirs, atol=2e-5)


def test_the_report_is_the_loss_and_accuracy_before_each_step(held):
    trainer = trainer_for(V3)
    report = steps(trainer, held, last=1)[0]
    chances = [head.chance for head in HEADS.values()]
    np.testing.assert_allclose(report[:4], chances, rtol=0.05)  # small initial weights: no head knows anything
    assert ((report[4:9] >= 0) & (report[4:9] <= 1)).all()
    assert report[9:].tolist() == list(V3.weights.values())


def test_steps_in_one_go_and_one_by_one_are_the_same(held):
    together, single = trainer_for(V3), trainer_for(V3, lane=1)
    report = steps(together, held)
    alone = np.concatenate([steps(single, held, i, i + 1) for i in range(STEPS)])
    np.testing.assert_array_equal(report, alone)


def test_a_saved_state_goes_on_as_if_nothing_had_been(held):
    first, second = trainer_for(V3), trainer_for(replace(V3, seed=9), lane=1)
    expected = steps(first, held)
    first.reset(V3)
    steps(first, held, last=5)
    second.load_state(first.state())
    np.testing.assert_array_equal(steps(second, held, 5), expected[5:])


def test_a_reset_trainer_repeats_the_run(held):
    trainer = trainer_for(V3)
    first = steps(trainer, held)
    trainer.change_weights({**V3.weights, "angle": 1.0})
    trainer.reset(V3)
    np.testing.assert_array_equal(steps(trainer, held), first)


def test_changing_weights_does_not_trace_again(held):
    trainer = trainer_for(V3)
    steps(trainer, held)
    trainer.change_weights({**V3.weights, "angle": 5.0})
    steps(trainer, held)
    assert trainer.traces == 1


def without_epsilon(settings):
    trainer = Trainer(settings)  # epsilon is in the trace
    trainer.optimizer.epsilon = 1e-30
    return trainer


@pytest.mark.long
def test_under_adam_a_power_of_two_on_all_weights_changes_nothing(held):
    one, four = (without_epsilon(replace(V3, weights=dict.fromkeys(HEADS, weight))) for weight in (1.0, 4.0))
    np.testing.assert_array_equal(steps(one, held)[:, :9], steps(four, held)[:, :9])  # all but the weights themselves


def test_rescaled_slots_give_the_trajectory_of_the_new_weight(held):
    """One factor on all four: 8 from the start, and 2 then 8, are the same, trunk and all."""
    paths = []
    for weights in ([8.0], [2.0, 8.0]):
        trainer = without_epsilon(replace(V3, weights=dict.fromkeys(HEADS, weights[0])))
        steps(trainer, held, last=6)
        if len(weights) > 1:
            trainer.change_weights(dict.fromkeys(HEADS, weights[1]))
        steps(trainer, held, 6)
        paths.append(trainer)
    for one, other in zip(*(trainer.network.get_weights() for trainer in paths), strict=True):
        np.testing.assert_array_equal(one, other)
