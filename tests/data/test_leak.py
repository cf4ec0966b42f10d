"""The leak is what comparing every test picture with every training picture finds."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from data.leak import leak
from data.sample import SamplerSettings, sample
from data.split import SPLITS, Split, split

PICTURES = sample(SamplerSettings(per_class=1)).pictures


@given(st.lists(st.integers(0, 5), min_size=3, max_size=30), st.randoms())
def test_copies_and_twins_are_found(kinds, random):
    pictures = PICTURES[kinds]
    order = np.array(random.sample(range(len(kinds)), len(kinds)))
    parts = Split(np.sort(order[1:-1]), order[:0], order[[0, -1]])
    found = leak(pictures, parts)
    for row, copies, twin in zip(parts.test, found.copies, found.twin, strict=True):
        same = [other for other in parts.training if np.array_equal(pictures[other], pictures[row])]
        assert copies == len(same)
        assert twin == (same[0] if same else -1)
    assert found.share == np.mean(found.copies > 0)


def test_the_honest_split_has_no_leak_and_the_other_one_has():
    pictures = sample(SamplerSettings(per_class=100, positions="coursework")).pictures
    shares = {how: leak(pictures, split(pictures, how)).share for how in SPLITS}
    assert shares["honest"] == 0
    assert 0.1 < shares["coursework"] < 0.4
