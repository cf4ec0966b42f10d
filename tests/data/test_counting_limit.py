"""The most that can be right of free lines, against plain counting of drawn ones."""

from collections import defaultdict

import numpy as np
import pytest

from data.counting_limit import WHOLE_PIXELS, counting_limit, limit_of, limit_of_2019, main, mirror_bound, pixel_steps
from data.free_lines import free_lines
from data.labels import ANGLES, class_index
from data.line import FRAME, pixel_of
from data.paint import paint
from data.sample import SamplerSettings, sample


def test_lines_of_one_length_have_the_known_limits():
    assert pixel_steps(7, 1e-9).shares.max(axis=1).sum() == pytest.approx(0.811, abs=0.002)
    assert pixel_steps(15, 1e-9).shares.max(axis=1).sum() == pytest.approx(0.904, abs=0.002)


@pytest.mark.slow
@pytest.mark.parametrize("length", [0, 1])
def test_it_is_what_counting_drawn_lines_gives(length):
    """Every way from the first pixel to the last is a picture; the class that most of its lines have is right."""
    rng, size = np.random.default_rng(0), 2 * FRAME
    ways = np.zeros((size, size, len(ANGLES)), int)  # lines by their step across and down
    for angle in range(len(ANGLES)):
        index = int(class_index(np.array([(length, 0, 0, angle)]))[0])
        pixels = pixel_of(free_lines(index, 30_000, rng).ends)
        across, down = (pixels[:, 1] - pixels[:, 0]).T
        across = np.where(down == 0, np.abs(across), across)
        np.add.at(ways, (across + FRAME, down + FRAME, angle), 1)
    right = ways.max(axis=2).sum()
    limit = list(counting_limit("hard").values())[2 * length]
    assert right / (30_000 * len(ANGLES)) == pytest.approx(limit, abs=0.003)


def test_lines_that_take_the_same_step_paint_the_same_picture():
    lines = free_lines(0, 4_000, np.random.default_rng(1))
    pixels = pixel_of(lines.ends)
    pictures = defaultdict(set)
    for picture, ends in zip(paint(lines), pixels.reshape(-1, 4).tolist(), strict=True):
        (x1, y1), (x2, y2) = sorted(((ends[0], ends[1]), (ends[2], ends[3])))
        pictures[x1, y1, x2, y2].add(picture.tobytes())
    assert len(pictures) < 4_000
    assert all(len(alike) == 1 for alike in pictures.values())


@pytest.mark.slow
def test_the_shares_are_all_lines_and_every_painter_has_limits(capsys):
    assert pixel_steps(7).shares.sum() == pytest.approx(1)
    np.testing.assert_allclose(pixel_steps(15).shares.sum(axis=0), 1 / 12, rtol=1e-3)
    for painter in WHOLE_PIXELS:
        assert 0.8 < limit_of(painter) < 0.95
        assert limit_of(painter) < mirror_bound(painter) < 0.9
    assert mirror_bound("subpixel") < mirror_bound("smooth") < 1
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("sys.argv", ["counting_limit"])
        main()
    printed = capsys.readouterr().out
    assert "hard     short  thin   80.9 %" in printed
    assert "The most of the lines of 2019 that can be right: 99.92 %" in printed


@pytest.mark.slow
def test_of_2019_long_lines_whose_half_lies_outside_are_short_ones():
    drawn = sample(SamplerSettings(positions="coursework"))
    classes = defaultdict(list)
    for picture, label in zip(drawn.pictures, drawn.labels.tolist(), strict=True):
        classes[picture.tobytes()].append(tuple(label))
    shared = [labels for labels in classes.values() if len(set(labels)) > 1]
    assert all({label[0] for label in labels} == {0, 1} and len(labels) == 2 for labels in shared)
    assert {label[1:2] + label[3:] for labels in shared for label in labels} == {(0, ANGLES.index(90))}
    assert limit_of_2019() == 1 - len(shared) / len(drawn) == 1 - 26 / 32_712
