"""When going on with a run makes no sense."""

import math

from model.heads import HEADS
from runs.history import HistoryPoint
from training.loop.trainer import Trainer
from training.loop.variable_groups import TRUNK
from training.settings import RunSettings

AT_CHANCE = 0.9  # of the loss of a guess: a head above it has learned nothing


def divergence(settings: RunSettings, trainer: Trainer, point: HistoryPoint, total_steps: int) -> str:
    """Why a run diverged at this point, and what to do; empty if it did not."""
    if point.total_loss is not None and not math.isfinite(point.total_loss):
        lower = "learning rate" if settings.joint else "learning rate or the largest loss weight"
        return (
            f"The loss became infinite at step {point.step}: the steps were too large. "
            f"Lower the {lower} and start again."
        )
    loss = point.validation_loss
    if loss is None or point.step < total_steps / 2 or TRUNK in trainer.frozen:
        return ""
    trained = [name for name in HEADS if trainer.weights[name] > 0 and name not in trainer.frozen]
    if trained and all(loss[name] > AT_CHANCE * HEADS[name].chance for name in trained):
        return (
            f"{_all_of(trained)} still answers by chance at step {point.step} of {total_steps}. "
            "Change the learning rate, take smaller batches or more epochs, and start again."
        )
    return ""


def _all_of(heads: list[str]) -> str:
    return "Every head" if len(heads) == len(HEADS) else f"Every head that has a loss weight ({', '.join(heads)})"
