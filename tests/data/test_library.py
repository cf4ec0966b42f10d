"""Imported sets are kept under what they contain."""

import io
import os
import time
from functools import cache, partial

import numpy as np
import pytest

from data import library
from data.export import EXPORTS
from data.importer import read_set
from data.library import Library
from data.viewer import NotYours, Viewer
from tests.data.test_importer import lines


@cache
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


def test_pictures_without_a_name_are_no_set_until_they_have_one(tmp_path):
    sets, found = Library(tmp_path), imported()
    key = sets.stage(found.held)
    assert sets.is_staged(key)
    assert sets.sets() == []
    np.testing.assert_array_equal(sets.examples(key, 1).pictures, found.held.pictures)
    sets.keep(key, "mine", found.report.to_json())
    assert [card.name for card in sets.sets()] == ["mine"]
    sets.remove(key)
    with pytest.raises(ValueError, match="Choose the file again"):
        sets.keep(key, "mine", found.report.to_json())
    with pytest.raises(KeyError, match="no imported set"):
        sets.examples(key, 1)


def test_pictures_without_a_name_are_few_and_go_after_a_day(tmp_path, monkeypatch):
    monkeypatch.setattr(library, "STAGED_AT_MOST", 2)
    sets, named = Library(tmp_path), Library(tmp_path).add("mine", imported(9))
    keys = []
    for age, seed in enumerate((1, 2, 3)):
        keys.append(sets.stage(imported(seed).held))
        os.utime(tmp_path / f"{keys[-1]}.npz", (age, time.time() - 100 + age))
    assert [sets.is_staged(key) for key in [named, *keys]] == [True, False, True, True]
    old = time.time() - 25 * 3600
    for key in (named, keys[1]):
        os.utime(tmp_path / f"{key}.npz", (old, old))
    sets.clear()
    assert [sets.is_staged(key) for key in [named, *keys]] == [True, False, False, True]


@pytest.mark.parametrize("card", ["", '{"name": "a", "add', "[]", '{"name": 1, "added": 1.0, "report": {}}', "\xff"])
def test_a_spoiled_card_hides_its_own_set_alone_and_is_told_once(tmp_path, caplog, card):
    sets = Library(tmp_path)
    good, bad = sets.add("a", imported()), sets.add("b", imported(1))
    (tmp_path / f"{bad}.json").write_bytes(card.encode("latin-1"))
    assert [kept.key for kept in sets.sets()] == [kept.key for kept in sets.sets()] == [good]
    with pytest.raises(KeyError, match="no imported set"):
        sets.load(bad)
    assert caplog.text.count("passed over") == 1
    assert str(tmp_path / bad) in caplog.text
    sets.add("again", imported(1))
    assert {kept.key for kept in sets.sets()} == {good, bad}


@pytest.mark.parametrize("left", [0, 100, -40])
def test_pictures_that_are_damaged_are_told_in_words(tmp_path, left):
    sets = Library(tmp_path)
    key = sets.add("a", imported())
    file = tmp_path / f"{key}.npz"
    file.write_bytes(file.read_bytes()[:left])
    for read in (sets.load, partial(sets.examples, per_class=1)):
        with pytest.raises(KeyError, match="Remove the set, and import it again"):
            read(key)
    sets.remove(key)
    assert len(sets.load(sets.add("a", imported()))) == 96


MINE, THEIRS = Viewer(owner="mine"), Viewer(owner="theirs")


def test_a_set_of_another_browser_is_used_and_left_as_it_is(tmp_path):
    mine, theirs = (Library(tmp_path, viewer) for viewer in (MINE, THEIRS))
    key = mine.add("a", imported())
    with pytest.raises(NotYours, match="This set belongs to another browser"):
        theirs.remove(key)
    assert theirs.add("another name", imported()) == key  # the same pictures
    assert [(card.name, card.owner) for card in theirs.sets()] == [("a", "mine")]
    assert len(theirs.load(key)) == len(mine.load(key)) > 0
    mine.add("b", imported())
    assert [(card.name, card.owner) for card in mine.sets()] == [("b", "mine")]
    mine.remove(key)
    theirs.remove(key)  # nothing is there
    assert mine.sets() == []


def test_a_set_of_no_browser_is_removed_by_those_who_may_do_everything(tmp_path):
    key = Library(tmp_path).add("of a command", imported())
    (tmp_path / f"{'0' * 40}.json").write_text("damaged")
    for each in (key, "0" * 40):
        with pytest.raises(NotYours, match="belongs to no browser"):
            Library(tmp_path, MINE).remove(each)
        Library(tmp_path, Viewer(owner="mine", everything=True)).remove(each)
    assert list(tmp_path.iterdir()) == []
