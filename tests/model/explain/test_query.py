"""The table, its arguments, and the file of an answer: without Keras."""

import io
import subprocess
import sys
import zipfile
from types import SimpleNamespace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays

from model.explain import VIEWS, Choice, Subject, pack, unpack
from model.explain.query import LAYER_CHOICE
from model.explain.serialise import REST

names = st.text("abcdefgh_1/", min_size=1, max_size=12)
plain = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(2**53), 2**53)
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=6,
)
tables = arrays.arrays(
    st.sampled_from([np.float32, np.uint8, np.int64]), arrays.array_shapes(min_dims=0, max_dims=4, min_side=0)
)


@pytest.mark.slow
@settings(deadline=None, max_examples=60)
@given(st.dictionaries(names, plain | tables, max_size=5))
def test_unpacking_undoes_packing(found):
    again = unpack(pack(found))
    assert set(again) == set(found)
    for name, value in found.items():
        if isinstance(value, np.ndarray):
            np.testing.assert_array_equal(again[name], value, strict=True)
        else:
            assert again[name] == value


def test_pickles_are_refused():
    objects = np.array([{}], dtype=object)
    with pytest.raises(ValueError, match="Object arrays"):
        pack({"objects": objects})
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        with archive.open("objects.npy", "w") as entry:
            np.lib.format.write_array(entry, objects, allow_pickle=True)
        archive.writestr(REST, "{}")
    with pytest.raises(ValueError, match="Object arrays"):
        unpack(file.getvalue())


ODD = {"nan": float("nan"), "inf": float("inf"), "NumPy number": np.float32(1), "set": {1, 2}, "object": object()}


@pytest.mark.parametrize("value", ODD.values(), ids=ODD)
def test_what_is_not_plain_is_refused(value):
    with pytest.raises((ValueError, TypeError)):
        pack({"value": value})


@pytest.mark.parametrize("data", [b"", b"nothing of ours", pack({})[:-9]], ids=["empty", "text", "cut off"])
def test_other_files_are_refused_in_words(data):
    with pytest.raises(ValueError, match="not an answer of a view"):
        unpack(data)


@pytest.mark.parametrize("name", VIEWS)
def test_a_view_says_what_it_needs(name):
    view = VIEWS[name]
    assert view.name == name
    assert view.needs in ("network", "picture", "pictures")
    for text in (view.about, view.source):
        assert text.endswith(".")
    for one in view.parameters:
        assert one is LAYER_CHOICE or not isinstance(one, Choice) or one.default in one.options
    if view.needs != "network":
        with pytest.raises(ValueError, match=f"`{name}` needs `{view.needs}`"):
            view.answer(Subject(network=SimpleNamespace(layers=[])))


@pytest.mark.parametrize(
    "given",
    [{"method": "guess"}, {"randomised": "yes"}, {"seed": -1}, {"seed": "0"}, {"points": 3}],
    ids=str,
)
def test_wrong_arguments_are_refused_in_words(given):
    with pytest.raises(ValueError, match="Received"):
        VIEWS["attribution"].arguments(Subject(network=None), given)


def test_arguments_left_out_have_their_defaults():
    found = VIEWS["attribution"].arguments(Subject(network=None), {"randomised": True})
    assert found == {"method": "grad-cam", "randomised": True, "seed": 0}


def test_a_subject_of_another_shape_is_refused_in_words():
    with pytest.raises(ValueError, match=r"Received: \(1, 28, 28, 3\)"):
        Subject(network=None, picture=np.zeros((1, 28, 28, 3), np.uint8))
    with pytest.raises(ValueError, match="need `labels`"):
        Subject(network=None, pictures=np.zeros((2, 28, 28, 3), np.uint8))


@pytest.mark.slow
def test_the_table_loads_neither_keras_nor_tensorflow():
    script = "import sys, model.explain; sys.exit(any(name in sys.modules for name in ('keras', 'tensorflow')))"
    assert subprocess.run([sys.executable, "-c", script], check=False).returncode == 0
