"""Looks under the hood: the heads' gradients on fixed pictures. Looking leaves the training bit for bit as it was."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np

from model.diagnose import GradientSample, diagnose, expected_shares
from model.heads import HEADS
from training.dataset import Dataset
from training.loop.trainer import Trainer
from training.loop.variable_groups import TRUNK, filters_of

PICTURES, SLICES = 1_024, 8  # of the training part, always the same; what the slices differ in is noise
FOLLOWED, AT_MOST = 20, 1_024  # steps before a look that are split by head, and pictures in them
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


class Probe:
    """The probe set of one run, and the network that is looked at."""

    def __init__(self, trainer: Trainer, data: Dataset) -> None:
        rows = np.random.default_rng(0).permutation(data.parts.training)[:PICTURES]
        self._slices = [
            (data.pictures[some], data.labels[some].astype(np.int32))
            for some in np.array_split(rows, min(SLICES, len(rows)))
        ]
        self._trainer, self._data = trainer, data
        self._filters = filters_of(trainer.network)
        self._pictures = len(rows)

    def gradients(self) -> Gradients:
        """As the network is now."""
        looks = [self._trainer.gradients(*some) for some in self._slices]
        return Gradients(
            jacobians=np.stack([look[0] for look in looks]).astype(float),
            losses=np.mean([look[1] for look in looks], axis=0, dtype=float),
            accuracies=np.mean([look[2] for look in looks], axis=0, dtype=float),
            own={name: np.mean([look[3][i] for look in looks], axis=0, dtype=float) for i, name in enumerate(HEADS)},
        )

    def untrained(self, first_losses: np.ndarray) -> dict[str, Any]:
        """The report before the first step: there is no step to divide."""
        seen = self.gradients()
        weights = self._trainer.would_choose(seen.losses, seen.accuracies, seen.jacobian)
        return self._report(seen, weights, first_losses)

    def around(
        self, take_steps: TakeSteps, rows: np.ndarray, rates: np.ndarray, first_losses: np.ndarray
    ) -> tuple[np.ndarray, dict[str, Any]]:
        """Look while some steps are taken, and see who moved the trunk in the last of them.

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
        followed = min(len(rows) - 1, FOLLOWED, AT_MOST // rows.shape[1]) if not self._trainer.splits else 0
        reports, pulls = [take_steps(rows[: -1 - followed], rates[: -1 - followed])], []
        for i in range(len(rows) - 1 - followed, len(rows) - 1):
            jacobian = self._batch(rows[i])
            reports.append(take_steps(rows[i : i + 1], rates[i : i + 1]))
            pulls.append(_weights(reports[-1])[:, None] * jacobian)
        seen, before = self.gradients(), self._trainer.snapshot()[TRUNK]
        jacobian = self._batch(rows[-1]) if rows.shape[1] <= AT_MOST and not self._trainer.splits else None
        reports.append(take_steps(rows[-1:], rates[-1:]))
        step, weights = self._trainer.snapshot()[TRUNK] - before, _weights(reports[-1])
        if jacobian is not None:
            pulls.append(weights[:, None] * jacobian)
        parts = self._trainer.step_by_head(pulls, weights[:, None] * seen.jacobian)
        return np.concatenate(reports), self._report(seen, weights, first_losses, step, parts)

    def _batch(self, rows: np.ndarray) -> np.ndarray:
        """The Jacobian `(T, P)` on a batch."""
        return self._trainer.gradients(self._data.pictures[rows], self._data.labels[rows].astype(np.int32))[0]

    def _report(
        self,
        seen: Gradients,
        weights: np.ndarray,
        first_losses: np.ndarray,
        step: np.ndarray | None = None,
        parts: np.ndarray | None = None,
    ) -> dict[str, Any]:
        look = GradientSample(
            jacobians=seen.jacobians,
            weights=weights,
            losses=seen.losses,
            first_losses=first_losses,
            accuracies=seen.accuracies,
            filters=self._filters,
            step=step,
            parts=parts,
        )
        return {"pictures": self._pictures, **diagnose(look), "exact_update": self._trainer.splits}

    def change(self, new: dict[str, float]) -> dict[str, Any]:
        """Give the trainer other weights and tell what that does to the steps to come, for a steady gradient.

        Returns:
            The sliders `old` and `new`, the heads' shares of the trunk's step before and after, and how many times as
            long as before the trunk's step is, and each head's on its own layers (None for one without weight).
        """
        old, seen = self._trainer.weights, self.gradients()
        before = self._expected(seen)
        self._trainer.change_weights(new)
        after = self._expected(seen)
        return {
            "old": old,
            "new": new,
            "share_before": before.shares,
            "share_after": after.shares,
            "trunk_step": _ratio(before.trunk, after.trunk),
            "own_step": {name: _ratio(before.own[name], after.own[name]) for name in HEADS},
        }

    def _expected(self, seen: Gradients) -> "_Expected":
        weights = self._trainer.would_choose(seen.losses, seen.accuracies, seen.jacobian)
        pull = weights @ seen.jacobian
        pace = self._trainer.pace(TRUNK, pull)
        shares = expected_shares(seen.jacobian, weights, pace)
        pulls = {name: weight * seen.own[name] for name, weight in zip(HEADS, weights, strict=True)}
        return _Expected(
            shares=dict(zip(HEADS, shares.tolist(), strict=True)),
            trunk=float(np.linalg.norm(pace * pull)),
            own={name: float(np.linalg.norm(self._trainer.pace(name, own) * own)) for name, own in pulls.items()},
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Expected:
    """The step that a steady gradient makes."""

    shares: dict[str, float]
    trunk: float
    own: dict[str, float]


def _weights(report: np.ndarray) -> np.ndarray:
    """`(T,)` that the last step of a report used."""
    return report[-1, -len(HEADS) :].astype(float)


def _ratio(before: float, after: float) -> float | None:
    return after / before if before and after else None
