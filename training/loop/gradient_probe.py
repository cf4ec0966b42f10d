"""The heads' gradients on fixed pictures. Reading them leaves the training bit for bit as it was."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np

from model.diagnose import GradientSample, diagnose, expected_shares
from model.heads import HEADS, per_head
from model.networks import build
from training.dataset import Dataset
from training.loop.head_memory import HeadMemory
from training.loop.losses import head_losses
from training.loop.trainer import Trainer
from training.loop.variable_groups import TRUNK, trunk_filters

PROBE_PICTURES, PROBE_SLICES = 1_024, 8  # of the training part, always the same; what the slices differ in is noise
_SPLIT_STEPS, _SPLIT_PICTURES = 40, 2_048  # steps before a sample that are split by head, and pictures in them
AFTER_CHANGE = {1: "share_next", 20: "share_twentieth"}  # steps after a change of weights that are measured
KNOWN = 0.05  # two standard errors of a share of the trunk's step; above it the shares are not told
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
        self._part_size = len(self._slices[0][0])  # pictures
        self._first: np.ndarray | None = None  # losses of the untrained network, on the same pictures as all others
        self._memory: HeadMemory | None = None
        self._rescaled = trainer.rescaled
        self._changed = -max(AFTER_CHANGE)  # step of the last change of weights
        self._change_shares: dict[str, Any] = {}

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

    def untrained(self) -> dict[str, Any]:
        """The diagnostics before the first step: there is no step to divide."""
        gradients = self.gradients()
        self._first = gradients.losses
        return self._diagnosed(gradients, self._would_choose(gradients), self._first)

    def around(
        self, take_steps: TakeSteps, rows: np.ndarray, rates: np.ndarray, first_losses: np.ndarray
    ) -> tuple[np.ndarray, dict[str, Any]]:
        """Diagnose the gradients while some steps are taken, and who moved the trunk in the last of them.

        The optimiser's step is linear in the gradients that it remembers. So the gradients of each head are followed
        through the last steps, as many as cost no more than two probe sets, from sample to sample.

        Args:
            take_steps: Takes steps for some rows and rates; returns their report, as `Trainer.train` does.
            rows, rates: Of all the steps.
            first_losses: `(T,)` on the validation sample, for runs whose first weights cannot be made again.

        Returns:
            The steps' report, and `model.diagnose.diagnose`'s answer as of before the last step.
        """
        report = self.follow(take_steps, rows[:-1], rates[:-1], due=1)
        gradients, before = self.gradients(), self._trainer.snapshot()[TRUNK]
        last = self._take(take_steps, rows[-1:], rates[-1:], followed=self._affords(rows) > 0)
        step, weights = self._trainer.snapshot()[TRUNK] - before, _weights(last)
        if not self._trainer.splits:
            self._settle(gradients, weights, rows.shape[1])
        parts = self._parts(step)
        answer = self._diagnosed(gradients, weights, self._first_losses(first_losses), step, parts)
        return np.concatenate([report, last]), answer

    def follow(self, take_steps: TakeSteps, rows: np.ndarray, rates: np.ndarray, due: int) -> np.ndarray:
        """Take steps, and follow the heads through those that are near enough to the next sample.

        Args:
            due: Steps from the last of these to the one that is sampled.
        """
        watched = min(self.watching, len(rows))
        far = max(watched, len(rows) - max(0, self._affords(rows) - due))
        alone = [*range(watched), *range(far, len(rows))]
        reports = [self._take(take_steps, rows[i : i + 1], rates[i : i + 1]) for i in alone[:watched]]
        reports.append(take_steps(rows[watched:far], rates[watched:far]))
        reports += [self._take(take_steps, rows[i : i + 1], rates[i : i + 1]) for i in alone[watched:]]
        return np.concatenate(reports)

    def watch_change(self, gradients: Gradients) -> None:
        """The loss weights are about to change: the real steps that follow are measured."""
        if not self._trainer.splits:
            self._settle(gradients, self._would_choose(gradients), self._trainer.settings.batch_size)
        self._changed, self._change_shares = self._trainer.steps, {}

    def forget(self) -> None:
        """The optimiser's state was wiped: it begins anew, and so does what is known of it."""
        self._memory, self._changed = None, -max(AFTER_CHANGE)

    @property
    def watching(self) -> int:
        """How many of the next steps are followed because of a change of weights."""
        return max(0, self._changed + max(AFTER_CHANGE) - self._trainer.steps)

    def pop_change_shares(self) -> dict[str, Any]:
        """The heads' shares in the steps of `AFTER_CHANGE` that were taken since the last call; None if not known."""
        shares, self._change_shares = self._change_shares, {}
        return shares

    def _affords(self, rows: np.ndarray) -> int:
        """How many steps can be followed, the sampled one included."""
        return 0 if self._trainer.splits else min(_SPLIT_STEPS, _SPLIT_PICTURES // rows.shape[1])

    def _take(self, take_steps: TakeSteps, row: np.ndarray, rate: np.ndarray, followed: bool = True) -> np.ndarray:
        """Take a step, and keep what it adds to the memory of each head."""
        step = self._trainer.steps
        measured = AFTER_CHANGE.get(step + 1 - self._changed)
        before = self._trainer.snapshot()[TRUNK] if measured else None
        follows = (followed or self.watching) and not self._trainer.splits
        jacobian = self._batch(row[0]) if follows else None
        report = take_steps(row, rate)
        if jacobian is not None:
            self._memory_of(jacobian.shape).follow(step, _weights(report)[:, None] * jacobian)
        if measured and before is not None:
            self._change_shares[measured] = self._shares(self._trainer.snapshot()[TRUNK] - before)
        return report

    def _shares(self, step: np.ndarray) -> dict[str, float] | None:
        parts = self._parts(step)
        return None if parts is None else per_head((parts @ step / float(step @ step)).tolist())

    def _memory_of(self, shape: tuple[int, ...]) -> HeadMemory:
        self._memory = self._memory or HeadMemory(self._trainer.memory, shape)
        if self._rescaled != self._trainer.rescaled:
            self._memory.rescale(self._trainer.rescaled / self._rescaled)
            self._rescaled = self._trainer.rescaled
        return self._memory

    def _settle(self, gradients: Gradients, weights: np.ndarray, batch: int) -> None:
        """Bring the memory of the heads to the step that was taken last."""
        noise = weights[:, None] ** 2 * gradients.jacobians.var(axis=0, ddof=1) * self._part_size / batch
        memory = self._memory_of(gradients.jacobian.shape)
        memory.settle(self._trainer.steps, weights[:, None] * gradients.jacobian, noise)

    def _parts(self, step: np.ndarray) -> np.ndarray | None:
        """The step `(P,)` split by head, `(T, P)`; None if the shares of it would be off by more than `KNOWN`."""
        factor, length = self._trainer.step_factor(), float(step.astype(float) @ step)
        if not length:
            return None
        if self._trainer.splits:
            return factor * self._trainer.sums_by_head
        memory = self._memory_of((len(HEADS), len(step)))
        memory.settle(self._trainer.steps)
        memory.agree_with(np.divide(step, factor, out=np.zeros_like(factor), where=factor != 0))
        errors = np.sqrt(memory.variance @ (factor * step / length) ** 2)
        return factor * memory.sums if 2 * errors.max() <= KNOWN else None

    def _first_losses(self, of_validation: np.ndarray) -> np.ndarray:
        """`(T,)` of the untrained network on the probe set, by the same loss as all later ones."""
        if self._first is not None:
            return self._first
        settings, first = self._trainer.settings, of_validation
        if not settings.start:
            fresh = build(settings.network, settings.seed, settings.design)
            first = np.mean([_losses(fresh, *part, settings.loss_from) for part in self._slices], axis=0)
        self._first = first
        return first

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


def _losses(network: Any, pictures: np.ndarray, labels: np.ndarray, loss_from: str) -> np.ndarray:
    """`(T,)` as `Trainer.gradients` has them."""
    outputs = network(pictures.astype(np.float32), training=False)
    return np.array([float(loss) for loss in head_losses(outputs, labels, loss_from)])


def _weights(report: np.ndarray) -> np.ndarray:
    """`(T,)` that the last step of a report used."""
    return report[-1, -len(HEADS) :].astype(float)


def _ratio(before: float, after: float) -> float | None:
    return after / before if before and after else None
