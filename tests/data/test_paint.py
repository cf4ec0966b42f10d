"""What holds for every painter."""

import math

import numpy as np
import pytest
from hypothesis import assume, example, given, settings
from hypothesis import strategies as st

from data.line import FRAME, Lines, LineSpec
from data.paint import PAINTERS, paint, paint_stroke

coordinate = st.floats(0, FRAME)
anywhere = st.floats(-60, 90)
width = st.floats(1, 5)
colour = st.tuples(*[st.integers(40, 255)] * 3)
every_painter = pytest.mark.parametrize("painter", PAINTERS)


def one_line(ends, wide, rgb=(255, 0, 0)):
    return Lines(np.array([ends], float).reshape(1, 2, 2), np.array([wide], float), np.array([rgb], np.uint8))


@every_painter
@settings(deadline=None, max_examples=60)
@given(st.tuples(*[st.floats(0.5, FRAME - 0.5)] * 4), width, colour)
def test_a_line_in_the_frame_is_seen_in_its_own_colour(painter, ends, wide, rgb):
    assume(math.dist(ends[:2], ends[2:]) >= 2)
    picture = paint(one_line(ends, wide, rgb), painter)[0]
    assert picture.shape == (FRAME, FRAME, 3)
    assert picture.any()
    assert (picture.reshape(-1, 3).max(axis=0) <= rgb).all()


@every_painter
@settings(deadline=None, max_examples=60)
@given(st.tuples(*[anywhere] * 4), width)
def test_a_line_that_leaves_the_frame_is_cut_off(painter, ends, wide):
    x, y = np.array(ends).reshape(2, 2).T
    picture = paint(one_line(ends, wide), painter)[0]
    far = 5.0  # px: beyond what the thickest line covers
    outside = [x.max() < -far, x.min() > FRAME + far, y.max() < -far, y.min() > FRAME + far]
    assert not (any(outside) and picture.any())


@every_painter
@settings(deadline=None, max_examples=30)
@given(st.tuples(*[coordinate] * 4), width, st.integers(0, 255))
def test_the_ground_shows_where_the_line_does_not(painter, ends, wide, ground):
    lines = one_line(ends, wide)
    black, grey = paint(lines, painter)[0], paint(lines, painter, ground)[0]
    untouched = ~black.any(axis=2)
    assert (grey[untouched] == ground).all()
    full = black[..., 0] == 255
    assert (grey[full] == (255, 0, 0)).all()


@every_painter
@settings(deadline=None, max_examples=20)
@given(st.lists(st.tuples(*[coordinate] * 4), min_size=2, max_size=300), width)
def test_a_batch_is_its_lines_one_by_one(painter, ends, wide):
    array = np.array(ends).reshape(-1, 2, 2)
    lines = Lines(array, np.full(len(array), wide), np.full((len(array), 3), 200, np.uint8))
    together = paint(lines, painter)
    last = len(lines) - 1
    np.testing.assert_array_equal(together[last], paint(lines.take(np.array([last])), painter)[0])


@every_painter
@settings(deadline=None, max_examples=30)
@given(st.tuples(*[coordinate] * 4), width)
def test_a_line_has_no_direction(painter, ends, wide):
    there, back = paint(one_line(ends, wide), painter), paint(one_line(ends[2:] + ends[:2], wide), painter)
    assert painter == "pillow" or np.abs(there.astype(int) - back).max() <= 1


@every_painter
def test_no_lines_are_no_pictures(painter):
    assert paint(Lines.of([]), painter).shape == (0, FRAME, FRAME, 3)


def test_an_unknown_painter_is_refused_in_words():
    with pytest.raises(ValueError, match="Choose one of these"):
        paint(Lines.of([]), "crayon")


@settings(deadline=None)
@given(st.tuples(*[coordinate] * 4), width)
@example((0.0, 0.0, 0.0, 5e-23), 1.0)
def test_a_line_turned_by_90_degrees_paints_the_turned_picture(ends, wide):
    x1, y1, x2, y2 = ends
    picture = paint(one_line(ends, wide), "smooth")[0]
    turned = paint(one_line((FRAME - y1, x1, FRAME - y2, x2), wide), "smooth")[0]
    np.testing.assert_allclose(turned.astype(int), np.rot90(picture).astype(int), atol=1)


@settings(deadline=None)
@given(st.floats(10, 18), st.floats(5, 10), st.floats(0, 180, exclude_max=True), st.floats(2, 5))
def test_a_smooth_line_covers_its_area(x, y, angle, wide):
    """A band with two half discs at its ends."""
    spec = LineSpec(length=6, width=wide, angle=angle, colour=(255, 0, 0), start=(x, y))
    picture = paint(Lines.of([spec]), "smooth")[0]
    assert picture[..., 0].sum() / 255 == pytest.approx(6 * wide + np.pi * wide**2 / 4, rel=0.1)


@settings(deadline=None)
@given(st.integers(6, 22), st.integers(1, 5), st.booleans())
def test_a_hard_edge_between_pixels_keeps_the_width(at, wide, upright):
    ends = (at, 4.5, at, 20.5) if upright else (4.5, at, 20.5, at)
    picture = paint(one_line(ends, wide), "subpixel")[0]
    assert picture.any(axis=2).sum(axis=int(upright)).max() == wide


@settings(deadline=None, max_examples=50)
@given(st.tuples(*[coordinate] * 4), width, colour)
def test_a_straight_stroke_is_a_smooth_line(ends, wide, rgb):
    x1, y1, x2, y2 = ends
    points = np.array(((x1, y1), ((x1 + x2) / 2, (y1 + y2) / 2), (x2, y2)))
    stroke, line = paint_stroke(points, wide, rgb), paint(one_line(ends, wide, rgb), "smooth")[0]
    np.testing.assert_allclose(stroke.astype(int), line.astype(int), atol=2)


def test_a_stroke_of_one_point_is_a_dot_and_one_of_none_is_nothing():
    assert paint_stroke(np.array([(14.0, 14.0)]), 3, (255, 0, 0)).any()
    assert not paint_stroke(np.empty((0, 2)), 3, (255, 0, 0)).any()
