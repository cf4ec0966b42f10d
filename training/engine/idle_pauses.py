"""Paused runs whose users let them lie: they give their workers to runs that wait."""

import time
from collections.abc import Mapping, Sequence

from runs.records import RunPulse
from training.run_store import RunStore

PAUSE_PATIENCE = 60.0  # seconds that a paused run keeps its worker from others


class IdlePauses:
    """Finds paused runs of which nobody wanted anything for a minute. Seconds are counted here: no clock is trusted."""

    def __init__(self) -> None:
        self._since: dict[str, tuple[int, float]] = {}  # run id -> version of its control, first seen when

    def free_workers(self, store: RunStore, engine_id: str, pulses: Sequence[RunPulse], free: int) -> None:
        """Have as many idle runs give their workers away as are needed, those that were idle for longest first.

        Args:
            pulses: The runs that workers have; those of a race are paused once all of them are.
            free: Workers without a run.
        """
        busy = {pulse.races or pulse.id for pulse in pulses if pulse.status != "paused"}
        paused = {pulse.id: pulse.version for pulse in pulses if pulse.races is None and pulse.id not in busy}
        if idle := self._find(paused):
            searches = store.searches_under_way(engine_id)  # they queue trials for free workers alone
            wanted = max(sum(store.waiting()), bool(searches)) - free
            for run_id in idle[: max(0, wanted)]:
                store.request_yield(run_id, paused[run_id])

    def _find(self, paused: Mapping[str, int]) -> list[str]:
        """The ids of those that were idle for too long, the longest first.

        Args:
            paused: Of each paused run, its id and the version of its control.
        """
        moment, seen = time.monotonic(), self._since
        self._since = {
            run_id: seen[run_id] if run_id in seen and seen[run_id][0] == version else (version, moment)
            for run_id, version in paused.items()
        }
        idle = {run_id: since for run_id, (_, since) in self._since.items() if moment - since > PAUSE_PATIENCE}
        return sorted(idle, key=idle.__getitem__)
