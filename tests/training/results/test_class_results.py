"""What a class has reached: the leaderboard with its ties, and the table that a spreadsheet opens."""

import csv
import io
from dataclasses import replace

import pytest

from model.heads import HEADS
from runs.records import now
from training.presets import PRESETS
from training.results.class_leaderboard import StudentRun, Surprise, rankings
from training.results.class_table import csv_table, results_csv
from training.run import Run

FAST = PRESETS["fast"].settings


def run_of(student, scores=None, steps=(40, 50, 60, 400), name="a run", **settings):
    """A run of a student with these test accuracies of the heads."""
    test = dict(zip(HEADS, scores, strict=True)) | {"average": sum(scores) / 4, "exact": 0.5} if scores else None
    result = {"test": test, "seconds": 2.0, "first_solved": dict(zip(HEADS, steps, strict=True))} if test else None
    times = {"created": now(), "started": None, "ended": None, "heartbeat": None}
    run = Run(
        id="abcd2345", name=name, status="done" if scores else "running", message="", step=1, total_steps=1,
        result=result, settings=replace(FAST, **settings).to_json(), **times,
    )  # fmt: skip
    return StudentRun(student, run)


def places(ranking):
    return [(place.number, place.students, place.value.replace("\xa0", " ")) for place in ranking.places]


def test_each_student_counts_once_with_the_best_run():
    worst, fastest, angle, _ = rankings([
        run_of("Ada", (0.9, 0.99, 1, 0.98), steps=(10, 10, 10, 100)),
        run_of("Ada", (0.97, 0.99, 1, 0.96), steps=(10, 10, 10, 300)),
        run_of("Ben", (0.98, 0.95, 1, 0.97), steps=(10, 10, 200, 20)),
        run_of("Cem", (0.9, 0.9, 1, 0.99), steps=(10, 10, None, 20)),
        run_of("Dee"),
    ])  # fmt: skip
    assert places(worst) == [(1, ("Ada",), "96.0 %"), (2, ("Ben",), "95.0 %"), (3, ("Cem",), "90.0 %")]
    assert places(fastest) == [(1, ("Ada",), "step 100"), (2, ("Ben",), "step 200")]
    assert places(angle) == [(1, ("Ben",), "97.0 %"), (2, ("Ada",), "96.0 %")], "the other three are kept"


def test_who_has_the_same_value_as_shown_shares_a_place():
    scores = {"Dee": 0.99, "cem": 0.98004, "Ben": 0.98, "Ada": 0.97, "Eva": 0.96}
    worst, *_ = rankings([run_of(student, (1, 1, 1, score)) for student, score in scores.items()])
    assert places(worst) == [(1, ("Dee",), "99.0 %"), (2, ("Ben", "cem"), "98.0 %")]


def test_the_biggest_surprise_is_the_guess_that_was_furthest_off():
    *_, surprise = rankings([], [
        Surprise("Ada", 0.4, "said 20 %, it was 60 %"),
        Surprise("Ada", 0.1, "said 50 %, it was 60 %"),
        Surprise("Ben", 1.0, "said it rises, it fell"),
        Surprise("Cem", 0.0, "was right"),
    ])  # fmt: skip
    assert places(surprise) == [(1, ("Ben",), "the opposite"), (2, ("Ada",), "40 % of the scale off")]
    assert surprise.places[1].details == ("said 20 %, it was 60 %",)


def test_runs_that_began_with_trained_weights_are_left_out():
    worst, *_ = rankings([run_of("Ada", (1, 1, 1, 1), start="fast"), run_of("Ben", (0.9, 0.9, 0.9, 0.9))])
    assert [place.students for place in worst.places] == [("Ben",)]


def test_a_class_without_results_has_empty_rankings():
    assert [ranking.places for ranking in rankings([run_of("Ada")])] == [()] * 4


def read(table):
    return list(csv.DictReader(io.StringIO(table.decode("utf-8-sig"))))


def test_a_row_has_settings_and_results():
    (row,) = read(
        results_csv([run_of("Ada", (0.9, 0.99, 1, 0.98), weights=dict(zip(HEADS, (5, 2, 1, 50), strict=True)))])
    )
    assert (row["student"], row["network"], row["weight.angle"], row["test.worst"]) == ("Ada", "fast", "50", "0.9")
    assert (row["solved.angle"], row["solved.all"], row["test.exact"]) == ("400", "400", "0.5")


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@A1", "\t=1", " =HYPERLINK(1)", "\r=1"])
def test_no_text_is_a_formula(text):
    (row,) = read(results_csv([run_of(text, name=text)]))
    assert (row["student"], row["name"]) == (f"'{text}", f"'{text}")


def test_numbers_stay_numbers_and_commas_stay_in_their_cell():
    (row,) = read(csv_table([{"a": -1.5, "b": 'x, "y"\n', "c": None}]))
    assert row == {"a": "-1.5", "b": 'x, "y"\n', "c": ""}
