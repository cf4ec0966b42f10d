"""The pillow painter against Pillow itself."""

import numpy as np
import pytest
from PIL import Image, ImageDraw

from data.line import FRAME, Lines
from data.paint import paint
from data.paint.painter import pixels_of
from data.sample import POSITIONS, SamplerSettings, sample
from tests.tiers import cases


def by_pillow(lines):
    """Each line as Pillow draws it, from its start to its end."""
    pictures = []
    for points, width, colour in zip(
        pixels_of(lines.ends).reshape(-1, 4).tolist(), lines.width, lines.colour.tolist(), strict=True
    ):
        picture = Image.new("RGB", (FRAME, FRAME))
        ImageDraw.Draw(picture).line(points, fill=tuple(colour), width=round(width))
        pictures.append(np.asarray(picture))
    return np.stack(pictures)


def random_lines(count):
    """Lines of odd widths up to 20 px, in all directions, in the frame."""
    rng = np.random.default_rng(3)
    starts, ends = rng.uniform(0, FRAME, (2, count, 2))
    near = np.hypot(*(ends - starts).T) <= 20
    colours = rng.integers(0, 256, (count, 3)).astype(np.uint8)
    widths = rng.integers(0, 3, count) * 2.0 + 1
    return Lines(np.stack((starts, ends), axis=1), widths, colours).take(near)


def test_lines_in_all_directions_are_pillows():
    lines = random_lines(2_000)
    np.testing.assert_array_equal(paint(lines, "pillow"), by_pillow(lines))


def test_a_level_line_is_drawn_from_the_left():
    ends = np.array([((5.5, 9.5), (20.5, 9.5))])
    to_the_right, to_the_left = (
        Lines(pair, np.array([2.0]), np.array([(255, 0, 0)], np.uint8)) for pair in (ends, ends[:, ::-1])
    )
    np.testing.assert_array_equal(paint(to_the_right, "pillow"), by_pillow(to_the_right))
    np.testing.assert_array_equal(paint(to_the_left, "pillow"), by_pillow(to_the_right))


@pytest.mark.slow
@pytest.mark.parametrize("positions", cases(POSITIONS, {"both"}))
def test_every_trained_picture_is_pillows(positions):
    drawn = sample(SamplerSettings(positions=positions, painters=("pillow",)))
    np.testing.assert_array_equal(drawn.pictures, by_pillow(drawn.lines))


@pytest.mark.long
@pytest.mark.slow
@pytest.mark.parametrize("positions", cases(POSITIONS, {"both"}))
def test_wobbly_lines_differ_by_a_pixel_at_most_where_they_leave_the_frame(positions):
    """Beyond the left side and the top Pillow rounds corners the other way; a stamp does not know where it lies."""
    drawn = sample(SamplerSettings(positions=positions, painters=("pillow",), wobble=0.5))
    pixels = (drawn.pictures != by_pillow(drawn.lines)).any(axis=3).sum(axis=(1, 2))
    assert pixels.max() <= 1
    assert pixels.mean() < 1 / 5_000
    outside = (drawn.lines.ends < 0).any(axis=(1, 2))
    assert not pixels[~outside].any()
