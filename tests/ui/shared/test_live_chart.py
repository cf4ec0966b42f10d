"""The live chart's arithmetic: rows, thinning, messages that may get lost, and the words around it."""

import json
import threading
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from data.viewer import Viewer
from model.heads import HEADS
from runs.records import FOLLOWS, Control
from training.engine.process import new_record
from ui.shared import live_chart, queue_outlook, run_text, run_view, weight_change_text
from ui.shared.curve_rows import _ROWS_KEPT, STEP, VALIDATED, curve_row, next_message, rows_after, thinned_rows
from ui.shared.run_view import RunReader, shipped_run


def rows_of(count, every=4):
    return [[step, 0.0, 1.0, 0.5, 0.5 if step % every == 0 else None] for step in range(count)]


def test_a_row_is_over_chance_and_short(make_point):
    row = curve_row(replace(make_point(7), exact_match=1 / 3))
    assert row[:5] == [7, 0.07, pytest.approx(2.28, abs=0.01), 0.33333, 0.5]
    assert row[5:] == [0.5, 0.5, 0.5] * len(HEADS)


def test_what_was_not_measured_or_is_not_finite_is_none(make_point):
    point = replace(make_point(7, validated=False), total_loss=None, loss=dict.fromkeys(HEADS))
    assert curve_row(point)[2:] == [None, 0.5, None] + [None, 0.5, None] * len(HEADS)


@given(st.integers(1, 5_000), st.integers(2, 1_000), st.integers(1, 60))
def test_thinning_keeps_both_ends_the_order_and_what_was_validated(count, limit, every):
    rows = rows_of(count, every)
    thinned = thinned_rows(rows, limit)
    assert len(thinned) <= limit + 2
    assert thinned[0] is rows[0]
    assert thinned[-1] is rows[-1]
    steps = [row[STEP] for row in thinned]
    assert steps == sorted(set(steps))
    groups = -(-count // limit)
    validated = sum(row[VALIDATED] is not None for row in rows)
    assert sum(row[VALIDATED] is not None for row in thinned) >= validated // max(groups, 1)


def test_short_curves_are_not_thinned():
    assert thinned_rows(rows_of(_ROWS_KEPT)) == rows_of(_ROWS_KEPT)


class Browser:
    """What the script does with messages."""

    def __init__(self):
        self.rows = []

    @property
    def have(self):
        return self.rows[-1][STEP] if self.rows else -1

    def take(self, message):
        """Take the rows; returns the step to ask from if something is missing."""
        if message.after > self.have:
            return self.have
        self.rows += rows_after(message.rows, self.have)
        return None


@settings(deadline=None)
@given(st.lists(st.tuples(st.integers(0, 30), st.booleans()), max_size=40))
def test_whatever_gets_lost_the_browser_ends_with_all_rows(ticks):
    everything, browser = rows_of(sum(new for new, _ in ticks)), Browser()
    there, sent, ask = 0, None, None
    for new, arrives in [*ticks, (0, True), (0, True)]:
        there += new
        message = next_message(everything[:there], "run", sent, ask)
        sent, ask = (message.run_id, message.known, message.upto), None
        if arrives:
            ask = browser.take(message)
    assert browser.rows == everything


def test_one_lost_message_heals_without_asking():
    rows, browser, sent = rows_of(30), Browser(), None
    for upto, arrives in ((10, True), (20, False), (30, True)):
        message = next_message(rows[:upto], "run", sent)
        sent = (message.run_id, message.known, message.upto)
        if arrives:
            assert browser.take(message) is None
    assert browser.rows == rows


def test_another_run_begins_anew_and_nothing_new_is_not_sent_for_ever():
    rows = rows_of(10)
    assert next_message(rows, "b", ("a", 3, 9)).after == -1
    assert next_message(rows, "a", ("a", 9, 9)).rows == []


def test_watchers_share_what_was_read(store, make_run, make_point):
    run = make_run(steps=[0, 20])
    watch = RunReader(run, store)
    first = watch.view()
    store.add_points(run, [make_point(40)])
    assert watch.view() is first
    watch.expire()
    assert [row[STEP] for row in watch.view().rows] == [0, 20, 40]


def lost_and_resumed(store, run, checkpoint):
    store.save_checkpoint(run, checkpoint, b"state")
    store.set_status(run, "interrupted", "It was lost.")
    store.requeue(run)
    assert store.claim_next("test").id == run
    store.set_status(run, "running", step=checkpoint)


def test_watchers_of_a_resumed_run_read_and_send_it_again(store, make_run, make_point):
    run = make_run(steps=range(0, 101, 20))
    watch, browser = RunReader(run, store), Browser()
    before = watch.view()
    message = next_message(before.rows, before.curve_id)
    browser.take(message)
    assert (before.curve_id, browser.have) == (run, 100)
    lost_and_resumed(store, run, 40)
    store.add_points(run, [make_point(60, accuracy=0.9)])
    watch.expire()
    after = watch.view()
    assert [point.step for point in after.points] == [0, 20, 40, 60]
    assert [row[STEP] for row in before.rows][-1] == 100  # who still draws the old view is not disturbed
    sent = (message.run_id, message.known, message.upto)
    again = next_message(after.rows, after.curve_id, sent)
    assert again.run_id != message.run_id  # the browser drops what it has of another curve
    assert (again.after, again.rows) == (-1, after.rows)
    store.add_points(run, [make_point(80)])
    watch.expire()
    assert [row[STEP] for row in watch.view().rows] == [0, 20, 40, 60, 80]


def test_a_run_that_was_resumed_before_anybody_looked_again_has_no_old_points(store, make_run, make_point):
    run = make_run(steps=range(0, 101, 20))
    watch = RunReader(run, store)
    watch.view()
    lost_and_resumed(store, run, 40)
    store.add_points(run, [make_point(step, accuracy=0.9) for step in range(60, 141, 20)])  # beyond the last known one
    watch.expire()
    assert watch.view().points == store.points(run)


@pytest.mark.slow
def test_of_a_long_run_few_points_are_in_memory_also_when_it_grows(store, make_run, make_point, monkeypatch):
    monkeypatch.setattr(run_view, "POINTS_KEPT", 20)
    run = make_run(steps=range(60))
    watch = RunReader(run, store)
    assert 20 <= len(watch.view().points) <= 22
    for step in (*range(60, 110), 300):
        new = range(110, 301) if step == 300 else [step]
        store.add_points(run, [make_point(each) for each in new])
        watch.expire()
        view = watch.view()
        assert len(view.points) == len(view.rows) <= 40
        assert (view.points[0].step, view.points[-1].step) == (0, step)
        assert [row[STEP] for row in view.rows] == [point.step for point in view.points]


def test_many_threads_read_each_point_once(store, make_run, make_point):
    watch = RunReader(make_run(steps=range(50)), store)

    def look():
        watch.expire()
        watch.view()

    threads = [threading.Thread(target=look) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert [row[STEP] for row in watch.view().rows] == list(range(50))


def test_a_message_is_plain_json_and_small(store, make_run):
    view = RunReader(make_run(), store).view()
    message = live_chart.chart_message(view, next_message(view.rows, view.record.id))
    assert json.loads(json.dumps(message)) == message
    assert message["steps"] == 200
    assert message["epoch"] == 100
    assert [row[0] for row in message["rows"]] == [0, 20, 40, 60, 80, 100]


@pytest.mark.parametrize("status", FOLLOWS)
def test_every_status_has_words_and_counters(store, make_run, status):
    view = RunReader(make_run(), store).view()
    view = replace(view, record=replace(view.record, status=status), place=2)
    state, advice = run_text.state_text(view)
    assert state
    assert advice.endswith(".")
    assert run_text.counters(view)["step"] == "100 of 200"


def test_a_page_has_its_own_words_for_what_is_next(store, make_run):
    view = RunReader(make_run("done"), store).view()
    assert run_text.state_text(view, {"done": "Go on with Next."}) == ("Done", "Go on with Next.")
    assert run_text.state_text(view, {"paused": "Wait."}) == run_text.state_text(view)


def test_only_train_tells_to_apply_weights(store, make_run):
    view = RunReader(make_run("done"), store).view()
    rows = next_message(view.rows, view.record.id)
    texts = [live_chart.chart_message(view, rows, advice=advice)["words"] for advice in (None, {"done": "Go on."})]
    assert [words["weight_change"] for words in texts] == [weight_change_text.NO_CHANGE, ""]


def test_words_for_the_queue_for_requests_and_for_the_worker(store, make_run):
    view = RunReader(make_run("queued"), store).view()
    assert run_text.state_text(replace(view, place=3))[1].startswith("Number 3 in the queue")
    assert run_text.state_text(replace(view, held=True))[1].endswith("resume or stop it.")
    assert run_text.state_text(replace(view, place=3, class_holds=True))[1].startswith(
        "Number 3 in the queue. Your class"
    )
    running = RunReader(make_run(), store).view()
    assert run_text.state_text(replace(running, control=Control(state="pause")))[0] == "Pausing"
    assert run_text.state_text(replace(running, control=Control(state="stop")))[0] == "Stopping"
    paused = replace(running, record=replace(running.record, status="paused"), control=Control(state="stop"))
    assert run_text.state_text(paused)[0] == "Stopping"
    last_step = replace(running.record, step=200)
    assert run_text.state_text(replace(running, record=last_step))[0] == "Evaluating"
    hung = replace(running, silence=12.3)
    assert run_text.state_text(hung)[1].startswith("The worker has been silent for 12 s. Wait, or press Stop")
    replaced = replace(hung, control=Control(state="stop"))
    assert run_text.state_text(replaced) == (
        "Not answering",
        "The worker has been silent for 12 s. It is replaced now.",
    )
    ended = replace(running.record, status="diverged", message="The loss became infinite.")
    assert run_text.state_text(replace(running, record=ended)) == ("Diverged", "The loss became infinite.")


def test_a_run_with_others_before_it_is_looked_at_less_often(store, make_run):
    waits = RunReader(make_run("queued"), store).view()
    every = [live_chart._refresh(replace(waits, place=place)) for place in (1, 2)]
    assert every[1] == 3 * every[0]


def test_who_may_not_change_a_run_is_not_told_to(store, make_run, monkeypatch):
    running = RunReader(make_run(), store).view()
    monkeypatch.setattr(run_text, "viewer", lambda: Viewer(owner="another"))
    texts = [
        run_text.state_text(replace(running, record=replace(running.record, status=status, message="")))[1]
        for status in ("running", "paused", "suspended", "stopped", "diverged", "failed", "interrupted")
    ]
    texts.append(run_text.state_text(replace(running, silence=12.3))[1])
    assert all("ts user" in text or text == "A lower learning rate may help." for text in texts)
    assert texts[-1].startswith("The worker has been silent for 12 s. Wait: its user may press Stop")


def test_a_worker_that_is_silent_shows_on_the_view_of_its_run(store, make_run, monkeypatch):
    run_id = make_run()
    monkeypatch.setattr("runs.records.WORKER_SILENCE", -1.0)
    assert RunReader(run_id, store).view().silence > 0
    store.set_status(run_id, "stopped")
    assert RunReader(run_id, store).view().silence == 0


def test_time_left_follows_the_slower_of_worker_and_pace(store, make_run):
    view = RunReader(make_run(), store).view()  # 100 steps to go at 100 steps a second
    assert run_text.counters(view)["left"] == "1 s"
    assert run_text.counters(replace(view, control=Control(pace=5)))["left"] == "20 s"
    assert run_text.counters(replace(view, record=replace(view.record, status="paused")))["left"] == "–"


@pytest.mark.parametrize(
    ("seconds", "text"), [(None, "–"), (8.2, "8 s"), (125, "2 min 05 s"), (59.7, "1 min 00 s"), (3720, "1 h 02 min")]
)
def test_durations_are_read_at_a_glance(seconds, text):
    assert run_text.duration(seconds) == text


def test_the_axis_ends_where_the_run_will_or_did(store, make_run):
    view = RunReader(make_run(), store).view()
    assert run_text.shown_steps(view) == 200
    assert run_text.shown_steps(replace(view, record=replace(view.record, status="stopped"))) == 100
    assert run_text.shown_steps(replace(view, points=[], record=replace(view.record, total_steps=0))) > 0


def test_the_story_is_a_solved_run_with_its_result():
    view = shipped_run()
    assert not view.live
    assert view.record.result["test"]["exact"] > 0.99
    assert "exact match" in run_text.chart_alt(view)
    assert "Solved first: colour" in run_text.result_text(view)
    assert run_text.result_text(view).endswith("s of training, with gradient diagnostics, on the machine that made it.")


def test_the_result_says_who_was_first_and_who_never_was(store, make_run):
    view = RunReader(make_run(), store).view()
    test = dict.fromkeys(HEADS, 0.999) | {"average": 0.9, "exact": 0.75}
    first = {"length": 300, "width": 1200, "colour": 40, "angle": None}
    result = {"test": test, "seconds": 3.2, "first_solved": first}
    text = run_text.result_text(replace(view, record=replace(view.record, result=result)))
    assert "all four **75.00\u00a0%**" in text
    assert "Solved first: colour (step 40), then length (step 300), then width (step 1,200); not solved: angle." in text
    assert text.endswith("3 s of training.")
    assert run_text.result_text(view) == ""


@pytest.mark.parametrize(
    ("seconds", "text"),
    [
        (None, "when a worker is free"),
        (4, "in a few seconds"),
        (33, "in about 30 s"),
        (61, "in about 1 min"),
        (140, "in about 2 min"),
        (7_300, "in about 2 h 02 min"),
    ],
)
def test_the_expected_wait_is_told_in_steps_that_last(seconds, text):
    assert run_text.wait_text(seconds) == text


def test_a_queued_run_tells_when_it_starts_once_there_is_an_engine(store, make_run):
    make_run()
    waits = make_run("queued")
    assert RunReader(waits, store).view().wait is None
    store.beat(replace(new_record(), workers=1))
    queue_outlook._outlook.clear()
    view = RunReader(waits, store).view()
    assert 0 < view.wait < 60
    assert run_text.state_text(view)[1] == f"Number 1 in the queue: it starts {run_text.wait_text(view.wait)}."
