"""Methods that combine gradients: PCGrad, UPGrad and Nash-MTL against their definitions and published values."""

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from model.balance import METHODS
from model.balance.nash import LARGEST, nash_weights
from tests.model.balance import checks

# Two gradients in conflict; TorchJD's tests (tests/unit/aggregation/test_values.py) print what becomes of them.
PUBLISHED = np.array([[-4.0, 1, 1], [6, 1, 1]])
every_case = settings(deadline=None, max_examples=60)


@st.composite
def jacobians(draw, columns=6):
    rng = np.random.default_rng(draw(checks.seeds))
    return rng.normal(size=(4, columns)) * rng.lognormal(0, 0.5, size=(4, 1))


@pytest.mark.parametrize(
    ("name", "slider", "weights", "combined"),
    [
        ("pcgrad", 1.0, (2.2222, 1.5789), (0.5848, 3.8012, 3.8012)),
        ("upgrad", 0.5, (1.1111, 0.7895), (0.2924, 1.9006, 1.9006)),  # theirs, .2929, with eps on the trace
        ("nash", 1.0, None, (0.0542, 0.7061, 0.7061)),
    ],
)
def test_published_values(name, slider, weights, combined):
    found = checks.once(name, checks.seen_of(PUBLISHED), [slider, slider])
    np.testing.assert_allclose(found @ PUBLISHED, combined, atol=1e-4)
    if weights:
        np.testing.assert_allclose(found, weights, atol=1e-4)


@every_case
@given(jacobians(), checks.sliders)
def test_without_conflict_pcgrad_and_upgrad_are_the_weighted_sum(jacobian, sliders):
    seen = checks.seen_of(np.abs(jacobian))
    for name in ("pcgrad", "upgrad"):
        np.testing.assert_allclose(checks.once(name, seen, sliders), sliders, rtol=1e-9)


def surgery(gradients, orders):
    """Each gradient cleared of its conflicts with the others, in vectors as the paper writes it; summed."""
    total = np.zeros(gradients.shape[1])
    for i, order in enumerate(orders):
        mine = gradients[i].copy()
        for j in order:
            if j != i and mine @ gradients[j] < 0:
                mine -= (mine @ gradients[j]) / (gradients[j] @ gradients[j]) * gradients[j]
        total += mine
    return total


@every_case
@given(jacobians(), checks.sliders, checks.seeds)
def test_pcgrad_is_surgery_on_the_vectors(jacobian, sliders, seed):
    weights = checks.once("pcgrad", checks.seen_of(jacobian), sliders, seed)
    orders = np.random.default_rng((seed, 0)).random((4, 4)).argsort(axis=1)
    expected = surgery(sliders[:, None] * jacobian, orders)
    np.testing.assert_allclose(weights @ jacobian, expected, atol=1e-9 * np.abs(sliders[:, None] * jacobian).sum())


def test_pcgrad_meets_the_heads_in_an_order_that_changes():
    seen = checks.seen_of(np.random.default_rng(2).normal(size=(4, 3)))
    steps = checks.weights_of(METHODS["pcgrad"](np.ones(4), 1), [seen] * 10)
    assert len(np.unique(steps.round(9), axis=0)) > 3
    assert not np.array_equal(steps, checks.weights_of(METHODS["pcgrad"](np.ones(4), 2), [seen] * 10))


@every_case
@given(jacobians(), checks.sliders, st.sampled_from((1e-8, 1e-4, 1e-2)))
def test_upgrad_harms_no_head_beyond_its_tolerance(jacobian, sliders, eps):
    seen = checks.seen_of(jacobian)
    weights = checks.once("upgrad", seen, sliders, eps=eps)
    allowed = eps * np.diagonal(seen.gram) * weights
    assert (seen.gram @ weights >= -allowed - 1e-7 * weights.max() * seen.gram.trace()).all()
    assert (weights >= sliders * (1 - 1e-7)).all()


def least_harmless(gram, head):
    """Minimum of v' G v with v >= e_head, one coordinate after the other."""
    least = np.eye(len(gram))[head]
    found = np.ones(len(gram))
    for _ in range(3000):
        for k in range(len(gram)):
            found[k] = max(least[k], found[k] - gram[k] @ found / gram[k, k])
    return found


@settings(deadline=None, max_examples=8)
@given(jacobians(), st.integers(0, 3))
def test_upgrad_is_the_least_harmless_vector(jacobian, head):
    seen = checks.seen_of(jacobian)
    gram = seen.gram + 1e-2 * np.diag(np.diagonal(seen.gram))
    weights = checks.once("upgrad", seen, np.eye(4)[head], eps=1e-2)
    np.testing.assert_allclose(weights, least_harmless(gram, head), atol=1e-6)


@every_case
@given(jacobians(), checks.sliders_or_zero, checks.sliders_or_zero)
def test_upgrad_adds_up_over_preferences(jacobian, one, two):
    seen = checks.seen_of(jacobian)
    both = checks.once("upgrad", seen, one) + checks.once("upgrad", seen, two)
    np.testing.assert_allclose(checks.once("upgrad", seen, one + two), both, rtol=1e-9, atol=1e-12)


@every_case
@given(jacobians(), st.floats(1e-6, 1e6))
def test_the_scale_of_all_gradients_changes_neither_pcgrad_nor_upgrad(jacobian, scale):
    for name in ("pcgrad", "upgrad"):
        plain, scaled = (checks.once(name, checks.seen_of(rows)) for rows in (jacobian, scale * jacobian))
        np.testing.assert_allclose(scaled, plain, rtol=1e-6)


@every_case
@given(jacobians(10), st.lists(st.floats(1e-4, 1e4), min_size=4, max_size=4))
def test_nash_is_a_bargain_at_any_scale(jacobian, scales):
    gram = checks.seen_of(np.array(scales)[:, None] * jacobian).gram
    assume(np.linalg.cond(jacobian) < 100)
    weights = nash_weights(gram)
    assert (weights > 0).all()
    np.testing.assert_allclose(weights * (gram @ weights), 1, rtol=1e-3)


@every_case
@given(jacobians(), checks.sliders, st.floats(0.01, 100))
def test_nash_shortens_the_step_and_ignores_the_sliders(jacobian, sliders, max_norm):
    seen = checks.seen_of(jacobian)
    weights = checks.once("nash", seen, sliders, max_norm=max_norm)
    assert np.linalg.norm(weights @ jacobian) <= max_norm * (1 + 1e-9)
    bargain = nash_weights(seen.gram)
    np.testing.assert_allclose(weights, bargain * weights[0] / bargain[0])
    length = np.linalg.norm(bargain @ jacobian)
    assert weights[0] / bargain[0] == pytest.approx(min(1, max_norm / length), rel=1e-6)


@every_case
@given(jacobians(10), st.integers(0, 3))
def test_a_head_without_a_gradient_does_not_sit_at_the_table(jacobian, silent):
    assume(np.linalg.cond(jacobian) < 100)
    jacobian[silent] = 0
    gram, others = jacobian @ jacobian.T, np.arange(4) != silent
    weights = nash_weights(gram)
    assert weights[silent] == pytest.approx(1)
    np.testing.assert_allclose(weights[others], nash_weights(gram[np.ix_(others, others)]), rtol=1e-6)


def test_opposite_gradients_of_one_length_bargain_for_something_finite():
    assert nash_weights(np.array([[1.0, -1], [-1, 1]])).max() < 1e5


@settings(deadline=None, max_examples=300)
@given(checks.seeds, st.integers(0, 3), st.sampled_from((30.0, 100.0)))
def test_upgrad_harms_no_head_when_one_is_loud(seed, head, loudness):
    jacobian = np.random.default_rng(seed).normal(size=(4, 6))
    jacobian[head] *= loudness
    step = checks.once("upgrad", checks.seen_of(jacobian)) @ jacobian
    gains = jacobian @ step / np.linalg.norm(jacobian, axis=1) / np.linalg.norm(step)
    assert gains.min() > -1e-4


@every_case
@given(checks.seeds, st.lists(st.floats(1e-3, 1e3), min_size=4, max_size=4))
def test_without_a_bargain_no_weight_of_nash_runs_away(seed, scales):
    """0 is a mean of the first three gradients, and the fourth is none of their business."""
    rng = np.random.default_rng(seed)
    jacobian = np.zeros((4, 8))
    jacobian[:2, :6] = rng.normal(size=(2, 6))
    jacobian[2] = -rng.uniform(0.2, 5, 2) @ jacobian[:2]
    jacobian[3, 6:] = 1
    jacobian *= np.array(scales)[:, None]
    pulls = nash_weights(jacobian @ jacobian.T) * np.linalg.norm(jacobian, axis=1)
    assert pulls.max() <= 2 * LARGEST
    assert pulls[3] == pytest.approx(1, rel=0.01)
    assert np.linalg.norm(pulls @ (jacobian / np.linalg.norm(jacobian, axis=1, keepdims=True))) <= 2 + 1e-9


@every_case
@given(jacobians(10))
def test_the_step_of_a_bargain_is_as_long_as_the_root_of_the_heads(jacobian):
    assume(np.linalg.cond(jacobian) < 20)
    seen = checks.seen_of(jacobian)
    assert np.linalg.norm(nash_weights(seen.gram) @ jacobian) == pytest.approx(2, rel=1e-6)
    np.testing.assert_allclose(checks.once("nash", seen, max_norm=2.0 + 1e-6), nash_weights(seen.gram))


@pytest.mark.parametrize("name", ["pcgrad", "upgrad", "nash"])
@pytest.mark.parametrize("heads", [1, 2, 3, 6])
def test_any_number_of_heads_will_do(name, heads):
    jacobian = np.random.default_rng(heads).normal(size=(heads, 8))
    checks.assert_usable(checks.once(name, checks.seen_of(jacobian)), heads)
