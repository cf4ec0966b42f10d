"""Percentages on charts have a space, on the ticks of all axes and in all hover boxes."""

import re
from dataclasses import replace
from math import ceil, floor
from pathlib import Path
from types import SimpleNamespace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from model.evaluate import Reliability, Slice
from model.heads import HEADS
from runs.records import TrialRecord, now
from training.presets import PRESETS
from training.run import Search
from training.search.goals import GOALS
from training.search.space import SearchPlan
from ui.compare import curves, leaderboard_chart
from ui.compare.search import charts as search_charts
from ui.compare.search import parallel_coordinates
from ui.evaluate import charts, coursework_2019_charts
from ui.shared.format import unbroken
from ui.shared.percent_axis import log_percent_axis, percent_axis, percent_axis_around

UI = Path(__file__).parents[2] / "ui"
GLUED = re.compile(r"\d%")
SHARES = np.array([0, 0.25, 0.9996, 1.0])


def texts(value):
    """All strings in a figure's JSON."""
    if isinstance(value, dict):
        return [text for part in value.values() for text in texts(part)]
    if isinstance(value, (list, tuple, np.ndarray)):
        return [text for part in value for text in texts(part)]
    return [value] if isinstance(value, str) else []


def check_axis(axis):
    """Every label that Plotly can write on the axis has its other text."""
    assert "%" not in (axis.get("hoverformat") or "")
    if "%" not in (form := axis.get("tickformat") or ""):
        return
    digits = int(form[1])
    low, high = (100 * end * 10**digits for end in axis["range"])
    for step in range(ceil(low), floor(high) + 1):
        written = f"{step / 10**digits:g}"
        assert axis["labelalias"][f"{written}%"] == f"{written} %"


def check(figure):
    plain = figure.to_plotly_json()
    for trace in plain["data"]:
        assert not re.search(r"%\{[^}]*%\}", trace.get("hovertemplate") or ""), trace["hovertemplate"]
        assert not any(GLUED.search(text) for text in texts(trace))
    for name, part in plain["layout"].items():
        if re.match(r"[xy]axis", name):
            check_axis(part)
            part = {key: value for key, value in part.items() if key != "labelalias"}
        if name != "template":
            assert not any(GLUED.search(text) for text in texts(part))


def search_of(goal, statuses):
    plan = SearchPlan(settings=PRESETS["fast"].settings, goal=goal, budget=10).to_record()
    importance = {"all four right": {"angle": 0.7, "learning_rate": 0.3}}
    search = Search(
        id="s", name="a search", status="done", created=now(), ended=None, message="", importance=importance, **plan
    )
    scores = {"loss": dict.fromkeys(HEADS, 0.5), "accuracy": dict.fromkeys(HEADS, 0.98), "exact": 0.9996}
    weights = {"length": 1.0, "width": 1.0, "angle": 2.0}
    trials = [
        TrialRecord(
            number=number, run_id="r", status=status, parameters=weights, scores=scores, reports=None, step=20,
            attempts=1, run_status="done", run_step=1, run_steps=1, run_message="", run_started=None,
            run_ended=None,
        )
        for number, status in enumerate(statuses)
    ]  # fmt: skip
    return search, trials


def evaluate_figures():
    count = np.array([3, 0, 2_000, 1])
    bins = Reliability(edges=np.linspace(0, 1, 5), count=count, confidence=SHARES, accuracy=SHARES)
    yield charts.calibration_chart(dict.fromkeys(HEADS, bins))
    shares = {
        end: dict.fromkeys([*HEADS, "exact"], share)
        for end, share in zip(("accuracy", "low", "high"), SHARES[1:], strict=True)
    }
    yield charts.slice_chart(
        [Slice(of=name, value=head.classes[0], count=9, **shares) for name, head in HEADS.items()], "exact"
    )
    yield charts.error_map(np.tile(SHARES, (28, 7)), 0.5)
    yield charts.error_count_chart(np.arange(5), np.arange(5) / 3)
    yield coursework_2019_charts.confusion_chart("width", np.array([[90, 10], [0, 100]]))
    curve = {
        "epoch": [*range(4)],
        "val_accuracy": dict.fromkeys(HEADS, SHARES),
        "val_loss": dict.fromkeys(HEADS, SHARES),
    }
    for measure in ("accuracy", "loss"):
        ends = coursework_2019_charts.axis_range([curve], measure)
        yield coursework_2019_charts.learning_curve_chart(curve, measure, ends)


def compare_figures(make_point):
    points = [make_point(step, accuracy=share) for step, share in enumerate(SHARES)]
    for kind in curves.CURVE_KINDS:
        for scale in curves.Y_SCALES:
            yield curves.head_curves_chart([("a", points), ("b", [])], "angle", kind, "step", scale)
    rows = [SimpleNamespace(group=None)] * 2
    for score in leaderboard_chart.CHARTED_SCORES.values():
        known = replace(score, values=lambda group, known: [*SHARES, None])
        yield leaderboard_chart.spread_chart(rows, ["a", "b"], known, {}, "#123456")
    for goal in GOALS:
        for statuses in ((), ("complete", "complete", "pruned")):
            search, trials = search_of(goal, statuses)
            if GOALS[goal].single:
                yield search_charts.history_chart(search, trials, 0, "#123456")
            yield search_charts.pareto_chart(search, trials, "length", "angle", 0, "#123456")
            yield parallel_coordinates.parallel_chart(search, trials, 0, "#123456")
            yield search_charts.importance_chart(search, "#123456")


@pytest.mark.slow
@pytest.mark.parametrize("page", ["evaluate", "compare"])
def test_no_chart_writes_a_percentage_without_a_space(page, make_point):
    for figure in evaluate_figures() if page == "evaluate" else compare_figures(make_point):
        check(figure)


def test_only_one_file_writes_formats_of_percentages():
    spec = re.compile(r"(\.\d+|~)%[\"'}]")
    files = [path.relative_to(UI).as_posix() for path in UI.rglob("*.py") if spec.search(path.read_text("utf-8"))]
    assert files == ["shared/percent_axis.py"]


@given(st.lists(st.floats(0, 1), max_size=5))
def test_every_tick_of_an_axis_has_its_text_however_narrow_it_is(shares):
    axis = percent_axis_around(shares)
    assert all(axis["range"][0] <= share <= axis["range"][1] for share in shares)
    assert len(axis["labelalias"]) < 250
    check_axis(axis)


def test_ticks_of_wide_narrow_and_logarithmic_axes():
    assert percent_axis(0, 1.03)["labelalias"]["80%"] == "80 %"
    assert percent_axis(0.9, 0.95)["labelalias"]["94.9%"] == "94.9 %"
    assert log_percent_axis(-4.1, 0.2)["ticktext"] == ["0.01 %", "0.1 %", "1 %", "10 %", "100 %"]


def test_no_line_breaks_between_a_number_and_its_sign():
    assert unbroken("99.8 % of 3 are right") == "99.8\u00a0% of 3 are right"
