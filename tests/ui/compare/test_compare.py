"""The Compare page without a browser: what is listed, kept, deleted, chosen and queued, and hostile names."""

import json
from dataclasses import replace
from functools import partial

import pytest
from streamlit.testing.v1 import AppTest

from data.paint import PAINTERS  # noqa: F401 (before `pages/` is on the path, where another `data` lives)
from model.heads import HEADS
from training.presets import PRESETS
from training.results import leaderboard
from training.results.coursework_2019 import REPORT_VERSIONS
from ui.compare import fields, reproduce_2019, run_list
from ui.compare.fields import CHOSEN_AT_MOST
from ui.compare.sections import SECTIONS
from ui.shared import session_keys
from ui.shared.fields import FIND, RUN
from ui.shared.viewer import OPEN

pytestmark = pytest.mark.slow

FAST = PRESETS["fast"].settings
HOSTILE = "<b>x</b> [y](javascript:z) :red[w] $v$"


@pytest.fixture(autouse=True)
def no_engine(monkeypatch):
    monkeypatch.setenv("LINEHEADS_ENGINE", "off")


@pytest.fixture
def finish(store, make_point):
    """Puts a finished run into the store; returns its id."""

    def make(settings=FAST, name="Fast", exact=0.9, status="done", seconds=2.0):
        run_id = store.create_run(name, settings.to_json())
        store.claim_next("test")
        store.set_status(run_id, "running", total_steps=100)
        store.add_points(run_id, [make_point(step) for step in (0, 50, 100)])
        test = dict.fromkeys((*HEADS, "average"), exact + 0.05) | {"exact": exact}
        result = {"test": test, "seconds": seconds, "first_solved": dict.fromkeys(HEADS, 50)}
        store.set_status(run_id, status, step=100, result=result)
        return run_id

    return make


@pytest.fixture
def open_page(open_app):
    """Opens the page with this link."""
    return partial(open_app, "compare")


def listed(app):
    """Names in the table, in order."""
    return [row["name"] for row in sent(app)["rows"]]


def sent(app):
    return json.loads(app.get("bidi_component")[0].proto.json)


def words(app):
    return " ".join(one.value for one in [*app.caption, *app.markdown, *app.info])


def click(app, key):
    app.button(key=key).click().run()
    assert not app.exception


@pytest.mark.parametrize("section", SECTIONS)
def test_every_section_opens_by_its_link_with_runs_and_without(open_page, finish, section):
    assert SECTIONS[section].about in words(open_page(compare=section, runs="nothing,<b>", sort="moon"))
    finish()
    assert SECTIONS[section].about in words(open_page(compare=section, budget="?", rows="??", axis="?", status="?"))


def test_an_empty_store_says_what_to_do(open_page):
    app = open_page()
    assert "no run yet" in words(app)
    assert app.button(key="to_train").label == "Go to Train"


def test_search_filters_and_order_come_from_the_link_and_can_be_cleared(store, open_page, finish):
    first, second = finish(name="Alpha", exact=0.8), finish(name="Beta", exact=0.95)
    for run_id in (first, second):
        store.star(run_id)
        store.tag(run_id, ["lesson 3"])
    finish(name="Gamma")
    app = open_page(find="fast", tag="lesson 3", starred="true", status="done", sort="exact")
    assert listed(app) == ["Alpha", "Beta"]
    app.text_input(key=FIND.name).set_value("zebra").run()
    assert "No run matches" in words(app)
    click(app, "clear_search")
    assert sorted(listed(app)) == ["Alpha", "Beta", "Gamma"]


def test_where_browsers_own_runs_one_may_see_only_ones_own(open_page, finish, monkeypatch):
    finish(name="Of a command")
    assert not [toggle for toggle in open_page(mine="true").toggle if toggle.label == "Your runs"]
    monkeypatch.setenv(OPEN, "0")
    app = open_page(mine="true")
    assert "No run matches" in words(app)
    click(app, "clear_search")
    assert listed(app) == ["Of a command"]


def test_name_tags_and_note_are_kept_at_once(store, open_page, finish):
    run_id = finish(name=HOSTILE)
    app = open_page(runs=run_id)
    assert app.text_input(key=session_keys.run_field("name", run_id)).value == HOSTILE
    app.text_input(key=session_keys.run_field("name", run_id)).set_value("  Better   name ").run()
    app.multiselect(key=session_keys.run_field("tags", run_id)).set_value(["angle"]).run()
    app.text_area(key=session_keys.run_field("note", run_id)).set_value("Tried 5/2/1/50.").run()
    assert not app.exception
    run = store.run(run_id)
    assert (run.name, run.tags, run.note) == ("Better name", ["angle"], "Tried 5/2/1/50.")
    assert listed(app) == ["Better name"]
    app.text_input(key=session_keys.run_field("name", run_id)).set_value(" ").run()
    assert "A run needs a name" in app.toast[0].value
    assert app.text_input(key=session_keys.run_field("name", run_id)).value == store.run(run_id).name == "Better name"


def test_which_run_is_edited_and_how_many_seeds_are_wanted_stand_in_the_link(open_page, finish):
    first, last = finish(name="A"), finish(name="B")
    app = open_page(runs=f"{first},{last}", edited=first)
    assert app.selectbox(key=fields.EDITED.name).value == first
    app.selectbox(key=fields.EDITED.name).select(last).run()
    assert fields.EDITED.name not in app.query_params
    app = open_page(compare="leaderboard", seeds_wanted="5")
    assert app.button(key="repeat_groups").label == "Repeat with 5 seeds"
    assert (
        app.selectbox(key=fields.SEEDS_WANTED.name)
        .set_value(3)
        .run()
        .button(key="repeat_groups")
        .label.endswith("3 seeds")
    )
    assert fields.SEEDS_WANTED.name not in app.query_params


def test_acts_of_the_table_change_the_choice_the_star_and_the_order(store, finish):
    run_id = finish()

    def page():
        import streamlit as st

        from ui.compare import run_list

        for act in st.session_state.acts:
            run_list._act(act)

    app = AppTest.from_function(page)
    app.session_state.acts = [
        {"kind": "star", "id": run_id, "on": True},
        {"kind": "star", "id": "gone", "on": True},
        {},
    ]
    app.session_state.acts += [
        {"kind": "choose", "ids": [*"abcdefgh"]},
        {"kind": "sort", "by": "exact"},
        {"kind": "more"},
    ]
    app.run()
    assert not app.exception
    assert store.run(run_id).star
    assert app.session_state[fields.CHOSEN.name].split(",") == [*"abcdefgh"][:CHOSEN_AT_MOST]
    assert app.session_state[fields.ORDER.name] == "exact-down"
    assert app.session_state[session_keys.LISTED] == 2 * run_list.LISTED_PER_CLICK


def test_deleted_runs_come_back_by_undo_or_from_the_list(store, open_page, finish):
    gone, kept = [finish(name="A"), finish(name="B")], finish(name="C")
    app = open_page(runs=",".join(gone))
    assert sent(app)["chosen"] == gone
    click(app, "delete")
    assert listed(app) == ["C"]
    assert "Deleted 2 runs." in words(app)
    app.run()
    assert "Deleted 2 runs." in words(app)
    click(app, "undo")
    assert listed(app) == ["C", "B", "A"]
    assert sent(app)["chosen"] == gone
    assert "Deleted" not in words(app).replace("Deleted in the last 7 days", "")
    click(app, "delete")
    click(app, "undo_away")
    assert "Deleted 2 runs." not in words(app)
    app = open_page(runs=kept)
    click(app, "delete")
    assert "Deleted 1 run." in words(app)  # though there is no run left
    click(app, "undo")
    other = open_page()
    click(other, f"restore_{gone[0]}")
    assert {run.id for run in store.runs()} == {kept, gone[0]}


def test_the_chosen_runs_stand_side_by_side_with_what_differs_and_the_best_marked(open_page, finish):
    ids = finish(exact=0.8, name=HOSTILE), finish(replace(FAST, seed=7), exact=0.9, seconds=3.0)
    app = open_page(compare="beside", runs=",".join([*ids, "gone1234"]))
    assert [one.value for one in app.toast] == ["This run is not here any more: showing the others."]
    assert app.query_params["runs"] == ",".join(ids)
    assert len(app.get("plotly_chart")) == len(HEADS)
    settings, results, costs = (table.value.astype(str).to_numpy().tolist() for table in app.table[-3:])
    assert settings == [["seed", "0", "7"]]
    marked = {row[0]: [":material" in cell for cell in row[1:]] for row in results}
    assert marked["test: all four right"] == [False, True]
    assert marked["training"] == [True, False]
    assert marked["all heads at 95 %"] == [False, False]
    assert costs[0] == ["parameters", "40,239", "40,239"]
    assert [row[1:] for row in costs[2:]] == [["3,200", "3,200"], ["–", "–"]]  # no network that could answer
    app.toggle(key=fields.ALL_SETTINGS.name).set_value(True).run()
    assert len(app.table[-3].value) == len(FAST.to_json())
    app.multiselect(key=session_keys.PICKED).set_value([ids[1]]).run()
    assert app.query_params[fields.CHOSEN.name] in (ids[1], [ids[1]])
    assert not app.exception


def test_a_run_is_shown_on_train_with_another_one_behind_it(open_page, finish, monkeypatch):
    went = []
    monkeypatch.setattr("streamlit.switch_page", lambda page, query_params: went.append((page, query_params)))
    ids = finish(), finish(replace(FAST, seed=1))
    app = open_page(compare="beside", runs=",".join(ids))
    click(app, "haunt")
    assert went == [("pages/train.py", {RUN.name: ids[0]})]
    assert app.session_state[session_keys.REFERENCE_RUNS] == {ids[0]: ids[1]}


def test_missing_baselines_are_queued_once_however_often_it_is_clicked(store, open_page, finish):
    finish(), finish(replace(FAST, seed=1))
    app, second = open_page(compare="leaderboard"), open_page(compare="leaderboard")
    assert app.button(key="train_baselines").label == "Train 8 baselines"
    assert "8 runs, about 16 s" in words(app)
    click(app, "train_baselines")
    click(second, "train_baselines")  # as it was drawn before the first click
    queued = [run for run in store.runs() if run.status == "queued"]
    wanted = {(leaderboard.baseline_key(FAST, head), seed) for head in HEADS for seed in (0, 1)}
    assert sorted((run.settings.group_key, run.settings.seed) for run in queued) == sorted(wanted)
    assert {tuple(run.tags) for run in queued} == {("baseline",)}
    assert {run.name for run in queued} == {f"Fast, {head} alone" for head in HEADS}
    assert app.button(key="train_baselines").disabled
    click(app, "stop_baselines")
    assert not [run for run in store.runs() if run.status == "queued"]
    assert not app.button(key="train_baselines").disabled


def test_delta_m_appears_with_the_baselines_and_its_sign_is_that_of_the_formula(open_page, finish):
    finish(exact=0.8)
    for head in HEADS:
        finish(leaderboard.baseline_settings(FAST, head), exact=0.9)
    (row,) = sent(open_page(compare="leaderboard"))["rows"]
    assert row["cells"]["delta"] == f"{100 * (0.95 - 0.85) / 0.95:+.2f}"


def test_a_row_is_repeated_with_the_seeds_that_it_lacks(store, open_page, finish):
    finish(replace(FAST, seed=1))
    app = open_page(compare="leaderboard")
    assert app.button(key="repeat_groups").disabled
    (row,) = sent(app)["rows"]
    app = open_page(compare="leaderboard", rows=row["id"])
    click(app, "repeat_groups")
    assert sorted(run.settings.seed for run in store.runs() if run.status == "queued") == [0, 2]
    assert app.button(key="repeat_groups").disabled


def test_a_run_is_repeated_from_its_panel(store, open_page, finish):
    app = open_page(runs=finish(status="stopped"))
    click(app, "repeat")
    assert sorted(run.settings.seed for run in store.runs() if run.status == "queued") == [0, 1, 2]
    assert app.button(key="repeat").disabled


def test_2019_is_queued_without_doubles_and_leaves_the_queue(store, open_page):
    app, second = open_page(), open_page()
    for one in (app, second):
        one.session_state[session_keys.REPRODUCE] = True
        one.run()
    click(app, "start_2019")
    click(second, "start_2019")  # as it was drawn before the first click
    assert app.button(key="start_2019").disabled
    queued = [run for run in store.runs() if run.status == "queued"]
    assert sorted(run.settings.network for run in queued) == sorted(REPORT_VERSIONS)
    assert {run.settings.split for run in queued} == {"coursework"}
    assert reproduce_2019.settings_of_2019("coursework") == [
        next(run.settings for run in queued if run.settings.network == version) for version in REPORT_VERSIONS
    ]
    app.radio(key=session_keys.SPLIT_2019).set_value("honest").run()
    assert not app.button(key="start_2019").disabled
    click(app, "stop_waiting")
    assert [run.status for run in store.runs()].count("queued") == 1
