"""The heads' gradients on fixed pictures. Reading them leaves the training bit for bit as it was."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np

from model.diagnose import GradientSample, diagnose, expected_shares
from model.heads import HEADS, per_head
from training.dataset import Dataset
from training.loop.trainer import Trainer
from training.loop.variable_groups import TRUNK, trunk_filters

PROBE_PICTURES, PROBE_SLICES = 1_024, 8  # of the training part, always the same; what the slices differ in is noise
_SPLIT_STEPS, _SPLIT_PICTURES = 20, 1_024  # steps before a sample that are split by head, and pictures in them
TakeSteps = Callable[[np.ndarray, np.ndarray], np.ndarray]


@dataclass(frozen=True, slots=True, kw_only=True)
class Gradients:
    """Of the unweighted losses, on the probe set."""

    jacobians: np.ndarray  # (slices, T, P) on the trunk
    losses: np.ndarray  # (T,)
    accuracies: np.ndarray  # (T,)
    own: dict[str, np.ndarray]  # each head's on its own layers, flat

    @property
    def jacobian(self) -> np.ndarray:
        """`(T, P)` on the whole probe set."""
        return self.jacobians.mean(axis=0)


@dataclass(frozen=True, slots=True, kw_only=True)
class ExpectedStep:
    """The step that a steady gradient makes."""

    shares: dict[str, float]  # of the heads in the trunk's step, signed
    trunk: float  # length
    own: dict[str, float]  # length of each head's on its own layers

    def compared_with(self, before: "ExpectedStep") -> dict[str, Any]:
        """What a change did: shares of the trunk's step before and after, and how many times as long the steps are.

        Plain JSON: `share_before`, `share_after`, `trunk_step`, and per head `own_step`, None for one without weight.
        """
        return {
            "share_before": before.shares,
            "share_after": self.shares,
            "trunk_step": _ratio(before.trunk, self.trunk),
            "own_step": {name: _ratio(before.own[name], self.own[name]) for name in HEADS},
        }


class GradientProbe:
    """The probe set of one run, and the network whose gradients are read."""

    def __init__(self, trainer: Trainer, data: Dataset) -> None:
        rows = np.random.default_rng(0).permutation(data.parts.training)[:PROBE_PICTURES]
        self._slices = [
            (data.pictures[part], data.labels[part].astype(np.int32))
            for part in np.array_split(rows, min(PROBE_SLICES, len(rows)))
        ]
        self._trainer, self._data = trainer, data
        self._filters = trunk_filters(trainer.network)
        self._pictures = len(rows)

    def gradients(self) -> Gradients:
        """As the network is now."""
        jacobians, losses, accuracies, own = zip(
            *(self._trainer.gradients(*part) for part in self._slices), strict=True
        )
        return Gradients(
            jacobians=np.stack(jacobians).astype(float),
            losses=np.mean(losses, axis=0, dtype=float),
            accuracies=np.mean(accuracies, axis=0, dtype=float),
            own={name: np.mean(of_head, axis=0, dtype=float) for name, *of_head in zip(HEADS, *own, strict=True)},
        )

    def untrained(self, first_losses: np.ndarray) -> dict[str, Any]:
        """The diagnostics before the first step: there is no step to divide."""
        gradients = self.gradients()
        return self._diagnosed(gradients, self._would_choose(gradients), first_losses)

    def around(
        self, take_steps: TakeSteps, rows: np.ndarray, rates: np.ndarray, first_losses: np.ndarray
    ) -> tuple[np.ndarray, dict[str, Any]]:
        """Diagnose the gradients while some steps are taken, and who moved the trunk in the last of them.

        The optimiser's step is linear in the gradients that it remembers. So the gradients of each head are followed
        through the last steps, as many as cost no more than the probe set; before these, what is remembered is taken
        for steady, as on the probe set.

        Args:
            take_steps: Takes steps for some rows and rates; returns their report, as `Trainer.train` does.
            rows, rates: Of all the steps.
            first_losses: `(T,)` of the untrained network.

        Returns:
            The steps' report, and `model.diagnose.diagnose`'s answer as of before the last step.
        """
        followed = min(len(rows) - 1, _SPLIT_STEPS, _SPLIT_PICTURES // rows.shape[1]) if not self._trainer.splits else 0
        reports, pulls = [take_steps(rows[: -1 - followed], rates[: -1 - followed])], []
        for i in range(len(rows) - 1 - followed, len(rows) - 1):
            jacobian = self._batch(rows[i])
            reports.append(take_steps(rows[i : i + 1], rates[i : i + 1]))
            pulls.append(_weights(reports[-1])[:, None] * jacobian)
        gradients, before = self.gradients(), self._trainer.snapshot()[TRUNK]
        jacobian = self._batch(rows[-1]) if rows.shape[1] <= _SPLIT_PICTURES and not self._trainer.splits else None
        reports.append(take_steps(rows[-1:], rates[-1:]))
        step, weights = self._trainer.snapshot()[TRUNK] - before, _weights(reports[-1])
        if jacobian is not None:
            pulls.append(weights[:, None] * jacobian)
        parts = self._trainer.step_by_head(pulls, weights[:, None] * gradients.jacobian)
        return np.concatenate(reports), self._diagnosed(gradients, weights, first_losses, step, parts)

    def expected_step(self, gradients: Gradients) -> ExpectedStep:
        """The step to come, if the gradients stay as they are, with the weights that the trainer has now."""
        weights = self._would_choose(gradients)
        pull = weights @ gradients.jacobian
        pace = self._trainer.pace(TRUNK, pull)
        shares = expected_shares(gradients.jacobian, weights, pace)
        pulls = {name: weight * gradients.own[name] for name, weight in per_head(weights).items()}
        return ExpectedStep(
            shares=per_head(shares.tolist()),
            trunk=float(np.linalg.norm(pace * pull)),
            own={name: float(np.linalg.norm(self._trainer.pace(name, own) * own)) for name, own in pulls.items()},
        )

    def _would_choose(self, gradients: Gradients) -> np.ndarray:
        """`(T,)` what the balancing method would make of these gradients."""
        return self._trainer.would_choose(gradients.losses, gradients.accuracies, gradients.jacobian)

    def _batch(self, rows: np.ndarray) -> np.ndarray:
        """The Jacobian `(T, P)` on a batch."""
        return self._trainer.gradients(self._data.pictures[rows], self._data.labels[rows].astype(np.int32))[0]

    def _diagnosed(
        self,
        gradients: Gradients,
        weights: np.ndarray,
        first_losses: np.ndarray,
        step: np.ndarray | None = None,
        parts: np.ndarray | None = None,
    ) -> dict[str, Any]:
        sample = GradientSample(
            jacobians=gradients.jacobians,
            weights=weights,
            losses=gradients.losses,
            first_losses=first_losses,
            accuracies=gradients.accuracies,
            filters=self._filters,
            step=step,
            parts=parts,
        )
        return {"pictures": self._pictures, **diagnose(sample), "exact_update": self._trainer.splits}


def _weights(report: np.ndarray) -> np.ndarray:
    """`(T,)` that the last step of a report used."""
    return report[-1, -len(HEADS) :].astype(float)


def _ratio(before: float, after: float) -> float | None:
    return after / before if before and after else None
