"""Who follows a run: what the loop tells them, and what they ask of it."""

from collections.abc import Callable
from typing import Protocol

from runs.history import HistoryPoint
from runs.records import Control


class TrainingCallback(Protocol):
    def control(self) -> Control: ...

    def paused(self, step: int) -> None:
        """The run stands before `step`, because of `pause` or `until`."""
        ...

    def suspend(self) -> bool:
        """Whether the paused run may end here; its user may have gone on with it meanwhile."""
        ...

    def resumed(self) -> None: ...

    def point(self, point: HistoryPoint) -> None:
        """One point of the history."""
        ...

    def weights_changed(self, step: int, old: dict[str, float], new: dict[str, float]) -> None: ...

    def frozen(self, step: int, parts: frozenset[str]) -> None:
        """From `step` on these parts stay as they are, and no others."""
        ...

    def checkpoint(self, step: int, state: bytes) -> None: ...

    def snapshot(self, step: int, interval: int, weights: Callable[[], bytes]) -> None:
        """The network at a step, as `.npz`: one comes every `interval` steps, and one at the end."""
        ...


class NullCallback:
    """Wants the run to go on and keeps nothing; a base for listeners that care about less."""

    def control(self) -> Control:
        return Control()

    def paused(self, step: int) -> None:
        pass

    def suspend(self) -> bool:
        return False

    def resumed(self) -> None:
        pass

    def point(self, point: HistoryPoint) -> None:
        pass

    def weights_changed(self, step: int, old: dict[str, float], new: dict[str, float]) -> None:
        pass

    def frozen(self, step: int, parts: frozenset[str]) -> None:
        pass

    def checkpoint(self, step: int, state: bytes) -> None:
        pass

    def snapshot(self, step: int, interval: int, weights: Callable[[], bytes]) -> None:
        pass
