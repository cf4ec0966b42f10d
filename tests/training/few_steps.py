"""A few batches in a fixed order, and all that must be equal after them."""

import numpy as np

from data.sample import SamplerSettings, sample
from training.loop.variable_groups import dropout_seeds

DRAWN = sample(SamplerSettings(per_class=4, seed=7))
BATCH, STEPS = 32, 12
ROWS = np.random.default_rng(1).permutation(len(DRAWN.pictures))[: BATCH * STEPS].reshape(STEPS, BATCH).astype(np.int32)


def steps(trainer, held, first=0, last=STEPS, rate=1e-3):
    return trainer.train(held, ROWS[first:last], np.full(last - first, rate, np.float32))


def values(variables):
    return [one.numpy().copy() for one in variables]


def everything(trainer):
    """Weights, moving averages, random numbers to come and what the optimiser remembers."""
    return values([*trainer.network.weights, *dropout_seeds(trainer.network), *trainer.optimizer.variables])


def assert_same(found, expected):
    for one, other in zip(found, expected, strict=True):
        np.testing.assert_array_equal(one, other)
