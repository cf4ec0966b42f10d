"""Drafts grow and shrink by one picture, and survive."""

import os

import numpy as np
import pytest

from data import drawings
from data.drawings import DraftError, Drafts
from data.sample import SamplerSettings, sample

DRAWN = sample(SamplerSettings(per_class=1))


def test_what_was_kept_comes_back_in_order_and_the_last_one_can_be_taken_out(tmp_path):
    kept = Drafts(tmp_path / "drawings")
    assert len(kept.load("abcd2345")) == 0
    kept.undo("abcd2345")  # nothing to take out is no error
    for row in range(3):
        kept.add("abcd2345", DRAWN.pictures[row], DRAWN.labels[row])
    kept.add("other234", DRAWN.pictures[0], DRAWN.labels[0])
    kept.undo("abcd2345")
    held = Drafts(tmp_path / "drawings").load("abcd2345")
    np.testing.assert_array_equal(held.pictures, DRAWN.pictures[:2])
    np.testing.assert_array_equal(held.labels, DRAWN.labels[:2])
    assert len(kept.load("other234")) == 1


def test_a_drawing_is_kept_once(tmp_path):
    kept = Drafts(tmp_path)
    kept.add("abcd2345", DRAWN.pictures[0], DRAWN.labels[0])
    with pytest.raises(DraftError, match="kept already"):
        kept.add("abcd2345", DRAWN.pictures[0], DRAWN.labels[1])
    assert len(kept.load("abcd2345")) == 1


def test_neither_a_draft_nor_the_shelf_is_endless(tmp_path, monkeypatch):
    monkeypatch.setattr(drawings, "PICTURES_AT_MOST", 1)
    monkeypatch.setattr(drawings, "DRAFTS_KEPT", 2)
    kept = Drafts(tmp_path)
    for age, name in enumerate(("first234", "second23", "third234")):
        kept.add(name, DRAWN.pictures[0], DRAWN.labels[0])
        os.utime(tmp_path / f"{name}.npz", (1000 + age, 1000 + age))
    with pytest.raises(DraftError, match="Save them as a set"):
        kept.add("third234", DRAWN.pictures[1], DRAWN.labels[1])
    assert len(kept.load("first234")) == 0
    assert len(kept.load("third234")) == 1


@pytest.mark.parametrize("name", ["", "../../etc", "ABCD2345", "a" * 9])
def test_other_names_are_refused(tmp_path, name):
    with pytest.raises(ValueError, match="Begin a new one"):
        Drafts(tmp_path).add(name, DRAWN.pictures[0], DRAWN.labels[0])
