"""Suggestions for the next trial, and the importance of the parameters: the only file that uses Optuna.

A study is built from the stored trials each time, and the sampler's seed is that of the search with the number of the
trial. So a suggestion depends on the trials before it alone, also after a crash.
"""

import warnings
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any

import numpy as np

from runs.records import TrialRecord
from training.run import Search
from training.search.goals import GOALS, Goal
from training.search.selection import complete_trials, objective_costs
from training.search.space import LEARNING_RATE, TRIALS_FOR_IMPORTANCE, first_trials
from training.weight_grid import WEIGHT_GRID

if TYPE_CHECKING:
    import optuna

_ATTEMPTS = 20  # at a suggestion that is new
_RANDOM_TRIALS = 10  # before the sampler uses them
Parameters = dict[str, float]


def suggest_parameters(search: Search, trials: Sequence[TrialRecord]) -> Parameters:
    """The parameters of the next trial.

    Source:
        TPE: J. Bergstra et al., NeurIPS 2011; for several goals Y. Ozaki et al., JAIR 2022; both as in Optuna.
    """
    previous = [trial.parameters for trial in trials]
    for first in first_trials(search.settings.trainable(), search.varied):
        if first not in previous:
            return first
    goal, parameters = GOALS[search.goal], {}
    for attempt in range(_ATTEMPTS):
        sampler = _sampler(search.seed, len(trials), attempt)
        study = _study(
            (_frozen_trial(search, goal, trial) for trial in trials),
            directions=["minimize"] * len(goal.objectives),
            sampler=sampler,
        )
        parameters = _from_optuna(search, study.ask(_distributions(search)).params)
        if parameters not in previous:
            break
    return parameters


def parameter_importance(search: Search, trials: Sequence[TrialRecord]) -> dict[str, Parameters]:
    """For each objective the importance of each parameter; empty if there are too few trials.

    Source:
        PED-ANOVA: S. Watanabe et al., arXiv 2304.10255.
    """
    goal, ended = GOALS[search.goal], complete_trials(trials)
    if len(ended) < TRIALS_FOR_IMPORTANCE:
        return {}
    import optuna

    values, shares = objective_costs(goal, ended), {}
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # it warns that low values count as good, as they do here
        for place, objective in enumerate(goal.objectives):
            column = values[:, place]
            if np.ptp(column) > 0:
                study = _single_objective_study(search, ended, column)
                evaluator = optuna.importance.PedAnovaImportanceEvaluator()
                scores = optuna.importance.get_param_importances(study, evaluator=evaluator, target=_value)
                shares[objective.label] = {name: float(scores[name]) for name in search.varied if name in scores}
    return shares


def _value(trial: "optuna.trial.FrozenTrial") -> float:
    assert trial.value is not None
    return trial.value


def _sampler(*seed: int) -> "optuna.samplers.TPESampler":
    import optuna

    number = int(np.random.SeedSequence(seed).generate_state(1)[0])
    return optuna.samplers.TPESampler(
        seed=number, n_startup_trials=_RANDOM_TRIALS, multivariate=True, constant_liar=True
    )


def _study(trials: Iterable["optuna.trial.FrozenTrial"], **options: Any) -> "optuna.Study":
    import optuna

    optuna.logging.set_verbosity(optuna.logging.ERROR)
    study = optuna.create_study(**options)
    study.add_trials(trials)
    return study


def _frozen_trial(search: Search, goal: Goal, trial: TrialRecord) -> "optuna.trial.FrozenTrial":
    """A stored trial; one that runs counts as bad, so that the next one lies elsewhere."""
    from optuna.trial import TrialState, create_trial

    arguments = _arguments(search, trial)
    if trial.status == "complete" and trial.scores:
        return create_trial(values=objective_costs(goal, [trial])[0].tolist(), **arguments)
    if trial.status in ("pruned", "diverged") and goal.single and trial.reports:
        reports = {int(step): -value for step, value in trial.reports.items()}
        return create_trial(state=TrialState.PRUNED, intermediate_values=reports, **arguments)
    return create_trial(state=TrialState.RUNNING if trial.undecided else TrialState.FAIL, **arguments)


def _single_objective_study(search: Search, trials: Sequence[TrialRecord], values: np.ndarray) -> "optuna.Study":
    """A study of one objective, lower is better."""
    from optuna.trial import create_trial

    pairs = zip(trials, values.tolist(), strict=True)
    return _study(create_trial(value=value, **_arguments(search, trial)) for trial, value in pairs)


def _arguments(search: Search, trial: TrialRecord) -> dict[str, Any]:
    return {"params": _to_optuna(trial.parameters), "distributions": _distributions(search)}


def _distributions(search: Search) -> "dict[str, optuna.distributions.BaseDistribution]":
    """A weight is an index of the weight grid, which is logarithmic; the learning rate is a number on a log scale."""
    from optuna.distributions import FloatDistribution, IntDistribution

    return {
        name: FloatDistribution(low, high, log=True)
        if name == LEARNING_RATE
        else IntDistribution(WEIGHT_GRID.index(low), WEIGHT_GRID.index(high))
        for name, (low, high) in search.varied.items()
    }


def _to_optuna(parameters: Parameters) -> dict[str, Any]:
    return {name: value if name == LEARNING_RATE else WEIGHT_GRID.index(value) for name, value in parameters.items()}


def _from_optuna(search: Search, values: dict[str, Any]) -> Parameters:
    """The learning rate has three digits."""
    parameters = {name: WEIGHT_GRID[place] for name, place in values.items() if name != LEARNING_RATE}
    if LEARNING_RATE in values:
        low, high = search.varied[LEARNING_RATE]
        parameters[LEARNING_RATE] = min(max(float(f"{values[LEARNING_RATE]:.3g}"), low), high)
    return parameters
