"""What the steps of an epoch see: one set for the whole run, or the training part drawn anew."""

from dataclasses import replace

import numpy as np
import pytest

from data.sample import sampled_lines
from data.split import digests
from training.cli_command import command_line
from training.command_line import parser, settings_from_options
from training.dataset import SEEDS, dataset, redrawn
from training.loop.batches import Batches
from training.loop.schedule import steps_per_epoch
from training.notebook import notebook_cells
from training.presets import PRESETS
from training.provenance import sampler_of
from training.settings import SettingsError

pytestmark = pytest.mark.slow

FAST = PRESETS["fast"].settings
ANEW = replace(FAST, redraw=True, noise=3, free_lines=0.1, painters=("hard", "pillow"), batch_size=512)


@pytest.fixture(scope="module")
def data():
    return dataset(ANEW)


@pytest.fixture(scope="module")
def per_epoch(data):
    return steps_per_epoch(ANEW, len(data.parts.training))


@pytest.mark.long
def test_pictures_stay_without_it(data):
    batches = Batches(replace(ANEW, redraw=False), data)
    (first, rows), (later, _) = batches.take(0, 2), batches.take(5_000, 1)
    assert later is first
    np.testing.assert_array_equal(first.pictures.numpy(), data.pictures)
    assert set(rows.ravel()) <= set(data.parts.training)


def test_each_epoch_has_new_pictures_of_the_same_classes_and_a_resumed_run_the_same(data, per_epoch):
    batches, resumed = Batches(ANEW, data), Batches(ANEW, data)
    first, rows = batches.take(0, 1)
    second, again = batches.take(per_epoch, 1)
    third = batches.take(2 * per_epoch, 1)[0]
    known = set(digests(data.pictures))
    for drawn in (second, third):
        assert known.isdisjoint(digests(drawn.pictures.numpy()))
        np.testing.assert_array_equal(drawn.labels.numpy(), data.labels[data.parts.training])
    assert set(digests(second.pictures.numpy())).isdisjoint(digests(third.pictures.numpy()))
    assert first.pictures.shape[0] == len(data.pictures)
    assert rows.shape == again.shape == (1, 512)
    same, same_rows = resumed.take(per_epoch, 1)
    np.testing.assert_array_equal(same.pictures.numpy(), second.pictures.numpy())
    np.testing.assert_array_equal(same_rows, again)


def test_no_placement_of_the_test_part_is_drawn_later(data):
    rows = data.parts.training
    ours, new = (data.lines.take(rows), sampled_lines(replace(sampler_of(ANEW), seed=SEEDS), rows))
    moved = (ours.ends != new.ends).any(axis=(1, 2))  # free lines alone
    assert 0.08 < moved.mean() < 0.12


@pytest.mark.long
def test_the_notebook_draws_the_same_pictures_later(data):
    sources = [cell.source for cell in notebook_cells(ANEW) if cell.kind == "code"]
    last = next(i for i, source in enumerate(sources) if "draw(SEED)" in source)
    names = {"__name__": "notebook"}
    for source in sources[:last]:
        exec("\n".join(line for line in source.split("\n") if " keras" not in line), names)  # noqa: S102
    drawn, labels = names["draw"](ANEW.seed + 2 * SEEDS)
    np.testing.assert_array_equal(drawn[data.parts.training], redrawn(data, ANEW, 2))
    np.testing.assert_array_equal(labels, data.labels)
    fit = "\n".join(cell.source for cell in notebook_cells(ANEW))
    assert f"draw(SEED + epoch * {SEEDS})[0]" in fit
    assert "            drawn[rows]," in fit


def test_the_command_repeats_it():
    assert "--no-redraw" in command_line(replace(PRESETS["robust"].settings, redraw=False))
    assert "redraw" not in command_line(PRESETS["robust"].settings) + command_line(FAST)
    options = parser().parse_args(["--preset", "robust", "--no-redraw"])
    assert not settings_from_options(options).redraw
    assert settings_from_options(parser().parse_args(["--preset", "robust"])).redraw


def test_it_needs_noise_and_a_given_number_of_pictures_is_one_set():
    with pytest.raises(SettingsError, match="with noise only"):
        replace(ANEW, noise=0)
    assert not replace(ANEW, per_class=20).redraw
