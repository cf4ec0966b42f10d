"""The texts of a search and its trials. No Streamlit here."""

from collections.abc import Iterable, Sequence

from model.heads import HEADS
from runs.records import ACTIVE, TrialRecord
from training.results.measures import weights_text
from training.run import Search
from training.search.goals import GOALS, Goal, Objective
from training.search.selection import best_trial, complete_trials, pareto_front
from training.search.space import REFERENCE, VARIED_HEADS
from ui.compare.search.cost import SearchCost
from ui.shared.format import counted, escaped, percent, shortened
from ui.shared.run_text import duration

SEARCH_HELP = f"""
**What varies.** Three loss weights, as multiples of the weight of {REFERENCE}, which stays 1: under Adam a factor that
all four weights share changes nothing, so a fourth free weight would be redundant. (Under plain SGD it changes the
length of the steps: there vary the learning rate too.) The values are those of the sliders on Train.

**Sampler.** The first trial has the weights that you start from, the second has equal weights; up to ten trials are
random. Then Optuna's *TPE* sampler prefers values that were more frequent in good trials than in the others (Bergstra
et al., NeurIPS 2011; for several objectives Ozaki et al., JAIR 2022). All trials have the same seed, so they differ in
their weights alone.

**Pruning.** With a single objective, a trial is stopped if, after a third of its steps, its best value is below the
median of the complete trials at that step (median rule, Golovin et al., KDD 2017). With several objectives no trial is
pruned: a trial that is behind in one may be ahead in another.

**Pareto front**: the trials that no other trial dominates, that is, none is at least as good in all objectives and
better in one. Its losses are relative to chance: 1 has learned nothing, 0 is perfect. Accuracies would have ties.

**Objectives are measured on validation pictures** (a sample of 256). The best of many trials is partly lucky on this
sample, so the honest figure is its test accuracy, which is shown after the search. Differences of half a percent are
mostly chance.

**Importance** says how strongly the values of a parameter in the better trials differ from random ones (PED-ANOVA,
Watanabe et al., arXiv 2304.10255). It holds for these bounds and these trials alone.

**Reproducibility.** With one worker, equal settings and seeds give the same search, trial by trial, also after a crash.
With several workers the next trial depends on which one ended first, so searches differ.

Your own runs have priority: a trial in their way is held and continues from its last checkpoint afterwards.
"""
_RELIABLE_FROM = 10  # complete trials
_TRIAL_STATES = {
    "open": "queued",
    "held": "held: it continues from its last checkpoint",
    "complete": "complete",
    "pruned": "pruned",
    "diverged": "diverged",
    "failed": "failed",
    "stopped": "stopped",
}


def objective_text(objective: Objective, value: float) -> str:
    """Accuracies in percent, losses with three digits."""
    return percent(value) if objective.unit == "accuracy" else f"{value:.3g}"


def objectives_text(goal: Goal, trial: TrialRecord) -> str:
    """`worst head 99.2 %`."""
    if not trial.scores:
        return "no score"
    pairs = zip(goal.objectives, goal.values(trial.scores), strict=True)
    return ", ".join(f"{objective.label} {objective_text(objective, value)}" for objective, value in pairs)


def trial_weights(trial: TrialRecord) -> str:
    """`5/2/1/50`, in the order of the heads."""
    return weights_text({head: trial.parameters.get(head, 1.0) for head in HEADS})


def trial_state(trial: TrialRecord) -> str:
    if trial.status == "pruned":
        return f"pruned at step {trial.step:,}"
    if trial.status == "open" and trial.run_status in ("running", "paused"):
        return "running"
    return _TRIAL_STATES[trial.status]


def running_searches(searches: Iterable[Search]) -> list[Search]:
    """The running searches in the order of their turns: older ones have the workers first."""
    running = [search for search in searches if search.status == "running"]
    return sorted(running, key=lambda search: (search.created, search.id))


def waiting_text(search: Search, trials: Sequence[TrialRecord], searches: Iterable[Search]) -> str:
    """The search that this one waits for; '' if it has a worker, or its turn."""
    first = next(iter(running_searches(searches)), search)
    if search.status != "running" or first.id == search.id or any(trial.run_status in ACTIVE for trial in trials):
        return ""
    return f"Waiting: the search {escaped(shortened(first.name))} was started before it and has the workers first."


def search_progress(search: Search, trials: Sequence[TrialRecord], seconds: float | None) -> str:
    """Trials that have ended, time left, and the best result."""
    ended = sum(not trial.undecided for trial in trials)
    pruned = sum(trial.status == "pruned" for trial in trials)
    parts = [f"{ended} of {search.budget} trials"]
    parts += [f"{pruned} pruned"] if pruned else []
    parts += [f"about {duration(seconds)} left"] if seconds and search.status == "running" else []
    goal = GOALS[search.goal]
    first = best_trial(goal, trials)
    if first and goal.single:
        parts.append(f"best: trial {first.number}, {objectives_text(goal, first)}")
    elif first:
        parts.append(f"{len(pareto_front(goal, trials))} on the front")
    return " · ".join(parts)


def search_cost_text(cost: SearchCost, goal: Goal, alive: bool) -> str:
    """The estimate before the start.

    Args:
        alive: Whether there is an engine.
    """
    source = "estimated from the size of the network" if cost.guessed else "estimated from runs of this network"
    pruning = ", less with pruning" if goal.single else ""
    engine = "" if alive else " The engine is not running: the search waits for it."
    return f"About {duration(cost.seconds)} in all ({source}{pruning}). Other runs have priority.{engine}"


def importance_sentence(search: Search, trials: Sequence[TrialRecord]) -> str:
    """The most important parameter for each objective, with a warning if there are few trials."""
    importance = {label: shares for label, shares in (search.importance or {}).items() if shares}
    if not importance:
        return ""
    parts = []
    for label, shares in importance.items():
        name = max(shares, key=shares.__getitem__)
        parameter = "the weight of " + name if name in VARIED_HEADS else name.replace("_", " ")
        parts.append(f"for **{label}** {parameter} ({percent(shares[name], 0)})")
    count = len(complete_trials(trials))
    warning = (
        f" With {counted(count, 'complete trial')} this is a rough estimate: add trials."
        if count < _RELIABLE_FROM
        else ""
    )
    return "Most important: " + "; ".join(parts) + "." + warning
