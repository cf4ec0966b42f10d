"""Conducts the searches of a store from inside the engine: asks for trials, follows them, prunes, tells the end.

All that it knows stands in the store, so another conductor may go on at any moment. It never takes a worker that a
person waits for: trials are queued for workers that are free, and one that stands in somebody's way is held.
"""

import logging
import threading
import time
from collections.abc import Sequence
from contextlib import suppress

from runs.records import ACTIVE, RunNotFound, SearchNotFound, TrialRecord, WrongStatus
from training.run import Search
from training.run_store import RunStore
from training.search.goals import GOALS, Scores, scores_of
from training.search.selection import complete, prune_at
from training.search.space import settings_of
from training.search.suggest import importance, suggest

LOOK = 0.5  # seconds between looks at the searches
ATTEMPTS = 5  # at a trial whose worker dies
IN_A_ROW = 3  # trials without a score from the first on, after which a search gives up
NO_SCORES = "The first {count} trials all ended without a score. The last one: {message} Change the settings."
OF_STATUS = {"done": "complete", "diverged": "diverged", "failed": "failed", "stopped": "stopped"}  # of run: of trial
log = logging.getLogger("lineheads.search")


class Conductor:
    """Goes on with every search of a store that is under way.

    Args:
        engine_id: The engine that it works for.
        wait: Seconds between two looks.
    """

    def __init__(self, store: RunStore, engine_id: str, wait: float = LOOK) -> None:
        self.store, self._engine_id, self._wait = store, engine_id, wait
        self._due = 0.0
        self._curves: dict[str, dict[int, Scores]] = {}  # run id -> step -> scores, of trials that go on
        self._weighing: threading.Thread | None = None

    def turn(self, free: int) -> None:
        """Look at all searches, if it is time.

        Args:
            free: Workers that have no run.
        """
        if time.monotonic() < self._due:
            return
        self._due = time.monotonic() + self._wait
        searches = self.store.searches_under_way(self._engine_id)
        for search in searches:
            self._follow(search)
        if not searches:
            return
        people, trials = self.store.waiting()
        room = free - people - trials
        for search in searches:
            with suppress(SearchNotFound):  # it was thrown away meanwhile
                room = self._hand_out(search, room)
        if people > free:
            self._make_room(searches, people - free)

    def _follow(self, search: Search) -> None:
        """Take in what the trials have come to."""
        trials = self.store.trials(search.id)
        for trial in trials:
            if trial.undecided:
                self._follow_trial(search, trial, trials)
            elif trial.status == "pruned" and trial.run_status == "stopped" and trial.run_id:
                words = pruned_words(search, trial)
                if trial.run_message != words:  # the worker had its own
                    self.store.say_of_run(trial.run_id, words)

    def _follow_trial(self, search: Search, trial: TrialRecord, trials: Sequence[TrialRecord]) -> None:
        if trial.run_id is None or trial.run_status is None:
            return self._end(search, trial, "stopped")
        curve = self._curve(trial.run_id)
        if GOALS[search.goal].single and trial.run_steps:
            step = self._step_to_prune_at(search, trial.run_steps, curve, trials)
            if step is not None:
                return self._end(search, trial, "pruned", curve, step)
        if trial.run_status in OF_STATUS and not (trial.status == "held" and trial.run_status == "stopped"):
            self._end(search, trial, OF_STATUS[trial.run_status], curve)
        elif trial.run_status == "interrupted" and trial.attempts >= ATTEMPTS:
            self._end(search, trial, "failed", curve)

    def _step_to_prune_at(
        self, search: Search, steps: int, curve: dict[int, Scores], trials: Sequence[TrialRecord]
    ) -> int | None:
        """By the curves alone, not by how soon they are seen: the same search prunes the same trials again."""
        others = [{int(step): value for step, value in (one.reports or {}).items()} for one in complete(trials)]
        return prune_at(_reports(search, curve), others, steps)

    def _curve(self, run_id: str) -> dict[int, Scores]:
        """The scores of the validation sample so far, by step."""
        known = self._curves.setdefault(run_id, {})
        with suppress(RunNotFound):
            for point in self.store.points(run_id, after=max(known, default=-1)):
                if scores := scores_of(point):
                    known[point.step] = scores
        return known

    def _end(
        self,
        search: Search,
        trial: TrialRecord,
        status: str,
        curve: dict[int, Scores] | None = None,
        step: int | None = None,
    ) -> None:
        """Write down how a trial ended.

        Args:
            step: Where it was pruned: what came later does not count.
        """
        seen = {at: scores for at, scores in (curve or {}).items() if step is None or at <= step}
        status = "failed" if status == "complete" and not seen else status
        reports = _reports(search, seen) if GOALS[search.goal].single else {}
        found = {"scores": seen[max(seen)] if seen else None, "step": step}
        self.store.end_trial(
            search.id, trial, status, reports={str(at): value for at, value in reports.items()}, **found
        )
        self._curves.pop(trial.run_id or "", None)
        log.info("Trial %s of search %s is %s.", trial.number, search.id, status)

    def _hand_out(self, search: Search, room: int) -> int:
        """Queue trials for so many workers; returns how many are left. The last trial ends the search."""
        trials = self.store.trials(search.id)
        if not any(trial.undecided for trial in trials) and (problem := _no_scores(trials)):
            self.store.end_search(search.id, "failed", problem)
            return room
        for trial in trials:
            if room > 0 and _goes_on(trial):
                with suppress(WrongStatus, RunNotFound):  # somebody else was quicker
                    room -= self.store.reopen_trial(search.id, trial)
        while room > 0 and len(trials) < search.budget:
            if not self._add(search, trials):
                return room
            trials, room = self.store.trials(search.id), room - 1
        if len(trials) >= search.budget and not any(trial.undecided for trial in trials):
            self.store.end_search(search.id, "done")
            self._weigh(search, trials)
        return room

    def _add(self, search: Search, trials: Sequence[TrialRecord]) -> bool:
        """Queue one more trial; False if the search does not go on."""
        number = len(trials)
        try:
            parameters = suggest(search, trials)
            settings = settings_of(search.settings.trainable(), parameters)
        except (ValueError, ImportError) as error:  # Optuna has its own; it must not end the engine
            log.warning("Search %s cannot go on.", search.id, exc_info=error)
            self.store.end_search(search.id, "failed", str(error))
            return False
        run = {"name": f"{search.name}, trial {number}", "settings": settings.to_json()}
        return self.store.add_trial(search.id, number, parameters, run) is not None

    def _make_room(self, searches: Sequence[Search], count: int) -> None:
        """Hold so many trials, the newest first; those that are stopping already count."""
        every = [(search, trial) for search in searches for trial in self.store.trials(search.id)]
        training = [(search, trial) for search, trial in every if trial.run_status in ACTIVE]
        leaving = sum(trial.status != "open" for _, trial in training)
        going = [(search, trial) for search, trial in training if trial.status == "open"]
        for search, trial in going[::-1][: max(0, count - leaving)]:
            self.store.hold_trial(search.id, trial)

    def _weigh(self, search: Search, trials: Sequence[TrialRecord]) -> None:
        """Say what mattered; beside the loop, for what Optuna loads takes seconds where there is scikit-learn."""

        def weigh() -> None:
            self.store.save_importance(search.id, importance(search, trials))

        self._weighing = threading.Thread(target=weigh, daemon=True)
        self._weighing.start()


def _reports(search: Search, curve: dict[int, Scores]) -> dict[int, float]:
    """The value of a single goal by step, higher is better."""
    (objective,) = GOALS[search.goal].objectives
    sign = 1 if objective.high_is_good else -1
    return {step: sign * objective.value(scores) for step, scores in curve.items()}


def _goes_on(trial: TrialRecord) -> bool:
    """Whether it waits to be queued again."""
    return (trial.status == "held" and trial.run_status in ("stopped", "interrupted")) or (
        trial.status == "open" and trial.run_status == "interrupted"
    )


def _no_scores(trials: Sequence[TrialRecord]) -> str:
    """Why a search gives up; empty if it does not."""
    if len(trials) < IN_A_ROW or any(trial.status in ("complete", "pruned") for trial in trials):
        return ""
    message = trials[-1].run_message or "It was stopped."
    return NO_SCORES.format(count=len(trials), message=message)


def pruned_words(search: Search, trial: TrialRecord) -> str:
    """What stands beside the run of a pruned trial."""
    return f"Trial {trial.number} of {search.name}: pruned at step {trial.step}, worse than half of the others there."
