"""Scenes paint what they say: plain pictures where nothing is moved, and the same by other ways to paint."""

import colorsys

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.ndimage import gaussian_filter1d

from data.labels import PROPERTIES
from data.line import FRAME, Lines, LineSpec
from data.paint import PAINTERS, paint
from data.sample import SamplerSettings, sample
from model.probe import FACTORS, Scenes, painted
from model.probe.colour import hue_of, with_brightness, with_hue
from tests.model.probe.toys import line, scene

pytestmark = pytest.mark.slow

specs = st.builds(
    LineSpec,
    length=st.floats(0, 25),
    width=st.floats(1, 5),
    angle=st.floats(0, 180, exclude_max=True),
    colour=st.tuples(*[st.integers(0, 255)] * 3),
    start=st.tuples(*[st.floats(0, FRAME)] * 2),
)
colours = st.lists(st.tuples(*[st.integers(0, 255)] * 3), min_size=1, max_size=20)


@pytest.mark.parametrize("painter", PAINTERS)
def test_every_class_in_every_place_is_painted_as_it_is_plainly(painter):
    drawn = sample(SamplerSettings(per_class=20, painters=(painter,)))
    np.testing.assert_array_equal(painted(Scenes.of(drawn.lines, painter)), drawn.pictures)


@pytest.mark.parametrize("painter", ["hard", "smooth", "subpixel"])
@settings(deadline=None, max_examples=60)
@given(specs)
def test_any_line_is_painted_as_it_is_plainly(painter, spec):
    lines = Lines.of([spec])
    difference = painted(Scenes.of(lines, painter)).astype(int) - paint(lines, painter)
    assert (np.abs(difference) > 1).sum() <= 6  # a pixel whose centre lies on the edge may fall to either side


@pytest.mark.parametrize("painter", PAINTERS)
@pytest.mark.parametrize("name", FACTORS)
def test_a_property_put_where_it_is_changes_nothing(name, painter):
    held, moved = scene(painter), FACTORS[name]
    now = moved.get(held)
    if name == "edge" and painter in ("hard", "pillow"):
        painter = "subpixel"  # what has a real width
    np.testing.assert_array_equal(painted(moved.put(held, now)), paint(line(), painter))


@pytest.mark.parametrize("painter", PAINTERS)
@pytest.mark.parametrize("name", ["length", "width", "angle"])
def test_a_trained_value_is_painted_as_the_plain_line_about_the_same_middle(name, painter):
    held = scene(painter)
    for value in PROPERTIES[name].values:
        spec = {"length": 15.0, "width": 3.0, "angle": 60.0} | {name: value}
        turn = np.radians(spec["angle"])
        half = spec["length"] / 2 * np.array((np.cos(turn), np.sin(turn)))
        start = tuple((held.middle[0] - half).round(9).tolist())
        plain = paint(line(**spec, start=start), painter)
        np.testing.assert_array_equal(painted(FACTORS[name].put(held, np.array([value]))), plain)


def test_the_trained_colours_are_the_trained_hues():
    held = scene()
    blue = FACTORS["hue"].put(held, np.array([240.0]))
    np.testing.assert_array_equal(painted(blue), paint(line(colour=(0, 0, 255)), "smooth"))


@pytest.mark.parametrize(("edge", "painter"), [(0.0, "subpixel"), (1.0, "smooth")])
def test_the_edge_goes_from_one_painter_to_the_other(edge, painter):
    drawn = sample(SamplerSettings(per_class=4, painters=(painter,), wobble=0.3))
    scenes = Scenes.of(drawn.lines, "hard")
    moved = FACTORS["edge"].put(scenes, np.full(len(scenes), edge))
    np.testing.assert_array_equal(painted(moved), drawn.pictures)


@pytest.mark.parametrize("deviation", [0.5, 1.7])
def test_blur_is_a_gaussian_away_from_the_sides(deviation):
    held = scene(length=6.0, start=(12.5, 10.5))
    found = painted(FACTORS["blur"].put(held, np.array([deviation])))[0]
    wanted = painted(held)[0].astype(float)
    for axis in (0, 1):
        wanted = gaussian_filter1d(wanted, deviation, axis=axis, mode="constant", truncate=12)
    np.testing.assert_allclose(found[6:22, 6:22], wanted[6:22, 6:22], atol=1)


def test_more_noise_is_the_same_noise_and_the_seed_is_another():
    clean = scene()
    noisy = [painted(FACTORS["noise"].put(clean, np.array([deviation]))).astype(int) for deviation in (10.0, 20.0)]
    red = painted(clean)[..., 0] == 255
    once, twice = (picture[..., 0][red] - 255 for picture in noisy)
    np.testing.assert_allclose(twice, 2 * once, atol=1)
    other = Scenes.of(line(), "smooth", 1)
    assert (painted(FACTORS["noise"].put(other, np.array([10.0]))) != noisy[0]).any()
    many = FACTORS["noise"].put(clean.times(3), np.array([0.0, 10.0, 20.0]))
    np.testing.assert_array_equal(painted(many)[1:], np.concatenate(noisy))


def test_painters_and_grounds_of_a_batch_stay_with_their_lines():
    lines = sample(SamplerSettings(per_class=1)).lines
    painters = np.resize(np.array(list(PAINTERS)), len(lines))
    found = painted(Scenes.of(lines, painters))
    for name in PAINTERS:
        rows = np.flatnonzero(painters == name)
        np.testing.assert_array_equal(found[rows], paint(lines.take(rows), name))


@given(colours)
def test_hue_is_that_of_colorsys_and_comes_back(rgb):
    array = np.array(rgb, float)
    wanted = [360 * colorsys.rgb_to_hsv(*(channel / 255 for channel in one))[0] for one in rgb]
    np.testing.assert_allclose(hue_of(array), wanted, atol=1e-6)
    np.testing.assert_allclose(with_hue(array, hue_of(array)), array, atol=1e-6)


@given(colours, st.floats(0, 100), st.floats(0, 360))
def test_brightness_scales_and_hue_keeps_light_and_grey(rgb, percent, hue):
    array = np.array(rgb, float)
    dimmed = with_brightness(array, np.full(len(array), percent))
    np.testing.assert_allclose(dimmed.max(axis=1), np.where(array.max(axis=1) > 0, percent * 2.55, 0), atol=1e-6)
    turned = with_hue(array, np.full(len(array), hue))
    np.testing.assert_allclose(turned.max(axis=1), array.max(axis=1), atol=1e-6)
    np.testing.assert_allclose(turned.min(axis=1), array.min(axis=1), atol=1e-6)


@settings(deadline=None)
@given(specs, st.sampled_from(["angle", "length", "width", "hue", "noise", "blur", "edge"]), st.floats(0, 1))
def test_the_middle_is_held(spec, name, share):
    held = Scenes.of(Lines.of([spec]))
    moved = FACTORS[name]
    value = moved.low + share * (moved.high - moved.low)
    ends = moved.put(held, np.array([value])).lines.ends
    np.testing.assert_allclose(ends.mean(axis=1), Lines.of([spec]).ends.mean(axis=1), atol=1e-6)
