"""Our own form from strangers: whatever is not as it must be is refused with a sentence, and nothing of it runs."""

import io
import json
import pickle
import struct
import zipfile

import numpy as np
import pytest

from data.imports.refusals import ImportFailed
from model.files import arrays, network

SHAPES = {"trunk_conv_1/kernel": [3, 3, 3, 2], "trunk_conv_1/bias": [2], "angle/kernel": [4, 12]}
RNG = np.random.default_rng(0)
WEIGHTS = {name: RNG.normal(size=shape).astype(np.float32) for name, shape in SHAPES.items()}
DESCRIPTION = {
    "format": "lineheads-network",
    "version": 1,
    "name": "Mine",
    "heads": network.heads(),
    "settings": {"preset": "fast"},
    "weights": SHAPES,
}


def npz(**some):
    file = io.BytesIO()
    np.savez_compressed(file, **(WEIGHTS | some))
    return file.getvalue()


def zipped(files, how=zipfile.ZIP_DEFLATED):
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", how) as archive:
        for name, content in files:
            archive.writestr(name, content)
    return file.getvalue()


def told(**changes):
    return json.dumps(DESCRIPTION | changes)


def parcel(description=None, weights=None, others=()):
    files = [("network.json", description or told()), ("weights.npz", npz() if weights is None else weights)]
    return zipped([*files, *others])


def refused(file):
    with pytest.raises(ImportFailed) as caught:
        network.read_network(file)
    return str(caught.value)


def test_an_honest_file_is_read():
    found = network.read_network(parcel())
    assert (found.name, found.settings) == ("Mine", {"preset": "fast"})
    with np.load(io.BytesIO(found.weights), allow_pickle=False) as held:
        for name, weight in WEIGHTS.items():
            np.testing.assert_array_equal(held[name], weight)


@pytest.mark.parametrize(
    "other", ["../../evil.py", "/etc/passwd", "C:\\x", "readme.txt", "network.json", "a/weights.npz"]
)
@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_other_members_are_refused(other):
    assert "network.json and weights.npz alone" in refused(parcel(others=[(other, b"x")]))


def test_a_member_that_is_missing_is_refused():
    assert "alone. Received: network.json." in refused(zipped([("network.json", json.dumps(DESCRIPTION))]))


@pytest.mark.parametrize("file", [b"", b"PK", b"nonsense" * 100, parcel()[:-30], parcel()[:200], parcel()[20:]])
def test_what_is_no_zip_or_cut_off_is_refused(file):
    assert "Weights + JSON" in refused(file)


def test_many_members_are_refused_before_they_are_listed():
    assert "alone" in refused(zipped([(f"{number:0200}", b"") for number in range(40)]))


@pytest.mark.slow
def test_bombs_are_refused_before_they_unpack():
    text = zipped([("network.json", b" " * 600_000), ("weights.npz", npz())])
    assert "would unpack to more than 0.5 MB" in refused(text)
    zeros = io.BytesIO()
    with zipfile.ZipFile(zeros, "w", zipfile.ZIP_DEFLATED) as archive, archive.open("angle/kernel.npy", "w") as member:
        for _ in range(80):
            member.write(bytes(1_000_000))
    bomb = parcel(weights=zeros.getvalue())
    assert len(bomb) < 100_000
    assert "the arrays that network.json lists" in refused(bomb)
    one = told(weights={"angle/kernel": [20_000_000]})
    assert "At most 18,000,000 weights" in refused(parcel(one, zeros.getvalue()))


def test_a_size_that_lies_is_refused():
    honest = npz()
    at = honest.index(b"PK\1\2")
    lying = honest[: at + 24] + struct.pack("<L", 50) + honest[at + 28 :]
    refused(parcel(weights=lying))


def test_a_large_file_is_refused_unread(monkeypatch):
    monkeypatch.setattr(network, "FILE_AT_MOST", 100)
    assert "MB." in refused(parcel())


def test_a_locked_archive_is_refused():
    file = bytearray(parcel())
    for mark, flag in ((b"PK\3\4", 6), (b"PK\1\2", 8)):
        at = file.index(mark)
        file[at + flag] |= 1
    assert "can be read" in refused(bytes(file))


@pytest.mark.parametrize(
    ("description", "words"),
    [
        ("[" * 100_000, "can be read"),
        ("{", "can be read"),
        ("[]", "must say that its format"),
        ("{}", "must say that its format"),
        (json.dumps(DESCRIPTION).replace('"version": 1', '"version": NaN'), "no number of JSON"),
        (json.dumps(DESCRIPTION).replace('"version": 1', f'"version": {"9" * 5000}'), "can be read"),
        (b"\xff\xfe\x00", "can be read"),
    ],
)
def test_other_json_is_refused(description, words):
    assert words in refused(parcel(description))


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"format": "other"}, "must say that its format"),
        ({"version": 2}, "reads version 1"),
        ({"version": "1"}, "reads version 1"),
        ({"heads": {**network.heads(), "angle": {"classes": ["0"]}}}, "our classes in our order"),
        ({"heads": None}, "our classes in our order"),
        ({"name": ""}, "1 to 80 plain characters"),
        ({"name": "x" * 81}, "1 to 80 plain characters"),
        ({"name": "two\nlines"}, "1 to 80 plain characters"),
        ({"name": 5}, "1 to 80 plain characters"),
        ({"settings": None}, "`settings`"),
        ({"settings": []}, "`settings`"),
        ({"weights": [1]}, "`weights`"),
        ({"weights": {**SHAPES, "more": [2]}}, "none for `more`"),
        ({"weights": {"angle/kernel": [4, 12]}}, "which is none of them"),
        ({"weights": SHAPES | {"angle/kernel": [12, 4]}}, "must have the shape that network.json lists"),
        ({"weights": SHAPES | {"angle/kernel": "12"}}, "must have the shape that network.json lists"),
        ({"weights": {str(number): [1] for number in range(300)}}, "At most 200 arrays of weights"),
    ],
)
def test_a_description_that_does_not_fit_is_refused(change, words):
    assert words in refused(parcel(told(**change)))


@pytest.mark.parametrize(
    ("kernel", "words"),
    [
        (np.full((4, 12), np.nan, np.float32), "not finite"),
        (np.full((4, 12), np.inf, np.float32), "not finite"),
        (np.zeros((4, 12)), "must be float32. Received: float64"),
        (np.zeros((4, 12), np.int32), "must be float32. Received: int32"),
        (np.zeros((4, 12), ">f4"), "must be float32"),
        (np.zeros((12, 4), np.float32), "must have the shape"),
        (np.zeros((12, 4), np.float32).T, "column by column"),
        (np.zeros((4, 12), [("a", "f4")]), "plain numbers"),
        (np.array([["x"] * 12] * 4), "plain numbers"),
    ],
)
def test_other_arrays_are_refused(kernel, words):
    assert words in refused(parcel(weights=npz(**{"angle/kernel": kernel})))


class Runs:
    ran = False

    def __reduce__(self):
        return setattr, (Runs, "ran", True)


@pytest.mark.parametrize("as_array", [True, False])
def test_pickles_are_refused_and_do_not_run(as_array):
    if as_array:
        weights = npz(**{"angle/kernel": np.array([[Runs()] * 12] * 4, object)})
    else:
        weights = zipped(
            [*((f"{name}.npy", b"") for name in list(SHAPES)[:2]), ("angle/kernel.npy", pickle.dumps(Runs()))]
        )
    said = refused(parcel(weights=weights))
    assert "pickled objects" in said or "plain numbers" in said
    assert not Runs.ran


def test_an_array_that_is_cut_off_or_goes_on_is_refused():
    whole = io.BytesIO()
    np.save(whole, WEIGHTS["angle/kernel"])
    for content in (whole.getvalue()[:-1], whole.getvalue() + b"\0"):
        others = [(f"{name}.npy", _saved(WEIGHTS[name])) for name in list(SHAPES)[:2]]
        assert "cut off, or longer" in refused(parcel(weights=zipped([*others, ("angle/kernel.npy", content)])))


def _saved(array):
    file = io.BytesIO()
    np.save(file, array)
    return file.getvalue()


def test_more_arrays_than_are_allowed_are_refused(monkeypatch):
    monkeypatch.setattr(arrays, "ARRAYS_AT_MOST", 2)
    assert refused(parcel()) == "At most 2 arrays of weights are allowed. Received: 3."
