"""Nearest counterfactuals: they flip, they are not farther than any single change, and of a toy they are known."""

import numpy as np
import pytest

from data.sample import SamplerSettings, sample
from model.heads import HEADS
from model.predict import shipped
from model.probe import FACTORS, TRAINED_STEPS, Scenes, nearest_flips, painted
from model.scores import predicted
from tests.model.probe.toys import answering, lightness, scene
from tests.tiers import cases

pytestmark = pytest.mark.slow


def answer(predict, scenes, head):
    return int(predicted(predict(painted(scenes)))[0, list(HEADS).index(head)])


@pytest.mark.parametrize("network", cases(("fast", "coursework-v3"), {"fast"}))
@pytest.mark.parametrize("head", HEADS)
def test_it_flips_and_is_not_farther_than_any_single_change(head, network):
    predict = shipped(network)
    drawn = sample(SamplerSettings(per_class=1, seed=8)).lines.take(np.array([5, 40, 71]))
    for i, painter in enumerate(("hard", "smooth", "subpixel")):
        held = Scenes.of(drawn.take(slice(i, i + 1)), painter)
        before = answer(predict, held, head)
        singles, best = nearest_flips(held, head, predict)
        assert set(singles) == set(TRAINED_STEPS)
        for name, one in singles.items():
            if one is None:
                continue
            assert list(one.changes) == [name]
            assert answer(predict, one.scene, head) == one.after != before == one.before
            assert best is not None
            assert best.distance <= one.distance + 1e-9
        if best is not None:
            assert answer(predict, best.scene, head) == best.after != before == best.before
            assert best.scene.inside[0] or not held.inside[0]


def test_the_distance_is_that_of_the_changes_in_trained_steps():
    held = scene()
    _, best = nearest_flips(held, "angle", shipped("coursework-v3"))
    away = 0.0
    for name, value in best.changes.items():
        off, turn = abs(value - float(FACTORS[name].get(held)[0])), FACTORS[name].turn
        away += (min(off, turn - off) / TRAINED_STEPS[name] if turn else off / TRAINED_STEPS[name]) ** 2
    assert best.distance == pytest.approx(away**0.5, rel=1e-6)
    for name in set(TRAINED_STEPS) - set(best.changes):
        assert FACTORS[name].get(best.scene)[0] == FACTORS[name].get(held)[0]


def test_a_single_flip_is_where_a_dense_scan_finds_it():
    held, predict = scene("smooth"), shipped("fast")
    singles, _ = nearest_flips(held, "length", predict)
    lengths = np.linspace(15, 3, 4_001)
    said = predicted(predict(painted(FACTORS["length"].put(held.times(len(lengths)), lengths))))[:, 0]
    first = lengths[np.flatnonzero(said != said[0])[0]]
    assert singles["length"].changes["length"] == pytest.approx(first, abs=0.004)


def test_several_changes_together_are_nearer_than_one_where_all_of_them_count():
    """Light grows with length and width alike: moving both is the shorter way."""
    held = scene(length=10.0, width=2.0, angle=0.0, start=(9.0, 14.0))
    predict = answering(length=lambda pictures: lightness(pictures, half=32.0))
    singles, best = nearest_flips(held, "length", predict)
    assert best.distance < 0.95 * min(one.distance for one in singles.values() if one)
    assert {"length", "width"} <= set(best.changes)


def test_a_head_that_never_changes_has_none():
    singles, best = nearest_flips(scene(), "width", answering())
    assert best is None
    assert set(singles.values()) == {None}


def test_equal_seeds_find_the_same():
    found = [nearest_flips(scene("hard"), "angle", shipped("fast"), seed)[1] for seed in (0, 0)]
    assert found[0].changes == found[1].changes
