"""What to try next, and what mattered: the only file that uses Optuna.

A study is made anew from the record each time, and the sampler's seed comes from that of the search and the number of
the trial: what is suggested depends on the trials before it and on nothing else, whoever asks, before or after a crash.
"""

import warnings
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import numpy as np

from runs.records import TrialRecord
from training.run import Search
from training.search.goals import GOALS, Goal
from training.search.selection import complete, costs
from training.search.space import ENOUGH, RATE, first_trials
from training.weight_grid import WEIGHTS

if TYPE_CHECKING:
    import optuna

TRIES = 20  # to suggest what was not tried before
AT_RANDOM = 10  # trials before the sampler learns from them
Parameters = dict[str, float]


def suggest(search: Search, trials: Sequence[TrialRecord]) -> Parameters:
    """The parameters of the next trial.

    Source:
        TPE: J. Bergstra et al., NeurIPS 2011; for several goals Y. Ozaki et al., JAIR 2022; both as in Optuna.
    """
    tried = [trial.parameters for trial in trials]
    for given in first_trials(search.settings.trainable(), search.varied):
        if given not in tried:
            return given
    found: Parameters = {}
    for attempt in range(TRIES):
        study = _study(search, trials, _sampler(search.seed, len(trials), attempt))
        found = _from_optuna(search, study.ask(_distributions(search)).params)
        if found not in tried:
            break
    return found


def importance(search: Search, trials: Sequence[TrialRecord]) -> dict[str, Parameters]:
    """For each objective the share of each parameter in being among the better trials; empty if they are too few.

    Source:
        PED-ANOVA: S. Watanabe et al., arXiv 2304.10255.
    """
    goal, ended = GOALS[search.goal], complete(trials)
    if len(ended) < ENOUGH:
        return {}
    import optuna

    values, shares = costs(goal, ended), {}
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # it says that low values count as good, as they do here
        for place, objective in enumerate(goal.objectives):
            column = values[:, place]
            if np.ptp(column) > 0:
                study = _plain_study(search, ended, column)
                evaluator = optuna.importance.PedAnovaImportanceEvaluator()
                found = optuna.importance.get_param_importances(study, evaluator=evaluator, target=_value)
                shares[objective.label] = {name: float(found[name]) for name in search.varied if name in found}
    return shares


def _value(trial: "optuna.trial.FrozenTrial") -> float:
    assert trial.value is not None
    return trial.value


def _sampler(*seed: int) -> "optuna.samplers.TPESampler":
    import optuna

    number = int(np.random.SeedSequence(seed).generate_state(1)[0])
    return optuna.samplers.TPESampler(seed=number, n_startup_trials=AT_RANDOM, multivariate=True, constant_liar=True)


def _study(search: Search, trials: Sequence[TrialRecord], sampler: Any) -> "optuna.Study":
    """The record as Optuna sees it: what goes on counts as a bad try, so that the next one lies elsewhere."""
    import optuna

    optuna.logging.set_verbosity(optuna.logging.ERROR)
    goal = GOALS[search.goal]
    directions: list[Any] = ["minimize"] * len(goal.objectives)
    study = optuna.create_study(directions=directions, sampler=sampler)
    for trial in trials:
        study.add_trial(_frozen(search, goal, trial))
    return study


def _frozen(search: Search, goal: Goal, trial: TrialRecord) -> "optuna.trial.FrozenTrial":
    from optuna.trial import TrialState, create_trial

    what: dict[str, Any] = {"params": _to_optuna(trial.parameters), "distributions": _distributions(search)}
    if trial.status == "complete" and trial.scores:
        return create_trial(values=costs(goal, [trial])[0].tolist(), **what)
    if trial.status in ("pruned", "diverged") and goal.single and trial.reports:
        reports = {int(step): -value for step, value in trial.reports.items()}
        return create_trial(state=TrialState.PRUNED, intermediate_values=reports, **what)
    return create_trial(state=TrialState.RUNNING if trial.undecided else TrialState.FAIL, **what)


def _plain_study(search: Search, trials: Sequence[TrialRecord], values: np.ndarray) -> "optuna.Study":
    """A study of one objective, lower is better."""
    import optuna

    optuna.logging.set_verbosity(optuna.logging.ERROR)
    study = optuna.create_study()
    for trial, value in zip(trials, values.tolist(), strict=True):
        parameters = _to_optuna(trial.parameters)
        study.add_trial(optuna.create_trial(value=value, params=parameters, distributions=_distributions(search)))
    return study


def _distributions(search: Search) -> "dict[str, optuna.distributions.BaseDistribution]":
    """A weight is a place on the ladder, which is a log scale; the learning rate is a number on one."""
    from optuna.distributions import FloatDistribution, IntDistribution

    return {
        name: FloatDistribution(low, high, log=True)
        if name == RATE
        else IntDistribution(WEIGHTS.index(low), WEIGHTS.index(high))
        for name, (low, high) in search.varied.items()
    }


def _to_optuna(parameters: Parameters) -> dict[str, Any]:
    return {name: value if name == RATE else WEIGHTS.index(value) for name, value in parameters.items()}


def _from_optuna(search: Search, values: dict[str, Any]) -> Parameters:
    """With a learning rate of three digits."""
    found = {name: WEIGHTS[place] for name, place in values.items() if name != RATE}
    if RATE in values:
        low, high = search.varied[RATE]
        found[RATE] = min(max(float(f"{values[RATE]:.3g}"), low), high)
    return found
