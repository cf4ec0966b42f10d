"""The loop: chunks of steps, points of the history between them, and what those who watch ask for."""

import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from functools import partial
from typing import Any

import numpy as np

from model.heads import HEADS
from model.saving import weights_file
from runs.history import HistoryPoint, PerHead
from runs.records import Control
from training.dataset import Dataset
from training.loop import measurements, schedule
from training.loop.batches import Batches
from training.loop.callbacks import TrainingCallback
from training.loop.divergence import divergence
from training.loop.gradient_probe import GradientProbe
from training.loop.snapshots import snapshot_interval
from training.loop.trainer import DataTensors, Trainer
from training.settings import RunSettings

POINT_PICTURES = 640  # a point every so many pictures, and at least one step
VALIDATION_PICTURES = 2_560  # the validation sample is read every so many pictures
CHECKPOINT_SECONDS = 2.0
CHECKPOINT_RATE = 2_000_000  # bytes a second, on average: a large one comes less often
PAUSES = ("pause", "yield")  # states of a control in which no step is taken
PAUSE_SECONDS = 0.05  # between two looks at the controls while paused


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """How a run ended: `done`, `stopped` or `diverged`, and why in words; or that it is `suspended`."""

    status: str
    step: int
    total_steps: int
    seconds: float
    message: str = ""


@dataclass(slots=True)
class Loop:
    """One run under way.

    Args:
        settings, data, trainer: What to train; the trainer is fresh or reset.
        listener: Hears everything.
        step, seconds, first_loss, validations: Where a resumed run goes on, its losses before the first step, and the
            validation losses so far.
        gradient_probe: Makes what reads the gradients, once somebody wants to know them.
    """

    settings: RunSettings
    data: Dataset
    trainer: Trainer
    listener: TrainingCallback
    step: int = 0
    seconds: float = 0.0
    first_loss: PerHead = field(default_factory=dict)
    validations: list[PerHead] = field(default_factory=list)
    gradient_probe: Callable[[Trainer, Dataset], Any] = GradientProbe
    paused: bool = field(default=False, init=False)
    _batches: Batches = field(init=False)
    _rates: np.ndarray = field(default_factory=lambda: np.zeros(0, np.float32), init=False)
    _made_probe: Any = field(default=None, init=False)
    _weight_change: dict[str, Any] | None = field(default=None, init=False)  # goes into the next point
    _last_change: dict[str, Any] = field(default_factory=dict, init=False)
    _saved_step: int = field(default=-1, init=False)
    _saved_at: float = field(default_factory=time.monotonic, init=False)
    _saved_bytes: int = field(default=0, init=False)

    def run(self) -> Outcome:
        """Train to the end, or until somebody stops it or it diverges."""
        while True:
            if outcome := self.turn():
                return outcome
            if self.paused:
                time.sleep(PAUSE_SECONDS)

    def turn(self) -> Outcome | None:
        """Do what the watchers ask for and, unless paused, take the next chunk of steps; the outcome once it ends."""
        control = self._control()
        if control.state == "stop":
            self._keep_snapshot()
            return self._outcome("stopped", f"Ended at step {self.step} of {self.total_steps}.")
        if not len(self._rates):
            self._begin(control)
        self._obey(control)
        self._pause(control.state in PAUSES or (control.until is not None and self.step >= control.until))
        if self.paused:
            return self._outcome("suspended") if control.state == "yield" and self.listener.suspend() else None
        if self.step < self.total_steps:
            reason = divergence(self.settings, self.trainer, self._chunk(control), self.total_steps)
            if reason:
                return self._outcome("diverged", reason)
        return self._outcome("done") if self.step >= self.total_steps else None

    def _control(self) -> Control:
        """What is asked. A network with one answer has no heads that could be weighed, frozen or diagnosed."""
        control = self.listener.control()
        if not self.settings.joint:
            return control
        return replace(control, weights=None, frozen=None, solo=None, probe=None)

    @property
    def total_steps(self) -> int:
        return schedule.total_steps(self.settings, len(self.data.parts.training))

    def _begin(self, control: Control) -> None:
        self._batches = Batches(self.settings, self.data)
        self._rates = schedule.learning_rates(self.settings, self.total_steps)
        if self.step == 0:
            self._point_before_training(control)
            self._keep_snapshot()

    def _obey(self, control: Control) -> None:
        """Take over changed weights and frozen parts."""
        alone = [head for head in HEADS if control.solo and head != control.solo]
        frozen = frozenset([*(control.frozen or ()), *alone]) - {control.solo}
        if frozen != self.trainer.frozen:
            self.trainer.freeze(frozen)
            self.listener.frozen(self.step, frozen)
        if control.weights and control.weights != self.trainer.weights:
            self._change_weights(control.weights)
            self._saved_step = -1  # a resumed run must not take them over earlier than this
            self._save()

    def _change_weights(self, new: dict[str, float]) -> None:
        """Measure what a steady gradient would move before and after; the real steps are measured as they come."""
        old, probe = self.trainer.weights, self._probe
        gradients = probe.gradients()
        before = probe.expected_step(gradients)
        probe.watch_change(gradients)
        self.trainer.change_weights(new)
        after = probe.expected_step(gradients)
        self._weight_change = {"old": old, "new": new, **after.compared_with(before)}
        self._last_change = {"step": self.step, **self._weight_change}
        self.listener.weights_changed(self.step, old, new)

    def _note_change_shares(self) -> None:
        """Tell what the real steps after a change of weights were, once they are measured."""
        if self._made_probe and (shares := self._made_probe.pop_change_shares()):
            self._weight_change = self._last_change = {**self._last_change, **shares}

    def _pause(self, paused: bool) -> None:
        if paused and not self.paused:
            self._save()
            self.listener.paused(self.step)
        elif self.paused and not paused:
            self.listener.resumed()
        self.paused = paused

    def _chunk(self, control: Control) -> HistoryPoint:
        """Take the next steps in one go and report them as one point."""
        if 0 < self.step == self.settings.optimizer_reset:
            self._reset_optimizer()
        started = time.perf_counter()
        count = self._steps_in_one_go(control)
        pictures, rows = self._batches.take(self.step, count)
        rates = self._rates[self.step : self.step + count] * schedule.plateau_factor(self.settings, self.validations)
        watched = control.probe or control.until is not None or control.solo or control.frozen
        before = self.trainer.snapshot() if watched else None  # then each point tells what moved
        report, diagnostics = self._train(pictures, rows, rates, control)
        self._note_change_shares()
        taken = time.perf_counter() - started
        self.step += count
        self.seconds += taken
        point = self._report(
            rate=rows.size / taken,
            learning_rate=float(rates[-1]),
            diagnostics=diagnostics,
            relative_change=before and measurements.relative_change(before, self.trainer.snapshot()),
            **measurements.training_scores(report),
            **(_of_validation(self._validate()) if self._validation_is_due() else {}),
        )
        if self.step % self._snapshot_interval == 0 or self.step == self.total_steps:
            self._keep_snapshot()  # before the checkpoint: whoever goes on from it has all up to there
        if time.monotonic() - self._saved_at > max(CHECKPOINT_SECONDS, self._saved_bytes / CHECKPOINT_RATE):
            self._save()
        if control.pace:
            time.sleep(max(0.0, count / control.pace - taken))
        return point

    def _reset_optimizer(self) -> None:
        self.trainer.reset_optimizer()
        if self._made_probe:
            self._made_probe.forget()

    def _train(
        self, pictures: DataTensors, rows: np.ndarray, rates: np.ndarray, control: Control
    ) -> tuple[np.ndarray, dict[str, Any] | None]:
        """The steps' report and, if they are due after the last of them, the gradient diagnostics."""
        take = partial(self.trainer.train, pictures)
        watching = self._made_probe.watching if self._made_probe else 0
        if not (control.probe or watching):
            return take(rows, rates), None
        due = -(self.step + len(rows)) % control.probe if control.probe else self.total_steps
        if due:
            return self._probe.follow(take, rows, rates, due), None
        first = np.array([*self.first_loss.values()])
        return self._probe.around(take, rows, rates, first)

    @property
    def _probe(self) -> Any:
        self._made_probe = self._made_probe or self.gradient_probe(self.trainer, self.data)
        return self._made_probe

    def _steps_in_one_go(self, control: Control) -> int:
        count = self._point_interval - self.step % self._point_interval
        if control.pace:
            count = min(count, max(1, int(control.pace / 5)))
        if control.until is not None:
            count = min(count, control.until - self.step)
        if control.probe:
            count = min(count, control.probe - self.step % control.probe)
        if self.step < self.settings.optimizer_reset:
            count = min(count, self.settings.optimizer_reset - self.step)
        of_epoch = schedule.steps_left(self.settings, len(self.data.parts.training), self.step)
        return min(count, of_epoch, self.total_steps - self.step)

    @property
    def _point_interval(self) -> int:
        return max(1, round(POINT_PICTURES / self.settings.batch_size))

    @property
    def _snapshot_interval(self) -> int:
        return snapshot_interval(self.total_steps, self._point_interval)

    def _point_before_training(self, control: Control) -> None:
        scores, weights = self._validate(), self.trainer.weights
        self.first_loss = scores["loss"]
        weighted = sum(weights[name] * loss for name, loss in self.first_loss.items())
        self._report(
            rate=0.0,
            learning_rate=0.0,
            diagnostics=self._probe.untrained() if control.probe else None,
            effective_weights=weights,
            total_loss=measurements.validation_joint_loss(self.trainer, self.data) if self.settings.joint else weighted,
            **scores,
            **_of_validation(scores),
        )

    def _report(self, **measured: Any) -> HistoryPoint:
        """Tell the listener how far the run is and what was measured."""
        per_epoch = schedule.steps_per_epoch(self.settings, len(self.data.parts.training))
        point = HistoryPoint(
            step=self.step,
            epoch=self.step / per_epoch,
            seconds=self.seconds,
            weights=self.trainer.weights,
            weight_change=self._weight_change,
            **measured,
        )
        self._weight_change = None
        self.listener.point(point)
        return point

    def _validation_is_due(self) -> bool:
        every = max(1, round(VALIDATION_PICTURES / self.settings.batch_size))
        return self.step % every == 0 or self.step == self.total_steps

    def _validate(self) -> dict[str, Any]:
        scores = measurements.validation_scores(self.trainer, self.data)
        self.validations.append(scores["loss"])
        return scores

    def _save(self) -> None:
        if self._saved_step != self.step:
            state = self.trainer.state()
            self.listener.checkpoint(self.step, state)
            self._saved_bytes = len(state)
        self._saved_step, self._saved_at = self.step, time.monotonic()

    def _keep_snapshot(self) -> None:
        self.listener.snapshot(self.step, self._snapshot_interval, self._weights)

    def _weights(self) -> bytes:
        return weights_file(self.trainer.network, compressed=False)

    def _outcome(self, status: str, message: str = "") -> Outcome:
        return Outcome(
            status=status, step=self.step, total_steps=self.total_steps, seconds=self.seconds, message=message
        )


def _of_validation(scores: Mapping[str, Any]) -> dict[str, Any]:
    return {f"validation_{name}": value for name, value in scores.items()}
