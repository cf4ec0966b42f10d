"""Runs on imported sets: how these are split, when they cannot be trained on, what suits their size."""

import io
from dataclasses import replace

import numpy as np
import pytest

from data.export import EXPORTS
from data.importer import read_set
from data.labelled_set import Labelled
from data.sample import SamplerSettings, sample
from training import imported_data
from training.__main__ import main
from training.catalogue import Catalogue
from training.command_line import parser, settings_from_options
from training.dataset import dataset
from training.imported_sets import library
from training.loop.schedule import total_steps
from training.presets import PRESETS
from training.results.evaluation_sets import OWN, evaluation_pictures, imported_pictures
from training.settings import RunSettings, SettingsError

pytestmark = pytest.mark.slow

FAST = PRESETS["fast"].settings
DRAWN = sample(SamplerSettings(per_class=1, noise=4, seed=8))
ROWS = np.random.default_rng(0).permutation(np.r_[:96, :96, :48])  # most of them twice or three times
HELD = Labelled(DRAWN.pictures[ROWS], DRAWN.labels[ROWS])


@pytest.fixture(autouse=True)
def home(tmp_path, monkeypatch):
    """A home of its own, so that imported sets are the test's."""
    monkeypatch.setenv("LINEHEADS_HOME", str(tmp_path))
    monkeypatch.delenv("LINEHEADS_STORE", raising=False)


def keep(held=HELD, name="mine"):
    return library().add(name, read_set(io.BytesIO(EXPORTS["npz"].make(held))))


def few(count, classes=slice(None)):
    """Some distinct pictures."""
    rows = np.arange(96)[classes][:count]
    return Labelled(DRAWN.pictures[rows], DRAWN.labels[rows])


def provenance(settings):
    return Catalogue().provenance(settings)


def contents(pictures):
    return {picture.tobytes() for picture in pictures}


@pytest.mark.parametrize("seed", [0, 5])
def test_the_honest_split_of_a_set_never_has_a_picture_in_two_parts(seed):
    settings = replace(FAST, data=keep(), seed=seed)
    made = dataset(settings)
    parts = [made.parts.training, made.parts.validation, made.parts.test]
    training, validation, test = (contents(made.pictures[rows]) for rows in parts)
    assert len(training) + len(validation) + len(test) == len(contents(HELD.pictures))
    assert training | validation | test == contents(HELD.pictures)
    assert len(made.parts.training) > len(training)  # repeats are kept where they are trained on
    np.testing.assert_array_equal(dataset(settings).parts.test, made.parts.test)
    assert made.lines is None


def test_dealt_as_in_2019_the_parts_of_a_set_share_pictures():
    made = dataset(replace(FAST, data=keep(), split="coursework"))
    rows = np.concatenate([made.parts.training, made.parts.validation, made.parts.test])
    assert sorted(rows) == list(range(len(HELD)))
    assert contents(made.pictures[made.parts.training]) & contents(made.pictures[made.parts.test])


@pytest.mark.parametrize("name", ["data", "start"])
@pytest.mark.parametrize("bad", ["", "../../etc/passwd", "A" * 40, 5, True, ["a"]])
def test_names_of_sets_and_networks_are_checked(name, bad):
    with pytest.raises(SettingsError, match=f"`{name}` must be .* Received: "):
        RunSettings.from_json(FAST.to_json() | {name: bad})


def test_settings_from_before_there_were_own_sets_are_still_read():
    old = {key: value for key, value in FAST.to_json().items() if key not in ("data", "start")}
    assert RunSettings.from_json(old) == FAST


def test_a_set_that_is_too_small_or_gone_is_refused_in_words():
    small = keep(few(imported_data.LEAST_DISTINCT - 1), "small")
    with pytest.raises(SettingsError, match=r"20 distinct pictures or more .* small has 19"):
        dataset(replace(FAST, data=small))
    library().remove(small)
    with pytest.raises(SettingsError, match=r"not here any more\. Import the same file again"):
        dataset(replace(FAST, data=small))
    assert keep(few(imported_data.LEAST_DISTINCT - 1)) == small  # the same file has the same key


def test_a_head_with_one_class_is_refused_unless_it_has_no_weight():
    reds = np.flatnonzero(DRAWN.labels[:, 2] == 0)
    settings = replace(FAST, data=keep(few(48, reds), "reds"))
    with pytest.raises(SettingsError, match=r"The colour head .* of reds every colour is red"):
        dataset(settings)
    assert len(dataset(replace(settings, weights=settings.weights | {"colour": 0.0})).parts.test)


def test_one_answer_learns_from_a_set_of_one_colour_but_not_of_one_class():
    one = PRESETS["one-head"].settings
    reds = keep(few(48, np.flatnonzero(DRAWN.labels[:, 2] == 0)), "reds")
    assert len(dataset(replace(one, data=reds)).parts.test)
    rows = np.repeat(0, 30)
    spoiled = DRAWN.pictures[rows] + np.arange(30, dtype=np.uint8)[:, None, None, None]
    alike = keep(Labelled(spoiled, DRAWN.labels[rows]), "alike")
    with pytest.raises(SettingsError, match=r"two of the 96 classes or more\. In the training part of alike all"):
        dataset(replace(one, data=alike))


@pytest.mark.parametrize("preset", PRESETS.values(), ids=PRESETS)
@pytest.mark.parametrize("count", [20, 96])
def test_a_small_set_gets_small_batches_and_enough_steps(preset, count):
    settings = imported_data.settings_for_set(preset.settings, keep(few(count)))
    found = imported_data.split_summary(settings.data, settings.split, settings.seed)
    assert settings.batch_size <= max(imported_data.SMALLEST_BATCH, found.training / imported_data.BATCHES)
    steps = total_steps(settings, found.training)
    assert steps >= min(imported_data.LEAST_STEPS, 200 * (found.training // settings.batch_size))
    assert (settings.per_class, settings.painters, settings.noise) == (None, ("hard",), 0)


def test_a_large_set_is_trained_on_as_the_preset_has_it(monkeypatch):
    monkeypatch.setattr(imported_data, "_SMALL_SET", 50)
    key = keep()
    preset = PRESETS["coursework-v3"].settings
    assert imported_data.settings_for_set(preset, key) == replace(preset, data=key, per_class=None, positions="every")


def test_the_command_line_takes_a_set_by_name_by_key_or_as_a_file(tmp_path, capsys):
    key = keep()
    file = tmp_path / "mine.npz"
    file.write_bytes(EXPORTS["npz"].make(few(30)))
    chosen = [settings_from_options(parser().parse_args(["--data", text])) for text in ("mine", key, str(file))]
    assert chosen[0] == chosen[1] == imported_data.settings_for_set(FAST, key)
    assert chosen[2].data not in (None, key)
    assert settings_from_options(parser().parse_args(["--data", "mine", "--epochs", "3"])).epochs == 3
    assert settings_from_options(parser().parse_args(["--start", "fast"])).learning_rate < FAST.learning_rate
    assert main(["--data", "yours"]) == 2
    assert "Imported sets are: mine" in capsys.readouterr().err
    (tmp_path / "broken.npz").write_bytes(b"nothing")
    assert main(["--data", str(tmp_path / "broken.npz")]) == 2


def test_a_network_is_tested_on_what_of_the_set_it_was_not_trained_on():
    settings = replace(FAST, data=keep(), split="coursework")
    made, found = dataset(settings), evaluation_pictures(OWN, provenance(settings))
    trained = contents(made.pictures[made.parts.training])
    assert contents(found.pictures) == contents(made.pictures[made.parts.test]) - trained
    assert found.lines is None
    assert not found.seen.any()
    everything = imported_pictures(HELD, provenance(settings))
    assert everything.seen.tolist() == [one.tobytes() in trained for one in everything.pictures]
    assert not provenance(settings).contains(evaluation_pictures("smooth", provenance(settings)).pictures).any()


def test_where_no_honest_test_part_is_left_that_is_said():
    rows = np.repeat(np.arange(24), 40)
    settings = replace(FAST, data=keep(Labelled(DRAWN.pictures[rows], DRAWN.labels[rows])), split="coursework")
    with pytest.raises(SettingsError, match="stands in its training part too"):
        evaluation_pictures(OWN, provenance(settings))


@pytest.mark.parametrize("name", [OWN, "hard"])
def test_a_set_that_was_removed_meanwhile_is_told(name):
    settings = replace(FAST, data=keep())
    known = provenance(settings)
    assert len(evaluation_pictures(name, known))
    library().remove(settings.data)
    with pytest.raises(SettingsError, match="not here any more"):
        evaluation_pictures(name, known)
    with pytest.raises(SettingsError, match="not here any more"):
        imported_pictures(HELD, known)
    with pytest.raises(SettingsError, match="not here any more"):
        provenance(settings)


def test_what_the_first_weights_were_trained_on_counts_as_seen():
    of_fast = dataset(FAST)
    settings = replace(FAST, data=keep(), start="fast")
    found = evaluation_pictures("hard", provenance(settings))
    assert not contents(found.pictures) & contents(of_fast.pictures[of_fast.parts.training])
    assert provenance(settings).contains(of_fast.pictures[of_fast.parts.training][:50]).all()
    made = dataset(settings)
    assert provenance(settings).contains(made.pictures[made.parts.training]).all()


def test_a_run_from_trained_weights_is_measured_on_what_these_never_saw():
    other = replace(FAST, start="fast", seed=7)
    usual, honest = dataset(replace(other, start=None)).parts, dataset(other).parts
    trained = contents(dataset(FAST).pictures[dataset(FAST).parts.training])
    assert len(honest.test) < len(usual.test) / 2
    assert not contents(dataset(other).pictures[honest.test]) & trained
    np.testing.assert_array_equal(honest.training, usual.training)
    np.testing.assert_array_equal(dataset(replace(FAST, start="fast")).parts.test, dataset(FAST).parts.test)
