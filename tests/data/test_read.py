"""Reading undoes painting: whatever a trained picture was laid on, cut to and saved as, it comes back."""

import io

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from PIL import Image, ImageDraw, ImageFilter

from data.line import FRAME, Lines
from data.paint import PAINTERS, paint
from data.read import read_picture
from data.sample import SamplerSettings, sample
from tests.data.picture_files import enlarged, file_of, on_ground

pytestmark = pytest.mark.slow

HARD_EDGED = tuple(name for name in PAINTERS if name != "smooth")


@pytest.fixture(scope="module")
def pictures():
    return sample(SamplerSettings(per_class=1, painters=HARD_EDGED, seed=3)).pictures


def worst(pictures, change):
    """The greatest difference in levels between each picture and what is read of it when changed."""
    read = [read_picture(change(picture)) for picture in pictures]
    assert all(reading.line_found for reading in read)
    return np.array([np.abs(one.picture.astype(int) - true).max() for one, true in zip(read, pictures, strict=True)])


@pytest.mark.parametrize("noise", [0, 8])
def test_28x28_on_black_comes_through_bit_for_bit(noise):
    pictures = sample(SamplerSettings(per_class=1, painters=tuple(PAINTERS), noise=noise)).pictures
    assert (worst(pictures, file_of) == 0).all()


@pytest.mark.parametrize("times", [1, 3, 10])
@pytest.mark.parametrize("ground", [(0, 0, 0), (255, 255, 255), (128, 128, 128), (30, 50, 40), (240, 225, 190)])
def test_enlarged_on_any_ground_comes_back(pictures, times, ground):
    assert worst(pictures[:: 2 * times], lambda one: file_of(enlarged(on_ground(one, ground), times))).max() <= 3


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "WEBP", "BMP", "GIF"])
def test_every_kind_of_file_is_read(pictures, kind):
    off = worst(pictures[::6], lambda one: file_of(enlarged(on_ground(one, (255, 255, 255)), 10), kind))
    assert off.mean() <= 25
    assert off.max() <= 60


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "I;16", "CMYK", "RGBA"])
def test_every_mode_is_read(mode):
    """A white line on black, which every mode can hold."""
    picture = enlarged(paint_white(), 10)
    if mode == "I;16":
        image = Image.fromarray(picture[..., 0].astype(np.uint16) * 257)
    else:
        image = Image.fromarray(picture).convert(mode)
    stream = io.BytesIO()
    image.save(stream, "JPEG" if mode == "CMYK" else "PNG")
    reading = read_picture(stream.getvalue())
    assert reading.line_found
    assert np.abs(reading.picture.astype(int) - paint_white()).max() <= 25


def paint_white():
    return paint(Lines(np.array([[[5.5, 6.5], [18.5, 13.5]]]), np.array([3.0]), np.full((1, 3), 255, np.uint8)))[0]


def photographed(picture, seed):
    """On paper, in warm light from one side, out of focus, with noise, as a JPEG."""
    rng = np.random.default_rng(seed)
    large = enlarged(on_ground(picture, (255, 255, 255)), 20)
    large = np.asarray(Image.fromarray(large).filter(ImageFilter.GaussianBlur(2)))
    y, x = np.mgrid[-1:1:560j, -1:1:560j]
    light = (0.8 - 0.15 * x - 0.1 * y - 0.1 * (x * x + y * y))[..., None] * (1, 0.95, 0.85)
    return file_of(np.clip(large * light + rng.normal(0, 4, large.shape), 0, 255).astype(np.uint8), "JPEG", quality=85)


def test_a_photograph_on_paper_comes_back(pictures):
    off = [
        np.abs(read_picture(photographed(one, seed)).picture.astype(int) - one).mean()
        for seed, one in enumerate(pictures[::12])
    ]
    assert np.max(off) < 2


def drawn(size, ends, width, colour, ground="white"):
    image = Image.new("RGB", size, ground)
    ImageDraw.Draw(image).line(ends, fill=colour, width=width)
    return read_picture(file_of(np.asarray(image)))


@pytest.mark.parametrize("colour", ["black", "#555555", "#1a1a20"])
def test_ink_without_colour_becomes_white(colour):
    strongest = drawn((400, 400), (100, 100, 300, 250), 20, colour).picture.reshape(-1, 3).max(axis=0)
    assert (strongest > 240).all()


@pytest.mark.parametrize(
    ("colour", "ground", "seen"),
    [
        ("red", "white", (255, 0, 0)),
        ("#800000", "white", (255, 0, 0)),
        ("#800000", "black", (128, 0, 0)),
        ("#ffb4b4", "white", (255, 180, 180)),
        ("#00c000", "#202020", (0, 192, 0)),
        ("white", "#285038", (255, 255, 255)),
    ],
)
def test_a_line_keeps_its_colour_and_ink_is_brightened(colour, ground, seen):
    picture = drawn((280, 280), (100, 45, 100, 230), 30, colour, ground).picture
    np.testing.assert_allclose(picture.reshape(-1, 3).max(axis=0), seen, atol=3)


@pytest.mark.parametrize("ground", ["black", "white"])
def test_transparent_pictures_are_laid_where_they_can_be_seen(ground):
    white_line = enlarged(paint_white(), 5)
    ink = 255 - white_line if ground == "white" else white_line
    with_alpha = np.concatenate((ink, white_line[..., :1]), axis=2)
    np.testing.assert_array_equal(read_picture(file_of(with_alpha)).picture, paint_white())


def test_a_hairline_in_a_large_picture_stays_visible():
    reading = drawn((1000, 1000), (200, 200, 700, 500), 2, "red")
    rows, columns = np.nonzero(reading.picture.any(axis=2))
    assert reading.line_found
    assert reading.picture.max() == 255
    assert (np.ptp(columns), np.ptp(rows)) == (pytest.approx(14, abs=1), pytest.approx(8.4, abs=1))


def test_a_line_too_small_for_the_frame_is_enlarged_with_its_proportions():
    picture = drawn((1000, 1000), (900, 500, 960, 530), 4, "blue").picture
    rows, columns = np.nonzero(picture.any(axis=2))
    assert (np.ptp(columns), np.ptp(rows)) == (pytest.approx(6.3, abs=1.5), pytest.approx(3.1, abs=1.5))


@pytest.mark.parametrize("size", [(1000, 400), (400, 1000)])
def test_a_picture_that_is_not_square_is_padded_and_keeps_its_angles(size):
    x, y = size[0] // 2, size[1] // 2
    picture = drawn(size, (x - 150, y - 150, x + 150, y + 150), 40, "red").picture
    rows, columns = np.nonzero(picture[..., 0] > 127)
    assert abs(np.ptp(rows) - np.ptp(columns)) <= 1
    assert (rows.mean(), columns.mean()) == (pytest.approx(13.5, abs=0.6), pytest.approx(13.5, abs=0.6))


def test_a_photograph_taken_sideways_is_turned_upright():
    upright = Image.fromarray(enlarged(paint_white(), 10))
    exif = Image.Exif()
    exif[0x0112] = 6  # turn by 90 degrees clockwise to view
    stream = io.BytesIO()
    upright.rotate(90).save(stream, "JPEG", exif=exif, quality=95)
    assert np.abs(read_picture(stream.getvalue()).picture.astype(int) - paint_white()).max() <= 25


@pytest.mark.parametrize("size", [(1, 1), (28, 28), (3, 900), (640, 480)])
@pytest.mark.parametrize("ground", ["black", "white", "#e1d7c8"])
@pytest.mark.parametrize("noise", [0, 5])
def test_a_blank_picture_has_no_line(size, ground, noise):
    blank = np.asarray(Image.new("RGB", size, ground))
    blank = np.clip(blank + np.random.default_rng(0).normal(0, noise, blank.shape), 0, 255).astype(np.uint8)
    assert not read_picture(file_of(blank)).line_found


@settings(deadline=None, max_examples=60)
@given(arrays(np.uint8, st.tuples(st.integers(1, 40), st.integers(1, 40), st.sampled_from([3, 4]))))
def test_any_pixels_are_read_without_an_error(pixels):
    reading = read_picture(file_of(pixels))
    assert reading.picture.shape == (FRAME, FRAME, 3)
    assert reading.picture.dtype == np.uint8
