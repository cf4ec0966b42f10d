"""Races, reference runs, steps of one head and frozen parts: the controls of the runs, and what the chart is sent."""

import json
from dataclasses import replace

import pytest
from streamlit.testing.v1 import AppTest

from model.heads import HEADS
from training.presets import PRESETS
from ui.shared import curve_rows, live_chart, run_control
from ui.shared.fields import DIAGNOSTICS_EVERY, REFERENCE_RUN, RUN, STEPS_PER_SECOND, frozen, weight
from ui.shared.overlay import comparison_text, second_run
from ui.shared.run_view import RunReader, reader, view_of
from ui.train import fields

pytestmark = pytest.mark.slow


def run_shown(app):
    return linked(app, RUN.name)


def linked(app, key):
    """What the link says; None if it says nothing."""
    said = app.query_params.get(key)
    return said[0] if isinstance(said, list) else said


def chart(app):
    """What the live chart was sent."""
    return json.loads(app.get("bidi_component")[0].proto.json)


def test_a_race_is_two_runs_of_one_seed(open_train, store, press):
    app = open_train(seed="3", weight_angle="50", opponent="method:gradnorm")
    assert (
        app.selectbox(key=fields.RACE_AGAINST.name).value == linked(app, fields.RACE_AGAINST.name) == "method:gradnorm"
    )
    app.selectbox(key=fields.RACE_AGAINST.name).select("weights:Equal").run()
    assert linked(app, fields.RACE_AGAINST.name) is None  # what is usual leaves it
    press(app, "race")
    leader = store.run(run_shown(app))
    (rival,) = (store.run(run) for run in store.rivals(leader.id))
    assert (leader.races, rival.races) == (None, leader.id)
    assert leader.settings.weights["angle"] == 50
    assert rival.settings == replace(leader.settings, weights=dict.fromkeys(HEADS, 1.0))
    assert chart(app)["other"]["run"] == rival.id
    assert chart(app)["words"]["versus"].startswith("Strong: 1/1/1/50 · thin: equal weights.")


def test_a_race_takes_state_pace_and_looks_from_its_leader(open_train, store, press, make_race):
    leader, rival = make_race()
    app = open_train(run=rival)
    press(app, "pause")
    assert (store.control(leader).state, store.control(rival).state) == ("pause", "run")
    assert reader(rival).view().control.state == "pause"
    app.selectbox(key=STEPS_PER_SECOND.name).select(5.0).run()
    app.selectbox(key=DIAGNOSTICS_EVERY.name).select(20).run()
    assert (store.control(leader).pace, store.control(leader).probe) == (5, 20)
    app.select_slider(key=weight("angle").name).set_value(7.0).run()
    press(app, "apply")
    assert store.control(leader).weights is None
    assert store.control(rival).weights["angle"] == 7
    press(app, "stop")
    assert store.control(leader).state == "stop"
    assert any(option.startswith(f"races {leader}") for option in app.selectbox(key=RUN.name).options)


def test_a_race_that_waits_leaves_the_queue_as_one_and_comes_back(store):
    leader = store.create_run("Fast", PRESETS["fast"].settings.to_json())
    rival = store.create_run("Fast", PRESETS["fast"].settings.to_json(), races=leader)
    run_control.stop(rival)
    assert {store.run(run).status for run in (leader, rival)} == {"stopped"}
    run_control.resume(rival)
    assert {store.run(run).status for run in (leader, rival)} == {"queued"}


def test_one_head_steps_alone_and_every_other_step_takes_all(open_train, store, press, make_run):
    run = make_run()
    store.set_status(run, "paused", step=100)
    app = open_train()
    press(app, "step_of_angle")
    control = store.control(run)
    assert (control.state, control.until, control.solo) == ("run", 101, "angle")
    assert "Only angle and the trunk train until step 101." in chart(app)["words"]["detail"]
    press(app, "epoch_of_width")
    assert (store.control(run).until, store.control(run).solo) == (200, "width")
    press(app, "step_batch")
    assert store.control(run).solo is None
    press(app, "step_of_angle")
    press(app, "pause")  # Resume
    assert store.control(run).solo is None


def test_in_a_race_one_head_of_one_run_is_alone(store, make_race):
    leader, rival = make_race()
    run_control.take_steps(leader, 1, "angle")
    run_control.take_steps(rival, 1, "width")
    assert (store.control(leader).solo, store.control(rival).solo) == (None, "width")
    assert store.control(leader).until == 101


def test_toggles_freeze_the_run_under_way_and_never_everything(open_train, store, make_run):
    run = make_run()
    app = open_train()
    for part in ("trunk", "length", "width", "colour"):
        app.toggle(key=frozen(part).name).set_value(True).run()
    assert set(store.control(run).frozen) == {"trunk", "length", "width", "colour"}
    assert "Frozen: trunk, length, width, colour." in chart(app)["words"]["detail"]
    assert sum(":material/lock:" in text.value for text in app.markdown) == 3
    app.toggle(key=frozen("angle").name).set_value(True).run()
    assert "At least" in app.toast[0].value or "at least" in app.toast[0].value
    assert "angle" not in store.control(run).frozen
    assert not app.toggle(key=frozen("angle").name).value
    for part in ("trunk", "length", "width", "colour"):
        app.toggle(key=frozen(part).name).set_value(False).run()
    assert store.control(run).frozen is None


def test_a_new_run_takes_the_toggles_over(open_train, store, press):
    app = open_train()
    press(app, "start")
    assert store.control(run_shown(app)).frozen is None
    app = open_train(run="story")
    app.toggle(key=frozen("trunk").name).set_value(True).run()
    press(app, "start")
    assert store.control(run_shown(app)).frozen == ["trunk"]


def run_picker(app):
    return next(box for box in app.selectbox if box.label == "Shown run")


def test_the_run_before_stands_behind_as_a_ghost(open_train, store, press, make_run):
    before = make_run("done")
    app = open_train(run=before)
    assert chart(app)["other"] is None
    press(app, "start")
    first = run_shown(app)
    other = chart(app)["other"]
    assert (other["run"], other["kind"], len(other["rows"])) == (before, "reference", 6)
    assert "Pale: reference run" in chart(app)["words"]["versus"]
    app.run()
    assert chart(app)["other"]["rows"] == []  # sent once
    assert chart(app)["other"]["after"] == 100
    other = open_train(run=first, ghost=linked(app, REFERENCE_RUN.name))
    assert (chart(other)["other"]["run"], linked(other, REFERENCE_RUN.name)) == (before, before)
    press(app, "start")  # before the first has ended: its ghost stays
    assert chart(app)["other"]["run"] == before
    run_picker(app).select(before).run()
    assert chart(app)["other"] is None
    assert first != run_shown(app)
    assert linked(app, REFERENCE_RUN.name) is None
    run_picker(app).select(first).run()
    assert (chart(app)["other"]["run"], linked(app, REFERENCE_RUN.name)) == (before, before)


def test_a_link_with_a_ghost_that_cannot_be_opens_without(store, make_run):
    run = make_run("done")

    def page(run):
        from ui.shared.reference_run import follow_reference, reference_of
        from ui.shared.run_view import view_of

        follow_reference(view_of(run))
        assert reference_of(view_of(run)) is None

    for asked in ("nobody", run, "story", make_run("running"), make_run("stopped", steps=())):
        app = AppTest.from_function(page, args=(run,))
        app.query_params[REFERENCE_RUN.name] = asked
        assert not app.run().exception
        assert REFERENCE_RUN.name not in app.query_params


def test_the_axis_is_long_enough_for_both(store, make_race, make_point):
    leader, rival = make_race()
    store.set_status(leader, "done")
    store.add_points(rival, [make_point(300)])
    view = RunReader(leader, store).view()
    other = second_run(view)
    sent = live_chart.chart_message(
        view, curve_rows.next_message(view.rows, leader), other, curve_rows.next_message(other.view.rows, rival)
    )
    assert sent["steps"] == 300
    assert json.loads(json.dumps(sent)) == sent


@pytest.mark.parametrize(
    ("mine", "its", "says"), [(0.9, 0.5, "strong leads"), (0.2, 0.5, "thin leads"), (0.5, 0.5, "level")]
)
def test_who_leads_is_told_from_the_last_step_of_both(store, make_race, make_point, mine, its, says):
    leader, rival = make_race(steps=[0])
    store.add_points(leader, [make_point(20, accuracy=mine), make_point(40, accuracy=0.99)])
    store.add_points(rival, [make_point(20, accuracy=its)])
    view = view_of(leader)
    text = comparison_text(view, second_run(view))
    assert "At step 20 " in text
    assert says in text
    assert "reached 95\u00a0% at step 40 in strong, not yet in thin." in text


def test_a_bare_link_shows_the_leader_of_a_race(open_train, make_race):
    leader, _ = make_race()
    assert run_shown(open_train()) == leader


def test_the_usual_look_is_one_of_the_choices():
    assert DIAGNOSTICS_EVERY.default in (DIAGNOSTICS_EVERY.choices or ())
