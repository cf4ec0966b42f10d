"""What holds for every method."""

import io

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from model.balance import METHODS, Method
from tests.model.balance import checks
from tests.tiers import cases

pytestmark = pytest.mark.slow

every_method = pytest.mark.parametrize("name", METHODS)
one_batch = settings(deadline=None, max_examples=40)
DRAWS = {"random", "pcgrad"}


@every_method
def test_the_page_finds_all_it_shows(name):
    method = METHODS[name]
    assert issubclass(method, Method)
    assert method.name == name
    for text in (method.about, method.source, method.sliders_mean, method.cost):
        assert text.endswith((".", ".)"))
    assert method.role in {"weights", "multiply", "start", "preference", "nothing"}
    assert method.needs in {"nothing", "losses", "gram"}
    assert ("One backward pass per head" in method.cost) == (method.needs == "gram")
    assert all(one.low <= one.default <= one.high and one.about.endswith(".") for one in method.parameters)


@every_method
@one_batch
@given(checks.seeds, checks.sliders_or_zero, checks.silent_heads, st.sampled_from((0.0, 1.0, None)), st.booleans())
def test_silent_heads_and_extremes_stay_finite(name, seed, sliders, silent, extreme, no_loss):
    method, rng = METHODS[name](sliders), np.random.default_rng(seed)
    for _ in range(5):
        seen = checks.drawn_seen(rng, silent)
        losses = np.zeros(checks.HEADS) if no_loss else seen.losses
        accuracies = seen.accuracies if extreme is None else np.full(checks.HEADS, extreme)
        checks.assert_usable(
            method.weights(checks.BatchStatistics(losses=losses, accuracies=accuracies, gram=seen.gram))
        )


@every_method
@pytest.mark.parametrize("loss", cases((0.0, 1e-300, 1e6, 1e200), {0.0, 1e200}))
def test_a_long_run_of_one_frozen_head_stays_finite(name, loss):
    method = METHODS[name](np.ones(4))
    for seen in checks.drawn_run(0, 1500):
        losses, gram = seen.losses.copy(), seen.gram.copy()
        losses[2], gram[2], gram[:, 2] = loss, 0, 0
        weights = method.weights(checks.BatchStatistics(losses=losses, accuracies=np.eye(4)[2], gram=gram))
    checks.assert_usable(weights)


@every_method
@pytest.mark.parametrize("jacobian", [np.zeros((4, 3)), np.ones((4, 3)), [[1, 0], [-1, 0], [1e-9, 0], [-1e9, 1]]])
def test_no_gradients_equal_ones_and_opposite_ones_stay_finite(name, jacobian):
    checks.assert_usable(checks.once(name, checks.seen_of(jacobian)))


@every_method
@one_batch
@given(checks.seeds, checks.sliders)
def test_a_run_goes_on_as_if_it_had_not_stopped(name, seed, sliders):
    run, first = checks.drawn_run(seed, 8), METHODS[name](sliders, seed)
    checks.weights_of(first, run[:4])
    file = io.BytesIO()  # as a checkpoint keeps it
    np.savez(file, **first.state())
    before = checks.weights_of(first, run[4:])
    file.seek(0)
    second = METHODS[name](sliders, seed)
    second.load_state(dict(np.load(file)))
    np.testing.assert_array_equal(checks.weights_of(second, run[4:]), before)


@every_method
@one_batch
@given(checks.seeds)
def test_a_state_does_not_change_after_it_was_taken(name, seed):
    run, method = checks.drawn_run(seed, 4), METHODS[name](np.ones(4), seed)
    method.weights(run[0])
    state = method.state()
    after = checks.weights_of(method, run[1:])
    after_copy = after.copy()
    method.load_state(state)
    np.testing.assert_array_equal(checks.weights_of(method, run[1:]), after_copy)
    method.load_state(METHODS[name](np.ones(4), seed).state())  # back to the start
    fresh = METHODS[name](np.ones(4), seed)
    np.testing.assert_array_equal(checks.weights_of(method, run), checks.weights_of(fresh, run))


@every_method
@one_batch
@given(checks.seeds, checks.sliders)
def test_equal_seeds_choose_equal_weights(name, seed, sliders):
    run = checks.drawn_run(seed)
    one, two = (checks.weights_of(METHODS[name](sliders, seed), run) for _ in range(2))
    np.testing.assert_array_equal(one, two)


@pytest.mark.parametrize("name", [name for name in METHODS if name not in DRAWS])
@one_batch
@given(checks.seeds, checks.sliders, checks.orders)
def test_the_order_of_heads_does_not_matter(name, seed, sliders, order):
    run = checks.drawn_run(seed)
    straight = checks.weights_of(METHODS[name](sliders), run)
    turned = checks.weights_of(METHODS[name](sliders[order]), [checks.reordered(seen, order) for seen in run])
    np.testing.assert_allclose(turned, straight[:, order], rtol=1e-4, atol=1e-7)


@every_method
@one_batch
@given(checks.seeds, checks.sliders)
def test_sliders_act_as_their_role_says(name, seed, sliders):
    """Changed before a step or given at the start, and compared with equal sliders."""
    seen = checks.drawn_seen(np.random.default_rng(seed))
    conflict_free = checks.seen_of(np.abs(np.random.default_rng(seed).normal(size=(4, 6))))
    if name in {"pcgrad", "upgrad"}:
        seen = conflict_free
    changed = METHODS[name](np.ones(4), seed)
    changed.change_sliders(sliders)
    weights, plain = changed.weights(seen), checks.once(name, seen, seed=seed)
    np.testing.assert_array_equal(weights, checks.once(name, seen, sliders, seed))
    expected = {
        "weights": sliders,
        "multiply": sliders * plain,
        "preference": sliders * plain,
        "start": 4 * sliders / sliders.sum(),
        "nothing": plain,
    }
    np.testing.assert_allclose(weights, expected[METHODS[name].role], rtol=1e-9)


@pytest.mark.parametrize("name", [name for name in METHODS if METHODS[name].role in {"weights", "multiply", "start"}])
@one_batch
@given(checks.seeds)
def test_a_slider_of_zero_is_a_weight_of_zero(name, seed):
    weights = checks.weights_of(METHODS[name](np.array([1, 0, 2, 3])), checks.drawn_run(seed))
    assert (weights[:, 1] == 0).all()


@every_method
def test_weights_belong_to_the_caller(name):
    method, seen = METHODS[name](np.ones(4)), checks.drawn_seen(np.random.default_rng(0))
    method.weights(seen)[:] = np.nan
    checks.assert_usable(method.weights(seen))
    np.testing.assert_array_equal(method.sliders, 1)


@pytest.mark.parametrize(
    ("name", "one"),
    [(name, one) for name in METHODS for one in METHODS[name].parameters],
    ids=lambda x: getattr(x, "name", x),
)
def test_parameters_out_of_bounds_are_refused_in_words(name, one):
    for value in (one.low, one.high):
        checks.assert_usable(checks.once(name, checks.drawn_seen(np.random.default_rng(0)), **{one.name: value}))
    for value in (one.low - 1, one.high + 1, float("nan")):
        with pytest.raises(ValueError, match="Choose one in between"):
            METHODS[name](np.ones(4), **{one.name: value})


@every_method
def test_an_unknown_parameter_is_refused_in_words(name):
    with pytest.raises(ValueError, match="Leave it out"):
        METHODS[name](np.ones(4), warmth=1)
