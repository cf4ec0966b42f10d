"""Gradient panels: rows and messages of the diagnostics, and the sentence of a run without any."""

import json
import re
from dataclasses import replace
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from model.diagnose import PANELS
from model.heads import HEADS
from runs.history import HistoryPoint
from runs.home import REPOSITORY
from ui.shared.curve_rows import evenly_thinned, next_message
from ui.shared.run_view import RunReader, shipped_run
from ui.train import gradient_panels, gradient_rows
from ui.train.gradient_rows import (
    DIAGNOSED,
    GRADIENT_COLUMNS,
    HEAD_PAIRS,
    OF_POINT,
    GradientRows,
    gradient_row,
    newest_diagnostics,
)

pytestmark = pytest.mark.slow

STATIC = Path(REPOSITORY, "static/train/gradient_panels")
NAMES = list(HEADS)


def make_diagnostics(value=0.5, **given):
    """Diagnostics as `model.diagnose` writes them, with the same number everywhere."""
    heads, matrix = dict.fromkeys(HEADS, value), [[value] * len(HEADS) for _ in HEADS]
    per_head = ("norm", "noise", "share", "within", "loss", "accuracy", "loss_ratio", "rate")
    return {
        **dict.fromkeys(per_head, heads),
        **dict.fromkeys(("cosine", "conflict", "similarity"), matrix),
        "silent": ["colour"],
        "update": {**heads, "rest": -1.0},
        "exact_update": False,
        "ownership": {"trunk_conv_1": [[0.333, 0.333, 0.333, 0.001], None]},
        "pictures": 1024,
        **given,
    }


@pytest.fixture
def looked(make_point):
    """Makes a point with diagnostics."""

    def make(step, **given):
        measured = {
            "effective_weights": dict.fromkeys(HEADS, 2.0),
            "relative_change": {"trunk": 0.0, **dict.fromkeys(HEADS, 1e-3)},
            "diagnostics": make_diagnostics(),
        }
        return replace(make_point(step), **(measured | given))

    return make


def test_a_row_has_a_number_for_every_column(looked):
    row = gradient_row(looked(7))
    groups = list(dict.fromkeys(name.split(".")[0] for name in GRADIENT_COLUMNS[1 : -3 - len(HEAD_PAIRS)]))
    assert tuple(groups) == OF_POINT + DIAGNOSED
    assert len(row) == len(GRADIENT_COLUMNS) == len(set(GRADIENT_COLUMNS))
    assert len(row) == 1 + len(HEADS) * len(groups) + 1 + len(HEAD_PAIRS) + 2
    assert row[0] == 7
    assert row[1:9] == [2.0] * 4 + [1.0] * 4
    assert row[1 + len(HEADS) * len(groups)] == -1.0
    assert dict(zip(GRADIENT_COLUMNS, row, strict=True))["update.rest"] == -1.0
    pairs = [tuple(name.split(".")[1:]) for name in GRADIENT_COLUMNS if name.startswith("cosine")]
    assert [(NAMES[i], NAMES[j]) for i, j in HEAD_PAIRS] == pairs


def test_what_is_not_known_is_none_in_a_row(looked):
    nothing = dict.fromkeys(HEADS)
    measured = make_diagnostics(share=nothing, update=None, cosine=[[None] * 4] * 4, conflict=[[None] * 4] * 4)
    point = looked(0, effective_weights=None, relative_change=None, diagnostics=measured)
    row = gradient_row(point)
    assert row[1:5] == row[17:21] == row[21:25] == [None] * 4
    assert row[33:] == [None] * 9
    assert newest_diagnostics([point])["relative_change"] is None


def test_every_panel_has_its_drawing_and_every_drawing_its_panel():
    table = re.search(r"DRAWINGS = \{(.+)\}", (STATIC / "drawings.js").read_text())[1]
    assert {name.strip() for name in table.split(",")} == {name for name, panel in PANELS.items() if panel.own_drawing}


def test_only_points_with_diagnostics_become_rows_and_each_once(looked, make_point):
    rows, points = GradientRows(), [looked(0), make_point(10), looked(20, diagnostics=None)]
    assert [row[0] for row in rows.upto_now(points)] == [0]
    points += [looked(30), make_point(40)]
    first = rows.upto_now(points)[0]
    assert [row[0] for row in rows.upto_now(points)] == [0, 30]
    assert rows.upto_now(points)[0] is first


@pytest.mark.parametrize("count", [0, 1, 5, 400, 401, 1_001])
def test_thinning_keeps_both_ends(count):
    rows = [[step] for step in range(count)]
    kept = evenly_thinned(rows, 400)
    assert len(kept) <= 401
    assert kept[:1] == rows[:1]
    assert kept[-1:] == rows[-1:]
    assert evenly_thinned(rows[:400], 400) == rows[:400]


def test_what_moved_is_that_of_the_last_point_and_filters_are_in_percent(looked, make_point):
    shown = newest_diagnostics([looked(0), replace(make_point(10), relative_change={"trunk": 0.12345})])
    assert shown["relative_change"] == {"trunk": 0.123}
    assert shown["ownership"] == {"trunk_conv_1": [[33, 33, 33, 0], None]}
    assert shown["silent"] == ["colour"]


def test_the_rows_of_a_long_run_are_bounded(looked, monkeypatch):
    monkeypatch.setattr(gradient_rows, "POINTS_KEPT", 20)
    rows, points = GradientRows(), []
    for step in range(90):
        points.append(looked(step))
        shown = rows.upto_now(points)
        assert len(shown) <= 40
        assert (shown[0][0], shown[-1][0]) == (0, step)


def test_a_message_is_plain_json_small_and_brings_the_texts_once(store, make_run, looked):
    run = make_run(steps=[])
    store.add_points(run, [looked(step) for step in range(0, 100, 20)])
    view = RunReader(run, store).view()
    rows = GradientRows().upto_now(view.points)
    sent = [gradient_panels.panels_message(view, next_message(rows, run))]
    sent.append(gradient_panels.panels_message(view, next_message(rows, run, (run, 60, 80))))
    assert json.loads(json.dumps(sent, allow_nan=False)) == sent
    assert [panel["name"] for panel in sent[0]["panels"]] == list(PANELS)
    assert sent[1]["panels"] is None
    assert [row[0] for row in sent[1]["rows"]] == [80]
    assert len(json.dumps(sent[1])) < 2_500
    assert sent[1]["first_solved"] == dict.fromkeys(HEADS)


def page(run_id):
    """A page that has nothing but this."""
    from ui.shared.run_view import view_of
    from ui.train import gradient_panels

    gradient_panels.draw_gradient_panels(view_of(run_id))


def words_of(run_id):
    at = AppTest.from_function(page, kwargs={"run_id": run_id}).run()
    assert not at.exception
    return " ".join(element.value for element in [*at.markdown, *at.caption])


def test_runs_without_looks_say_what_this_is_and_how_to_get_it(store, make_run):
    for run in (make_run(), make_run("done")):
        assert "set **Gradient diagnostics** to" in words_of(run)


def test_a_run_that_will_be_looked_into_waits_for_the_first_look(store, make_run):
    run = make_run()
    store.change_control(run, probe=50)
    assert "taken every 50 steps" in words_of(run)
    store.set_status(run, "stopped")
    gradient_panels.st.cache_resource.clear()
    assert "has no gradient diagnostics" in words_of(run)


def test_a_run_with_looks_shows_its_cards(store, make_run, looked):
    run = make_run(steps=[])
    store.add_points(run, [looked(0), looked(20)])
    assert "a diagnostic, not a verdict" in words_of(run)


def test_the_shipped_run_has_diagnostics(store):
    assert "a diagnostic, not a verdict" in words_of("story")
    assert len(GradientRows().upto_now(shipped_run().points)) > 10


def test_old_points_have_no_diagnostics():
    stored = [
        {key: value for key, value in point.to_json().items() if key != "probe"} for point in shipped_run().points
    ]
    old = [HistoryPoint.from_json(point) for point in stored]
    assert not GradientRows().upto_now(old)
