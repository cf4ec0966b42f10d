"""Drafts grow and shrink by one picture, and survive."""

import os
import subprocess
import sys
import threading
import time
from pathlib import Path

import numpy as np
import pytest

from data import drawings
from data.drawings import DraftError, Drafts
from data.file_lock import locked
from data.sample import SamplerSettings, sample
from data.viewer import NotYours, Viewer

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


def test_no_draft_goes_within_a_day_of_its_last_change(tmp_path, monkeypatch):
    monkeypatch.setattr(drawings, "DRAFTS_KEPT", 2)
    kept = Drafts(tmp_path)
    for row, name in enumerate(("first234", "second23")):
        kept.add(name, DRAWN.pictures[row], DRAWN.labels[row])
    with pytest.raises(DraftError, match=r"2 collections .* try again tomorrow"):
        kept.add("third234", DRAWN.pictures[0], DRAWN.labels[0])
    kept.add("first234", DRAWN.pictures[5], DRAWN.labels[5])  # those that are there still grow
    yesterday = time.time() - 3600 * drawings.HOURS_KEPT - 1
    os.utime(tmp_path / "second23.npz", (yesterday, yesterday))
    kept.add("third234", DRAWN.pictures[0], DRAWN.labels[0])
    assert [len(kept.load(name)) for name in ("first234", "second23", "third234")] == [2, 0, 1]


ADD = """
import sys
from pathlib import Path
import numpy as np
from data.drawings import Drafts
folder, first = Path(sys.argv[1]), int(sys.argv[2])
print("ready", flush=True)
sys.stdin.readline()
for number in range(first, first + 15):
    Drafts(folder).add("abcd2345", np.full((28, 28, 3), number, np.uint8), np.zeros(4, np.int64))
"""


@pytest.mark.slow
def test_two_servers_lose_none_of_each_others_drawings(tmp_path):
    root = Path(__file__).resolve().parents[2]
    servers = [
        subprocess.Popen(
            [sys.executable, "-c", ADD, str(tmp_path), str(first)],
            cwd=root,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        for first in (1, 101)
    ]
    for server in servers:
        assert server.stdout.readline() == "ready\n"
    for server in servers:
        server.stdin.write("\n")
        server.stdin.flush()
    assert [server.wait(60) for server in servers] == [0, 0]
    numbers = Drafts(tmp_path).load("abcd2345").pictures[:, 0, 0, 0].tolist()
    assert sorted(numbers) == [*range(1, 16), *range(101, 116)]
    for server in servers:
        server.stdin.close()
        server.stdout.close()


def test_a_folder_is_held_by_one_and_waited_for_by_the_others(tmp_path, monkeypatch):
    inside, go_on, order = threading.Event(), threading.Event(), []

    def hold():
        with locked(tmp_path / "new"):
            inside.set()
            go_on.wait(10)
            order.append("first")

    thread = threading.Thread(target=hold)
    thread.start()
    assert inside.wait(10)
    monkeypatch.setattr("data.file_lock._PATIENCE", 0.01)
    with pytest.raises(TimeoutError, match="Try again"), locked(tmp_path / "new"):
        pytest.fail("two hold it")
    monkeypatch.setattr("data.file_lock._PATIENCE", 10)
    go_on.set()
    with locked(tmp_path / "new"):
        order.append("second")
    thread.join()
    assert order == ["first", "second"]


def test_a_folder_that_cannot_be_held_is_an_error_of_the_system(tmp_path):
    """Which pages tell."""
    (tmp_path / ".lock").mkdir()
    with pytest.raises(OSError, match=r"\.lock"), locked(tmp_path):
        pytest.fail("it is held")


def test_drawings_of_another_browser_can_be_looked_at_and_no_more(tmp_path):
    mine, theirs = (Drafts(tmp_path, Viewer(owner=owner)) for owner in ("mine", "theirs"))
    mine.add("abcd2345", DRAWN.pictures[0], DRAWN.labels[0])
    for change in (lambda: theirs.undo("abcd2345"), lambda: theirs.add("abcd2345", DRAWN.pictures[1], DRAWN.labels[1])):
        with pytest.raises(NotYours, match="This collection of drawings belongs to another browser"):
            change()
    np.testing.assert_array_equal(theirs.load("abcd2345").pictures, DRAWN.pictures[:1])
    mine.add("abcd2345", DRAWN.pictures[1], DRAWN.labels[1])
    mine.undo("abcd2345")
    mine.undo("abcd2345")
    with pytest.raises(NotYours):  # an empty one too
        theirs.add("abcd2345", DRAWN.pictures[0], DRAWN.labels[0])
    mine.add("abcd2345", DRAWN.pictures[0], DRAWN.labels[0])
    assert mine.owner("abcd2345") == "mine"


def test_the_owner_of_drawings_goes_with_them(tmp_path, monkeypatch):
    monkeypatch.setattr(drawings, "DRAFTS_KEPT", 1)
    kept = Drafts(tmp_path, Viewer(owner="mine"))
    kept.add("first234", DRAWN.pictures[0], DRAWN.labels[0])
    os.utime(tmp_path / "first234.npz", (1000, 1000))
    kept.add("second23", DRAWN.pictures[0], DRAWN.labels[0])
    assert {file.name for file in tmp_path.iterdir() if file.name != ".lock"} == {"second23.npz", "second23.owner"}
