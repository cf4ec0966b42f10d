"""How long the server takes to answer for one picture."""

import statistics
import time

import numpy as np

from benchmarks.table import Row, show
from data.sample import SamplerSettings, sample
from model.predict import answers, shipped, shipped_names

REPEATS = 2_000


def rows() -> list[Row]:
    pictures = sample(SamplerSettings(per_class=1)).pictures
    return [
        Row(f"{name}: one picture, four answers", _median_ms(name, pictures), "ms", target="<= 0.3")
        for name in shipped_names()
    ]


def _median_ms(name: str, pictures: np.ndarray) -> float:
    predictor, taken = shipped(name), []
    for i in range(REPEATS):
        started = time.perf_counter()
        answers(predictor(pictures[i % len(pictures)][None]))
        taken.append(time.perf_counter() - started)
    return 1000 * statistics.median(taken)


if __name__ == "__main__":
    show("Prediction", rows())
