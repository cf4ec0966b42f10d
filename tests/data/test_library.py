"""Imported sets are kept under what they contain."""

import io

import numpy as np
import pytest

from data import library
from data.export import EXPORTS
from data.importer import read_set
from data.library import Library
from tests.data.test_importer import lines


def imported(seed=0):
    return read_set(io.BytesIO(EXPORTS["npz"].make(lines(seed=seed))))


def test_a_set_comes_back_with_its_report(tmp_path):
    sets, found = Library(tmp_path / "data"), imported()
    assert sets.sets() == []
    key = sets.add("  mine ", found)
    (kept,) = sets.sets()
    assert (kept.key, kept.name, kept.report) == (key, "mine", found.report.to_json())
    np.testing.assert_array_equal(sets.load(key).pictures, found.held.pictures)
    np.testing.assert_array_equal(sets.load(key).labels, found.held.labels)
    sets.remove(key)
    sets.remove(key)
    assert sets.sets() == []
    assert list((tmp_path / "data").iterdir()) == []


def test_equal_content_is_kept_once_under_the_newest_name(tmp_path):
    sets = Library(tmp_path)
    first, again, other = sets.add("a", imported()), sets.add("b", imported()), sets.add("c", imported(1))
    assert first == again != other
    assert [one.name for one in sets.sets()] == ["c", "b"]


@pytest.mark.parametrize("key", ["", "0" * 40, "../../etc/passwd", "A" * 40, "0" * 39 + "/"])
def test_an_unknown_key_is_refused(tmp_path, key):
    sets = Library(tmp_path)
    with pytest.raises(KeyError, match="no imported set"):
        sets.load(key)
    sets.remove(key)


def test_what_another_session_removes_meanwhile_is_no_set(tmp_path):
    sets = Library(tmp_path)
    key = sets.add("a", imported())
    (tmp_path / f"{'0' * 40}.json").symlink_to(tmp_path / "gone")  # in the list of files, but not there to be read
    assert [one.key for one in sets.sets()] == [key]
    (tmp_path / f"{key}.npz").unlink()
    with pytest.raises(KeyError, match="no imported set"):
        sets.load(key)


def test_the_shelf_is_not_endless(tmp_path, monkeypatch):
    monkeypatch.setattr(library, "SETS_AT_MOST", 1)
    sets = Library(tmp_path)
    sets.add("a", imported())
    sets.add("b", imported())
    with pytest.raises(ValueError, match="Remove one"):
        sets.add("c", imported(1))
