"""A network with one answer on the pages: what rests, the sentences that say so, and own networks that become one."""

import json

import pytest

from model.heads import HEADS
from model.networks.known import DESIGNS
from model.networks.plan import plan
from training.presets import PRESETS
from training.results import leaderboard, measures
from training.run import as_settings
from training.settings import equal_weights
from ui.compare.run_filter import settings_summary
from ui.shared import joint_network, live_chart
from ui.shared.curve_rows import next_message
from ui.shared.fields import DIAGNOSTICS_EVERY, METHOD, PRESET, RUN, weight
from ui.shared.run_text import result_text, settings_text
from ui.shared.run_view import RunReader
from ui.train import control_bar, race, run_actions
from ui.train.network_builder import state
from ui.train.network_builder.text import total_costs_text

pytestmark = pytest.mark.slow

ONE = PRESETS["one-head"].settings


def sidebar(app):
    sliders = [app.select_slider(key=weight(head).name) for head in HEADS]
    return [*sliders, app.selectbox(key=METHOD.name), app.selectbox(key=DIAGNOSTICS_EVERY.name)]


def said(app):
    return " ".join(text.value for text in [*app.caption, *app.markdown])


def test_the_preset_rests_what_means_nothing_whatever_the_link_says(open_train, store, press):
    app = open_train(preset="one-head", method="gradnorm", weight_angle="50", exact_shares="true", run="story")
    assert all(one.disabled for one in sidebar(app))
    assert joint_network.METHOD_UNUSED in said(app)
    assert total_costs_text(plan(DESIGNS["one-head"])) in said(app)
    assert not app.error
    press(app, "start")
    run = app.query_params[RUN.name]
    assert store.run(run).settings == ONE
    assert (store.control(run).probe, store.control(run).frozen) == (None, None)
    assert joint_network.NO_PANELS in said(app)
    app.selectbox(key=PRESET.name).select("fast").run()
    assert [one.disabled for one in sidebar(app)] == [*[False] * 5, True]  # the run that is shown cannot be looked into
    assert joint_network.METHOD_UNUSED not in said(app)


def test_a_live_run_takes_no_weights_and_is_told_in_words(open_train, make_run, store):
    run = make_run(**ONE.to_json())
    app = open_train(weight_angle="50")
    view = RunReader(run, store).view()
    assert app.button(key="apply").disabled
    assert "The run has one loss" in said(app)
    assert "1/1/1/1" not in settings_text(view.record)
    assert "1/1/1/1" not in control_bar._name(view.record)
    assert run_actions.without_heads(view)
    message = next_message(view.rows, run, None, None)
    assert live_chart.chart_message(view, message)["joint"]


def test_its_opponents_are_other_optimisers_and_the_run_that_is_shown():
    offers = race.race_options(ONE, PRESETS["fast"].settings)
    assert not [key for key in offers if key.startswith(("method", "weights"))]
    assert race.SHOWN_RUN in offers


def test_the_joint_exact_match_is_told_where_it_differs(make_run, store):
    run = make_run(**ONE.to_json())
    test = dict.fromkeys(HEADS, 1.0) | {"average": 1.0, "exact": 0.98, "joint": 0.97}
    store.set_status(run, "done", result={"test": test, "seconds": 3.0, "first_solved": {}})
    view = RunReader(run, store).view()
    assert "all four **98.00\u00a0%** (the likeliest of the 96 classes: 97.00\u00a0%)" in result_text(view)
    view.record.result["test"]["joint"] = 0.98
    assert "likeliest" not in result_text(view)


def test_it_has_no_baselines_on_the_leaderboard(make_run, store):
    for settings in (ONE, PRESETS["fast"].settings):
        run = make_run(**settings.to_json())
        test = dict.fromkeys(HEADS, 0.9) | {"average": 0.9, "exact": 0.8}
        store.set_status(run, "done", result={"test": test, "seconds": 3.0, "first_solved": {}})
    known = leaderboard.groups(store.runs())
    rows = leaderboard.leaderboard_rows(list(known.values()), known)
    assert [row.delta for row in rows] == [None, None]
    missing = leaderboard.missing_baselines(known.values(), known)
    assert [one.network for one in missing] == ["fast"] * 4


def test_side_by_side_it_has_no_weights_and_two_exact_matches(make_run, store):
    heavy = PRESETS["coursework-v3"].settings
    ids = [make_run("running", **settings.to_json()) for settings in (ONE, heavy)]
    test = dict.fromkeys(HEADS, 1.0) | {"average": 1.0, "exact": 0.98}
    for run, one in zip(ids, ({"joint": 0.97}, {}), strict=True):
        store.set_status(run, "done", result={"test": test | one})
    runs = [store.run(run) for run in ids]
    assert measures.settings_rows(runs, only_different=True)["weights"] == ["one loss", "5/2/1/50"]
    assert settings_summary(ONE).startswith("one loss · ")
    found = {measure.label: measure.values for measure in measures.result_measures(runs)}
    assert found["test: likeliest of the 96"] == [0.97, None]
    assert "test: likeliest of the 96" not in {measure.label for measure in measures.result_measures(runs[1:])}


@pytest.mark.parametrize("settings", [None, {}, {"joint": None}], ids=["preset", "four", "four too"])
def test_settings_of_any_version_say_what_they_are(settings):
    design = None if settings is None else settings
    given = {"network": "one-head" if design is None else "custom", "design": design}
    assert as_settings(given).joint == (design is None)
    assert as_settings({"network": "custom", "design": {"joint": []}}).joint
    assert not as_settings({}).joint


def test_an_own_network_becomes_one_answer_and_goes_back(open_train, press, tmp_path, monkeypatch):
    monkeypatch.setenv("LINEHEADS_HOME", str(tmp_path))
    app = open_train(preset="custom", method="gradnorm")
    app.button(key="design_build").click().run()
    toggle, sizes = (f"design_0_{state.JOINT_PART}_{name}" for name in (state.SWITCH, state.HIDDEN_PART))
    app.toggle(key=toggle).set_value(True).run()
    assert state.HIDDEN_PART not in " ".join(text.key or "" for text in app.text_input if text.key != sizes)
    app.text_input(key=sizes).set_value("24, 12").run()
    app.text_input(key=sizes).set_value("many").run()
    assert "64, 8" in " ".join(error.value for error in app.error)
    app.text_input(key=sizes).set_value("24").run()
    next(button for button in app.button if button.label == "Done").click().run()
    assert not app.exception
    assert joint_network.METHOD_UNUSED in said(app)
    press(app, "start")
    settings = run_actions.view_of(app.query_params[RUN.name]).record.settings
    assert (settings.design.joint, settings.method, settings.weights) == ((24,), "manual", equal_weights())
    json.dumps(settings.to_json())
    app.button(key="design_build").click().run()
    app.toggle(key=toggle).set_value(False).run()
    assert f"design_0_{state.HIDDEN_PART}_angle" in [text.key for text in app.text_input]
