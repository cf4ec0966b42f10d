"""Findings on several runs side by side: a sentence each, or nothing. Add yours to `VERDICTS`."""

from collections.abc import Callable, Sequence
from statistics import fmean, pstdev

import numpy as np

from model.evaluate import compare
from model.evaluate.compare import EXACT
from training.results import leaderboard
from training.results.measures import settings_rows, solved_at, tested
from training.results.scores import SOLVED
from training.results.welch import welch_p
from ui.report.facts import Facts, RunFacts
from ui.report.inferences import APART
from ui.report.text import enumeration
from ui.shared.format import counted, percent, points

SHOWN_AT_MOST = 4  # settings that are named
CERTAIN = 0.05  # probability of chance below which a difference is called beyond it


def what_differs(facts: Facts) -> str | None:
    """The settings in which the runs differ."""
    rows = settings_rows([run.record for run in facts.runs], only_different=True)
    names = [name for name in rows if name != "preset"]
    if not names:
        cause = "the machine or a change during training"
        return f"The runs have the same settings: where they differ, the cause is {cause}."
    if names == ["seed"]:
        return None
    if len(names) == 1:
        values = "; ".join(f"{run.label}: {value}" for run, value in zip(facts.runs, rows[names[0]], strict=True))
        return f"The runs differ in one setting alone, {names[0]} ({values})."
    more = [f"{len(names) - SHOWN_AT_MOST} more"] if len(names) > SHOWN_AT_MOST else []
    listing = enumeration([*names[:SHOWN_AT_MOST], *more])
    return (
        f"The runs differ in {counted(len(names), 'setting')} ({listing}): "
        "no difference of results can be attributed to one of them."
    )


def best(facts: Facts) -> str | None:
    """Which run reads most, and whether the means over seeds differ by more than chance."""
    first, second = _two_best(facts)
    if first is None or second is None:
        return None
    ahead = tested(first.record)["exact"] - tested(second.record)["exact"]
    if ahead == 0:
        level = percent(tested(first.record)["exact"], 2)
        return f"{first.label} and {second.label} are level: all four right on {level}."
    both = " against ".join(percent(tested(run.record)["exact"], 2) for run in (first, second))
    sentence = f"{first.label} beats {second.label} by {points(ahead)} of all four right ({both})"
    if _same_but_for_the_seed([first, second]):
        return f"{sentence}: the seed alone does that."
    scores = [_seed_scores(facts, run) for run in (first, second)]
    if min(map(len, scores)) < leaderboard.SEEDS_WANTED:
        return f"{sentence}. Whether that is more than chance is not known: train each setting with three seeds."
    gap, chance = fmean(scores[0]) - fmean(scores[1]), welch_p(*scores)
    verdict = "unlikely to be chance" if chance < CERTAIN else "which can be chance"
    return (
        f"{sentence}. Over {len(scores[0])} and {len(scores[1])} seeds the means differ by {points(gap)}: {verdict} "
        f"(Welch's t-test, p {_probability(chance)})."
    )


def _two_best(facts: Facts) -> tuple[RunFacts | None, RunFacts | None]:
    known = [run for run in facts.runs if tested(run.record)]
    if len(known) < 2:
        return None, None
    first, second, *_ = sorted(known, key=lambda run: -tested(run.record)["exact"])
    return first, second


def _same_but_for_the_seed(runs: Sequence[RunFacts]) -> bool:
    keys = {run.settings.group_key if run.settings else run.record.id for run in runs}
    return len(keys) == 1


def _seed_scores(facts: Facts, run: RunFacts) -> list[float]:
    """The exact match of each seed with the settings of a run."""
    known = leaderboard.groups(facts.all_runs, facts.changed_runs)
    group = known.get(run.settings.group_key) if run.settings else None
    return [tested(member)["exact"] for member in group.runs] if group else []


def _probability(chance: float) -> str:
    return f"{chance:.2g}" if chance >= 0.0001 else "below 0.0001"


def over_seeds(facts: Facts) -> str | None:
    """Mean and spread of runs that differ in the seed alone."""
    if len(facts.runs) < 2 or not _same_but_for_the_seed(facts.runs):
        return None
    exact = [tested(run.record)["exact"] for run in facts.runs if tested(run.record)]
    if len(exact) < 2:
        return None
    return (
        f"The runs differ in the seed alone: all four right on {percent(fmean(exact), 2)} on average, "
        f"with a spread (standard deviation) of {points(pstdev(exact))}, from {percent(min(exact), 2)} "
        f"to {percent(max(exact), 2)}."
    )


def same_pictures(facts: Facts) -> str | None:
    """The two best on the same pictures, if they have the same test part."""
    first, second = _two_best(facts)
    if first is None or second is None or first.part is None or second.part is None:
        return None
    if first.evaluation is None or second.evaluation is None:
        return None
    if not np.array_equal(first.part.pictures, second.part.pictures):
        return None
    comparison = compare(first.evaluation, second.evaluation)[EXACT]
    if not comparison.only_first + comparison.only_second:
        return f"{first.label} and {second.label} are right on the same {counted(len(first.evaluation), 'picture')}."
    side = "unlikely to be chance" if comparison.chance < CERTAIN else "which can be chance"
    return (
        f"On the same {len(first.evaluation):,} test pictures {first.label} alone has all four right on "
        f"{comparison.only_first:,}, {second.label} alone on {comparison.only_second:,}: {side} "
        f"(sign test, p {_probability(comparison.chance)})."
    )


def gains_and_losses(facts: Facts) -> str | None:
    """What the best of the runs gains and loses per head against the next."""
    first, second = _two_best(facts)
    if first is None or second is None:
        return None
    heads = [head for head in first.trained_heads if head in second.trained_heads]
    gaps = {head: tested(first.record)[head] - tested(second.record)[head] for head in heads}
    if not gaps:
        return None
    most, least = max(gaps, key=lambda head: gaps[head]), min(gaps, key=lambda head: gaps[head])
    if gaps[most] < APART:
        return None
    sentence = f"{first.label} gains most over {second.label} in {most}: {points(gaps[most])}"
    loss = f", and loses {points(gaps[least])} in {least}" if gaps[least] <= -APART else ""
    return f"{sentence}{loss} (one run each)."


def quickest(facts: Facts) -> str | None:
    """Which run had all four heads at 95 % first."""
    steps = {run.label: step for run in facts.runs if (step := solved_at(run.record)) is not None}
    never = [run.label for run in facts.runs if run.record.finished and run.solved and run.label not in steps]
    if not steps or len(steps) + len(never) < 2:
        return None
    first = min(steps.values())
    quick = enumeration(label for label, step in steps.items() if step == first)
    sentence = f"{quick} reached {percent(SOLVED, 0)} with all four heads first, at step {first:,}"
    later = min((step for step in steps.values() if step > first), default=None)
    if later and first:
        slow = enumeration(label for label, step in steps.items() if step == later)
        sentence += f"; {slow} took {later / first:.1f} times as many steps ({later:,})"
    return sentence + (f"; {enumeration(never)} never reached it" if never else "") + " (one run each)."


def against_baselines(facts: Facts) -> str | None:
    """delta-m of the runs' settings, where each head alone was trained too."""
    known = leaderboard.groups(facts.all_runs, facts.changed_runs)
    keys = dict.fromkeys(run.settings.group_key for run in facts.runs if run.settings)
    rows = leaderboard.leaderboard_rows([known[key] for key in keys if key in known], known)
    rows = [row for row in rows if row.delta is not None]
    if not rows:
        return None
    labels: dict[str, list[str]] = {}
    for run in facts.runs:
        labels.setdefault(run.settings.group_key if run.settings else "", []).append(run.label)
    sentence = "; ".join(
        f"{enumeration(labels[row.group.key])} {row.delta:+.2f}\u00a0% ({counted(len(row.group.runs), 'seed')})"
        for row in rows
    )
    return f"Against each head trained alone (delta-m, lower is better): {sentence.replace('-', '−')}."


def splits(facts: Facts) -> str | None:
    """A warning where test parts cannot be compared."""
    kinds = {run.record.settings.split for run in facts.runs}
    if len(kinds) == 1:
        return None
    return (
        "The runs were tested on different splits: on that of 2019 test pictures stand in the training part too, "
        "so their own scores do not compare. The honest test does."
    )


VERDICTS: dict[str, Callable[[Facts], str | None]] = {
    rule.__name__: rule
    for rule in (what_differs, best, over_seeds, same_pictures, gains_and_losses, quickest, against_baselines, splits)
}


def comparison_findings(facts: Facts) -> list[str]:
    """All sentences that hold."""
    return [sentence for rule in VERDICTS.values() if (sentence := rule(facts))]
