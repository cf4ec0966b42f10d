"""Numbers of the Compare page against plain formulas: results, settings that differ, groups over seeds, delta-m."""

from dataclasses import replace

import numpy as np
import pytest

from model.heads import HEADS
from runs.history import HistoryPoint
from runs.records import now
from training.files.importing import IMPORTED_KEY
from training.presets import PRESETS
from training.results import leaderboard
from training.results.costs import cost_measures
from training.results.measures import result_measures, settings_rows, solved_at
from training.run import Run

FAST = PRESETS["fast"].settings


def run(settings=FAST, scores=None, status="done", run_id="", steps=(40, 50, 60, 400), seconds=2.0):
    """A run with these accuracies of the heads."""
    test = None
    if scores is not None:
        test = dict(zip(HEADS, scores, strict=True)) | {"average": sum(scores) / 4, "exact": min(scores) - 0.01}
    first = dict(zip(HEADS, steps, strict=True))
    result = {"test": test, "seconds": seconds, "first_solved": first} if test else None
    times = {"created": now(), "started": None, "ended": None, "heartbeat": None}
    return Run(
        id=run_id or f"{settings.seed}{status}", name="a run", status=status, settings=settings.to_json(),
        message="", step=1, total_steps=1, result=result, **times,
    )  # fmt: skip


def with_seeds(settings, table):
    return [run(replace(settings, seed=seed), scores) for seed, scores in enumerate(table)]


def baselines(settings, table):
    """A run of each head alone with each seed; `table[seed][head]` is that head's accuracy."""
    made = []
    for seed, row in enumerate(table):
        for place, head in enumerate(HEADS):
            scores = [row[place] if other == head else 0.5 for other in HEADS]
            made.append(run(replace(leaderboard.baseline_settings(settings, head), seed=seed), scores))
    return made


def test_the_best_is_named_unless_all_are_equal():
    found = {one.label: one for one in result_measures([
        run(scores=(1, 1, 0.9, 0.8), seconds=3.0),
        run(scores=(1, 0.9, 0.95, 0.9), steps=(1, 2, 3, None)),
        run(status="running"),
    ])}  # fmt: skip
    assert found["test: length"].best == set()
    assert found["test: width"].best == {0}
    assert found["test: colour"].best == {1}
    assert found["angle at 95 %"].values == [400, None, None]
    assert found["length at 95 %"].best == {1}
    assert found["training"].best == {1}
    assert found["all heads at 95 %"].values == [400, None, None]
    assert solved_at(run(status="running")) is None


def test_four_heads_and_one_answer_are_told_apart_by_size_and_speed():
    runs = [run(), run(PRESETS["one-head"].settings), replace(run(), settings={"magic": 1})]
    curves = [
        [HistoryPoint(step=0, rate=rate) for rate in (0.0, None, 300.0, 100.0, 5000.0)],
        [HistoryPoint(step=0, rate=20.0)],
        [],
    ]
    parameters, operations, speed, answer = cost_measures(runs, curves, [0.05, 1.0, None])
    assert parameters.values == [40_239, 4_069_184, None]
    assert operations.values == [1_152_880, 6_357_808, None]
    assert speed.values == [300, 20, None]  # the median of what was measured
    assert all(one.best == {0} for one in (parameters, operations, speed, answer))


def test_only_settings_that_differ_are_listed():
    heavy = replace(FAST, weights=FAST.weights | {"angle": 50.0}, seed=3)
    pair = [run(), run(heavy)]
    assert settings_rows(pair, only_different=True) == {"weights": ["1/1/1/1", "1/1/1/50"], "seed": ["0", "3"]}
    every = settings_rows(pair, only_different=False)
    assert every["batch size"] == ["32", "32"]
    assert set(every) == {name.replace("_", " ") for name in FAST.to_json()}
    assert settings_rows([run(), run()], only_different=True) == {}


def test_settings_of_an_older_version_are_completed_and_foreign_ones_stay():
    old = replace(run(), settings={k: v for k, v in FAST.to_json().items() if k not in ("method", "l2")})
    assert settings_rows([run(), old], only_different=True) == {}
    foreign = replace(run(), settings={"magic": 1})
    assert settings_rows([run(), foreign], only_different=True)["magic"] == ["–", "1"]
    assert leaderboard.groups([foreign]) == {}


def test_runs_that_differ_in_the_seed_alone_are_one_group():
    heavy = replace(FAST, weights=FAST.weights | {"angle": 50.0})
    runs = [
        *with_seeds(FAST, [(1, 1, 1, 0.9), (1, 1, 1, 0.8)]), run(replace(FAST, seed=7), status="queued"),
        run(replace(FAST, seed=8), (1, 1, 1, 1), status="stopped"), run(heavy, (1, 1, 1, 1)),
        run(replace(FAST, seed=9), (0, 0, 0, 0), run_id="changed"),
    ]  # fmt: skip
    found = leaderboard.groups(runs, changed=["changed"])
    assert len(found) == 2
    mine = found[FAST.group_key]
    assert [one.settings.seed for one in mine.runs] == [0, 1]
    assert mine.seeds == {0, 1, 7}
    assert (leaderboard.further_seeds(mine), leaderboard.further_seeds(mine, 5)) == ([], [2, 3])
    assert leaderboard.further_seeds(found[heavy.group_key]) == [1, 2]


def test_delta_m_rank_worst_and_spread_are_those_of_plain_formulas():
    heavy = replace(FAST, weights=FAST.weights | {"angle": 50.0})
    one = np.array([(0.99, 0.98, 1.0, 0.80), (0.97, 0.99, 1.0, 0.84), (0.98, 0.98, 1.0, 0.70)])
    other = np.array([(0.95, 0.99, 0.99, 0.97), (0.96, 0.98, 1.0, 0.95), (0.97, 0.97, 1.0, 0.96)])
    base = np.array([(1.0, 0.99, 1.0, 0.99), (0.99, 1.0, 1.0, 0.98), (0.98, 0.99, 1.0, 0.97)])
    runs = [*with_seeds(FAST, one.tolist()), *with_seeds(heavy, other.tolist()), *baselines(FAST, base.tolist())]
    known = leaderboard.groups(runs)
    rows = {row.group.key: row for row in leaderboard.leaderboard_rows(list(known.values()), known)}
    assert len(rows) == 2
    assert leaderboard.missing_baselines(known.values(), known) == []
    for settings, scores, ranks in ((FAST, one, (1, 1, 1, 2)), (heavy, other, (2, 2, 2, 1))):
        row = rows[settings.group_key]
        deltas = 100 * ((base - scores) / base).mean(axis=1)
        assert row.delta == pytest.approx(deltas.mean())
        assert row.delta_spread == pytest.approx(deltas.std())
        assert row.rank == pytest.approx(np.mean(ranks))
        assert row.worst == pytest.approx(scores.min(axis=1).mean())
        assert list(row.accuracy.values()) == pytest.approx(scores.mean(axis=0))
        assert row.exact_spread == pytest.approx(scores.min(axis=1).std())
        assert (row.steps["angle"], row.steps_all, row.seconds) == (400, 400, 2.0)
    assert rows[heavy.group_key].delta < rows[FAST.group_key].delta
    assert next(iter(rows)) == heavy.group_key  # lower is better


def test_a_seed_without_a_baseline_is_held_against_the_mean_of_the_others():
    base = np.array([(1.0, 0.9, 1.0, 0.8), (0.8, 1.0, 1.0, 1.0)])
    runs = [run(replace(FAST, seed=5), (0.9, 0.9, 0.9, 0.9)), *baselines(FAST, base.tolist())]
    known = leaderboard.groups(runs)
    (row,) = leaderboard.leaderboard_rows(list(known.values()), known)
    assert row.delta == pytest.approx(100 * ((base.mean(axis=0) - 0.9) / base.mean(axis=0)).mean())


def test_missing_baselines_are_named_once_and_no_longer_when_they_are_queued():
    upgrad = replace(FAST, method="upgrad", method_parameters={})
    runs = [run(FAST, (1, 1, 1, 1)), run(replace(FAST, seed=1), (1, 1, 1, 1)), run(upgrad, (1, 1, 1, 1))]
    known = leaderboard.groups(runs)
    missing = leaderboard.missing_baselines(known.values(), known)
    assert len(missing) == 8
    assert all(row.delta is None for row in leaderboard.leaderboard_rows(list(known.values()), known))
    runs += [run(settings, status="queued") for settings in missing[:5]]
    known = leaderboard.groups(runs)
    assert leaderboard.missing_baselines(known.values(), known) == missing[5:]


def test_names_that_change_nothing_part_no_group_and_a_head_that_was_never_solved_has_no_mean():
    assert FAST.group_key == replace(FAST, preset="robust", seed=4, exact_shares=True).group_key
    known = leaderboard.groups(
        [run(scores=(1, 1, 1, 1)), run(replace(FAST, seed=1), (1, 1, 1, 1), steps=(1, 1, 1, None))]
    )
    (row,) = leaderboard.leaderboard_rows(list(known.values()), known)
    assert (row.steps["angle"], row.steps_all, row.steps["length"]) == (None, None, 20.5)
    assert leaderboard.seconds_each(FAST, known) == 2.0
    assert leaderboard.seconds_each(PRESETS["coursework-v1"].settings, known) is None


def test_a_run_that_came_from_a_file_is_in_no_group():
    own, brought = run(scores=(1, 1, 1, 0.9), run_id="own"), run(scores=(1, 1, 1, 1), run_id="brought")
    brought.result[IMPORTED_KEY] = True
    (group,) = leaderboard.groups([brought, own]).values()
    assert [one.id for one in group.runs] == ["own"]
