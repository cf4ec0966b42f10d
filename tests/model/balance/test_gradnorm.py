"""GradNorm on gradients and losses that stand still."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from model.balance import METHODS
from tests.model.balance import checks

NORMS = np.array([1.0, 2, 3, 5])
norms = st.lists(st.floats(1, 5), min_size=4, max_size=4).map(np.array)


def settled(rows, losses=(1, 1, 1, 1), sliders=(1, 1, 1, 1), steps=1500, **parameters):
    """Mean weights at the end of a run whose first losses were all 1; the last steps swing around it."""
    method = METHODS["gradnorm"](np.array(sliders, float), rate=0.005, **parameters)
    method.weights(checks.seen_of(rows))
    weights = checks.weights_of(method, [checks.seen_of(rows, losses)] * steps)
    np.testing.assert_allclose(weights.sum(axis=1), 4)
    assert (weights[:, np.array(sliders) > 0] > 0).all()
    return weights[-300:].mean(axis=0)


@pytest.mark.slow
@settings(deadline=None, max_examples=10)
@given(norms, st.floats(1e-3, 1e3))
def test_alpha_0_makes_all_heads_pull_alike_at_any_scale(norms, scale):
    pulls = settled(np.diag(norms * scale), alpha=0) * norms
    np.testing.assert_allclose(pulls / pulls.mean(), 1, atol=0.05)


@pytest.mark.parametrize("losses", [(1, 0.8, 1.2, 0.6), (0.2, 0.1, 0.1, 0.2)])
def test_alpha_1_makes_heads_pull_as_hard_as_they_lag(losses):
    pulls = settled(np.diag(NORMS), losses, alpha=1) * NORMS
    np.testing.assert_allclose(pulls / pulls.mean(), np.array(losses) / np.mean(losses), atol=0.08)


@pytest.mark.slow
def test_the_higher_alpha_the_more_the_slow_head_gets():
    got = [settled(np.diag(NORMS), (1, 0.5, 0.5, 0.5), alpha=alpha)[0] for alpha in (0, 0.75, 1.5)]
    assert got == sorted(got)
    assert got[0] < got[2] - 0.2


def test_lag_is_counted_from_the_first_losses_not_from_one():
    method = METHODS["gradnorm"](np.ones(4), alpha=1)
    run = [checks.seen_of(np.eye(4), losses) for losses in [(10, 1, 1, 1), (5, 1, 1, 1), (5, 1, 1, 1)]]
    assert checks.weights_of(method, run)[-1].argmin() == 0


@settings(deadline=None)
@given(checks.sliders_or_zero)
def test_weights_start_in_the_proportions_of_the_sliders(sliders):
    weights = checks.once("gradnorm", checks.seen_of(np.diag(NORMS)), sliders)
    np.testing.assert_allclose(weights * sliders.sum(), 4 * sliders, atol=1e-9)


@settings(deadline=None)
@given(checks.seeds, checks.sliders)
def test_moving_a_slider_starts_anew_but_keeps_the_first_losses(seed, sliders):
    run, method = checks.drawn_run(seed, 6), METHODS["gradnorm"](np.ones(4))
    checks.weights_of(method, run[:3])
    method.change_sliders(sliders)
    fresh = METHODS["gradnorm"](sliders)
    fresh.load_state({**fresh.state(), "first_losses": run[0].losses})
    np.testing.assert_array_equal(checks.weights_of(method, run[3:]), checks.weights_of(fresh, run[3:]))


def test_a_frozen_head_does_not_lower_the_aim_of_the_others():
    weights = settled(np.diag([1.0, 2, 3, 0]), alpha=0)
    pulls = (weights * [1, 2, 3, 0])[:3]
    np.testing.assert_allclose(pulls / pulls.mean(), 1, atol=0.05)


def test_a_head_that_was_frozen_at_first_starts_from_the_loss_it_thaws_with():
    method = METHODS["gradnorm"](np.ones(4))
    method.weights(checks.seen_of(np.diag([1.0, 1, 1, 0]), (1, 2, 3, 99)))
    method.weights(checks.seen_of(np.eye(4), (5, 5, 5, 4)))
    np.testing.assert_array_equal(method.state()["first_losses"], [1, 2, 3, 4])


def test_no_rate_drives_a_weight_to_zero_or_below():
    weights = checks.weights_of(METHODS["gradnorm"](np.ones(4), rate=1), checks.drawn_run(0, 200))
    assert (weights > 0).all()


def test_a_long_gradient_moves_its_weight_for_longer_than_a_short_one():
    """Adam divides by gradients of the past: one that was long remains felt."""
    long, short = (checks.seen_of(np.diag([length, 1, 1, 1])) for length in (100.0, 2.0))
    method = METHODS["gradnorm"](np.ones(4), alpha=0)
    weights = checks.weights_of(method, [long, short, short])
    assert np.ptp(np.diff(weights[:, 0])) > 0.005
