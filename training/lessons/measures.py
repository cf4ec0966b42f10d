"""The numbers of a run that a lesson may speak of. Add yours to `MEASURES`.

Nothing here needs TensorFlow: curves come from the run's points, answers from its exported network.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property
from math import inf
from typing import Any

import numpy as np

from data.leak import leak
from data.sample import sample
from data.split import split
from model.evaluate import Evaluation, evaluate
from model.heads import HEADS
from model.predict.predictor import in_batches
from model.probe.factors import FACTORS
from model.probe.robustness import CORRUPTIONS, Robustness, robustness
from model.probe.scenes import Scenes, painted
from model.scores import predicted
from runs.history import HistoryPoint
from training.lessons.filters import filter_costs, hurting
from training.provenance import Provenance, TrainingSet, sampler_of
from training.results.evaluation_sets import OWN, EvaluationPictures, evaluation_pictures
from training.results.scores import first_solved
from training.settings import RunSettings

_LINES = 300  # test lines that are moved or corrupted
_PICTURES = 1_000  # test pictures on which filters are silenced
_GRID = 41  # values between two classes
Predict = Callable[[np.ndarray], dict[str, np.ndarray]]  # pictures -> probabilities of each head


@dataclass(frozen=True, eq=False)
class TrainedRun:
    """A run that has ended. What is large is computed when a measure asks for it."""

    settings: RunSettings
    points: list[HistoryPoint]
    test: Mapping[str, float]  # accuracy per head, `average` and `exact`
    predict: Predict
    weights: Callable[[], bytes] = lambda: b""  # as `.npz`

    @cached_property
    def part(self) -> EvaluationPictures:
        """Its honest test part."""
        return evaluation_pictures(OWN, Provenance((TrainingSet.of(self.settings),)))

    @cached_property
    def evaluation(self) -> Evaluation:
        return evaluate(in_batches(self.predict, self.part.pictures), self.part.labels)

    @cached_property
    def scenes(self) -> tuple[Scenes, np.ndarray]:
        """Some lines of the test part, and their labels `(n, 4)`."""
        assert self.part.lines is not None
        rows = np.random.default_rng(0).permutation(len(self.part))[:_LINES]
        painters = np.resize(np.array(self.settings.painters), len(rows))
        return Scenes.of(self.part.lines.take(rows), painters, np.arange(len(rows))), self.part.labels[rows]

    @cached_property
    def filter_costs(self) -> np.ndarray:
        """`(filters, 4)` what each filter of the last convolution is worth to each head."""
        return filter_costs(self.weights(), self.part.pictures[:_PICTURES], self.part.labels[:_PICTURES])

    @cached_property
    def corrupted(self) -> dict[str, Robustness]:
        return {}  # filled by `_robustness`


@dataclass(frozen=True, slots=True)
class Measure:
    """A number of a run."""

    about: str  # one sentence
    unit: str  # share, points, step, degrees, px, count or plain
    details: tuple[str, ...]  # what stands behind its name, for people
    read: Callable[..., float]  # of a `TrainedRun` and the details
    allowed: Callable[..., bool]  # of the details
    needs_network: bool = False


def measured(run: TrainedRun, measure: str, details: tuple[str, ...]) -> float:
    """A number of a run; infinite where something was never reached."""
    return float(MEASURES[measure].read(run, *details))


def _column(head: str) -> int:
    return list(HEADS).index(head)


def _solved(run: TrainedRun, head: str) -> float:
    step = first_solved(run.points)[head]
    return inf if step is None else step


def _validation(run: TrainedRun, head: str, step: str = "") -> float:
    """The last one at or before the step."""
    known = [point for point in run.points if point.validation_accuracy and (not step or point.step <= int(step))]
    point = known[-1]
    assert point.validation_accuracy is not None
    return (point.validation_exact_match or 0.0) if head == "exact" else point.validation_accuracy[head]


def _says(run: TrainedRun, head: str, true: str, predicted_class: str) -> float:
    """Of the pictures of a class, the share that the head takes for another."""
    column, classes = _column(head), HEADS[head].classes
    rows = run.part.labels[:, column] == classes.index(true)
    return float((run.evaluation.predictions[rows, column] == classes.index(predicted_class)).mean())


def _neighbours(run: TrainedRun) -> float:
    """Of the wrong angles, the share next to the right one on the circle of twelve."""
    column, count = _column("angle"), len(HEADS["angle"].classes)
    turn = (run.evaluation.predictions[:, column] - run.part.labels[:, column]) % count
    wrong = turn[turn != 0]
    return float(np.isin(wrong, (1, count - 1)).mean()) if len(wrong) else 1.0


def _robustness(run: TrainedRun, name: str) -> Robustness:
    if name not in run.corrupted:
        run.corrupted[name] = robustness(*run.scenes, run.predict, CORRUPTIONS[name])
    return run.corrupted[name]


def _under(run: TrainedRun, name: str, strength: str, head: str) -> float:
    curves = _robustness(run, name)
    return float(curves.accuracy[curves.strengths.index(float(strength)), _column(head)])


def _breaks(run: TrainedRun, name: str, head: str) -> float:
    at = _robustness(run, name).breaks[_column(head)]
    return inf if at is None else at


_BETWEEN = {  # head -> the factor that moves, from the lower class to the next one
    "length": ("length", 7, 15, "px"),
    "width": ("width", 1, 3, "px"),
    "colour": ("hue", 240, 360, "degrees"),
    "angle": ("angle", 30, 45, "degrees"),
}


def _flip(run: TrainedRun, head: str) -> float:
    """The middle one of the values at which the head first leaves the lower class, over many test lines."""
    name, low, high, _ = _BETWEEN[head]
    scenes, factor = run.scenes[0].take(np.s_[:80]), FACTORS[name]
    # smooth edges, which know widths and angles between the trained ones
    values, answers = np.linspace(low, high, _GRID), []
    for value in values:
        moved = factor.put(scenes, np.full(len(scenes), value))
        answers.append(predicted(run.predict(painted(moved)))[:, _column(head)])
    left = np.array(answers) != answers[0]  # (values, lines)
    first = np.where(left.any(axis=0), values[left.argmax(axis=0)], high)
    return float(np.median(first))


def _leaked(run: TrainedRun) -> float:
    drawn = sample(sampler_of(run.settings))
    return leak(drawn.pictures, split(drawn.pictures, run.settings.split, run.settings.seed)).share


def _filters(run: TrainedRun, head: str) -> float:
    return float(hurting(run.filter_costs)[:, _column(head)].sum())


def _filters_alone(run: TrainedRun, head: str) -> float:
    hurts = hurting(run.filter_costs)
    return float((hurts[:, _column(head)] & (hurts.sum(axis=1) == 1)).sum())


def _is_head(*details: str) -> bool:
    return len(details) == 1 and details[0] in HEADS


def _is_score(*details: str) -> bool:
    return len(details) == 1 and details[0] in (*HEADS, "average", "exact")


def _is_score_at(*details: str) -> bool:
    return _is_score(*details[:1]) and (len(details) == 1 or (len(details) == 2 and details[1].isdigit()))


def _are_classes(*details: str) -> bool:
    return len(details) == 3 and details[0] in HEADS and set(details[1:]) <= set(HEADS[details[0]].classes)


def _is_corruption(*details: str) -> bool:
    name, *rest = details
    strengths = [f"{value:g}" for value in CORRUPTIONS[name].strengths] if name in CORRUPTIONS else []
    return len(rest) == 2 and rest[0] in strengths and rest[1] in HEADS


def _is_break(*details: str) -> bool:
    return len(details) == 2 and details[0] in CORRUPTIONS and details[1] in HEADS


MEASURES: dict[str, Measure] = {
    "solved": Measure("The step at which a head first reads 95 % of the validation pictures.", "step", ("HEAD",),
                      _solved, _is_head),
    "test": Measure("Accuracy on the test part.", "share", ("HEAD, average or exact",),
                    lambda run, name: run.test[name], _is_score),
    "validation": Measure("Accuracy on the validation pictures at the end, or at a step.", "share",
                          ("HEAD or exact", "[STEP]"), _validation, _is_score_at),
    "says": Measure("Of the test pictures of a class, the share that a head takes for another one.", "share",
                    ("HEAD", "TRUE CLASS", "CLASS"), _says, _are_classes, True),
    "neighbours": Measure("Of the wrong angles on the test part, the share that is one class off on the circle.",
                          "share", (), _neighbours, lambda *details: not details, True),
    "under": Measure("Accuracy on test lines under a corruption of this strength.", "share",
                     ("CORRUPTION", "STRENGTH", "HEAD"), _under, _is_corruption, True),
    "breaks": Measure("The strength of a corruption at which a head has lost a tenth of its skill.", "plain",
                      ("CORRUPTION", "HEAD"), _breaks, _is_break, True),
    "flip": Measure("Where a head changes its mind while a line goes from one class to the next.", "plain",
                    ("HEAD",), _flip, _is_head, True),
    "filters": Measure("How many filters of the last convolution cost a head a point or more when silenced.", "count",
                       ("HEAD",), _filters, _is_head, True),
    "filtersalone": Measure("How many of these cost no other head a point.", "count", ("HEAD",), _filters_alone,
                            _is_head, True),
    "filterswithout": Measure("How many filters of the last convolution cost no head a point.", "count", (),
                              lambda run: (~hurting(run.filter_costs).any(axis=1)).sum(),
                              lambda *details: not details, True),
    "largest": Measure("The most accuracy that one filter of the last convolution costs a head.", "points", ("HEAD",),
                       lambda run, head: run.filter_costs[:, _column(head)].max(), _is_head, True),
    "leaked": Measure("Of the test pictures, the share that stands in the training part, pixel for pixel.", "share",
                      (), _leaked, lambda *details: not details),
}  # fmt: skip


def unit_of(measure: str, details: tuple[str, ...]) -> str:
    if measure == "flip":
        return _BETWEEN[details[0]][3]
    return MEASURES[measure].unit


def any_network(_: Any) -> dict[str, np.ndarray]:
    """In place of a network that no measure asks for.

    Raises:
        RuntimeError: One did.
    """
    raise RuntimeError("The network of this run was not kept.")
