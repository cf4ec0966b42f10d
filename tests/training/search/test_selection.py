"""Fronts against a brute-force reference, pruning against Optuna's own rule, goals on scores."""

from dataclasses import replace

import numpy as np
import optuna
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as numbers

from model.heads import HEADS
from runs.history import HistoryPoint
from runs.records import TrialRecord
from training.search.goals import GOALS, point_scores
from training.search.selection import (
    PRUNING_WARM_UP,
    TRIALS_BEFORE_PRUNING,
    best_trial,
    non_dominated,
    pareto_front,
    pruning_step,
)

STEPS = 90
curves = st.lists(st.sampled_from([0.1, 0.2, 0.3, 0.5, 0.9]), min_size=9, max_size=9)
small = numbers.arrays(
    float, st.tuples(st.integers(1, 12), st.integers(1, 4)), elements=st.integers(0, 3).map(float)
)  # with ties


def trial(number, losses, accuracy=0.5, status="complete"):
    """A trial with these losses, as shares of a guess's."""
    scores = {
        "loss": {head: share * HEADS[head].chance for head, share in zip(HEADS, losses, strict=True)},
        "accuracy": dict.fromkeys(HEADS, accuracy),
        "exact": accuracy,
    }
    return TrialRecord(
        number=number, run_id="r", status=status, parameters={}, scores=scores, reports=None, step=None, attempts=1,
        run_status="done", run_step=1, run_steps=1, run_message="", run_started=None, run_ended=None,
    )  # fmt: skip


def dominated(values, row):
    return any((other <= values[row]).all() and (other < values[row]).any() for other in values)


@given(small)
def test_the_front_is_what_nothing_else_dominates(values):
    assert non_dominated(values).tolist() == [not dominated(values, row) for row in range(len(values))]


@given(st.lists(st.tuples(*[st.sampled_from([0.1, 0.5, 1.0])] * 4), min_size=1, max_size=8))
def test_the_first_trial_to_look_at_is_on_the_front_and_ended(rows):
    trials = [trial(number, row) for number, row in enumerate(rows)]
    trials += [trial(len(rows), [0.0] * 4, status="pruned")]
    for goal in GOALS.values():
        assert best_trial(goal, trials) in pareto_front(goal, trials)
        assert all(one.status == "complete" for one in pareto_front(goal, trials))
        if goal.single:
            assert len({goal.values(one.scores)[0] for one in pareto_front(goal, trials)}) == 1
    assert best_trial(GOALS["all-four"], []) is None


def test_a_single_goal_takes_the_most_and_ties_go_to_the_lowest_losses():
    trials = [trial(0, [0.1] * 4, 0.9), trial(1, [0.3] * 4, 0.95), trial(2, [0.2] * 4, 0.95)]
    assert best_trial(GOALS["worst-head"], trials).number == 2
    assert [one.number for one in pareto_front(GOALS["worst-head"], trials)] == [1, 2]


@settings(deadline=None, max_examples=40)
@given(curves, st.lists(curves, max_size=8))
def test_pruning_is_optunas_median_rule(mine, others):
    steps = range(10, STEPS + 1, 10)
    reports = dict(zip(steps, mine, strict=True))
    known = [dict(zip(steps, other, strict=True)) for other in others]
    pruner = optuna.pruners.MedianPruner(n_startup_trials=TRIALS_BEFORE_PRUNING, n_warmup_steps=PRUNING_WARM_UP * STEPS)
    optuna.logging.set_verbosity(optuna.logging.ERROR)
    study = optuna.create_study(direction="maximize", pruner=pruner)
    for other in known:
        study.add_trial(optuna.create_trial(value=other[STEPS], intermediate_values=other))
    asked, expected = study.ask(), None
    for step, value in reports.items():
        asked.report(value, step)
        if expected is None and step < STEPS and asked.should_prune():
            expected = step
    assert pruning_step(reports, known, STEPS) == expected


def test_a_point_without_a_look_or_without_a_number_has_no_scores():
    heads = {"validation_loss": dict.fromkeys(HEADS, 0.5), "validation_accuracy": dict.fromkeys(HEADS, 0.9)}
    point = HistoryPoint(step=0, validation_exact_match=0.8, **heads)
    assert point_scores(point)["exact"] == 0.8
    assert point_scores(replace(point, validation_loss=None)) is None
    assert point_scores(replace(point, validation_loss=dict.fromkeys(HEADS))) is None


@pytest.mark.parametrize("goal", GOALS.values(), ids=GOALS)
def test_a_goal_gets_better_when_every_head_does(goal):
    worse, better = trial(0, [0.5] * 4, 0.7).scores, trial(1, [0.1] * 4, 0.9).scores
    for objective in goal.objectives:
        assert (objective.value(better) > objective.value(worse)) == objective.higher_is_better
    assert np.isfinite(goal.values(better)).all()
