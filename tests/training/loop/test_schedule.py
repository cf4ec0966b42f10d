from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from model.heads import HEADS
from training.loop import schedule
from training.presets import PRESETS

FAST = PRESETS["fast"].settings


def epoch_rows(settings, training, first):
    """All rows of the epoch that starts at step `first`, taken as the loop takes them."""
    rows, step = [], first
    while step < first + schedule.steps_per_epoch(settings, len(training)):
        count = min(3, schedule.steps_left(settings, len(training), step))
        rows.append(schedule.batch_rows(settings, training, step, count))
        step += count
    return rows


@given(st.integers(1, 300), st.integers(1, 64), st.integers(0, 5))
def test_an_epoch_shows_every_picture_once_but_what_fills_no_batch(pictures, batch, epoch):
    settings = replace(FAST, batch_size=batch)
    training = np.arange(1000, 1000 + pictures)
    rows = epoch_rows(settings, training, epoch * schedule.steps_per_epoch(settings, pictures))
    seen = np.concatenate([part.ravel() for part in rows])
    assert len(set(seen)) == len(seen) == max(pictures - pictures % batch, min(pictures, batch))
    assert set(seen) <= set(training)
    assert all(part.shape[1] == min(batch, pictures) for part in rows)


@given(st.integers(65, 300), st.integers(0, 3))
def test_steps_taken_one_by_one_see_the_same_batches(pictures, step):
    settings, training = replace(FAST, batch_size=16), np.arange(pictures)
    together = schedule.batch_rows(settings, training, 0, 4)
    np.testing.assert_array_equal(schedule.batch_rows(settings, training, step, 1)[0], together[step])


def test_epochs_and_seeds_have_their_own_order():
    training = np.arange(320)
    first = schedule.batch_rows(FAST, training, 0, 10)
    assert not np.array_equal(first, schedule.batch_rows(FAST, training, 10, 10))
    assert not np.array_equal(first, schedule.batch_rows(replace(FAST, seed=1), training, 0, 10))


def test_fractions_of_an_epoch_count():
    assert schedule.total_steps(replace(FAST, epochs=1.5), 3200) == 150
    assert schedule.total_steps(replace(FAST, epochs=0.01), 32) == 1


@given(st.integers(1, 2000))
def test_one_cycle_climbs_to_its_peak_and_falls_to_nothing(steps):
    rates = schedule.learning_rates(FAST, steps)
    assert rates.shape == (steps,)
    assert rates.min() > 0
    assert rates.max() <= FAST.learning_rate * 1.0001
    peak = rates.argmax()
    assert (np.diff(rates[: peak + 1]) >= 0).all()
    assert (np.diff(rates[peak:]) <= 0).all()


def test_a_constant_rate_is_constant():
    assert schedule.learning_rates(replace(FAST, schedule="constant"), 7) == pytest.approx([FAST.learning_rate] * 7)


def test_cosine_falls_from_the_rate_to_nothing():
    rates = schedule.learning_rates(replace(FAST, schedule="cosine", learning_rate=0.1), 100)
    assert (np.diff(rates) < 0).all()
    assert rates[0] == pytest.approx(0.1, rel=1e-3)
    assert rates[-1] < 1e-4


def validations(*totals):
    """Losses of the heads whose sum over chance is this."""
    share = 1 / len(HEADS)
    return [{name: total * share * head.chance for name, head in HEADS.items()} for total in totals]


def test_plateau_halves_the_rate_when_the_losses_stop_falling():
    settings = replace(FAST, schedule="plateau")
    falling = validations(*np.geomspace(1, 0.1, 20))
    assert schedule.plateau_factor(settings, falling) == 1
    assert schedule.plateau_factor(settings, falling + falling[-1:] * 4) == 1
    assert schedule.plateau_factor(settings, falling + falling[-1:] * 5) == 0.5
    assert schedule.plateau_factor(settings, falling + falling[-1:] * 9 + validations(0.05)) == 0.5
    assert schedule.plateau_factor(settings, falling + falling[-1:] * 10) == 0.25
    assert schedule.plateau_factor(FAST, falling + falling[-1:] * 10) == 1
    assert (schedule.learning_rates(settings, 3) == np.float32(FAST.learning_rate)).all()
