from dataclasses import replace

import numpy as np
import pytest

from data.free_lines import degrees_off, nearest_labels
from data.labels import CLASS_COUNT, class_index, labels_of
from data.line import FRAME, Lines, LineSpec
from data.paint import PAINTERS, paint
from data.sample import POSITIONS, SamplerSettings, every_placement, sample, sampled_lines


@pytest.fixture(scope="module")
def every():
    return sample(SamplerSettings())


def steps_of(index):
    """The nominal line of a class, from a start at 0, 0."""
    length, width, colour, angle = labels_of(np.array([index]))[0]
    colours = ((255, 0, 0), (0, 0, 255))
    spec = LineSpec(
        length=(7, 15)[length], width=(1, 3)[width], colour=colours[colour], angle=15 * int(angle), start=(0, 0)
    )
    return spec, np.array([round(along) for along in spec.end])


@pytest.mark.parametrize("index", range(CLASS_COUNT))
def test_every_placement_that_fits_is_drawn_once(index):
    spec, (across, up) = steps_of(index)
    fitting = {(x, y) for x in range(FRAME) for y in range(FRAME) if 0 <= x + across < FRAME and 0 <= y + up < FRAME}
    lines = every_placement(index)
    starts = np.floor(lines.ends[:, 0]).astype(int).tolist()
    assert len(starts) == len(fitting)
    assert {(x, y) for x, y in starts} == fitting
    np.testing.assert_allclose(lines.ends[:, 1] - lines.ends[:, 0], np.tile(spec.end, (len(lines), 1)), atol=1e-9)


def test_the_counts_are_the_known_ones(every):
    assert len(every) == 41_964
    assert sum(len(every_placement(index, "coursework")) for index in range(CLASS_COUNT)) == 32_712


def test_no_two_placements_paint_the_same_picture(every):
    assert len({picture.tobytes() for picture in every.pictures}) == len(every)


def test_a_label_describes_its_line(every):
    first = np.unique(class_index(every.labels), return_index=True)[1]
    for index, row in enumerate(first):
        spec, _ = steps_of(index)
        line = every.lines.take(np.array([row]))
        assert line.width[0] == spec.width
        assert tuple(line.colour[0]) == spec.colour


@pytest.mark.parametrize("positions", POSITIONS)
@pytest.mark.parametrize("painter", PAINTERS)
def test_every_picture_shows_its_line(painter, positions):
    drawn = sample(SamplerSettings(per_class=4, painters=(painter,), positions=positions))
    assert drawn.pictures.shape == (4 * CLASS_COUNT, FRAME, FRAME, 3)
    assert drawn.pictures.dtype == np.uint8
    assert drawn.pictures.any(axis=(1, 2, 3)).all()


MIXED = SamplerSettings(per_class=3, painters=tuple(PAINTERS), noise=8, wobble=0.5, ground=16)


def test_equal_seeds_give_equal_data():
    one, two = sample(MIXED), sample(MIXED)
    np.testing.assert_array_equal(one.pictures, two.pictures)
    np.testing.assert_array_equal(one.lines.ends, two.lines.ends)


def test_different_seeds_give_different_data():
    other = SamplerSettings(per_class=3, painters=tuple(PAINTERS), noise=8, wobble=0.5, ground=16, seed=1)
    one, two = sample(MIXED), sample(other)
    assert (one.labels == two.labels).all()
    assert (one.pictures != two.pictures).any(axis=(1, 2, 3)).mean() > 0.99


def test_a_mixture_takes_every_painter_and_its_lines_are_what_was_painted():
    drawn = sample(SamplerSettings(per_class=10, painters=tuple(PAINTERS)))
    by = np.stack([(paint(drawn.lines, painter) == drawn.pictures).all(axis=(1, 2, 3)) for painter in PAINTERS])
    assert by.any(axis=0).all()
    assert (by.mean(axis=1) > 0.15).all()


def test_beside_all_places_those_of_2019_keep_their_hard_edges():
    settings = SamplerSettings(per_class=8, positions="both", painters=("smooth", "hard"))
    drawn = sample(settings)
    hard = (paint(drawn.lines, "hard") == drawn.pictures).all(axis=(1, 2, 3))
    bent = degrees_off(drawn.lines, drawn.labels[:, 3]) > 0.1
    assert hard[bent].all()
    assert 0.3 < hard[~bent].mean() < 0.9
    smooth = sample(replace(settings, painters=("smooth",)))
    assert not (paint(smooth.lines, "hard") == smooth.pictures).all(axis=(1, 2, 3)).any()


def test_sub_pixel_painters_get_starts_off_the_grid_and_the_hard_one_does_not():
    smooth = sample(SamplerSettings(per_class=1, painters=("smooth",))).lines.ends[:, 0] % 1
    assert len(np.unique(smooth)) > 100
    assert (sample(SamplerSettings(per_class=1)).lines.ends[:, 0] % 1 == 0.5).all()


def test_noise_and_ground_are_as_strong_as_asked():
    drawn = sample(SamplerSettings(per_class=2, noise=8, ground=128))
    clean = paint(drawn.lines, "hard", 128)
    off = (drawn.pictures.astype(float) - clean)[clean == 128]
    assert abs(off.mean()) < 0.2
    assert off.std() == pytest.approx(8, rel=0.03)


def test_the_coursework_bends_its_lines():
    """Its class of 15 degrees is drawn at 8.1 degrees when short and 11.3 when long."""
    index = class_index(np.array([(0, 0, 0, 1), (1, 0, 0, 1)]))
    along = [np.diff(every_placement(int(i), "coursework").ends[0], axis=0)[0] for i in index]
    assert [round(float(np.degrees(np.arctan2(up, across))), 1) for across, up in along] == [8.1, 11.3]


@pytest.mark.parametrize(
    "wrong",
    [
        {"per_class": 0},
        {"seed": -1},
        {"positions": "middle"},
        {"painters": ()},
        {"painters": ("crayon",)},
        {"free_lines": 1.5},
        {"free_lines": 1},
        {"noise": -1},
        {"noise": float("nan")},
        {"wobble": 99},
        {"ground": 256},
    ],
)
def test_wrong_settings_are_refused_in_words(wrong):
    with pytest.raises(ValueError, match=f"`{next(iter(wrong))}` must be .*Received"):
        SamplerSettings(**wrong)


@pytest.mark.parametrize("noise", [0, 8])
def test_some_of_the_pictures_are_what_they_are_among_all(noise):
    settings = SamplerSettings(per_class=24, seed=3, painters=("hard", "subpixel"), noise=noise, wobble=0.2)
    whole, rows = sample(settings), np.array([2_200, 5, 1_023, 1_024, 5])
    some = sample(settings, rows)
    np.testing.assert_array_equal(some.pictures, whole.pictures[rows])
    np.testing.assert_array_equal(some.labels, whole.labels[rows])
    for lines in (some.lines, sampled_lines(settings, rows)):
        np.testing.assert_array_equal(lines.ends, whole.lines.ends[rows])
    assert len(sample(settings, rows[:0])) == 0


FREE = SamplerSettings(per_class=6, free_lines=0.5, painters=tuple(PAINTERS), seed=3)


def test_free_lines_are_a_share_of_all_and_labelled_by_the_nearest_class():
    drawn = sample(replace(FREE, per_class=40))
    length, angle = nearest_labels(drawn.lines.length, drawn.lines.angle)
    off = degrees_off(drawn.lines, drawn.labels[:, 3])
    free = (off > 1e-6) & (np.abs(drawn.lines.length - np.array((7, 15))[drawn.labels[:, 0]]) <= 1)
    every = sample(replace(FREE, per_class=40, free_lines=1))
    assert len(drawn) == len(every) == 40 * CLASS_COUNT
    assert free.mean() == pytest.approx(0.5, abs=0.01)
    np.testing.assert_array_equal(length, drawn.labels[:, 0])
    np.testing.assert_array_equal(angle, drawn.labels[:, 3])
    assert np.histogram(every.lines.angle, 36, (0, 180))[0].min() > 70  # of 107 on average
    assert (every.lines.ends >= 0).all()
    assert (every.lines.ends <= FRAME).all()


@pytest.mark.slow
def test_with_every_placement_once_free_lines_are_added():
    drawn, plain = (sample(SamplerSettings(free_lines=share)) for share in (0.2, 0))
    assert len(plain) / len(drawn) == pytest.approx(0.8, abs=0.001)


def test_free_lines_repeat_and_leave_others_as_they_were():
    np.testing.assert_array_equal(sample(FREE).pictures, sample(FREE).pictures)
    assert (sample(FREE).pictures != sample(replace(FREE, seed=4)).pictures).any()


def test_angles_lie_on_a_circle():
    length, angle = nearest_labels(np.array([6.2, 10.9, 11.1, 15, 7]), np.array([178.0, 172.4, 172.6, 7.4, 7.6]))
    assert length.tolist() == [0, 0, 1, 1, 0]
    assert angle.tolist() == [0, 11, 0, 0, 1]
    turned = Lines(np.array([[[5.0, 5], [12, 4.9]]]), np.ones(1), np.zeros((1, 3), np.uint8))
    assert degrees_off(turned, np.array([0])) == pytest.approx(np.degrees(np.arctan2(0.1, 7)))
