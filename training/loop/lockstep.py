"""Several runs side by side in one process, in lockstep by step."""

import time
from collections.abc import Callable, Sequence

from training.loop import loop as loops
from training.loop.loop import Loop, Outcome


def run_together(runs: Sequence[Loop], ended: Callable[[Loop, Outcome], None]) -> None:
    """Take turns until all have ended: those that are furthest behind go first, so that none is a chunk ahead.

    Args:
        ended: Hears of each run's end at once.
    """
    going = list(runs)
    while going:
        behind = min(run.step for run in going)
        turn = [run for run in going if run.step == behind]
        if all(run.paused for run in turn):
            turn = list(going)  # those ahead must hear that they shall pause, or go on
        for run in turn:
            if outcome := run.turn():
                going.remove(run)
                ended(run, outcome)
        if going and all(run.paused for run in going):
            time.sleep(loops.PAUSE_SECONDS)
