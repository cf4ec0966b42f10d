import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from data.sample import SamplerSettings, sample
from data.split import SPLITS, split

parts_of = ("training", "validation", "test")


@pytest.fixture(scope="module")
def pictures():
    """As in 2019: drawn with replacement, two pictures of three repeat another."""
    return sample(SamplerSettings(per_class=300, positions="coursework")).pictures


def contents(pictures, index):
    return {picture.tobytes() for picture in pictures[index]}


def test_no_picture_of_one_honest_part_stands_in_another(pictures):
    dealt = split(pictures, "honest")
    training, validation, test = (contents(pictures, getattr(dealt, part)) for part in parts_of)
    assert not training & validation
    assert not training & test
    assert not validation & test
    assert training | validation | test == contents(pictures, slice(None))


def test_the_coursework_split_leaks(pictures):
    dealt = split(pictures, "coursework")
    seen = contents(pictures, dealt.training)
    assert np.mean([pictures[i].tobytes() in seen for i in dealt.test]) > 0.4


@pytest.mark.parametrize("how", SPLITS)
@settings(deadline=None, max_examples=40)
@given(st.lists(st.integers(0, 255), min_size=10, max_size=300), st.integers(0, 5))
def test_the_parts_hold_80_10_and_10_percent_and_no_index_twice(how, levels, seed):
    pictures = np.array(levels, np.uint8)[:, None, None, None] * np.ones((28, 28, 3), np.uint8)
    dealt = split(pictures, how, seed)
    index = np.concatenate([getattr(dealt, part) for part in parts_of])
    assert len(np.unique(index)) == len(index)
    number = len(set(levels)) if how == "honest" else len(levels)
    sizes = [len(contents(pictures, getattr(dealt, part))) for part in parts_of]
    if how == "honest":
        assert sum(sizes) == number
    assert len(dealt.test) == number - round(0.9 * number)
    assert len(dealt.validation) == round(0.9 * number) - round(0.8 * number)


@pytest.mark.parametrize("how", SPLITS)
def test_equal_seeds_deal_equal_parts_and_others_do_not(how, pictures):
    few = pictures[:2000]
    one, two, other = split(few, how, 0), split(few, how, 0), split(few, how, 1)
    assert all((getattr(one, part) == getattr(two, part)).all() for part in parts_of)
    assert not np.array_equal(one.test, other.test)


def test_an_unknown_way_is_refused_in_words(pictures):
    with pytest.raises(ValueError, match="Choose one of these"):
        split(pictures[:10], "lucky")
