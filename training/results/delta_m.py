"""delta-m and mean ranks: what methods, or settings, are worth against networks that train one head alone.

delta-m is the mean over the heads of (baseline - method) / baseline, in %, of the test accuracy; the baseline of a head
is the same network trained for that head alone with the same budget. LOWER is better; below 0 the heads did
better together than alone. (Some libraries print the opposite sign.)
"""

from collections.abc import Mapping
from dataclasses import replace

import numpy as np

from model.heads import HEADS
from training.settings import RunSettings


def single_head_settings(settings: RunSettings, head: str) -> RunSettings:
    """The baseline: the other heads have no weight."""
    return replace(settings, weights={name: float(name == head) for name in HEADS})


def delta_m(scores: Mapping[str, float], baselines: Mapping[str, float]) -> float:
    """Mean loss of accuracy against the baselines, in %; lower is better.

    Source:
        K.-K. Maninis et al., Attentive Single-Tasking of Multiple Tasks, arXiv 1904.08918, with the sign turned.
    """
    return 100 * float(np.mean([(baselines[head] - scores[head]) / baselines[head] for head in HEADS]))


def mean_ranks(table: Mapping[str, Mapping[str, float]]) -> dict[str, float]:
    """Each row's mean place over the heads, by accuracy: 1 is best, equals share a place."""
    places = {name: [] for name in table}
    for head in HEADS:
        for name, scores in table.items():
            better = sum(other[head] > scores[head] for other in table.values())
            same = sum(other[head] == scores[head] for other in table.values())
            places[name].append(better + (same + 1) / 2)
    return {name: float(np.mean(each)) for name, each in places.items()}
