"""Hostile and damaged sets are refused with a sentence, quickly, and nothing in them is run."""

import contextlib
import io
import os
import pickle
import stat
import struct
import time
import zipfile
from functools import partial

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from data.export import EXPORTS
from data.importer import ImportFailed, read_set
from data.imports import limits
from tests.data.test_hostile import png_bomb
from tests.data.test_importer import heads, lines, npz, png, zipped

pytestmark = pytest.mark.slow

GOOD = png(lines().pictures[0])
SET = EXPORTS["zip"].make(lines())


class Bomb:
    """What a pickle would run."""

    def __reduce__(self):
        return os.mkdir, ("/tmp/lineheads-was-run",)


def with_link():
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        link = zipfile.ZipInfo("0_0_0_0_1.png")
        link.external_attr = (stat.S_IFLNK | 0o777) << 16
        archive.writestr(link, "/etc/passwd")
    return stream


def deflated(name, size):
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(name, bytes(size))
    return stream


def many_small_bombs():
    """Each unpacks to just below the limit of a picture; all together to a thousand times the archive."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for i in range(20):
            archive.writestr(f"0_0_0_0_{i}.png", bytes(limits.MAX_PICTURE_BYTES))
    return stream


def header_of(shape, descr="'|u1'"):
    text = f"{{'descr': {descr}, 'fortran_order': False, 'shape': {shape}, }}"
    body = text.ljust(117).encode() + b"\n"
    return b"\x93NUMPY\x01\x00" + struct.pack("<H", len(body)) + body


def declared(shape, descr="'|u1'"):
    """An .npz whose pictures say that they have this shape and type."""
    labels = npz(**heads(lines().labels))
    with zipfile.ZipFile(labels, "a") as archive:
        archive.writestr("x.npy", header_of(shape, descr) + bytes(1000))
    return labels


def encrypted():
    stream = zipped({"0_0_0_0_1.png": GOOD})
    data = bytearray(stream.getvalue())
    for mark, at in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        data[data.find(mark) + at] |= 1
    return io.BytesIO(bytes(data))


def claiming(directory_bytes):
    data = bytearray(zipped({"0_0_0_0_1.png": GOOD}).getvalue())
    data[-10:-6] = struct.pack("<L", directory_bytes)
    return io.BytesIO(bytes(data))


def pickled():
    array = np.array([Bomb()], dtype=object)
    stream = io.BytesIO()
    np.savez(stream, pictures=array, labels=np.zeros((1, 4)), allow_pickle=True)
    return stream


HOSTILE = {
    "path traversal": (zipped({"../0_0_0_0_1.png": GOOD}), "outside its folder"),
    "traversal in the middle": (zipped({"a/../../0_0_0_0_1.png": GOOD}), "outside its folder"),
    "backslashes": (zipped({"..\\0_0_0_0_1.png": GOOD}), "outside its folder"),
    "absolute path": (zipped({"/tmp/0_0_0_0_1.png": GOOD}), "outside its folder"),
    "drive": (zipped({"C:\\0_0_0_0_1.png": GOOD}), "outside its folder"),
    "symlink": (with_link(), "link"),
    "nested zip": (zipped({"0_0_0_0_1.png": GOOD, "more.zip": SET}), "another archive"),
    "nested npz": (zipped({"0_0_0_0_1.png": GOOD, "x.NPZ": SET}), "another archive"),
    "password": (encrypted(), "password"),
    "bomb of one file": (partial(deflated, "0_0_0_0_1.png", 300_000_000), "times its size"),
    "bomb of an array": (partial(deflated, "pictures.npy", 300_000_000), "times its size"),
    "bomb of many": (many_small_bombs, "times its size"),
    "long directory": (claiming(900_000_000), "too many files"),
    "same name twice": (None, "same name"),
    "no zip": (io.BytesIO(b"I am a set, honestly."), "not a folder, a zip or an .npz"),
    "empty": (io.BytesIO(b""), "not a folder, a zip or an .npz"),
    "half a zip": (io.BytesIO(SET[: len(SET) // 2]), "not a folder, a zip or an .npz"),
    "nothing in it": (zipped({}), "no files"),
    "9000x9000": (zipped({"0_0_0_0_1.png": png_bomb(9_000)}), "Not a PNG or JPEG|Not 28 x 28"),
    "60000x60000": (zipped({"0_0_0_0_1.png": png_bomb(60_000)}), "Not a PNG or JPEG|Not 28 x 28"),
    "a set named a picture": (zipped({"0_0_0_0_1.png": SET}), "Not a PNG"),
    "two tables": (zipped({"a.csv": "file", "b.csv": "file"}), "2 CSV files"),
    "table without columns": (zipped({"a.csv": "name,angle\n"}), "Missing: file, length, width, colour"),
    "table in bytes": (zipped({"a.csv": bytes(range(256)), "b.png": GOOD}), "UTF-8|Missing"),
    "pickled": (pickled(), "pickled objects"),
    "plain pickle": (zipped({"pictures.npy": pickle.dumps(Bomb()), "labels.npy": b""}), "plain numbers"),
    "unknown arrays": (npz(a=np.zeros(3)), "needs the arrays .*Received: a"),
    "wrong shape": (npz(pictures=np.zeros((4, 27, 28, 3), np.uint8), labels=np.zeros((4, 4))), "must be"),
    "wrong labels": (npz(pictures=np.zeros((4, 28, 28, 3), np.uint8), labels=np.zeros((4, 5))), "must have the shape"),
    "fewer labels": (npz(pictures=np.zeros((4, 28, 28, 3), np.uint8), labels=np.zeros((3, 4))), "must have the shape"),
    "text": (npz(pictures=np.array(["a"]), labels=np.zeros((1, 4))), "plain numbers"),
    "records": (npz(pictures=np.zeros(2, [("a", "u1")]), labels=np.zeros((2, 4))), "plain numbers"),
    "a single number": (npz(pictures=np.uint8(1), labels=np.zeros((1, 4))), "shape"),
    "column by column": (npz(x=np.zeros((2, 28, 28, 3), order="F"), **heads(lines().labels)), "column by column"),
    "says it is huge": (declared((10**9, 28, 28, 3)), "shape"),
    "says it is overflowing": (declared((96, 2**40, 2**40, 3)), "cut off"),
    "negative": (declared((-1, 28, 28, 3)), "plain numbers|cut off"),
    "cut off": (declared((96, 28, 28, 3)), "cut off"),
    "code for a type": (declared((96, 28, 28, 3), "__import__('os').getcwd()"), "plain numbers"),
}


def twice():
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr("0_0_0_0_1.png", GOOD)
        with pytest.warns(UserWarning, match="Duplicate"):
            archive.writestr("0_0_0_0_1.png", GOOD)
    return stream


@pytest.mark.parametrize("name", HOSTILE)
def test_a_set_that_cannot_be_taken_gets_a_sentence(name):
    source, words = HOSTILE[name]
    source = source() if callable(source) else source  # bombs take a second to make
    began = time.perf_counter()
    with pytest.raises(ImportFailed, match=words) as caught:
        read_set(source or twice())
    assert str(caught.value).rstrip().endswith((".", "png", "shape"))
    assert len(str(caught.value)) < 500
    assert time.perf_counter() - began < 5
    assert not os.path.exists("/tmp/lineheads-was-run")


def test_links_out_of_a_folder_are_not_followed(tmp_path):
    inside, outside = tmp_path / "in", tmp_path / "out"
    for folder in (inside, outside):
        folder.mkdir()
        (folder / "0_0_0_0_1.png").write_bytes(GOOD)
    (inside / "0_0_0_0_2.png").symlink_to(outside / "0_0_0_0_1.png")
    (inside / "more").symlink_to(outside)
    os.mkfifo(inside / "0_0_0_0_3.png")
    assert read_set(inside).report.read == 1


def test_more_pictures_than_allowed_are_refused(monkeypatch):
    monkeypatch.setattr(limits, "MAX_PICTURES", 50)
    for name in ("zip", "npz", "coursework", "heads"):
        with pytest.raises(ImportFailed, match="At most"):
            read_set(io.BytesIO(EXPORTS[name].make(lines())))


def test_a_file_larger_than_allowed_is_refused_before_it_is_read(tmp_path, monkeypatch):
    monkeypatch.setattr(limits, "MAX_FILE", len(SET) - 1)
    file = tmp_path / "set.zip"
    file.write_bytes(SET)
    with pytest.raises(ImportFailed, match="At most"):
        read_set(file)


@pytest.mark.parametrize("name", ["zip", "coursework", "heads"])
@settings(deadline=None, max_examples=40)
@given(st.data())
def test_a_spoiled_set_is_read_or_refused_and_nothing_else(name, data):
    content = bytearray(SETS[name])
    for _ in range(data.draw(st.integers(1, 6))):
        near = data.draw(st.sampled_from(["start", "anywhere", "end"]))
        span = {"start": (0, 300), "anywhere": (0, len(content) - 1), "end": (len(content) - 600, len(content) - 1)}
        content[data.draw(st.integers(*span[near]))] = data.draw(st.integers(0, 255))
    with contextlib.suppress(ImportFailed):
        found = read_set(io.BytesIO(bytes(content)))
        assert found.report.read == len(found.held) <= len(lines())


SETS = {name: EXPORTS[name].make(lines()) for name in ("zip", "coursework", "heads")}
