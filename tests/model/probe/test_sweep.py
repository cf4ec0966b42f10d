"""Sweeps: the held line is in them, and flips are where a dense scan finds them."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from model.heads import HEADS
from model.predict import shipped
from model.probe import FACTORS, painted, sweep
from model.probe.sweep import bisected
from model.scores import predicted
from tests.model.probe.toys import answering, lightness, scene
from tests.tiers import cases

pytestmark = pytest.mark.slow

DENSE = 40  # samples of the scan to one of the sweep


@pytest.mark.parametrize("name", FACTORS)
def test_the_held_line_is_in_the_sweep_as_it_is(name):
    held, predict, moved = scene("smooth", angle=61.3), shipped("fast"), FACTORS[name]
    found = sweep(held, moved, predict)
    assert found.values[found.held] == pytest.approx(float(moved.get(held)[0]), abs=1e-9)
    np.testing.assert_array_equal(found.pictures[found.held], painted(held)[0])
    plain = predict(painted(held))
    for head in HEADS:
        np.testing.assert_allclose(found.probabilities[head][found.held], plain[head][0], atol=1e-5)
    assert (np.diff(found.values) > 0).all()
    assert (found.values[0], found.values[-1]) == pytest.approx((moved.low, moved.high))
    assert len(found.values) - len(moved.grid()) in (0, 1)


@pytest.mark.parametrize("length", [0.0, 2.0, 26.5])
def test_a_line_beyond_the_range_is_in_the_sweep_too(length):
    held = scene("smooth", length=length, start=(3.0, 3.0))
    found = sweep(held, FACTORS["length"], shipped("fast"))
    assert found.values[found.held] == pytest.approx(length)
    np.testing.assert_array_equal(found.pictures[found.held], painted(held)[0])


def test_a_full_turn_is_181_angles_and_ends_where_it_began():
    found = sweep(scene("smooth"), FACTORS["angle"], shipped("fast"))
    assert found.values.tolist() == pytest.approx(list(range(181)))
    np.testing.assert_allclose(found.pictures[0].astype(int), found.pictures[-1], atol=1)


@pytest.mark.parametrize("network", cases(("fast", "coursework-v3"), {"fast"}))
@pytest.mark.parametrize("name", ["angle", "length", "width", "hue", "x", "noise", "blur"])
def test_flips_agree_with_a_dense_scan(name, network):
    held, predict, moved = scene("smooth"), shipped(network), FACTORS[name]
    found = sweep(held, moved, predict)
    fine = np.linspace(found.values[:-1], found.values[1:], DENSE, endpoint=False, axis=1).ravel()
    answers = np.concatenate(
        [predicted(predict(painted(moved.put(held.times(len(part)), part)))) for part in np.array_split(fine, 8)]
    )
    coarse = predicted(found.probabilities)
    for column, head in enumerate(HEADS):
        own = [flip for flip in found.flips if flip.head == head]
        scanned = np.flatnonzero(answers[1:, column] != answers[:-1, column])
        for i in np.flatnonzero(coarse[1:, column] != coarse[:-1, column]):
            low, high = found.values[i], found.values[i + 1]
            here = [flip.at for flip in own if low < flip.at <= high]
            there = [k for k in scanned if low <= fine[k] < high]
            assert here
            if len(there) == 1:  # else something comes and goes
                assert len(here) == 1
                assert here[0] == pytest.approx(fine[there[0]], abs=2 * (high - low) / DENSE)
        said = coarse[0, column]
        for flip in own:  # and each begins with what the last one ended with
            assert flip.before == said
            said = flip.after
        assert said == coarse[-1, column]


@settings(deadline=None, max_examples=30)
@given(st.floats(30, 70))
def test_the_flip_of_a_known_network_is_found(half):
    held, moved = scene(length=10.0, start=(10.0, 9.0)), FACTORS["length"]
    predict = answering(length=lambda pictures: lightness(pictures, half))
    (flip,) = sweep(held, moved, predict).flips
    assert (flip.head, flip.before, flip.after) == ("length", 0, 1)
    just = np.array([flip.at - 0.002, flip.at])
    light = painted(moved.put(held.times(2), just)).sum(axis=(1, 2, 3)) / 255
    assert light[0] <= half <= light[1]


@given(st.lists(st.floats(0.01, 0.99), min_size=1, max_size=8))
def test_bisection_ends_above_the_border_and_near_it(borders):
    borders = np.array(borders)
    found = bisected(lambda asked: asked >= borders, np.zeros(len(borders)), np.ones(len(borders)))
    assert (found >= borders).all()
    assert (found - borders < 1e-4).all()


def test_where_the_frame_cuts_the_line_is_known():
    found = sweep(scene("smooth"), FACTORS["x"], shipped("fast"))
    half = 15 * np.cos(np.radians(60)) / 2
    np.testing.assert_array_equal(found.inside, (found.values >= half - 1e-9) & (found.values <= 28 - half + 1e-9))


def test_a_flip_is_told_in_a_few_digits():
    assert FACTORS["length"].text(9.8491) == "9.8 px"
    assert FACTORS["angle"].text(172.0) == "172°"
    assert FACTORS["width"].text(1.538) == "1.54 px"
