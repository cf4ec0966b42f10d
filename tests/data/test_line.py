import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from data.line import Lines, LineSpec, angle_error, pixel_of

degrees = st.floats(0, 180, exclude_max=True)
LINE = {"length": 7, "width": 1, "angle": 30, "colour": (255, 0, 0), "start": (10.5, 10.5)}


@pytest.mark.parametrize(
    ("change", "word"),
    [
        ({"angle": 180}, "angle % 180"),
        ({"angle": math.nan}, "`angle`"),
        ({"length": -1}, "`length`"),
        ({"width": 0}, "`width`"),
        ({"colour": (256, 0, 0)}, "`colour`"),
    ],
)
def test_an_impossible_line_is_refused_in_words(change, word):
    with pytest.raises(ValueError, match=word):
        LineSpec(**LINE | change)


@settings(deadline=None)
@given(degrees, st.floats(0, 40))
def test_the_end_is_as_far_from_the_start_as_the_line_is_long(angle, length):
    spec = LineSpec(**LINE | {"angle": angle, "length": length})
    assert math.dist(spec.start, spec.end) == pytest.approx(length)
    assert spec.end[1] >= spec.start[1]


@settings(deadline=None)
@given(st.lists(st.tuples(degrees, degrees), min_size=1, max_size=20), st.integers(-3, 3))
def test_half_turns_do_not_change_the_angle_error(pairs, half_turns):
    predicted, true = np.array(pairs).T
    error = angle_error(predicted, true)
    assert ((error >= 0) & (error <= 90)).all()
    np.testing.assert_allclose(error, angle_error(true + 180 * half_turns, predicted), atol=1e-9)


def test_0_and_165_degrees_are_15_apart():
    assert angle_error(np.array([0.0]), np.array([165.0])) == [15]


def test_a_batch_keeps_its_lines_and_their_order():
    specs = [LineSpec(**LINE | {"angle": angle}) for angle in (0, 45, 90)]
    lines = Lines.of(specs)
    assert len(lines) == 3
    assert len(Lines.of([])) == 0
    np.testing.assert_array_equal(
        lines.take(np.array([2, 0])).ends, [(one.start, one.end) for one in (specs[2], specs[0])]
    )


def test_a_batch_of_unequal_lengths_is_refused():
    lines = Lines.of([LineSpec(**LINE)])
    with pytest.raises(ValueError, match="one row per line"):
        Lines(lines.ends, np.ones(2), lines.colour)


@pytest.mark.parametrize(
    ("length", "angle"), [(7, 30), (7, 60), (7, 120), (7, 150), (15, 30), (15, 60), (15, 120), (15, 150)]
)
def test_an_end_between_two_pixels_belongs_to_the_same_one_everywhere(length, angle):
    """Half a px over: the last bits of the sum would decide, differently from place to place."""
    ends = Lines.of(
        [LineSpec(**LINE | {"length": length, "angle": angle, "start": (i + 0.5,) * 2}) for i in range(28)]
    ).ends
    steps = pixel_of(ends[:, 1]) - pixel_of(ends[:, 0])
    turn = math.radians(angle)
    assert (steps == (round(length * math.cos(turn)), round(length * math.sin(turn)))).all()
