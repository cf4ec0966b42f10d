"""When the runs that wait will have a worker, from those ahead of them and from how long such runs took."""

from collections.abc import Mapping, Sequence
from heapq import heapify, heappop, heappush

from training.engine.idle_pauses import PAUSE_PATIENCE
from training.results.durations import Durations
from training.run import Run


def seconds_to_start(
    runs: Sequence[Run], workers: int, durations: Durations, paces: Mapping[str, float]
) -> dict[str, float]:
    """Seconds until a worker takes each waiting run, if nobody else comes.

    Args:
        runs: Those that have not ended, in the order in which they are served.
        workers: That train at once; none: nobody knows.
        paces: Steps a second of the runs that have a bound.
    """
    if not workers:
        return {}
    groups: dict[str, list[Run]] = {}  # the runs of a race share a worker
    for run in runs:
        groups.setdefault(run.races or run.id, []).append(run)
    active = [group for group in groups.values() if any(run.active for run in group)]
    free = [sum(_left(run, durations, paces) for run in group) for group in active]
    free += [0.0] * (workers - len(free))
    heapify(free)
    waits: dict[str, float] = {}
    for group in groups.values():
        if group[0].status == "queued":
            start = heappop(free)
            waits |= {run.id: start for run in group}
            heappush(free, start + sum(durations.of_run(run.settings, paces.get(run.id)) for run in group))
    return waits


def _left(run: Run, durations: Durations, paces: Mapping[str, float]) -> float:
    """Seconds until a run that a worker has ends, or gives it away."""
    if run.status == "paused":
        return PAUSE_PATIENCE
    if run.status == "starting" or not run.total_steps:
        return durations.of_run(run.settings, paces.get(run.id))
    return (1 - run.step / run.total_steps) * durations.of_steps(run.settings, paces.get(run.id)) + durations.after
