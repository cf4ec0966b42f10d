"""Runs the searches of a store inside the engine: queues trials, reads their scores, prunes, and ends the search.

Its whole state is in the store, so another conductor can take over at any moment. Runs that people started come first:
trials are queued for free workers only, and a trial is held when a run waits for its worker.
"""

import logging
import threading
import time
from collections.abc import Sequence
from contextlib import suppress

from runs.records import ACTIVE, RunNotFound, SearchNotFound, TrialRecord, WrongStatus
from training.run import Search
from training.run_store import RunStore
from training.search.goals import GOALS, ValidationScores, point_scores, unknown_goal
from training.search.selection import complete_trials, pruning_step
from training.search.space import trial_settings
from training.search.suggest import parameter_importance, suggest_parameters

_POLL_SECONDS = 0.5  # between two reads of the searches
ATTEMPTS = 5  # at a trial whose worker died
_FAILURES_AT_MOST = 3  # trials without a score, from the first on, after which a search fails
NO_SCORES = "The first {count} trials all ended without a score. The last one: {message} Change the settings."
_TRIAL_STATUS = {
    "done": "complete",
    "diverged": "diverged",
    "failed": "failed",
    "stopped": "stopped",
}  # of run: of trial
_log = logging.getLogger("lineheads.search")


class Conductor:
    """Continues all running searches of a store.

    Args:
        engine_id: The engine that it belongs to.
        wait: Seconds between two turns.
    """

    def __init__(self, store: RunStore, engine_id: str, wait: float = _POLL_SECONDS) -> None:
        self.store, self._engine_id, self._wait = store, engine_id, wait
        self._due = 0.0
        self._curves: dict[str, dict[int, ValidationScores]] = {}  # run id -> step -> scores, of running trials
        self._importance_thread: threading.Thread | None = None

    def turn(self, free: int) -> None:
        """Continue all searches, if it is time.

        Args:
            free: Number of workers without a run.
        """
        if time.monotonic() < self._due:
            return
        self._due = time.monotonic() + self._wait
        searches = [
            search for search in self.store.searches_under_way(self._engine_id) if not self._end_of_unknown_goal(search)
        ]
        for search in searches:
            self._update_trials(search)
        if not searches:
            return
        people, trials = self.store.waiting()
        room = free - people - trials
        for search in searches:
            with suppress(SearchNotFound):  # it was deleted meanwhile
                room = self._queue_trials(search, room)
        if people > free:
            self._free_workers(searches, people - free)

    def _end_of_unknown_goal(self, search: Search) -> bool:
        """End a search of another version in words; its trials wait for that version."""
        if search.goal in GOALS:
            return False
        with suppress(SearchNotFound):  # it was deleted meanwhile
            self.store.end_search(search.id, "failed", unknown_goal(search.goal))
            for trial in self.store.trials(search.id):
                if trial.status == "open":
                    self.store.hold_trial(search.id, trial)
        return True

    def _update_trials(self, search: Search) -> None:
        """Read how far the trials are; end and prune them."""
        trials = self.store.trials(search.id)
        for trial in trials:
            if trial.undecided:
                self._update_trial(search, trial, trials)
            elif trial.status == "pruned" and trial.run_status == "stopped" and trial.run_id:
                message = pruning_message(search, trial)
                if trial.run_message != message:  # the worker had its own
                    self.store.say_of_run(trial.run_id, message)

    def _update_trial(self, search: Search, trial: TrialRecord, trials: Sequence[TrialRecord]) -> None:
        if trial.run_id is None or trial.run_status is None:
            return self._end(search, trial, "stopped")
        if trial.run_status == "queued":  # it waits; what came after its checkpoint is still there
            return
        curve = self._curve(trial.run_id)
        if GOALS[search.goal].single and trial.run_steps:
            step = self._step_to_prune_at(search, trial.run_steps, curve, trials)
            if step is not None:
                return self._end(search, trial, "pruned", curve, step)
        if trial.run_status in _TRIAL_STATUS and not (trial.status == "held" and trial.run_status == "stopped"):
            self._end(search, trial, _TRIAL_STATUS[trial.run_status], curve)
        elif trial.run_status == "interrupted" and trial.attempts >= ATTEMPTS:
            self._end(search, trial, "failed", curve)

    def _step_to_prune_at(
        self, search: Search, steps: int, curve: dict[int, ValidationScores], trials: Sequence[TrialRecord]
    ) -> int | None:
        """Depends on the curves alone, not on when they are read: a repeated search prunes the same trials."""
        others = [
            {int(step): value for step, value in (other.reports or {}).items()} for other in complete_trials(trials)
        ]
        return pruning_step(_objective_by_step(search, curve), others, steps)

    def _curve(self, run_id: str) -> dict[int, ValidationScores]:
        """The scores of the validation sample so far, by step."""
        curve = self._curves.setdefault(run_id, {})
        with suppress(RunNotFound):
            for point in self.store.points(run_id, after=max(curve, default=-1)):
                if scores := point_scores(point):
                    curve[point.step] = scores
        return curve

    def _end(
        self,
        search: Search,
        trial: TrialRecord,
        status: str,
        curve: dict[int, ValidationScores] | None = None,
        step: int | None = None,
    ) -> None:
        """Store the end of a trial.

        Args:
            step: Where it was pruned; later scores do not count.
        """
        scores_by_step = {at: scores for at, scores in (curve or {}).items() if step is None or at <= step}
        status = "failed" if status == "complete" and not scores_by_step else status
        reports = _objective_by_step(search, scores_by_step) if GOALS[search.goal].single else {}
        reports = {str(at): value for at, value in reports.items()}
        scores = scores_by_step[max(scores_by_step)] if scores_by_step else None
        self.store.end_trial(search.id, trial, status, reports=reports, scores=scores, step=step)
        self._curves.pop(trial.run_id or "", None)
        _log.info("Trial %s of search %s is %s.", trial.number, search.id, status)

    def _queue_trials(self, search: Search, room: int) -> int:
        """Queue trials for `room` workers; returns how many remain. The last trial ends the search."""
        trials = self.store.trials(search.id)
        if not any(trial.undecided for trial in trials) and (problem := _failure_message(trials)):
            self.store.end_search(search.id, "failed", problem)
            return room
        for trial in trials:
            if room > 0 and _is_waiting(trial):
                self._curves.pop(trial.run_id or "", None)  # what came after its checkpoint is taken back
                with suppress(WrongStatus, RunNotFound):  # another process was quicker
                    room -= self.store.reopen_trial(search.id, trial)
        while room > 0 and len(trials) < search.budget:
            if not self._queue_trial(search, trials):
                return room
            trials, room = self.store.trials(search.id), room - 1
        if len(trials) >= search.budget and not any(trial.undecided for trial in trials):
            self.store.end_search(search.id, "done")
            self._measure_importance(search, trials)
        return room

    def _queue_trial(self, search: Search, trials: Sequence[TrialRecord]) -> bool:
        """Queue one more trial; False if the search has failed."""
        number = len(trials)
        try:
            parameters = suggest_parameters(search, trials)
            settings = trial_settings(search.settings.trainable(), parameters)
        except (ValueError, ImportError) as error:  # Optuna raises its own; they must not end the engine
            _log.warning("Search %s cannot go on.", search.id, exc_info=error)
            self.store.end_search(search.id, "failed", str(error))
            return False
        run = {"name": f"{search.name}, trial {number}", "settings": settings.to_json()}
        return self.store.add_trial(search.id, number, parameters, run) is not None

    def _free_workers(self, searches: Sequence[Search], count: int) -> None:
        """Hold `count` trials, the newest first; trials that are stopping already count."""
        pairs = [(search, trial) for search in searches for trial in self.store.trials(search.id)]
        training = [(search, trial) for search, trial in pairs if trial.run_status in ACTIVE]
        stopping = sum(trial.status != "open" for _, trial in training)
        open_pairs = [(search, trial) for search, trial in training if trial.status == "open"]
        for search, trial in open_pairs[::-1][: max(0, count - stopping)]:
            self.store.hold_trial(search.id, trial)

    def _measure_importance(self, search: Search, trials: Sequence[TrialRecord]) -> None:
        """Store the importance of the parameters; in a thread, as Optuna may load scikit-learn for seconds."""

        def measure() -> None:
            self.store.save_importance(search.id, parameter_importance(search, trials))

        self._importance_thread = threading.Thread(target=measure, daemon=True)
        self._importance_thread.start()


def _objective_by_step(search: Search, curve: dict[int, ValidationScores]) -> dict[int, float]:
    """The values of a goal with a single objective by step; higher is better."""
    (objective,) = GOALS[search.goal].objectives
    sign = 1 if objective.higher_is_better else -1
    return {step: sign * objective.value(scores) for step, scores in curve.items()}


def _is_waiting(trial: TrialRecord) -> bool:
    """Whether a trial waits to be queued again."""
    return (trial.status == "held" and trial.run_status in ("stopped", "interrupted")) or (
        trial.status == "open" and trial.run_status == "interrupted"
    )


def _failure_message(trials: Sequence[TrialRecord]) -> str:
    """Why a search fails; empty if it does not."""
    if len(trials) < _FAILURES_AT_MOST or any(trial.status in ("complete", "pruned") for trial in trials):
        return ""
    message = trials[-1].run_message or "It was stopped."
    return NO_SCORES.format(count=len(trials), message=message)


def pruning_message(search: Search, trial: TrialRecord) -> str:
    """The message of the run of a pruned trial."""
    return f"Trial {trial.number} of {search.name}: pruned at step {trial.step}, worse than half of the others there."
