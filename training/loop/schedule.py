"""How many steps a run has, its learning rate at each, and which pictures each one sees."""

from collections.abc import Mapping, Sequence

import numpy as np

from model.heads import HEADS
from training.settings import RunSettings

ONE_CYCLE_WARM_UP = 0.3  # share of the steps that one-cycle climbs
ONE_CYCLE_START, ONE_CYCLE_END = 1 / 25, 1e-4  # of the peak
PLATEAU_PATIENCE, PLATEAU_IMPROVEMENT = 5, 0.01  # plateau: validations without a fall of 1 %


def steps_per_epoch(settings: RunSettings, pictures: int) -> int:
    """Full batches of an epoch: the few pictures left over would make a noisy step of their own, and wait instead."""
    return max(1, pictures // settings.batch_size)


def total_steps(settings: RunSettings, pictures: int) -> int:
    return max(1, round(settings.epochs * steps_per_epoch(settings, pictures)))


def learning_rates(settings: RunSettings, steps: int) -> np.ndarray:
    """Learning rate of every step, `(steps,)` float32; `plateau` lowers it later, by `plateau_factor`.

    Source:
        Cosine: I. Loshchilov and F. Hutter, SGDR, arXiv 1608.03983, without restarts.
        One-cycle: L. Smith and N. Topin, Super-Convergence, arXiv 1708.07120; cosine legs.
    """
    progress = (np.arange(steps) + 0.5) / steps
    if settings.schedule in ("constant", "plateau"):
        return np.full(steps, settings.learning_rate, np.float32)
    if settings.schedule == "cosine":
        return (settings.learning_rate * (1 - _ease(progress))).astype(np.float32)
    up = ONE_CYCLE_START + (1 - ONE_CYCLE_START) * _ease(progress / ONE_CYCLE_WARM_UP)
    down = 1 - (1 - ONE_CYCLE_END) * _ease((progress - ONE_CYCLE_WARM_UP) / (1 - ONE_CYCLE_WARM_UP))
    return (settings.learning_rate * np.where(progress < ONE_CYCLE_WARM_UP, up, down)).astype(np.float32)


def plateau_factor(settings: RunSettings, validations: Sequence[Mapping[str, float]]) -> np.float32:
    """What the learning rate is multiplied with: halved whenever the losses have not fallen for a while.

    Args:
        validations: Loss per head of each validation so far; their sum over chance is what must fall.
    """
    factor, best, waited = 1.0, np.inf, 0
    for losses in validations if settings.schedule == "plateau" else ():
        total = sum(loss / HEADS[name].chance for name, loss in losses.items())
        if total < best * (1 - PLATEAU_IMPROVEMENT):
            best, waited = total, 0
        else:
            waited += 1
        if waited >= PLATEAU_PATIENCE:
            factor, waited = factor / 2, 0
    return np.float32(factor)


def _ease(x: np.ndarray) -> np.ndarray:
    """0 to 1 along half a cosine."""
    return (1 - np.cos(np.pi * np.clip(x, 0, 1))) / 2


def batch_rows(settings: RunSettings, training: np.ndarray, first_step: int, count: int) -> np.ndarray:
    """Which pictures `count` steps of one epoch see, from `first_step` on.

    The order depends on the seed and the epoch alone, so a resumed run goes on with the very same batches.

    Returns:
        `(count, batch)` int32 rows of the data set; a set smaller than a batch is one.
    """
    per_epoch = steps_per_epoch(settings, len(training))
    epoch, step = divmod(first_step, per_epoch)
    order = np.random.default_rng((settings.seed, epoch)).permutation(training)
    size = settings.batch_size
    return order[step * size : (step + count) * size].reshape(count, -1).astype(np.int32)


def steps_left(settings: RunSettings, pictures: int, step: int) -> int:
    """Steps from `step` to the end of its epoch."""
    per_epoch = steps_per_epoch(settings, pictures)
    return per_epoch - step % per_epoch
