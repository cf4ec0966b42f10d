"""The leaderboard's arithmetic, and one small real one."""

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from model.balance import METHODS
from model.heads import HEADS
from training.leaderboard import leaderboard_markdown, main, method_settings
from training.results.delta_m import delta_m, mean_ranks, single_head_settings
from training.settings import RunSettings

scores = st.fixed_dictionaries({head: st.floats(0.1, 1) for head in HEADS})


def test_every_method_has_a_row_with_5_2_1_50_and_one_with_equal_sliders_if_it_uses_them():
    rows = method_settings()
    assert {row.method for row in rows.values()} == set(METHODS)
    assert len(rows) == 2 * len(METHODS) - 1
    assert rows["Manual equal"].weights == dict.fromkeys(HEADS, 1)
    assert rows["Manual 5/2/1/50"].weights == {"length": 5, "width": 2, "colour": 1, "angle": 50}
    assert len({json.dumps(row.to_json()) for row in rows.values()}) == len(rows)


def test_parameters_reach_the_methods_that_have_them():
    rows = method_settings({"every": 2, "measure_on": 1}, ["manual", "gradnorm", "nash"])
    given = {name: row.method_parameters for name, row in rows.items()}
    assert list(given) == ["Manual 5/2/1/50", "Manual equal", "GradNorm 5/2/1/50", "GradNorm equal", "Nash-MTL"]
    assert given["Manual equal"] == {}
    assert given["GradNorm equal"] == {"alpha": 1.5, "rate": 0.025, "every": 2}
    assert given["Nash-MTL"] == {"max_norm": 1, "every": 2, "measure_on": 1}


def test_a_baseline_trains_one_head():
    settings = single_head_settings(next(iter(method_settings().values())), "angle")
    assert isinstance(settings, RunSettings)
    assert settings.weights == {"length": 0, "width": 0, "colour": 0, "angle": 1}


def test_the_docs_have_a_line_for_every_row():
    lines = (Path(__file__).parents[2] / "docs" / "leaderboard.md").read_text().splitlines()
    shown = {line.split("|")[1].strip() for line in lines if line.startswith("| ")} - {"method"}
    assert shown == set(method_settings())


@pytest.mark.slow
@given(scores)
def test_delta_m_is_nothing_against_itself_and_grows_as_accuracy_falls(baseline):
    assert delta_m(baseline, baseline) == 0
    worse = baseline | {"angle": baseline["angle"] / 2}
    assert delta_m(worse, baseline) == pytest.approx(100 * 0.5 / 4)
    assert delta_m(baseline, worse) < 0


@given(st.lists(scores, min_size=1, max_size=5))
def test_ranks_share_out_the_places(rows):
    ranks = mean_ranks(dict(enumerate(rows)))
    assert sum(ranks.values()) == pytest.approx(len(rows) * (len(rows) + 1) / 2)
    assert all(1 <= rank <= len(rows) for rank in ranks.values())


def test_the_better_row_has_the_smaller_rank():
    good, bad = dict.fromkeys(HEADS, 0.9), dict.fromkeys(HEADS, 0.5)
    assert mean_ranks({"bad": bad, "good": good}) == {"bad": 2, "good": 1}


@pytest.mark.slow
@pytest.mark.long
def test_the_command_prints_a_row_for_each_method(capsys):
    assert main(["--steps", "8", "--seeds", "1", "--json"]) == 0
    rows = json.loads(capsys.readouterr().out)
    assert {row["method"] for row in rows} == set(method_settings())
    assert all(row["delta_m"] == pytest.approx(sum(row["deltas"]) / len(row["deltas"])) for row in rows)
    assert [row["delta_m"] for row in rows] == sorted(row["delta_m"] for row in rows)
    lines = leaderboard_markdown(rows).splitlines()
    assert len({line.count("|") for line in lines}) == 1
