"""The report of 2019 again: what the command writes, and the numbers in it against plain counts."""

import json
from pathlib import Path
from types import SimpleNamespace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from sklearn.metrics import accuracy_score, confusion_matrix, f1_score

from data.labels import CLASS_COUNT, class_index
from data.sample import every_placement
from data.split import Split
from model.evaluate import evaluate
from model.heads import HEADS
from runs.history import HistoryPoint
from training.coursework import (
    CURVE_POINTS,
    curve_of,
    distinct,
    has_copy,
    in_mix,
    main,
    measured_test_part,
    planned_settings,
    statistics_markdown,
    weighted,
    with_run,
)
from training.dataset import Dataset, dataset
from training.loop.schedule import total_steps
from training.results.coursework_2019 import (
    PUBLISHED,
    REPORT_SPLITS,
    REPORT_VERSIONS,
    RESULTS_FILE,
    SCORES,
    seed_statistics,
    version_settings,
)
from training.settings import RunSettings

pytestmark = pytest.mark.slow

small = {"per_class": 30, "seed": 5}


def make_data(split="coursework", **changes) -> Dataset:
    return dataset(version_settings("coursework-v3", split, **{**small, **changes}))


def make_answers(labels, wrong, seed=0):
    """Answers per head that name another class for about this share of the pictures."""
    rng, answers = np.random.default_rng(seed), {}
    for column, (name, head) in enumerate(HEADS.items()):
        classes = len(head.classes)
        said = (labels[:, column] + (rng.random(len(labels)) < wrong)) % classes
        answers[name] = 0.2 / classes + 0.8 * np.eye(classes)[said]
    return answers


@pytest.mark.parametrize("split", REPORT_SPLITS)
def test_copies_are_those_that_a_plain_search_finds(split):
    data = make_data(split)
    training = {data.pictures[row].tobytes() for row in data.parts.training}
    copied = [data.pictures[row].tobytes() in training for row in data.parts.test]
    assert has_copy(data).tolist() == copied
    assert any(copied) == (split == "coursework")


def test_as_many_have_copies_as_the_number_of_places_says():
    """A picture has a copy among 800 draws out of k places with probability 1 - (1 - 1/k)**800."""
    places = np.array([len(every_placement(index, "coursework")) for index in range(CLASS_COUNT)])
    expected = (1 - (1 - 1 / places) ** 800).mean()
    assert has_copy(make_data(per_class=1_000)).mean() == pytest.approx(expected, abs=0.01)


def test_the_distinct_rows_hold_every_picture_once():
    data = make_data()
    rows = distinct(data.pictures, data.parts.training)
    held = [data.pictures[row].tobytes() for row in rows]
    assert len(set(held)) == len(held)
    assert set(held) == {data.pictures[row].tobytes() for row in data.parts.training}


def test_the_numbers_are_those_of_scikit_learn():
    data = make_data()
    labels = data.labels[data.parts.test]
    answers = make_answers(labels, 0.2)
    found = measured_test_part(answers, data)
    for column, (name, head) in enumerate(HEADS.items()):
        true, said = labels[:, column], answers[name].argmax(axis=1)
        classes = list(range(len(head.classes)))
        f1 = f1_score(true, said, labels=classes, average=None)
        assert found["test"][name] == pytest.approx(accuracy_score(true, said), abs=1e-5)
        assert found["confusion"][name] == confusion_matrix(true, said, labels=classes).tolist()
        assert found["f1"][name] == pytest.approx(f1.tolist(), abs=1e-5)
        assert found["macro_f1"][name] == pytest.approx(f1.mean(), abs=1e-5)
    assert list(found["test"]) == list(SCORES)


def test_balanced_accuracy_is_the_mean_over_the_classes():
    data = make_data()
    labels = data.labels[data.parts.test]
    answers = make_answers(labels, 0.3)
    right = answers["angle"].argmax(axis=1) == labels[:, -1]
    classes = class_index(labels)
    plain = np.mean([right[classes == one].mean() for one in np.unique(classes)])
    assert measured_test_part(answers, data)["balanced"]["angle"] == pytest.approx(plain, abs=1e-5)


def test_copies_are_compared_in_the_same_mix_of_classes():
    """A network that is right on one class alone, and knows nothing again, is as good on copies as on new pictures."""
    labels = np.repeat([[0, 0, 0, 0], [1, 0, 0, 0]], 200, axis=0)
    copied = np.r_[np.arange(200) < 150, np.arange(200) < 20]  # short lines have more copies than long ones
    numbers = np.r_[np.arange(400), np.where(copied, np.arange(400), np.arange(400, 800))]
    pictures = np.zeros((800, 28, 28, 3), np.uint8)
    pictures[:, 0, 0, 0], pictures[:, 0, 0, 1] = numbers % 256, numbers // 256
    parts = Split(training=np.arange(400, 800), validation=np.arange(0), test=np.arange(400))
    data = SimpleNamespace(pictures=pictures, labels=np.concatenate([labels, labels]), parts=parts)
    answers = make_answers(labels, 0)
    answers["length"] = np.tile([[0.9, 0.1]], (400, 1))  # always short
    found = measured_test_part(answers, data)["copies"]
    assert found["share"] == pytest.approx(170 / 400)
    assert found["seen"] == found["new"]
    assert found["new"]["length"] == pytest.approx(50 / 230, abs=1e-5)


@given(st.data())
def test_a_mix_weighs_the_classes_as_asked(data):
    many = data.draw(st.integers(1, 60))
    classes = np.array(data.draw(st.lists(st.integers(0, 5), min_size=many, max_size=many)))
    rows = np.array(data.draw(st.lists(st.booleans(), min_size=many, max_size=many)))
    mix = np.zeros(CLASS_COUNT)
    mix[:6] = data.draw(st.lists(st.floats(0.1, 9), min_size=6, max_size=6))
    weights = in_mix(rows, classes, mix)
    assert not weights[~rows].any()
    for one in np.unique(classes[rows]):
        assert weights[classes == one].sum() == pytest.approx(mix[one])


def test_nothing_is_said_of_no_pictures():
    labels = np.zeros((3, 4), np.int64)
    assert weighted(evaluate(make_answers(labels, 0), labels), np.zeros(3)) is None


@given(st.integers(1, 400))
def test_a_thinned_curve_keeps_its_ends(many):
    heads = dict.fromkeys(HEADS, 0.5)
    points = [
        HistoryPoint(step=step, epoch=float(step), validation_loss=heads, validation_accuracy=heads)
        for step in range(many)
    ]
    curve = curve_of([*points, HistoryPoint(step=many, epoch=1e3)])
    epochs = curve["epoch"]
    assert len(epochs) == min(many, CURVE_POINTS)
    assert (epochs[0], epochs[-1]) == (0, many - 1)
    assert epochs == sorted(set(epochs))
    assert all(len(curve["val_loss"][head]) == len(epochs) for head in HEADS)


def test_both_splits_are_trained_equally_long():
    plan = planned_settings(1)
    steps = {key: total_steps(one, len(dataset(one).parts.training)) for key, one in plan.items()}
    assert [steps[version, REPORT_SPLITS[0]] for version in REPORT_VERSIONS] == [60, 180, 360]
    assert [steps[version, REPORT_SPLITS[1]] for version in REPORT_VERSIONS] == [60, 180, 360]
    assert plan["coursework-v1", "honest"].epochs == 12  # its last batch of each epoch would not be full


def test_the_published_averages_are_those_of_the_published_heads():
    for scores in PUBLISHED.values():
        assert scores["average"] == pytest.approx(np.mean([scores[head] for head in HEADS]), abs=6e-4)


def test_the_shipped_runs_are_the_presets_and_add_up():
    shipped = json.loads(RESULTS_FILE.read_text())
    assert list(shipped["versions"]) == list(REPORT_VERSIONS)
    plan = planned_settings(shipped["seed"])
    for version, runs in shipped["versions"].items():
        assert list(runs) == list(REPORT_SPLITS)
        for split, run in runs.items():
            assert RunSettings.from_json(run["settings"]) == plan[version, split]
            check_entry(run)
            assert run["status"] == "done"
            assert len(run["curve"]["epoch"]) == CURVE_POINTS
            assert run["curve"]["epoch"][-1] == run["settings"]["epochs"]


def test_the_docs_have_the_table_of_the_shipped_runs():
    docs = (Path(__file__).parents[2] / "docs" / "coursework_2019.md").read_text(encoding="utf-8")
    assert statistics_markdown(json.loads(RESULTS_FILE.read_text())) in docs


def check_entry(run):
    """What every entry holds, and that its numbers say the same."""
    for name in HEADS:
        matrix = np.array(run["confusion"][name])
        assert matrix.sum() == run["pictures"]["test"]
        assert run["test"][name] == pytest.approx(np.trace(matrix) / matrix.sum(), abs=1e-5)
    assert run["test"]["exact"] <= min(run["test"][name] for name in HEADS)
    fair = run["settings"]["split"] == "honest"
    assert (run["copies"]["share"] == 0) == fair
    assert (run["copies"]["seen"] is None) == fair
    if fair:
        assert run["copies"]["new"] == run["test"]
    assert set(run["training"]) == set(SCORES)


@pytest.mark.long
def test_the_command_writes_honest_numbers(tmp_path, capsys):
    file = tmp_path / "report.json"
    command = ["--per-class", "30", "--epochs", "1", "--seed", "5", "--seeds", "2", "--out", str(file)]
    assert main(command) == 0
    told, found = capsys.readouterr(), json.loads(file.read_text())
    assert found["seed"] == 5
    for version in REPORT_VERSIONS:
        assert f"{version}, honest split" in told.err
        for split in REPORT_SPLITS:
            run = found["versions"][version][split]
            check_entry(run)
            assert run["curve"]["epoch"] == [0, 1]
            data = make_data(split)
            assert run["copies"]["share"] == pytest.approx(has_copy(data).mean(), abs=1e-5)
            assert run["pictures"]["test"] == len(data.parts.test)
            assert f"{run['test']['angle']:.4f}" in told.out
            assert [scores["settings"]["seed"] for scores in run["seeds"]] == [5, 6]
            assert run["seeds"][0]["test"] == run["test"] != run["seeds"][1]["test"]
            mean, spread = seed_statistics(run, "test")["angle"]
            assert mean == pytest.approx(np.mean([scores["test"]["angle"] for scores in run["seeds"]]))
            assert f"{spread:.4f}" in told.out
    assert "published" in told.out
    written = file.read_text()
    assert main(command) == 0
    assert "seed 5" not in capsys.readouterr().err  # what is there is not trained again
    assert file.read_text() == written


def test_a_run_of_other_settings_takes_none_of_the_old_seeds_along():
    first, second, third = ({"settings": {"seed": seed, "loss_from": "logits"}, "test": seed} for seed in (0, 1, 2))
    entry = {}
    for run in (first, third, second):
        entry = with_run(entry, {**run, "balanced": {}}, in_full=run is first)
    assert [scores["test"] for scores in entry["seeds"]] == [0, 1, 2]
    assert entry["test"] == 0
    other = {"settings": {"seed": 0, "loss_from": "clipped-probabilities"}, "test": 7, "balanced": {}}
    assert [scores["test"] for scores in with_run(entry, other, in_full=True)["seeds"]] == [7]


def test_settings_that_are_not_allowed_are_said_in_words(tmp_path, capsys):
    assert main(["--epochs", "0", "--out", str(tmp_path / "none.json")]) == 2
    assert "`epochs` must be a number from" in capsys.readouterr().err
    assert not (tmp_path / "none.json").exists()
