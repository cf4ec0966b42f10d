"""Methods that look at losses and accuracies: manual, random, uncertainty and dynamic task prioritisation."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from model.balance import METHODS
from model.balance.adam import Adam
from tests.model.balance import checks

SEEN = checks.seen_of(np.eye(4))


def losses_of(*losses):
    return checks.seen_of(np.eye(4), losses=losses)


def accuracies_of(*accuracies):
    return checks.seen_of(np.eye(4), accuracies=accuracies)


@settings(deadline=None)
@given(checks.seeds, checks.sliders_or_zero)
def test_manual_weights_are_the_sliders(seed, sliders):
    weights = checks.weights_of(METHODS["manual"](sliders), checks.drawn_run(seed))
    np.testing.assert_array_equal(weights, np.tile(sliders, (5, 1)))


def test_random_weights_are_a_softmax_of_standard_normal_numbers():
    weights = checks.weights_of(METHODS["random"](np.ones(4), 3), [SEEN] * 4000)
    np.testing.assert_allclose(weights.sum(axis=1), 4)
    np.testing.assert_allclose(weights.mean(axis=0), 1, atol=0.06)
    apart = np.log(weights[:, 0] / weights[:, 1])  # difference of two standard normal numbers
    assert apart.mean() == pytest.approx(0, abs=0.1)
    assert apart.var() == pytest.approx(2, rel=0.1)
    assert np.corrcoef(apart[1:], apart[:-1])[0, 1] == pytest.approx(0, abs=0.06)


def test_other_seeds_and_other_steps_draw_other_weights():
    one, two = (checks.weights_of(METHODS["random"](np.ones(4), seed), [SEEN] * 3) for seed in (1, 2))
    assert len(np.unique(np.concatenate([one, two]), axis=0)) == 6


@pytest.mark.parametrize("losses", [(0.05, 0.5, 1, 2.5), (0.5, 0.5, 0.5, 0.5)])
def test_uncertainty_settles_where_its_loss_is_least(losses):
    """exp(-s) L + s/2 is least at s = ln(2 L); the weight is then 1 / (2 L)."""
    method = METHODS["uncertainty"](np.ones(4))
    weights = checks.weights_of(method, [losses_of(*losses)] * 3000)
    np.testing.assert_allclose(weights[-1], 0.5 / np.array(losses), rtol=1e-3)
    np.testing.assert_allclose(method.state()["log_uncertainty"], np.log(2 * np.array(losses)), atol=1e-3)


def test_uncertainty_begins_with_the_sliders_and_moves_at_its_rate():
    sliders, run = np.array([1.0, 2, 3, 4]), [losses_of(0.1, 0.49, 0.51, 9)] * 2
    weights = checks.weights_of(METHODS["uncertainty"](sliders, rate=0.1), run)
    np.testing.assert_array_equal(weights[0], sliders)
    np.testing.assert_allclose(np.log(weights[1] / sliders), [0.1, 0.1, -0.1, -0.1], rtol=1e-4)


def test_uncertainty_of_a_loss_that_is_gone_stops_growing():
    weights = checks.weights_of(METHODS["uncertainty"](np.ones(4), rate=1), [losses_of(0, 0, 0, 0)] * 50)
    np.testing.assert_array_equal(weights[-1], weights[-2])
    assert weights[-1].max() < 1e7


@settings(deadline=None)
@given(st.tuples(*[st.floats(0, 1)] * 4), st.floats(0, 5))
def test_dtp_gives_less_to_the_more_accurate_head(accuracies, focus):
    weights = checks.once("dtp", accuracies_of(*accuracies), focus=focus)
    checks.assert_usable(weights)
    assert (np.diff(weights[np.argsort(accuracies)]) <= 0).all()


def test_dtp_is_the_focal_formula():
    accuracies = np.array([0.1, 0.5, 0.9, 0.99])
    for focus in (0, 1, 2.5):
        expected = -((1 - accuracies) ** focus) * np.log(accuracies)
        np.testing.assert_allclose(checks.once("dtp", accuracies_of(*accuracies), focus=focus), expected)


def test_dtp_remembers_accuracies():
    first, second = accuracies_of(0.2, 0.4, 0.6, 0.8), accuracies_of(0.8, 0.6, 0.4, 0.2)
    for memory in (0, 0.75, 0.9):
        weights = checks.weights_of(METHODS["dtp"](np.ones(4), memory=memory), [first, second])
        mixed = memory * first.accuracies + (1 - memory) * second.accuracies
        np.testing.assert_allclose(weights[0], checks.once("dtp", first))
        np.testing.assert_allclose(weights[1], checks.once("dtp", accuracies_of(*mixed)))


@pytest.mark.slow
@settings(deadline=None, max_examples=20)
@given(st.floats(1e-3, 1e3), st.floats(1e-3, 1))
def test_adam_first_moves_by_its_rate_and_ends_at_the_least_point(scale, rate):
    adam = Adam(2, rate)
    np.testing.assert_allclose(adam.change(np.array([scale, -scale])), [-rate, rate], rtol=1e-4)
    at, adam = np.array([1.0, -1.0]), Adam(2, 0.01)
    for _ in range(2000):
        at = at + adam.change(scale * at)
    np.testing.assert_allclose(at, 0, atol=1e-2)


def test_adam_agrees_with_the_algorithm_as_printed():
    gradients = np.random.default_rng(0).normal(size=(20, 3))
    adam, first, second = Adam(3, 0.1), 0, 0
    for step, gradient in enumerate(gradients, 1):
        first = 0.9 * first + 0.1 * gradient
        second = 0.999 * second + 0.001 * gradient**2
        expected = -0.1 * (first / (1 - 0.9**step)) / (np.sqrt(second / (1 - 0.999**step)) + 1e-8)
        np.testing.assert_allclose(adam.change(gradient), expected)
