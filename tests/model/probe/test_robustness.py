"""Robustness: plain accuracy at strength 0, and the point where a head breaks."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.sample import SamplerSettings, sample
from model.heads import HEADS
from model.predict import shipped
from model.probe import CORRUPTIONS, Scenes, robustness
from model.probe.robustness import KEPT_SKILL, Robustness, breaking
from model.scores import accuracies
from tests.model.probe.toys import answering

DRAWN = sample(SamplerSettings(per_class=2, seed=4))
SCENES = Scenes.of(DRAWN.lines, "hard", np.arange(len(DRAWN)))
every_corruption = pytest.mark.parametrize("name", CORRUPTIONS)


@pytest.mark.slow
@every_corruption
def test_strength_0_is_the_plain_accuracy(name):
    predict = shipped("coursework-v3")
    found = robustness(SCENES, DRAWN.labels, predict, CORRUPTIONS[name])
    plain = accuracies(predict(DRAWN.pictures), DRAWN.labels)
    np.testing.assert_allclose(found.accuracy[0], [plain[head] for head in HEADS])
    assert CORRUPTIONS[name].strengths[0] == 0


@every_corruption
def test_more_strength_spoils_more_and_the_same_way_each_time(name):
    one = CORRUPTIONS[name]
    robustness_curves = [
        one.corrupt(SCENES, strength, np.random.default_rng(0)).astype(int) for strength in one.strengths
    ]
    away = [np.abs(pictures - DRAWN.pictures).mean() for pictures in robustness_curves]
    assert away[0] == 0
    assert away == sorted(away)
    again = one.corrupt(SCENES, one.strengths[-1], np.random.default_rng(0))
    np.testing.assert_array_equal(again, robustness_curves[-1])
    assert list(one.strengths) == sorted(one.strengths)


@given(st.lists(st.floats(0, 1), min_size=7, max_size=7), st.sampled_from([0.5, 1 / 12]))
def test_a_head_breaks_where_it_crosses_the_border_first(accuracy, chance):
    strengths, accuracy = (0, 1, 2, 4, 8, 16, 32), np.array(accuracy)
    at = breaking(strengths, accuracy, chance)
    limit = chance + KEPT_SKILL * (accuracy[0] - chance)
    if at is None:
        assert accuracy[0] - chance < 0.05 or (accuracy >= limit).all()
    else:
        assert np.interp(at, strengths, accuracy) == pytest.approx(limit)
        assert (accuracy[np.array(strengths) < at] >= limit).all()


def test_a_known_fall_is_broken_half_way():
    assert breaking((0, 10, 20), np.array([1.0, 1.0, 0.9]), 0.5) == pytest.approx(15)
    assert breaking((0, 10), np.array([0.5, 0.0]), 0.5) is None


def test_the_first_to_break_has_the_least_strength_and_of_equals_the_one_that_loses_most():
    accuracy = np.array([[1, 1, 1, 1], [0.5, 0.6, 0.5, 0.2], [0.5, 0.5, 0.5, 0.1]])
    assert Robustness(strengths=(0, 1, 2), accuracy=accuracy, breaks=(1.0, 0.5, None, 1.5)).first == 1
    assert Robustness(strengths=(0, 1, 2), accuracy=accuracy, breaks=(1.0, 1.0, None, None)).first == 0
    assert Robustness(strengths=(0, 1, 2), accuracy=accuracy, breaks=(None,) * 4).first is None


def test_a_network_that_knows_nothing_cannot_break():
    found = robustness(SCENES, DRAWN.labels, answering(), CORRUPTIONS["noise"])
    assert found.breaks == (None,) * 4
    assert found.first is None


def test_between_whole_lines_there_is_nothing():
    found = robustness(SCENES, DRAWN.labels, shipped("fast"), CORRUPTIONS["lines"])
    assert all(at is None or at == round(at) for at in found.breaks)


def test_off_grid_values_stay_with_their_class_until_the_border():
    one = CORRUPTIONS["off-grid"]
    half = one.corrupt(SCENES, 100, np.random.default_rng(0))
    seen = {tuple(map(int, picture.reshape(-1, 3).max(axis=0))) for picture in half}
    assert seen == {(255, 0, 255)}  # magenta, from red and from blue
