"""How long a network takes to answer for one picture."""

import statistics
import time

import numpy as np

from model.predict.predictor import Predictor


def microseconds(predictor: Predictor, pictures: np.ndarray, repeats: int) -> float:
    """Median time of an answer for one picture, through LiteRT as the pages ask it.

    Args:
        pictures: `(n, 28, 28, 3)` of 0..255, asked about one after the other.
    """
    taken = []
    for i in range(repeats):
        started = time.perf_counter()
        predictor(pictures[i % len(pictures)][None])
        taken.append(time.perf_counter() - started)
    return 1e6 * statistics.median(taken)
