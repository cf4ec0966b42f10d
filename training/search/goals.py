"""Goals of a weight search. Add yours to `GOALS`.

Goals are measured on the validation sample. Among many trials the best score is partly luck, so the test part stays
unread until the search has ended.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from statistics import fmean
from typing import Any

from model.heads import HEADS
from runs.history import HistoryPoint

ValidationScores = dict[str, Any]  # of the validation sample: `loss` in nats and `accuracy` per head, `exact`
RELATIVE_LOSS = "loss as a share of a guess's"


@dataclass(frozen=True, slots=True)
class Objective:
    """A number that a search optimises."""

    label: str
    value: Callable[[ValidationScores], float]
    unit: str
    higher_is_better: bool


@dataclass(frozen=True, slots=True)
class Goal:
    """What a search optimises: a single objective, or several at once."""

    name: str  # in the store, the link and the command line
    label: str
    about: str  # one sentence
    objectives: tuple[Objective, ...]

    @property
    def single(self) -> bool:
        """Whether there is one objective; then bad trials can be pruned early."""
        return len(self.objectives) == 1

    def values(self, scores: ValidationScores) -> list[float]:
        return [objective.value(scores) for objective in self.objectives]


def unknown_goal(name: str) -> str:
    """Why a search in the store cannot go on here: a newer or older version began it."""
    return (
        f"This LineHeads does not know the objective `{name[:40]}` of the search; it knows {', '.join(GOALS)}. "
        "Resume it with the version that began it, or start another search."
    )


def relative_loss(scores: ValidationScores, head: str) -> float:
    """The loss of a head divided by that of a guess: 1 is chance, 0 is perfect."""
    return scores["loss"][head] / HEADS[head].chance


def point_scores(point: HistoryPoint) -> ValidationScores | None:
    """The validation scores of a point; None if there are none, or a loss is not finite."""
    loss, accuracy = point.validation_loss, point.validation_accuracy
    if not loss or not accuracy or None in loss.values():
        return None
    return {"loss": loss, "accuracy": accuracy, "exact": point.validation_exact_match}


def _head_loss(head: str) -> Objective:
    return _loss(head, lambda scores: relative_loss(scores, head))


def _mean_loss_without_angle(scores: ValidationScores) -> float:
    return fmean(relative_loss(scores, head) for head in HEADS if head != "angle")


_accuracy = partial(Objective, unit="accuracy", higher_is_better=True)
_loss = partial(Objective, unit=RELATIVE_LOSS, higher_is_better=False)
HEAD_LOSSES = tuple(map(_head_loss, HEADS))
GOALS: dict[str, Goal] = {
    goal.name: goal
    for goal in (
        Goal("all-four", "All four right",
             "The share of pictures that all four heads read right. Bad trials are stopped early.",
             (_accuracy("all four right", lambda scores: scores["exact"]),)),
        Goal("worst-head", "Worst head", "The accuracy of the head that is worst. Bad trials are stopped early.",
             (_accuracy("worst head", lambda scores: min(scores["accuracy"].values())),)),
        Goal("four-heads", "The four heads",
             "Four losses at once: what is left are trials of which none is better in everything. None is pruned.",
             HEAD_LOSSES),
        Goal("angle-against-rest", "Angle against the rest",
             "The loss of angle against the mean of the other three: what one costs the others. None is pruned.",
             (_head_loss("angle"), _loss("the rest", _mean_loss_without_angle))),
    )
}  # fmt: skip
