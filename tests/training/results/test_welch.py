"""Welch's test against SciPy's, and what it is for: equal settings are not called different."""

import numpy as np
import pytest

from training.results.welch import welch_p


@pytest.mark.slow
@pytest.mark.parametrize("sizes", [(2, 2), (3, 3), (3, 10), (30, 4)])
@pytest.mark.parametrize("seed", range(5))
def test_it_agrees_with_scipy(sizes, seed):
    from scipy import stats

    rng = np.random.default_rng(seed)
    first, second = rng.normal(0, 1, sizes[0]), rng.normal(1, 3, sizes[1])
    expected = stats.ttest_ind(first, second, equal_var=False).pvalue
    assert welch_p(first, second) == pytest.approx(expected, abs=1e-4)


def test_what_cannot_be_said_is_chance():
    assert welch_p([0.9], [0.1, 0.2, 0.3]) == 1
    assert welch_p([0.9, 0.9], [0.9, 0.9]) == 1
    assert welch_p([0.9, 0.9], [0.8, 0.8]) == 0


@pytest.mark.slow
def test_equal_settings_of_three_seeds_are_rarely_called_different():
    pairs = np.random.default_rng(0).normal(size=(2000, 2, 3))
    assert np.mean([welch_p(*pair) < 0.05 for pair in pairs]) < 0.05
