"""The weight search without a browser: its form, its progress, its charts, its chosen trial and what leads on."""

from dataclasses import replace
from datetime import timedelta
from functools import partial

import pytest
from sqlalchemy import update

from data.paint import PAINTERS  # noqa: F401 (before `pages/` is on the path, where another `data` lives)
from model.heads import HEADS
from runs.records import EngineRecord, TrialRecord, now
from runs.tables import SearchRow
from training.presets import PRESETS
from training.run import Search
from training.search.goals import GOALS
from training.search.space import SearchPlan
from ui.compare import fields
from ui.compare.search import charts, cost, form, parallel_coordinates, text, trial
from ui.shared.fields import weight

FAST = PRESETS["fast"].settings
RATIOS = (1.0, 5.0, 0.1, 50.0, 100.0, 2.0, 3.0, 7.0, 20.0, 0.5)
RUN = {"run_step": 1, "run_steps": 1, "run_message": "", "run_started": None, "run_ended": None}


def scores(ratio):
    """Angle gains and length loses with the ratio."""
    shares = dict.fromkeys(HEADS, 0.3) | {"angle": 1 / (1 + ratio), "length": ratio / 101}
    accuracy = {head: 1 - share / 2 for head, share in shares.items()}
    loss = {head: share * HEADS[head].chance for head, share in shares.items()}
    return {"loss": loss, "accuracy": accuracy, "exact": min(accuracy.values())}


@pytest.fixture
def make_search(store):
    """Puts a search with these trials into the store; returns its id."""

    def make(goal="worst-head", statuses=("complete",) * 10, name="a search", budget=10):
        plan = SearchPlan(settings=FAST, goal=goal, budget=budget)
        search_id = store.create_search(name, **plan.to_record())
        for number, (status, ratio) in enumerate(zip(statuses, RATIOS, strict=False)):
            parameters = {"length": 1.0, "width": 1.0, "angle": ratio}
            store.add_trial(search_id, number, parameters, {"name": "a trial", "settings": FAST.to_json()})
            made = store.trials(search_id)[number]
            if status != "open":
                seen = None if status == "failed" else scores(ratio)
                store.end_trial(
                    search_id, made, status, scores=seen, reports={}, step=40 if status == "pruned" else None
                )
        return search_id

    return make


@pytest.fixture
def open_search(open_app, monkeypatch):
    """Opens the section with this link."""
    monkeypatch.setenv("LINEHEADS_ENGINE", "off")
    return partial(open_app, "compare", compare="search")


def said(app):
    return " ".join(one.value for one in [*app.markdown, *app.caption, *app.info, *app.warning])


def link(app, key):
    value = app.query_params.get(key)
    return value[0] if isinstance(value, list) else value


@pytest.mark.slow
def test_a_search_is_started_once_and_shown(open_search, store):
    app = open_search()
    assert "There is no search yet" in said(app)
    app.number_input(key=form.form_key("budget")).set_value(7)
    app.selectbox(key=form.form_key("goal")).set_value("four-heads").run()
    assert GOALS["four-heads"].about in said(app)
    assert "in all (estimated from the size of the network)" in said(app)
    app.button(key=form.form_key("start")).click().run()
    app.button(key=form.form_key("start")).click().run()
    assert not app.exception
    (search,) = store.searches()
    assert (search.goal, search.budget, search.status) == ("four-heads", 7, "running")
    assert search.settings == FAST
    assert link(app, fields.SEARCH.name) == search.id
    assert "0 of 7 trials" in str(app.get("progress")[-1].proto)


@pytest.mark.slow
def test_a_search_has_the_settings_of_a_run_unless_they_are_of_another_version(open_search, make_run, store):
    run, other = make_run("done", seed=7), make_run("done", magic=1)
    app = open_search()
    offered = app.selectbox(key=form.form_key("base"))
    assert run in " ".join(offered.options)
    assert other not in " ".join(offered.options)
    offered.set_value(f"{form.OF_RUN}{run}").run()
    app.button(key=form.form_key("start")).click().run()
    assert store.searches()[0].settings == replace(FAST, seed=7)


@pytest.mark.slow
def test_settings_that_no_search_can_have_are_refused_before_the_start(open_search):
    app = open_search()
    app.select_slider(key=form.form_key("bounds")).set_value((5.0, 5.0)).run()
    assert app.button(key=form.form_key("start")).disabled
    assert "the lower bound first" in app.error[0].value


@pytest.mark.slow
@pytest.mark.parametrize("goal", GOALS)
def test_a_search_is_shown_with_the_trial_of_the_link(open_search, make_search, store, goal):
    statuses = ("complete",) * 4 + (("pruned",) if GOALS[goal].single else ("failed",)) + ("complete",) * 5
    search_id = make_search(goal, statuses)
    store.end_search(search_id, "done")
    store.save_importance(search_id, {one.label: {"angle": 0.75, "length": 0.25} for one in GOALS[goal].objectives})
    app = open_search(search=search_id, trial="3")
    assert app.selectbox(key=trial.TRIAL_PICKER).value == "3"
    assert [metric.value for metric in app.metric] == ["1", "1", "1", "50"]
    assert "the weight of angle (75\u00a0%)" in said(app)
    assert len(app.get("plotly_chart")) == (4 if GOALS[goal].single else 3)
    app.selectbox(key=trial.TRIAL_PICKER).set_value("1").run()
    assert link(app, fields.TRIAL.name) == "1"
    assert [metric.value for metric in app.metric] == ["1", "1", "1", "5"]


@pytest.mark.slow
def test_stop_resume_more_and_delete(open_search, make_search, store):
    search_id = make_search(statuses=("complete", "open"), name="mine *[x]*")
    app = open_search()
    assert r"A weight search waits for the engine: mine \*\[x\]\*, 1 of 10 trials." in said(app)
    store.beat(EngineRecord(id="e", pid=1, started=now(), heartbeat=now(), workers=1, warm=True))
    assert r"A weight search is running: mine \*\[x\]\*, 1 of 10 trials." in said(app.run())
    app.button(key="stop_search").click().run()
    assert store.search(search_id).status == "stopped"
    assert "No run is training." in said(app)
    assert "Stopped" in str(app.get("progress")[-1].proto)
    app.button(key="resume_search").click().run()
    assert store.search(search_id).status == "running"
    store.end_search(search_id, "failed", "It *cannot* be.")
    app = open_search()
    assert r"\*cannot\*" in said(app)
    app.button(key="extend_search").click().run()
    assert (store.search(search_id).status, store.search(search_id).budget) == ("running", 20)
    app.button(key="delete_search").click().run()
    assert not app.exception
    assert store.searches() == []


@pytest.mark.slow
def test_a_search_with_a_goal_of_another_version_is_shown_with_words(open_search, make_search, store):
    search_id = make_search(statuses=("complete", "open"))
    store.execute(update(SearchRow).where(SearchRow.id == search_id).values(goal="beauty"))
    app = open_search()
    assert not app.exception
    assert "does not know the objective" in said(app)
    app.button(key="delete_search").click().run()
    assert store.searches() == []


@pytest.mark.slow
def test_the_weights_of_a_trial_are_used_on_train(open_search, make_search, open_train, store, monkeypatch):
    gone = []
    monkeypatch.setattr(trial.st, "switch_page", lambda page, query_params: gone.append((page, query_params)))
    search_id = make_search()
    store.end_search(search_id, "done")
    app = open_search(search=search_id, trial="1")
    app.button(key="use_weights").click().run()
    assert not app.exception
    assert app.session_state[weight("angle").name] == 5.0
    ((page, there),) = gone
    assert page == "pages/train.py"
    train = open_train(**there)  # elsewhere
    assert [train.session_state[weight(head).name] for head in HEADS] == [1.0, 1.0, 1.0, 5.0]


@pytest.mark.slow
def test_a_link_with_nonsense_shows_the_newest_search_and_its_best_trial(open_search, make_search):
    make_search()
    newest = make_search()
    app = open_search(search="nonsense", trial="999", across="taste")
    assert link(app, fields.SEARCH.name) == newest
    assert app.selectbox(key=trial.TRIAL_PICKER).value in {"0", "1", "5", "6", "7", "8"}


def made(statuses, goal="worst-head"):
    """A search and its trials, without a store."""
    plan = SearchPlan(settings=FAST, goal=goal, budget=10).to_record()
    search = Search(
        id="s", name="a search", status="running", created=now(), ended=None, message="", importance=None, **plan
    )
    trials = [
        TrialRecord(
            number=number, run_id="r", status=status, parameters={"length": 1.0, "width": 1.0, "angle": ratio},
            scores=None if status == "open" else scores(ratio), reports=None, step=20, attempts=1, run_status="done",
            **RUN,
        )
        for number, (status, ratio) in enumerate(zip(statuses, RATIOS, strict=False))
    ]  # fmt: skip
    return search, trials


@pytest.mark.slow
@pytest.mark.parametrize("goal", GOALS)
@pytest.mark.parametrize("statuses", [(), ("open",), ("complete",), ("complete",) * 6 + ("open",)])
def test_charts_can_be_drawn_of_any_number_of_trials(goal, statuses):
    search, trials = made(statuses, goal)
    ended = sum(status == "complete" for status in statuses)
    figure = charts.pareto_chart(search, trials, "length", "angle", 0, "#123456")
    shown = [one for one in figure.data if one.name in ("on the front", "dominated")]
    assert sum(len(one.x) for one in shown) == ended
    if GOALS[goal].single:
        charts.history_chart(search, trials, 0, "#123456")
    parallel_coordinates.parallel_chart(search, trials, 0, "#123456")
    assert charts.charts_alt(search, trials, 0)


def test_parallel_axes_say_what_the_trials_had_with_good_above():
    search, trials = made(("complete",) * 6)
    *_, angle, worst = parallel_coordinates.parallel_axes(search, trials)
    assert sorted(range(6), key=RATIOS.__getitem__) == sorted(range(6), key=angle.values.__getitem__)
    assert (min(worst.values), max(worst.values)) == (0, 1)
    best = max(range(6), key=lambda row: min(trials[row].scores["accuracy"].values()))
    assert worst.values[best] == 1
    assert worst.high == worst.words[best]


def test_costs_come_from_runs_of_the_same_network_else_from_its_size(store, make_run):
    run_id = make_run("running")
    store.set_status(run_id, "done", result={"seconds": 8.0})
    make_run("done", batch_size=64)
    plan = SearchPlan(settings=FAST, goal="all-four", budget=10)
    found = cost.estimated_cost(plan.settings, 10, 2, store.runs())
    assert (found.guessed, found.seconds) == (False, (8.0 + cost.SECONDS_AFTER_TRAINING) * 10 / 2)
    for preset in PRESETS.values():
        assert cost.estimated_cost(preset.settings, 10, 1, []).guessed
        assert cost.estimated_cost(preset.settings, 10, 1, []).seconds > 10 * cost.SECONDS_AFTER_TRAINING


def test_the_newer_of_two_searches_is_told_that_it_waits():
    newer, trials = made(("complete", "open"))
    older = replace(newer, id="o", name="first *one*", created=newer.created - timedelta(seconds=1))
    assert text.running_searches([newer, older, replace(older, id="x", status="done")]) == [older, newer]
    assert text.waiting_text(older, trials, [newer, older]) == ""
    assert r"the search first \*one\* was started before it" in text.waiting_text(newer, trials, [newer, older])
    assert text.waiting_text(newer, [replace(trials[1], run_status="running")], [newer, older]) == ""
    assert text.waiting_text(newer, trials, [newer, replace(older, status="stopped")]) == ""
    assert text.waiting_text(replace(newer, status="done"), trials, [newer, older]) == ""


def test_importance_of_few_trials_is_called_a_guess():
    search, trials = made(("complete",) * 9 + ("pruned",))
    search = replace(search, importance={"worst head": {"angle": 0.75, "length": 0.25}})
    assert text.importance_sentence(search, trials).endswith("9 complete trials this is a rough estimate: add trials.")
    assert "estimate" not in text.importance_sentence(search, made(("complete",) * 10)[1])


def test_words_of_progress():
    search, trials = made(("complete", "pruned", "complete", "open"))
    assert "3 of 10 trials · 1 pruned · about 20 s left · best: trial" in text.search_progress(search, trials, 20)
    assert text.trial_state(trials[1]) == "pruned at step 20"
    search, trials = made(("complete",) * 6, "angle-against-rest")
    assert "on the front" in text.search_progress(search, trials, None)
