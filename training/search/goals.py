"""Goals of a weight search. Add yours to `GOALS`.

Goals are measured on the validation sample. Among many trials the best score is partly luck, so the test part stays
unread until the search has ended.
"""

from collections.abc import Callable
from dataclasses import dataclass
from statistics import fmean
from typing import Any

from model.heads import HEADS
from runs.history import HistoryPoint

ValidationScores = dict[str, Any]  # of the validation sample: `loss` in nats and `accuracy` per head, `exact`
RELATIVE_LOSS = "loss as a share of a guess's"


@dataclass(frozen=True, slots=True, kw_only=True)
class Objective:
    """A number that a search optimises."""

    label: str
    value: Callable[[ValidationScores], float]
    higher_is_better: bool
    unit: str


@dataclass(frozen=True, slots=True, kw_only=True)
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
    return Objective(
        label=head, value=lambda scores: relative_loss(scores, head), higher_is_better=False, unit=RELATIVE_LOSS
    )


def _loss_of_the_rest(scores: ValidationScores) -> float:
    return fmean(relative_loss(scores, head) for head in HEADS if head != "angle")


HEAD_LOSSES = tuple(map(_head_loss, HEADS))
GOALS: dict[str, Goal] = {
    goal.name: goal
    for goal in (
        Goal(
            name="all-four",
            label="All four right",
            about="The share of pictures that all four heads read right. Bad trials are stopped early.",
            objectives=(
                Objective(
                    label="all four right", value=lambda scores: scores["exact"], higher_is_better=True, unit="accuracy"
                ),
            ),
        ),
        Goal(
            name="worst-head",
            label="Worst head",
            about="The accuracy of the head that is worst. Bad trials are stopped early.",
            objectives=(
                Objective(
                    label="worst head",
                    value=lambda scores: min(scores["accuracy"].values()),
                    higher_is_better=True,
                    unit="accuracy",
                ),
            ),
        ),
        Goal(
            name="four-heads",
            label="The four heads",
            about="Four losses at once: what is left are trials of which none is better in everything. None is pruned.",
            objectives=HEAD_LOSSES,
        ),
        Goal(
            name="angle-against-rest",
            label="Angle against the rest",
            about="The loss of angle against the mean of the other three: what one costs the others. None is pruned.",
            objectives=(
                _head_loss("angle"),
                Objective(label="the rest", value=_loss_of_the_rest, higher_is_better=False, unit=RELATIVE_LOSS),
            ),
        ),
    )
}
