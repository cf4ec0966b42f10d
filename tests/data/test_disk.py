"""Sets that are read into a file of the disk are the same as those in memory."""

import io

import numpy as np
import pytest

from data.export import EXPORTS
from data.importer import read_set
from data.imports import disk, limits
from data.imports.disk import chunks, on_disk, release
from data.labelled_set import Labelled
from data.labels import class_index
from tests.data.test_importer import lines


@pytest.mark.slow
@pytest.mark.parametrize("form", ["zip", "npz", "coursework", "heads"])
def test_a_set_on_the_disk_is_the_one_in_memory(form, tmp_path):
    file = EXPORTS[form].make(lines(3))
    here, there = read_set(io.BytesIO(file)), read_set(io.BytesIO(file), room=on_disk(tmp_path / "new"))
    assert isinstance(there.held.pictures, np.memmap)
    np.testing.assert_array_equal(there.held.pictures, here.held.pictures)
    np.testing.assert_array_equal(there.held.labels, here.held.labels)
    assert there.report == here.report
    assert list((tmp_path / "new").iterdir()) == []  # it has no name, so none is left behind


def test_parts_are_the_whole_and_giving_memory_back_loses_nothing(tmp_path, monkeypatch):
    monkeypatch.setattr(disk, "CHUNK", 10)
    pictures = on_disk(tmp_path)(25)
    pictures[:] = np.arange(25)[:, None, None, None]
    release(pictures)
    assert [len(part) for part in chunks(pictures)] == [10, 10, 5]
    assert [int(part[0, 0, 0, 0]) for part in chunks(pictures)] == [0, 10, 20]
    assert len(on_disk(tmp_path)(0)) == 0


def test_examples_are_the_first_of_each_class(tmp_path, monkeypatch):
    monkeypatch.setattr(limits, "CHUNK", 7)  # several parts
    held = lines(3)
    order = np.random.default_rng(0).permutation(len(held))
    held = Labelled(held.pictures[order], held.labels[order])
    held.save(tmp_path / "set.npz")
    few = Labelled.examples(tmp_path / "set.npz", 2)
    index = class_index(held.labels)
    rows = np.sort(np.concatenate([np.flatnonzero(index == number)[:2] for number in range(96)]))
    np.testing.assert_array_equal(few.pictures, held.pictures[rows])
    np.testing.assert_array_equal(few.labels, held.labels[rows])
    with np.load(tmp_path / "set.npz") as file:  # NumPy reads what is saved in parts
        np.testing.assert_array_equal(file["pictures"], held.pictures)
