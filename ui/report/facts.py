"""The facts of a report as values: read once, before anything is written."""

from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property
from typing import Any

import numpy as np

from model.balance import METHODS
from model.evaluate import Evaluation
from model.heads import HEADS
from runs.history import HistoryPoint, PerHead
from training.results.evaluation_sets import EvaluationPictures
from training.results.scores import first_solved
from training.run import OTHER_VERSION, Run
from training.settings import RunSettings

NOTHING_TO_TEST = "It ended without a network, so there is nothing to test."
NOT_ENDED = "It has not ended, so there is no network to test yet."
NO_PICTURES = f"{OTHER_VERSION.removesuffix('.')}, so its test pictures cannot be reproduced."
NO_MAPS = "This report has no attribution maps."


@dataclass(frozen=True, slots=True, eq=False)
class AttributionMaps:
    """The maps of the four heads on one picture of the test part."""

    row: int  # of the picture in the part
    maps: dict[str, np.ndarray]  # per head (28, 28), above 0 where a pixel supports the answer


@dataclass(frozen=True, kw_only=True, eq=False)
class RunFacts:
    """One run, or a network that comes with the project."""

    label: str  # how the report calls it: a letter among several, else its name
    record: Run
    points: list[HistoryPoint] = field(default_factory=list)
    marks: list[dict[str, Any]] = field(default_factory=list)
    part: EvaluationPictures | None = None  # its honest test part
    evaluation: Evaluation | None = None  # on it
    no_evaluation_reason: str = ""  # why there is no evaluation, in a sentence
    attributions: tuple[AttributionMaps, ...] = ()
    no_maps_reason: str = NO_MAPS  # why there are no attributions, in a sentence

    @property
    def settings(self) -> RunSettings | None:
        """None: of a version that had others."""
        return self.record.readable

    @cached_property
    def solved(self) -> dict[str, int | None]:
        """Per head the first step at which 95 % of the validation pictures were read; empty if never measured."""
        known = (self.record.result or {}).get("first_solved")
        if known:
            return known
        return first_solved(self.points) if self.validated else {}

    @cached_property
    def tested(self) -> dict[str, float]:
        """Accuracy on the whole test part as the run measured it; empty if it did not."""
        return (self.record.result or {}).get("test") or {}

    @cached_property
    def validated(self) -> list[HistoryPoint]:
        """The points with a validation."""
        return [point for point in self.points if point.validation_accuracy]

    @cached_property
    def effective_weights(self) -> PerHead | None:
        """Those of the last steps, where a method made them."""
        weights = self.points[-1].effective_weights if self.points else None
        return weights if weights and self.record.settings.method != "manual" else None

    @cached_property
    def switched_off(self) -> tuple[str, ...]:
        """The heads whose loss weight was 0 from the first step to the last."""
        settings = self.record.settings
        if settings.method in METHODS and METHODS[settings.method].role == "nothing":
            return ()
        weights = [settings.weights, *(point.weights for point in self.points if point.weights)]
        return tuple(head for head in HEADS if all(each.get(head) == 0 for each in weights))

    @property
    def trained_heads(self) -> tuple[str, ...]:
        """The heads that had a loss weight: only of these anything can be said."""
        return tuple(head for head in HEADS if head not in self.switched_off)

    def wrong(self, head: str) -> int:
        """How many pictures the head reads wrong."""
        assert self.evaluation is not None
        return int((~self.evaluation.right[:, list(HEADS).index(head)]).sum())


@dataclass(frozen=True, kw_only=True, eq=False)
class Facts:
    """All that a report says follows from these."""

    created: datetime
    version: str  # of LineHeads
    runs: tuple[RunFacts, ...]  # one or more
    all_runs: tuple[Run, ...] = ()  # all runs of the store: seeds and baselines to compare with
    changed_runs: frozenset[str] = frozenset()  # ids of runs that were changed while they trained

    @property
    def title(self) -> str:
        return self.runs[0].record.name if len(self.runs) == 1 else f"{len(self.runs)} runs compared"


def no_maps_reason(facts: Facts) -> str:
    """Why an evaluated run has no attributions, in a sentence; '' if all have."""
    return next((run.no_maps_reason for run in facts.runs if run.evaluation is not None and not run.attributions), "")
