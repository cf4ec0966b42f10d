"""What the canvas sends, and what becomes of it."""

import base64

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from data.labels import PROPERTIES
from data.line import FRAME, LineSpec
from data.paint import PAINTERS
from ui.shared.canvas_state import after_message
from ui.shared.drawing import FIRST_DRAWING, Drawing, drawing_from_json, line_from_link
from ui.shared.ground_truth import truth
from ui.shared.images import base64_pixels

coordinate = st.floats(0, FRAME, allow_nan=False)
point = st.tuples(coordinate, coordinate)
look = {
    "width": st.sampled_from(np.arange(1, 5.5, 0.5).tolist()),
    "colour": st.integers(0, 0xFFFFFF).map("#{:06x}".format),
    "edge": st.sampled_from(list(PAINTERS)),
}
lines = st.builds(Drawing, kind=st.just("line"), points=st.tuples(point, point), **look)
strokes = st.builds(Drawing, kind=st.just("stroke"), points=st.lists(point, min_size=1, max_size=40).map(tuple), **look)
empty = st.builds(Drawing, kind=st.sampled_from(["none", "picture"]), **look)

SENT = {**FIRST_DRAWING.to_json(), "seq": 3, "version": 0}
BROKEN = {
    "no points": {"points": []},
    "one point": {"points": [[1, 1]]},
    "three numbers": {"points": [[1, 1, 1], [2, 2, 2]]},
    "outside": {"points": [[1, 1], [40, 2]]},
    "not a number": {"points": [[1, 1], [float("nan"), 2]]},
    "too long a stroke": {"kind": "stroke", "points": [[1, 1]] * 257},
    "unknown kind": {"kind": "circle"},
    "too thick": {"width": 50},
    "no width": {"width": None},
    "colour in words": {"colour": "red"},
    "painter": {"edge": "oil"},
}


@settings(deadline=None)
@given(lines | strokes | empty)
def test_a_drawing_survives_the_way_to_the_browser_and_back(drawing):
    assert drawing_from_json(drawing.to_json()) == drawing


@settings(deadline=None)
@given(lines | strokes | empty)
def test_every_drawing_can_be_painted(drawing):
    picture = drawing.painted()
    assert picture.shape == (FRAME, FRAME, 3)
    assert picture.dtype == np.uint8
    assert drawing.points or not picture.any()


@settings(deadline=None)
@given(lines)
def test_a_line_has_no_direction(drawing):
    turned = Drawing(**{**drawing.to_json(), "points": drawing.points[::-1]})
    assert turned.spec == drawing.spec
    assert np.array_equal(turned.painted(), drawing.painted())


@settings(deadline=None)
@given(lines)
def test_the_spec_of_a_line_has_its_ends(drawing):
    spec = drawing.spec
    ends = [list(drawing.points), list(drawing.points[::-1])]
    assert any(np.allclose([spec.start, spec.end], pair, atol=1e-9) for pair in ends)


@pytest.mark.parametrize("change", BROKEN.values(), ids=BROKEN)
def test_what_is_no_drawing_is_refused(change):
    with pytest.raises(ValueError, match=r"Received|unpack"):
        drawing_from_json(SENT | change)


@pytest.mark.parametrize("sent", [None, 3, "line", [], {}])
def test_nonsense_is_refused(sent):
    with pytest.raises(ValueError):
        drawing_from_json(sent)


OLD = {"drawing": FIRST_DRAWING.to_json(), "seq": 2, "version": 1}


def test_a_message_moves_the_line():
    new = after_message(OLD, {**SENT, "points": [[1, 1], [2, 2]], "version": 1})
    assert new["seq"] == 3
    assert new["drawing"]["points"] == ((1, 1), (2, 2))


@pytest.mark.parametrize("change", [{"version": 0, "width": 1}, {"version": 1, "width": 99}], ids=["late", "broken"])
def test_a_message_that_cannot_be_used_is_answered_all_the_same(change):
    assert after_message(OLD, SENT | change) == OLD | {"seq": 3}


def test_a_link_gives_its_line():
    assert line_from_link("10.5,7.5,18,20.49,3,FF0000,hard") == FIRST_DRAWING


@pytest.mark.parametrize(
    "text", ["", "1,2,3", "1,2,3,4,5,red,hard", "a,2,3,4,1,ff0000,hard", "1,2,3,inf,1,ff0000,hard"]
)
def test_a_bad_link_is_refused(text):
    with pytest.raises(ValueError):
        line_from_link(text)


def test_the_browser_gets_every_pixel():
    picture = FIRST_DRAWING.painted()
    assert base64.b64decode(base64_pixels(picture)) == picture.tobytes()


def spec(**changes):
    known = {"length": 15, "width": 3, "angle": 45, "colour": (255, 0, 0), "start": (5.5, 5.5)}
    return LineSpec(**(known | changes))


@pytest.mark.parametrize("name", PROPERTIES)
def test_every_trained_value_is_known(name):
    for label, value in zip(PROPERTIES[name].classes, PROPERTIES[name].values, strict=True):
        assert truth(spec(**{name: value}))[name]["class"] == label


@pytest.mark.parametrize(
    ("changes", "name", "known", "drawn"),
    [
        ({"length": 11.23}, "length", None, "11.2 px"),
        ({"length": 7.5}, "length", "short", "7.5 px"),
        ({"width": 2}, "width", None, "2 px"),
        ({"colour": (255, 0, 1)}, "colour", None, "#ff0001"),
        ({"angle": 172.5}, "angle", None, "172.5°"),
        ({"angle": 179.5}, "angle", "0", "179.5°"),
        ({"angle": 164}, "angle", "165", "164°"),
    ],
)
def test_what_lies_between_is_off_the_grid(changes, name, known, drawn):
    said = truth(spec(**changes))[name]
    assert said["class"] == known
    assert said["drawn"] == drawn
