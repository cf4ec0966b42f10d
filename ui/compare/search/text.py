"""A search and its trials in words. No Streamlit here."""

from collections.abc import Iterable, Sequence

from model.heads import HEADS
from runs.records import ACTIVE, TrialRecord
from training.run import Search
from training.search.goals import GOALS, Goal, Objective
from training.search.selection import best, complete, front
from training.search.space import REFERENCE, VARIED_HEADS
from ui.compare.search.cost import Cost
from ui.shared.format import escaped, percent, shortened
from ui.shared.run_text import duration

WHY = f"""
**What is searched.** Three loss weights as multiples of the weight of {REFERENCE}, which stays 1: under Adam a factor
that all four weights share changes nothing, so four free weights would be one too many. (Under plain SGD it changes the
length of the steps: there look for the learning rate too.) The steps are those of the sliders on Train.

**How.** The first trial has the weights that you start from, the second has equal ones; up to ten are by chance, then
Optuna's *TPE* draws where the good trials were more often than the others (Bergstra et al., NeurIPS 2011; for several
goals Ozaki et al., JAIR 2022). All trials start from the same seed, so they differ by their weights alone.

**Pruning.** With one number as the goal, a trial that is past a third of its steps and whose best so far is below the
median of the complete trials at that step is stopped (median rule, Golovin et al., KDD 2017). With several goals
nothing is pruned: what is behind in one may be ahead in another.

**The Pareto front** holds the trials of which no other one is better in everything. Its losses are shares of a guess's:
1 has learned nothing, 0 is perfect. Accuracy would not do: it has ties.

**Only validation pictures are looked at** (a sample of 256). Of many trials one is best on any sample by luck too, so
its test accuracy, shown when the search has ended, is the honest figure. Half a percent more or less is mostly luck.

**Importance** says how much more often a value of each parameter stood among the better trials than chance has it
(PED-ANOVA, Watanabe et al., arXiv 2304.10255). It speaks of these bounds and these trials, no further.

**What repeats.** One worker, the same settings and the same seeds give the same search, trial by trial, also after a
crash. With several workers the next trial depends on which ended first, and searches differ.

A run of yours goes first: a trial in its way is held and goes on afterwards from its last checkpoint.
"""
ROUGH = 10  # complete trials below which importance is a guess
STATES = {
    "open": "waits",
    "held": "held: it goes on from its last checkpoint",
    "complete": "complete",
    "pruned": "pruned",
    "diverged": "diverged",
    "failed": "failed",
    "stopped": "stopped by hand",
}


def value_words(objective: Objective, value: float) -> str:
    """Accuracies in percent, losses in three digits."""
    return percent(value) if objective.unit == "accuracy" else f"{value:.3g}"


def values_words(goal: Goal, trial: TrialRecord) -> str:
    """`worst head 99.2 %`."""
    if not trial.scores:
        return "no score"
    pairs = zip(goal.objectives, goal.values(trial.scores), strict=True)
    return ", ".join(f"{objective.label} {value_words(objective, value)}" for objective, value in pairs)


def weights_words(trial: TrialRecord) -> str:
    """`5/2/1/50`, in the order of the heads."""
    return "/".join(f"{trial.parameters.get(head, 1.0):g}" for head in HEADS)


def state_words(trial: TrialRecord) -> str:
    if trial.status == "pruned":
        return f"pruned at step {trial.step:,}"
    if trial.status == "open" and trial.run_status in ("running", "paused"):
        return "under way"
    return STATES[trial.status]


def going(searches: Iterable[Search]) -> list[Search]:
    """Those under way in the order of their turns: the older one has the workers first."""
    return sorted((one for one in searches if one.status == "running"), key=lambda one: (one.created, one.id))


def waits_words(search: Search, trials: Sequence[TrialRecord], searches: Iterable[Search]) -> str:
    """Whom a search waits for; '' if it has a worker, or its turn."""
    first = next(iter(going(searches)), search)
    if search.status != "running" or first.id == search.id or any(one.run_status in ACTIVE for one in trials):
        return ""
    return f"It waits: the search {escaped(shortened(first.name))} was started before it and has the workers first."


def progress_words(search: Search, trials: Sequence[TrialRecord], seconds: float | None) -> str:
    """How far it is, and what it has found."""
    ended = sum(not trial.undecided for trial in trials)
    pruned = sum(trial.status == "pruned" for trial in trials)
    parts = [f"{ended} of {search.budget} trials"]
    parts += [f"{pruned} pruned"] if pruned else []
    parts += [f"about {duration(seconds)} left"] if seconds and search.status == "running" else []
    goal = GOALS[search.goal]
    first = best(goal, trials)
    if first and goal.single:
        parts.append(f"best: trial {first.number}, {values_words(goal, first)}")
    elif first:
        parts.append(f"{len(front(goal, trials))} on the front")
    return " · ".join(parts)


def cost_words(cost: Cost, goal: Goal, alive: bool) -> str:
    """The estimate before the start.

    Args:
        alive: Whether there is an engine.
    """
    source = "guessed from the size of the network" if cost.guessed else "as runs of this network took"
    less = ", less what is pruned" if goal.single else ""
    engine = "" if alive else " The engine is not running: the search waits for it."
    return f"About {duration(cost.seconds)} in all ({source}{less}). Runs of people go first.{engine}"


def importance_sentence(search: Search, trials: Sequence[TrialRecord]) -> str:
    """What mattered most for each objective, and how much that is worth with few trials."""
    found = {label: shares for label, shares in (search.importance or {}).items() if shares}
    if not found:
        return ""
    parts = []
    for label, shares in found.items():
        name = max(shares, key=shares.__getitem__)
        what = "the weight of " + name if name in VARIED_HEADS else name.replace("_", " ")
        parts.append(f"for **{label}** {what} ({percent(shares[name], 0)})")
    many = len(complete(trials))
    doubt = f" With {many} complete trials this is a rough guess: add trials." if many < ROUGH else ""
    return "What mattered most: " + "; ".join(parts) + "." + doubt
