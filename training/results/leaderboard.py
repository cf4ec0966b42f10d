"""The leaderboard over groups of runs that differ in the seed alone, and what is missing for it. No Streamlit here.

`training.results.delta_m` says what delta-m is.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from statistics import fmean, pstdev

from model.heads import HEADS
from runs.records import FINISHED
from training.files.importing import IMPORTED_KEY
from training.results.delta_m import delta_m, mean_ranks, single_head_settings
from training.results.measures import seconds_of, solved_at, solved_steps, tested
from training.run import Run
from training.settings import RunSettings

LEADERBOARD_RUNS = 2_000  # that are read for it
SEEDS_WANTED = 3  # seeds from which a spread says something


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """Runs of one setting with different seeds."""

    key: str
    settings: RunSettings  # with seed 0
    runs: tuple[Run, ...]  # those that came to their end, by seed
    seeds: frozenset[int]  # of all that are there, also of those that wait or train

    @property
    def baseline_of(self) -> str | None:
        """The head that these runs train alone; None: they train several."""
        trained = [head for head, weight in self.settings.weights.items() if weight]
        return trained[0] if len(trained) == 1 else None

    @property
    def trained_seeds(self) -> list[int]:
        """Of `runs`."""
        return [run.settings.trainable().seed for run in self.runs]


@dataclass(frozen=True, slots=True, kw_only=True)
class LeaderboardRow:
    """One line of the leaderboard: means over the seeds, and spreads (standard deviations, of the seeds there are)."""

    group: Group
    delta: float | None  # %, lower is better; None while baselines are missing
    delta_spread: float | None
    rank: float
    accuracy: dict[str, float]
    worst: float  # accuracy of the worst head
    average: float
    exact: float
    exact_spread: float
    steps: dict[str, float | None]  # to 95 % per head; None: a run never had it
    steps_all: float | None
    seconds: float | None


def groups(runs: Iterable[Run], changed: Iterable[str] = ()) -> dict[str, Group]:
    """All groups by key, in the order of `runs`.

    A run that was stopped early, changed on its way or imported from a file is in none: its curve is not that of its
    settings, or not here.

    Args:
        changed: Ids of runs whose weights or frozen parts were changed while they trained.
    """
    left_out = set(changed)
    members: dict[str, list[tuple[RunSettings, Run]]] = {}
    for run in runs:
        settings = run.readable
        if settings and run.id not in left_out and _counts(run):
            members.setdefault(settings.group_key, []).append((settings, run))
    return {key: _group(key, pairs) for key, pairs in members.items()}


def _counts(run: Run) -> bool:
    return not run.finished or (run.status == "done" and not (run.result or {}).get(IMPORTED_KEY))


def _group(key: str, pairs: list[tuple[RunSettings, Run]]) -> Group:
    """One run for each seed: equal seeds give equal runs."""
    done = {settings.seed: run for settings, run in reversed(pairs) if run.status in FINISHED and tested(run)}
    return Group(
        key=key,
        settings=replace(pairs[0][0], seed=0),
        runs=tuple(run for _, run in sorted(done.items())),
        seeds=frozenset(settings.seed for settings, _ in pairs),
    )


def baseline_key(settings: RunSettings, head: str) -> str:
    """The key of the group that trains this head alone, with everything else the same."""
    return baseline_settings(settings, head).group_key


def baseline_settings(settings: RunSettings, head: str) -> RunSettings:
    """The same network and budget for this head alone; a single loss needs no balancing method."""
    return single_head_settings(replace(settings, method="manual", method_parameters={}), head)


def delta_of(group: Group, known: dict[str, Group]) -> list[float] | None:
    """delta-m of each run; None while a head has no baseline, and always for a network with one answer: it has none.

    Each is held against the baseline of its own seed where there is one, else against the mean of those there are.
    """
    if group.settings.joint:
        return None
    baseline_groups = {head: known.get(baseline_key(group.settings, head)) for head in HEADS}
    tables = {
        head: {seed: tested(run)[head] for seed, run in zip(base.trained_seeds, base.runs, strict=True)} if base else {}
        for head, base in baseline_groups.items()
    }
    if not all(tables.values()):
        return None
    deltas = []
    for seed, run in zip(group.trained_seeds, group.runs, strict=True):
        baselines = {head: table.get(seed, fmean(table.values())) for head, table in tables.items()}
        deltas.append(delta_m(tested(run), baselines))
    return deltas


def leaderboard_rows(some: Sequence[Group], known: dict[str, Group]) -> list[LeaderboardRow]:
    """A row for each group that has a result: by delta-m, those without one after them by accuracy.

    Args:
        known: All groups, with the baselines.
    """
    some = [group for group in some if group.runs and group.baseline_of is None]
    accuracy = {group.key: {head: _mean(group, head) for head in HEADS} for group in some}
    ranks = mean_ranks(accuracy) if some else {}
    rows = [_row(group, known, accuracy[group.key], ranks[group.key]) for group in some]
    return sorted(rows, key=lambda row: (row.delta is None, row.delta or 0.0, -row.average))


def _row(group: Group, known: dict[str, Group], accuracy: dict[str, float], rank: float) -> LeaderboardRow:
    deltas, exact = delta_of(group, known), [tested(run)["exact"] for run in group.runs]
    return LeaderboardRow(
        group=group,
        delta=fmean(deltas) if deltas else None,
        delta_spread=pstdev(deltas) if deltas else None,
        rank=rank,
        accuracy=accuracy,
        worst=fmean(min(tested(run)[head] for head in HEADS) for run in group.runs),
        average=_mean(group, "average"),
        exact=fmean(exact),
        exact_spread=pstdev(exact),
        steps={head: _mean_step([solved_steps(run).get(head) for run in group.runs]) for head in HEADS},
        steps_all=_mean_step([solved_at(run) for run in group.runs]),
        seconds=_mean_seconds(group.runs),
    )


def _mean(group: Group, score: str) -> float:
    return fmean(tested(run)[score] for run in group.runs)


def _mean_step(steps: Sequence[int | None]) -> float | None:
    known = [step for step in steps if step is not None]
    return fmean(known) if len(known) == len(steps) else None


def missing_baselines(some: Iterable[Group], known: dict[str, Group]) -> list[RunSettings]:
    """The baselines that nobody has trained or queued yet, one for each head and seed of these groups."""
    wanted: dict[tuple[str, int], RunSettings] = {}
    for group in some:
        for head in HEADS if group.baseline_of is None else ():
            baseline = baseline_settings(group.settings, head)
            key = baseline.group_key
            there = known[key].seeds if key in known else frozenset()
            seeds = sorted(set(group.trained_seeds) - there)
            wanted |= {(key, seed): replace(baseline, seed=seed) for seed in seeds if (key, seed) not in wanted}
    return list(wanted.values())


def further_seeds(group: Group, enough: int = SEEDS_WANTED) -> list[int]:
    """The smallest seeds that the group lacks until it has `enough`."""
    free = (seed for seed in range(enough + len(group.seeds) + 1) if seed not in group.seeds)
    return [next(free) for _ in range(enough - len(group.seeds))]


def seconds_each(settings: RunSettings, known: dict[str, Group]) -> float | None:
    """How long runs of the same network and budget took; None if there were none."""
    like = baseline_key(settings, "angle")
    alike = (group for group in known.values() if baseline_key(group.settings, "angle") == like)
    return _mean_seconds(run for group in alike for run in group.runs)


def _mean_seconds(runs: Iterable[Run]) -> float | None:
    spent = [seconds for run in runs if (seconds := seconds_of(run)) is not None]
    return fmean(spent) if spent else None
