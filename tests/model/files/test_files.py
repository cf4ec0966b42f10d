"""Every form of every kind of network answers as the network; one that does not is not handed out."""

import io
import json
import subprocess
import sys
import zipfile
from dataclasses import replace

import numpy as np
import pytest

from model.files import NETWORK_EXPORTS, TOLERANCE, checked, network
from model.files.checked import check_sentence
from model.heads import HEADS
from model.scores import class_probabilities
from tests.tiers import cases

pytestmark = [
    pytest.mark.slow,
    pytest.mark.filterwarnings("ignore:__array__ implementation:DeprecationWarning"),  # Keras reading weights of HDF5
]


@pytest.mark.parametrize("name", cases(("fast", "coursework-v3", "own"), {"own"}))
@pytest.mark.parametrize("form", NETWORK_EXPORTS)
def test_a_file_answers_as_its_network(trained, pictures, name, form):
    found = checked(NETWORK_EXPORTS[form], trained[name], pictures)
    assert (found.pictures, found.difference <= TOLERANCE) == (len(pictures), True)
    true = class_probabilities(trained[name].network(pictures.astype("f4"), training=False))
    answers = NETWORK_EXPORTS[form].opened(found.file)(pictures)
    for head in HEADS:
        np.testing.assert_allclose(answers[head], true[head], atol=TOLERANCE)


def test_equal_networks_give_equal_archives(trained):
    assert network.written(trained["own"]) == network.written(trained["own"])


def test_weights_and_json_come_back_bit_for_bit(trained):
    from model.saving import rebuilt

    parcel = network.read_network(network.written(trained["own"]))
    assert (parcel.name, parcel.settings) == ("own", trained["own"].settings)
    again = rebuilt(parcel.settings, parcel.weights)
    for before, after in zip(trained["own"].network.weights, again.weights, strict=True):
        assert before.path == after.path
        np.testing.assert_array_equal(before.numpy(), after.numpy())


def test_the_json_tells_what_the_network_takes_and_says(trained):
    with zipfile.ZipFile(io.BytesIO(network.written(trained["fast"]))) as archive:
        told = json.loads(archive.read("network.json"))
        with np.load(io.BytesIO(archive.read("weights.npz")), allow_pickle=False) as arrays:
            assert {name: list(arrays[name].shape) for name in arrays.files} == told["weights"]
    assert told["input"] == {"name": "pixels", "shape": [28, 28, 3], "channels": "RGB", "low": 0, "high": 255}
    assert {head: tuple(one["classes"]) for head, one in told["heads"].items()} == {
        name: head.classes for name, head in HEADS.items()
    }
    assert [layer["kind"] for layer in told["layers"]][:2] == ["InputLayer", "Rescaling"]


def test_a_file_that_answers_otherwise_is_not_handed_out(trained, pictures):
    other = replace(trained["fast"], litert=trained["coursework-v3"].litert)
    with pytest.raises(ValueError, match=r"is not handed out: on [\d,]+ of 100 test pictures it answers otherwise"):
        checked(NETWORK_EXPORTS["litert"], other, pictures)


def test_a_file_that_is_off_by_more_than_is_allowed_is_not_handed_out(trained, pictures):
    def off(file):
        right = NETWORK_EXPORTS["litert"].opened(file)
        return lambda some: {head: found + 2 * TOLERANCE for head, found in right(some).items()}

    with pytest.raises(ValueError, match=r"on 0 of 100 .* differs by up to 0\.0002, where 0\.0001 is allowed"):
        checked(replace(NETWORK_EXPORTS["litert"], opened=off), trained["fast"], pictures)


def test_answers_that_are_no_numbers_are_not_handed_out(trained, pictures):
    def lost(file):
        right = NETWORK_EXPORTS["litert"].opened(file)
        return lambda some: {head: np.full_like(found, np.nan) for head, found in right(some).items()}

    with pytest.raises(ValueError, match="is not handed out"):
        checked(replace(NETWORK_EXPORTS["litert"], opened=lost), trained["fast"], pictures)


def test_what_cannot_be_written_is_said_in_words(trained, pictures):
    def fails(one):
        raise RuntimeError("no such operation\n  at line 3")

    with pytest.raises(ValueError, match=r"cannot be written as ONNX: no such operation at line 3\. Choose another"):
        checked(replace(NETWORK_EXPORTS["onnx"], make=fails), trained["fast"], pictures)


def test_what_was_found_in_words():
    assert check_sentence(1000, 2.3e-7) == "Checked on 1,000 test pictures: same answers, largest difference 2e-7."
    assert check_sentence(40, 0.0) == "Checked on 40 test pictures: same answers, no difference at all."


def test_the_table_needs_no_keras():
    code = "import sys, model.files; sys.exit(bool({'tensorflow', 'keras', 'onnx', 'tf2onnx'} & set(sys.modules)))"
    assert subprocess.run([sys.executable, "-c", code]).returncode == 0
