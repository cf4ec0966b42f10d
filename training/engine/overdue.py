"""Stops that a worker does not obey."""

import time
from collections.abc import Mapping
from datetime import datetime

from runs.records import WORKER_SILENCE

STOP_PATIENCE = 120.0  # seconds from Stop on for a worker that lives: it evaluates the network and saves it


class OverdueStops:
    """Finds the tasks that shall stop and whose workers hang. Seconds are counted here: no clock is trusted."""

    def __init__(self) -> None:
        self._stopping: dict[str, float] = {}  # key -> when it was first seen to be stopping
        self._heartbeats: dict[str, tuple[datetime | None, float]] = {}  # key -> last heartbeat, first seen when

    def find(self, stopping: Mapping[str, datetime | None]) -> list[str]:
        """The keys of the tasks whose workers must be replaced.

        Args:
            stopping: Of each task that shall stop, its key and the last heartbeat of its worker.
        """
        moment = time.monotonic()
        self._stopping = {key: self._stopping.get(key, moment) for key in stopping}
        seen = self._heartbeats
        self._heartbeats = {
            key: seen[key] if key in seen and seen[key][0] == beat else (beat, moment) for key, beat in stopping.items()
        }
        return [key for key in stopping if self._is_overdue(key, moment)]

    def _is_overdue(self, key: str, moment: float) -> bool:
        waited, silent = moment - self._stopping[key], moment - self._heartbeats[key][1]
        return min(waited, silent) > WORKER_SILENCE or waited > STOP_PATIENCE
