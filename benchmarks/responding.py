"""How long the sections of the Probe page take, warm: what is asked of the network, painting included."""

import time
from collections.abc import Callable

from benchmarks.table import Row, show
from data.line import Lines, LineSpec
from data.sample import SamplerSettings, sample
from model.heads import HEADS
from model.predict import shipped, shipped_names
from model.probe import (
    CORRUPTIONS,
    FACTORS,
    Predict,
    Scenes,
    cross_talk,
    nearest_flips,
    painted,
    position_maps,
    robustness,
    some_lines,
    sweep,
)
from ui.probe.film_strip import film_strip

REPEATS = 5  # the quickest counts
LINE = LineSpec(length=15, width=3, angle=60, colour=(255, 0, 0), start=(10.5, 7.5))


def rows() -> list[Row]:
    return [row for name in shipped_names() for row in _rows(name)]


def _rows(name: str) -> list[Row]:
    predict, held = shipped(name), Scenes.of(Lines.of([LINE]), "smooth")
    angle, lines = FACTORS["angle"], some_lines(0)
    turned = angle.put(held.times(len(angle.grid())), angle.grid())
    drawn = sample(SamplerSettings(per_class=5))
    scenes = Scenes.of(drawn.lines, "smooth")

    def corrupt() -> None:
        for corruption in CORRUPTIONS.values():
            robustness(scenes, drawn.labels, predict, corruption)

    return [
        _row(name, "181 angles, four heads: painted and answered", lambda: predict(painted(turned)), "<= 50"),
        _row(
            name,
            "the same with its flips and its film",
            lambda: film_strip(sweep(held, angle, predict).pictures),
            "<= 200",
        ),
        _row(name, "cross-talk of all properties", lambda: cross_talk(lines, predict), "<= 1000"),
        _row(name, f"robustness, {len(scenes)} lines, all disturbances", corrupt, "<= 1000"),
        _row(
            name, "position maps and their film", lambda: film_strip(position_maps(held, predict).pictures), "<= 1000"
        ),
        Row(f"{name}: nearest flip of the slowest head", _slowest(held, predict), "ms", target="<= 1000"),
    ]


def _row(network: str, what: str, work: Callable[[], object], target: str) -> Row:
    return Row(f"{network}: {what}", _milliseconds(work), "ms", target=target)


def _slowest(held: Scenes, predict: Predict) -> float:
    return max(_milliseconds(lambda head=head: nearest_flips(held, head, predict)) for head in HEADS)


def _milliseconds(work: Callable[[], object]) -> float:
    """The shortest of a few runs."""
    taken = []
    for _ in range(REPEATS):
        started = time.perf_counter()
        work()
        taken.append(1000 * (time.perf_counter() - started))
    return min(taken)


if __name__ == "__main__":
    show("Responding", rows())
