"""What the board shows: students with their runs, results, questions and files."""

import csv
import io
from datetime import timedelta

import pytest

from model.heads import HEADS
from runs.curves import ValidatedPoint
from runs.history import HistoryPoint
from runs.records import now
from training.lessons.read import lessons
from training.presets import PRESETS
from training.results.class_leaderboard import Surprise
from ui.classroom import board_export
from ui.classroom.board_guesses import question_labels
from ui.classroom.board_reader import BoardReader, SmallCurve
from ui.classroom.board_results import scatter
from ui.classroom.board_students import counts_text, students

FAST = PRESETS["fast"].settings.to_json()
LESSON, STEP = "angle-takes-over", 1


def point(step, *scores, weights=(1, 1, 1, 1)):
    accuracy = dict(zip(HEADS, scores, strict=True))
    used = dict(zip(HEADS, weights, strict=True))
    return HistoryPoint(step=step, validation_accuracy=accuracy or None, effective_weights=used)


@pytest.fixture
def school_class(store):
    return store.create_class("7b")[0]


@pytest.fixture
def reader(store, school_class):
    reader = BoardReader(school_class.id, store)
    reader.expire()
    return reader


@pytest.fixture
def view(reader):
    """Reads the board anew."""

    def read():
        reader.expire()
        return reader.view()

    return read


@pytest.fixture
def train(store, school_class):
    """Lets a student train: joins, and leaves a run with this status and these test accuracies."""

    def run(name, status="done", scores=(0.9, 0.99, 1, 0.98), steps=(100, 200, 300, 400), points=(), **settings):
        owner = f"token-of-{name}"
        if owner not in {member.owner for member in store.members(school_class.id)}:
            store.join(school_class.id, owner, name)
        run_id = store.create_run("Fast", FAST | settings, owner=owner)
        if status != "queued":
            store.claim_next("test")
            store.set_status(run_id, "running", total_steps=1_000, step=340)
            store.add_points(run_id, list(points))
        if status not in ("queued", "running"):
            test = dict(zip(HEADS, scores, strict=True)) | {"average": 0.97, "exact": 0.88}
            result = {"test": test, "first_solved": dict(zip(HEADS, steps, strict=True)), "seconds": 8.0}
            store.set_status(run_id, status, result=result if status == "done" else None)
        return run_id

    return run


def cards(view, order="name", shown="newest", **more):
    return {card["name"]: card for card in students(view, order, shown, lessons()[0], **more)}


def test_each_student_has_a_state_and_no_token_is_sent(store, school_class, train, view):
    train("Ada", "running", points=[point(340, 0.5, 0.6, 1, 0.2)])
    train("Cem")
    train("Dee", "diverged")
    train("Ben", "queued")
    store.join(school_class.id, "token-of-Eva", "Eva")
    store.see_member("token-of-Eva", LESSON, STEP)
    shown = cards(view())
    assert {name: (card["state"], card["words"].replace("\xa0", " ")) for name, card in shown.items()} == {
        "Ada": ("trains", "34 %"),
        "Ben": ("waits", "waits, number 1"),
        "Cem": ("idle", "idle"),
        "Dee": ("idle", "idle"),
        "Eva": ("idle", "idle"),
    }
    assert shown["Eva"]["place"] == "Angle takes over, step 2 of 5"
    assert (shown["Eva"]["run"], shown["Ada"]["run"]["curve"]) == (None, [[340, 500, 600, 1000, 200]])
    assert [shown[name]["run"]["result"] for name in ("Ada", "Cem", "Dee")] == ["step 340", "solved at 400", "diverged"]
    assert counts_text(view()) == "5 students: 1 training, 1 waiting, 3 idle"
    later = cards(view(), moment=now() + timedelta(minutes=3))
    assert (later["Cem"]["words"], later["Ada"]["state"]) == ("away 3 min", "trains")
    assert "token" not in str(shown)


def test_students_are_sorted(train, view):
    train("Ada", points=[point(10, 0.9, 0.9, 0.9, 0.3)], steps=(1, 1, 1, 600))
    train("ben", points=[point(10, 0.2, 0.9, 0.9, 0.9)], steps=(1, 1, 1, 100))
    train("Cem", points=[point(10, 0.8, 0.8, 0.8, 0.8)], steps=(1, 1, 1, None))
    train("Dee", "queued")
    sorted_by = {order: list(cards(view(), order)) for order in ("name", "angle", "worst", "steps")}
    assert sorted_by == {
        "name": ["Ada", "ben", "Cem", "Dee"],
        "angle": ["ben", "Cem", "Ada", "Dee"],
        "worst": ["Cem", "Ada", "ben", "Dee"],
        "steps": ["ben", "Ada", "Cem", "Dee"],
    }


def test_the_newest_run_or_the_best_one_is_shown(train, view):
    best, newest = train("Ada"), train("Ada", scores=(0.5, 0.5, 0.5, 0.5))
    assert cards(view())["Ada"]["run"]["id"] == newest
    shown = cards(view(), shown="best")["Ada"]["run"]
    assert (shown["id"], shown["label"]) == (best, "Fast · 2 runs")


def test_weights_are_those_that_the_run_has_now(train, view):
    moved = [point(10, 1, 1, 1, 1), point(20, 1, 1, 1, 1, weights=(1, 1, 1, 50))]
    run_id = train("Ada", "running", points=moved)
    read = view()
    assert cards(read)["Ada"]["run"]["weights"] == ["1", "1", "1", "50"]
    assert (read.curves[run_id].changed, read.curves[run_id].solved_at) == (True, 10)


def test_only_new_points_are_read(store, train, view, monkeypatch):
    run_id = train("Ada", "running", points=[point(10, 1, 1, 1, 1)])
    view()
    calls = []
    read = store.validated_points
    monkeypatch.setattr(store, "validated_points", lambda after: calls.append(dict(after)) or read(after))
    store.add_points(run_id, [point(20, 1, 1, 1, 0.5)])
    assert [row[0] for row in view().curves[run_id].rows] == [10, 20]
    store.set_status(run_id, "stopped")
    view()
    view()
    assert calls == [{run_id: 10}, {run_id: 20}, {}]
    store.requeue(run_id)
    store.claim_next("test")
    store.set_status(run_id, "running")
    assert view().curves[run_id].rows == [], "it goes on from before its points: all of them are measured anew"


def test_long_curves_are_thinned():
    curve = SmallCurve(None)
    for step in range(500):
        curve.add([ValidatedPoint(step, dict.fromkeys(HEADS, 0.5), None)])
    assert 40 <= len(curve.rows) <= 80
    assert (curve.rows[0][0], curve.rows[-1][0], curve.last) == (0, 499, 499)


def test_the_scatter_has_the_runs_whose_weights_say_something(train, view):
    plain = train("Ada", weights=dict(zip(HEADS, (1, 1, 1, 7), strict=True)))
    train("Ben", method="random-weights")
    train("Cem", points=[point(1, 1, 1, 1, 1), point(2, 1, 1, 1, 1, weights=(9, 1, 1, 1))])
    train("Dee", "running")
    read = view()
    results = scatter(read.student_runs, dict(read.curves), "angle", "heads")
    (dot,) = results["runs"]
    assert (dot["id"], dot["share"], dot["weights"], dot["values"]) == (plain, 0.7, "1/1/1/7", [0.9, 0.99, 1, 0.98])
    assert results["left_out"].startswith("2 runs are left out")
    (worst,) = scatter(read.student_runs, dict(read.curves), "length", "worst")["runs"]
    assert (worst["share"], worst["values"]) == (0.1, [0.9])


def test_questions_are_those_that_were_answered_and_those_of_the_open_lesson(store, train, view):
    train("Ada")
    store.record_guess("token-of-Ada", LESSON, STEP, "up")
    store.record_guess("token-of-Ada", "gone-lesson", 1, "up")
    store.see_member("token-of-Ada", "who-wakes-first", 0)
    labels = question_labels(view(), lessons()[0])
    assert labels[f"{LESSON}/{STEP}"].startswith("Angle takes over: ")
    assert [name.partition("/")[0] for name in labels] == [LESSON, "who-wakes-first"]


def test_the_files_hold_results_and_guesses_and_nothing_that_runs(store, train, view):
    name = "=1+1"
    train(name, points=[point(10, 1, 1, 1, 0.5)])
    train("Ada", weights=dict(zip(HEADS, (5, 2, 1, 50), strict=True)))
    store.record_guess("token-of-Ada", LESSON, STEP, "up")
    read = view()
    rows = list(csv.DictReader(io.StringIO(board_export.results_file(read).decode("utf-8-sig"))))
    assert [(row["student"], row["weight.angle"]) for row in rows] == [("'=1+1", "1.0"), ("Ada", "50")]
    (guess,) = csv.DictReader(io.StringIO(board_export.guesses_file(read).decode("utf-8-sig")))
    assert (guess["student"], guess["step"]) == ("Ada", "2")
    assert guess["guess"].startswith("It rises")
    page = board_export.board_page(read).decode()
    assert all(text in page for text in ("7b", "5/2/1/50", "Angle takes over", "=1+1"))
    assert "<script" not in page
    assert "token" not in page


def test_surprises_are_guesses_that_own_runs_answered(store, train, view):
    train("Ada")
    for step in (1, 2):
        store.record_guess("token-of-Ada", LESSON, step, "up")
    store.record_outcome("token-of-Ada", LESSON, 1, 0.4, "Guessed: it rises. It was: it falls.")
    assert view().surprises == [Surprise("Ada", 0.4, "Guessed: it rises. It was: it falls.")]


def test_a_class_without_students_has_a_board_and_files(view):
    read = view()
    assert (students(read, "name", "newest", {}), counts_text(read)) == ([], "0 students")
    assert "No run of the class has ended." in board_export.board_page(read).decode()
    assert board_export.results_file(read).decode("utf-8-sig").strip() == ""


def test_a_deleted_class_has_none(store, school_class, view):
    store.delete_class(school_class.id)
    assert view() is None
