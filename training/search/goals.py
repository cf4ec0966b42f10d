"""What a search is for. Add yours to `GOALS`.

Every goal is judged on the validation sample. The test part is not looked at: of many trials one is the best on any
sample by luck too, and the test part shall say afterwards what it is worth.
"""

from collections.abc import Callable
from dataclasses import dataclass
from statistics import fmean
from typing import Any

from model.heads import HEADS
from runs.history import HistoryPoint

Scores = dict[str, Any]  # of the validation sample: `loss` in nats and `accuracy` per head, `exact`
SHARE_OF_A_GUESS = "loss as a share of a guess's"


@dataclass(frozen=True, slots=True, kw_only=True)
class Objective:
    """One number that a search makes as good as it can."""

    label: str
    value: Callable[[Scores], float]
    high_is_good: bool
    unit: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Goal:
    """What a search is for: one number, or several of which each trial may be the best in one."""

    name: str  # in the store, the link and the command line
    label: str
    about: str  # one sentence
    objectives: tuple[Objective, ...]

    @property
    def single(self) -> bool:
        """Whether one number tells the best trial; then bad ones can be pruned on their way."""
        return len(self.objectives) == 1

    def values(self, scores: Scores) -> list[float]:
        return [objective.value(scores) for objective in self.objectives]


def share_of_a_guess(scores: Scores, head: str) -> float:
    """The head's loss: 1 is a guess, 0 is perfect."""
    return scores["loss"][head] / HEADS[head].chance


def scores_of(point: HistoryPoint) -> Scores | None:
    """What a point of a curve says of the validation sample; None if it says nothing, or no number."""
    loss, accuracy = point.validation_loss, point.validation_accuracy
    if not loss or not accuracy or None in loss.values():
        return None
    return {"loss": loss, "accuracy": accuracy, "exact": point.validation_exact_match}


def _of_head(head: str) -> Objective:
    return Objective(
        label=head, value=lambda scores: share_of_a_guess(scores, head), high_is_good=False, unit=SHARE_OF_A_GUESS
    )


def _of_the_rest(scores: Scores) -> float:
    return fmean(share_of_a_guess(scores, head) for head in HEADS if head != "angle")


OF_HEADS = tuple(map(_of_head, HEADS))
GOALS: dict[str, Goal] = {
    goal.name: goal
    for goal in (
        Goal(
            name="all-four",
            label="All four right",
            about="The share of pictures that all four heads read right. Bad trials are stopped early.",
            objectives=(
                Objective(
                    label="all four right", value=lambda scores: scores["exact"], high_is_good=True, unit="accuracy"
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
                    high_is_good=True,
                    unit="accuracy",
                ),
            ),
        ),
        Goal(
            name="four-heads",
            label="The four heads",
            about="Four losses at once: what is left are trials of which none is better in everything. None is pruned.",
            objectives=OF_HEADS,
        ),
        Goal(
            name="angle-against-rest",
            label="Angle against the rest",
            about="The loss of angle against the mean of the other three: what one costs the others. None is pruned.",
            objectives=(
                _of_head("angle"),
                Objective(label="the rest", value=_of_the_rest, high_is_good=False, unit=SHARE_OF_A_GUESS),
            ),
        ),
    )
}
