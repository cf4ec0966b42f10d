"""Accuracy by degrees off the nearest class."""

import numpy as np

from model.evaluate import by_degrees_off


def test_lines_fall_into_bins_and_an_empty_bin_has_no_accuracy():
    curve = by_degrees_off(np.array([0.0, 0.1, 0.8, 7.5, 7.4, 9.0]), np.array([1, 0, 1, 1, 0, 1], bool))
    assert curve.count.tolist() == [2, 1, 0, 0, 0, 0, 0, 0, 0, 2]
    assert curve.accuracy[[0, 1, 9]].tolist() == [0.5, 1, 0.5]
    assert np.isnan(curve.accuracy[2:9]).all()
    np.testing.assert_allclose(curve.degrees[[0, -1]], [0.375, 7.125])
