"""The loop: chunks of steps, points of the curve between them, and what those who watch ask for.

A point is plain JSON: `step` and `epoch` taken so far, `seconds` of training, `rate` in pictures per second,
`learning_rate`, `weights`, `total` (the weighted loss), per head `loss` (unweighted, nats) and `accuracy`, `exact`; and
on some points `val_loss`, `val_accuracy`, `val_exact` on the validation sample, else None. Step 0 is untrained.
"""

import math
import time
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from model.heads import HEADS
from model.scores import accuracies, class_probabilities, losses
from runs.records import Control
from training import schedule
from training.dataset import Dataset
from training.listener import Listener
from training.settings import RunSettings
from training.trainer import Held, Trainer

POINT_PICTURES = 640  # a point every so many pictures, and at least one step
VALIDATION_PICTURES = 2_560  # a look at the validation sample every so many pictures
CHECKPOINT_SECONDS = 2.0
AT_CHANCE = 0.9  # of the loss of a guess: a head above it has learned nothing
PAUSE_SECONDS = 0.05  # between two looks at the controls while paused


@dataclass(frozen=True, slots=True, kw_only=True)
class Checkpoint:
    step: int
    seconds: float
    state: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """How a run ended: `done`, `stopped` or `diverged`, and why in words."""

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
    """

    settings: RunSettings
    data: Dataset
    trainer: Trainer
    listener: Listener
    step: int = 0
    seconds: float = 0.0
    _saved_step: int = field(default=-1, init=False)
    _saved_at: float = field(default_factory=time.monotonic, init=False)

    def run(self) -> Outcome:
        """Train to the end, or until somebody stops it or it diverges."""
        held = Held(self.data.pictures, self.data.labels)
        rates = schedule.learning_rates(self.settings, self.total_steps)
        if self.step == 0:
            self._point_before_training()
        while self.step < self.total_steps:
            control = self._heard()
            if control is None:
                return self._outcome("stopped", f"Stopped at step {self.step} of {self.total_steps}.")
            point = self._chunk(held, rates, control)
            if trouble := self._trouble(point):
                return self._outcome("diverged", trouble)
        return self._outcome("done")

    @property
    def total_steps(self) -> int:
        return schedule.total_steps(self.settings, len(self.data.parts.training))

    def _heard(self) -> Control | None:
        """What to go on with, after any pause; None to stop. Changed weights are taken over here."""
        paused = False
        while True:
            control = self.listener.control()
            if control.state == "stop":
                return None
            if control.weights and control.weights != self.trainer.weights:
                old = self.trainer.weights
                self.trainer.change_weights(control.weights)
                self.listener.weights_changed(self.step, old, control.weights)
                self._saved_step = -1  # a resumed run must not take them over earlier than this
                self._save()
            if control.state == "run" and (control.until is None or self.step < control.until):
                if paused:
                    self.listener.resumed()
                return control
            if not paused:
                self._save()
                self.listener.paused(self.step)
                paused = True
            time.sleep(PAUSE_SECONDS)

    def _chunk(self, held: Held, rates: np.ndarray, control: Control) -> dict[str, Any]:
        """Take the next steps in one go and report them as one point."""
        started = time.perf_counter()
        count = self._steps_in_one_go(control)
        rows = schedule.batch_rows(self.settings, self.data.parts.training, self.step, count)
        report = self.trainer.train(held, rows, rates[self.step : self.step + count])
        self.step += count
        taken = time.perf_counter() - started
        self.seconds += taken
        point = self._point(report.mean(axis=0), rows.size / taken, float(rates[self.step - 1]))
        self.listener.point(point)
        if time.monotonic() - self._saved_at > CHECKPOINT_SECONDS:
            self._save()
        if control.pace:
            time.sleep(max(0.0, count / control.pace - taken))
        return point

    def _steps_in_one_go(self, control: Control) -> int:
        every = max(1, round(POINT_PICTURES / self.settings.batch_size))
        count = every - self.step % every
        if control.pace:
            count = min(count, max(1, int(control.pace / 5)))
        if control.until is not None:
            count = min(count, control.until - self.step)
        of_epoch = schedule.steps_left(self.settings, len(self.data.parts.training), self.step)
        return min(count, of_epoch, self.total_steps - self.step)

    def _point_before_training(self) -> None:
        seen = self._validation()
        seen |= {key.removeprefix("val_"): value for key, value in seen.items()}
        total = sum(self.trainer.weights[name] * loss for name, loss in seen["loss"].items())
        self.listener.point(self._frame(0.0, 0.0) | {"total": total} | seen)

    def _point(self, report: np.ndarray, rate: float, learning_rate: float) -> dict[str, Any]:
        heads = len(HEADS)
        loss = dict(zip(HEADS, report[:heads].tolist(), strict=True))
        seen = {
            "total": sum(self.trainer.weights[name] * value for name, value in loss.items()),
            "loss": loss,
            "accuracy": dict(zip(HEADS, report[heads : 2 * heads].tolist(), strict=True)),
            "exact": float(report[-1]),
        }
        validated = self._validation() if self._validation_is_due() else dict.fromkeys(_VALIDATED)
        return self._frame(rate, learning_rate) | seen | validated

    def _frame(self, rate: float, learning_rate: float) -> dict[str, Any]:
        per_epoch = schedule.steps_per_epoch(self.settings, len(self.data.parts.training))
        return {
            "step": self.step,
            "epoch": self.step / per_epoch,
            "seconds": self.seconds,
            "rate": rate,
            "learning_rate": learning_rate,
            "weights": self.trainer.weights,
        }

    def _validation_is_due(self) -> bool:
        every = max(1, round(VALIDATION_PICTURES / self.settings.batch_size))
        return self.step % every == 0 or self.step == self.total_steps

    def _validation(self) -> dict[str, Any]:
        pictures, labels = self.data.validation_sample()
        probabilities = class_probabilities(self.trainer.probabilities(pictures))
        scores = accuracies(probabilities, labels)
        exact = scores["exact"]
        return dict(zip(_VALIDATED, (losses(probabilities, labels), {h: scores[h] for h in HEADS}, exact), strict=True))

    def _trouble(self, point: dict[str, Any]) -> str:
        """Why going on makes no sense, or nothing."""
        if not math.isfinite(point["total"]):
            return (
                f"The loss became infinite at step {self.step}: the steps were too large. "
                "Lower the learning rate or the largest loss weight and start again."
            )
        loss = point["val_loss"]
        if loss is None or self.step < self.total_steps / 2:
            return ""
        trained = [name for name in HEADS if self.trainer.weights[name] > 0]
        if all(loss[name] > AT_CHANCE * HEADS[name].chance for name in trained):
            return (
                f"{_all_of(trained)} still answers by chance at step {self.step} of {self.total_steps}. "
                "Change the learning rate, take smaller batches or more epochs, and start again."
            )
        return ""

    def _save(self) -> None:
        if self._saved_step != self.step:
            self.listener.checkpoint(self.step, self.trainer.state())
        self._saved_step, self._saved_at = self.step, time.monotonic()

    def _outcome(self, status: str, message: str = "") -> Outcome:
        return Outcome(
            status=status, step=self.step, total_steps=self.total_steps, seconds=self.seconds, message=message
        )


def _all_of(heads: list[str]) -> str:
    return "Every head" if len(heads) == len(HEADS) else f"Every head that has a loss weight ({', '.join(heads)})"


_VALIDATED = ("val_loss", "val_accuracy", "val_exact")
