"""How long a warm worker takes to answer each view, for the network of 2019 and ours."""

import statistics
import time
from typing import Any

import numpy as np

from benchmarks.table import Row, show
from data.sample import SamplerSettings, sample
from model.explain import VIEWS, Subject
from model.explain.attribution import ATTRIBUTION_METHODS
from training.engine.network_cache import shipped_network
from training.engine.task import load_tensorflow

NETWORKS = ("coursework-v3", "fast")
PICTURES = 1_000  # as many as a worker takes of the test part
REPEATS, REPEATS_OF_SLOW = 15, 3
QUICK = "<= 300"  # ms
QUESTIONS: list[tuple[str, dict[str, Any]]] = [
    ("structure", {}),
    ("activations", {}),
    ("layer", {"layer": "trunk_conv_1"}),
    *[("attribution", {"method": method}) for method in ATTRIBUTION_METHODS],
    *[("attribution", {"method": method, "randomised": True}) for method in ATTRIBUTION_METHODS],
    ("synthesis", {"layer": "angle", "unit": 3}),
    ("synthesis", {"layer": "trunk_conv_2"}),
    ("ablation", {"layer": "trunk_conv_1"}),
    ("ablation", {"layer": "trunk_conv_2"}),
    ("readability", {}),
]


def rows() -> list[Row]:
    load_tensorflow()
    drawn = sample(SamplerSettings(per_class=12, seed=1))
    chosen = np.random.default_rng(0).permutation(len(drawn.pictures))[:PICTURES]
    measured = []
    for name in NETWORKS:
        network = shipped_network(name)
        pictures, labels = drawn.pictures[chosen], drawn.labels[chosen]
        for view, arguments in QUESTIONS:
            words = " ".join(["", *map(str, arguments.values())]).replace("True", "shuffled")
            slow = VIEWS[view].slow
            taken = [
                _seconds(view, Subject(network=network, picture=picture, pictures=pictures, labels=labels), arguments)
                for picture in pictures[: 1 + (REPEATS_OF_SLOW if slow else REPEATS)]
            ]
            median = statistics.median(taken[1:])  # the first picture traces
            label = f"{name}: {view}{words}"
            measured.append(Row(label, median, "s") if slow else Row(label, 1000 * median, "ms", target=QUICK))
            measured.append(Row("  the first time", taken[0], "s"))
    return measured


def _seconds(view: str, subject: Subject, arguments: dict[str, Any]) -> float:
    started = time.perf_counter()
    VIEWS[view].answer(subject, **arguments)
    return time.perf_counter() - started


if __name__ == "__main__":
    show("Explaining", rows())
