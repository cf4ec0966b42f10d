"""What the tests of the methods share: things that a method may see, and assertions."""

import numpy as np
from hypothesis import strategies as st

from model.balance import METHODS, BatchStatistics

HEADS = 4


def seen_of(jacobian, losses=None, accuracies=None):
    """What a method sees when the heads' gradients on the trunk are the rows of `jacobian`."""
    jacobian = np.asarray(jacobian, float)
    count = len(jacobian)
    return BatchStatistics(
        losses=np.ones(count) if losses is None else np.asarray(losses, float),
        accuracies=np.full(count, 0.5) if accuracies is None else np.asarray(accuracies, float),
        gram=jacobian @ jacobian.T,
    )


def drawn_seen(rng, silent=()):
    """A batch as training meets it; heads in `silent` have no gradient on the trunk."""
    jacobian = rng.normal(size=(HEADS, 8)) * rng.lognormal(0, 2, size=(HEADS, 1))
    jacobian[list(silent)] = 0
    return seen_of(jacobian, rng.lognormal(-1, 2, HEADS), rng.uniform(size=HEADS))


def drawn_run(seed, steps=5):
    rng = np.random.default_rng(seed)
    return [drawn_seen(rng) for _ in range(steps)]


def reordered(seen, order):
    """The same batch with the heads in another order."""
    return BatchStatistics(
        losses=seen.losses[order], accuracies=seen.accuracies[order], gram=seen.gram[np.ix_(order, order)]
    )


def weights_of(method, run):
    """Weights `(steps, T)` that a method chooses through a run."""
    return np.array([method.weights(seen) for seen in run])


def once(name, seen, sliders=None, seed=0, **parameters):
    """The first weights of a new method, with equal sliders unless given."""
    sliders = np.ones(len(seen.losses)) if sliders is None else np.asarray(sliders, float)
    return METHODS[name](sliders, seed, **parameters).weights(seen)


def assert_usable(weights, count=HEADS):
    assert weights.shape == (count,)
    assert np.isfinite(weights).all()
    assert (weights >= 0).all()


seeds = st.integers(0, 2**32)
slider = st.floats(0.01, 100)
sliders = st.lists(slider, min_size=HEADS, max_size=HEADS).map(np.array)
sliders_or_zero = st.lists(st.just(0.0) | slider, min_size=HEADS, max_size=HEADS).map(np.array)
orders = st.permutations(range(HEADS)).map(list)
silent_heads = st.sets(st.integers(0, HEADS - 1))
