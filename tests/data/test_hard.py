"""The hard painter against the exact one: OpenCV."""

import cv2
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from data.line import FRAME, Lines
from data.paint import hard, paint
from data.sample import POSITIONS, SamplerSettings, sample
from tests.tiers import cases

pytestmark = pytest.mark.slow

pixel = st.tuples(st.integers(0, FRAME - 1), st.integers(0, FRAME - 1))


def by_opencv(lines):
    """Each line as the coursework painted it: from its upper end to its lower one."""
    pictures = np.zeros((len(lines), FRAME, FRAME, 3), np.uint8)
    for picture, (start, end), width, colour in zip(
        pictures, hard.pixels_near(lines)[0].tolist(), lines.width, lines.colour.tolist(), strict=True
    ):
        cv2.line(picture, tuple(end), tuple(start), colour, int(width))
    return pictures


@pytest.mark.parametrize("positions", cases(POSITIONS, {"both"}))
def test_every_trained_picture_is_opencvs(positions):
    drawn = sample(SamplerSettings(positions=positions))
    np.testing.assert_array_equal(drawn.pictures, by_opencv(drawn.lines))


@settings(deadline=None)
@given(st.lists(st.tuples(pixel, pixel), min_size=1, max_size=50))
def test_thin_lines_between_any_two_pixels_are_opencvs(pairs):
    ends = np.array([sorted(pair, key=lambda point: (point[1], point[0])) for pair in pairs]) + 0.5
    lines = Lines(ends, np.ones(len(ends)), np.full((len(ends), 3), 255, np.uint8))
    np.testing.assert_array_equal(paint(lines), by_opencv(lines))


@settings(deadline=None)
@given(st.lists(st.tuples(pixel, pixel, st.integers(2, 4)), min_size=1, max_size=50))
def test_thick_lines_away_from_the_frame_are_opencvs(drawn):
    first, last, width = zip(*drawn, strict=True)
    inside = np.clip(np.stack((first, last), axis=1), 4, FRAME - 5)
    ends = np.array([sorted(pair, key=lambda point: (point[1], point[0])) for pair in inside.tolist()]) + 0.5
    lines = Lines(ends, np.array(width, float), np.full((len(ends), 3), 255, np.uint8))
    np.testing.assert_array_equal(paint(lines), by_opencv(lines))
