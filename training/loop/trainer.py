"""One network, its optimiser and its balancing method, trained in chunks of steps inside one traced function."""

import io
from collections.abc import Iterable
from copy import deepcopy
from typing import Any

import numpy as np

from model.balance import METHODS
from model.balance.method import BatchStatistics, on_last_layer
from model.heads import HEADS, per_head
from model.networks import build
from model.networks.joint import with_joint
from training.loop.jacobian import trace_gradients
from training.loop.optimizer_state import rescale_optimizer_state
from training.loop.optimizers import OPTIMIZERS
from training.loop.steps import StepRecipe, StepVariables, T, TrainingStep, trace_evaluation
from training.loop.variable_groups import (
    NETWORK_PARTS,
    TRUNK,
    dropout_seeds,
    flat_values,
    last_layer,
    moving_averages,
    size_of,
    trainable_variables,
)
from training.settings import RunSettings

_EVALUATION_BATCH = 1024


class Trainer:
    """Trains the network of `settings`; a trainer can be reset and used for the next run without tracing again.

    Args:
        settings: Of a run; runs with the same `trace_key` can follow in this trainer.
    """

    def __init__(self, settings: RunSettings) -> None:
        import tensorflow as tf

        self.network = build(settings.network, settings.seed, settings.design)
        self.kind = OPTIMIZERS[settings.optimizer]
        self.values = settings.optimizer_parameters
        self.optimizer = self.kind.build(self.values, settings.clip)
        self.optimizer.build(self.network.trainable_variables)
        self.parts = trainable_variables(self.network)
        self._moving, self._seeds = moving_averages(self.network), dropout_seeds(self.network)
        size = size_of(self.parts[TRUNK])
        self._remembered = StepVariables(
            weights=tf.Variable(tf.ones(T), trainable=False),
            kept=tf.Variable(tf.zeros((T, size if settings.exact_shares else 0)), trainable=False),
            every=tf.Variable(tf.constant(1), trainable=False),
            wait=tf.Variable(tf.constant(0), trainable=False),
        )
        self._kept = self._remembered.kept
        self._recipe = StepRecipe(
            needs=METHODS[settings.method].needs,
            l2=settings.l2,
            last_layer=size_of(last_layer(self.parts[TRUNK])) if on_last_layer(settings.method_parameters) else 0,
            memory=self.values[self.kind.memory],
            loss_from=settings.loss_from,
            shares=settings.exact_shares,
        )
        step = TrainingStep(self.network, self.optimizer, self._recipe, self._remembered, self._choose)
        self._chunk = step.trace_chunk()
        self._evaluate = trace_evaluation(with_joint(self.network), settings.loss_from)
        self._gradients: Any = None
        self.rescaled = 1.0  # what the optimiser's memory of the trunk was multiplied with so far
        self._begin(settings)

    def reset(self, settings: RunSettings) -> None:
        """Start anew with the initial weights of the settings' seed, and its dropout."""
        fresh = build(settings.network, settings.seed, settings.design)
        self.network.set_weights(fresh.get_weights())
        for seed, first in zip(self._seeds, dropout_seeds(fresh), strict=True):
            seed.assign(first)
        self.reset_optimizer()
        self._begin(settings)

    def reset_optimizer(self) -> None:
        """Wipe what the optimiser remembers, its count of steps too."""
        for variable in self.optimizer.variables:
            variable.assign(np.zeros(variable.shape, variable.dtype))
        self._kept.assign(np.zeros_like(self._kept.numpy()))

    def _begin(self, settings: RunSettings) -> None:
        self.method = METHODS[settings.method](_vector(settings.weights), settings.seed, **settings.method_parameters)
        self._remembered.every.assign(self.method.every)
        self.settings = settings
        self.optimizer.learning_rate.assign(settings.learning_rate)  # for those who ask before the first step
        self.frozen: frozenset[str] = frozenset()
        self._set_weights(settings.weights)

    def change_weights(self, weights: dict[str, float]) -> None:
        """Go on with other sliders from the next step on. Where they scale a head, so are its own slots."""
        if self.method.role in ("weights", "multiply"):
            ratio = rescale_optimizer_state(self.parts, self.optimizer, self.kind.powers, self.weights, weights)
            self._kept.assign(self._kept * ratio)
            self.rescaled *= ratio
        self.method.change_sliders(_vector(weights))
        self._set_weights(weights)

    def freeze(self, parts: Iterable[str]) -> None:
        """From the next step on these parts, heads or the trunk, stay as they are; a frozen head pulls nobody.

        Raises:
            ValueError: A part is unknown.
        """
        if unknown := set(parts) - set(NETWORK_PARTS):
            raise ValueError(f"Parts are {', '.join(NETWORK_PARTS)}. Received: {', '.join(sorted(unknown))}.")
        self.frozen = frozenset(parts)
        self._set_weights(self.weights)

    def _set_weights(self, weights: dict[str, float]) -> None:
        self.weights = weights
        self._remembered.weights.assign((_vector(weights) * self._awake).astype(np.float32))
        self._remembered.wait.assign(0)

    @property
    def _awake(self) -> np.ndarray:
        """`(T,)` 1 for each head that trains, else 0."""
        return np.array([name not in self.frozen for name in HEADS], float)

    @property
    def traces(self) -> int:
        """How often the step was traced; one is enough for any batch, rate and weights."""
        return self._chunk.experimental_get_tracing_count()

    def train(self, data: "DataTensors", rows: np.ndarray, rates: np.ndarray) -> np.ndarray:
        """Take one step per row.

        Args:
            data: The pictures and labels, held as tensors.
            rows: `(steps, batch)` int32 rows of `data`.
            rates: `(steps,)` learning rates.

        Returns:
            `(steps, 3 T + 1)`: per step the unweighted loss of each head, the accuracy of each head, the exact match,
            and the weights that the method used; of a network with one answer, the loss of that too.
        """
        if not self.frozen or not len(rows):
            return self._chunk(data.pictures, data.labels, rows, rates).numpy()
        return np.concatenate([self._train_some(data, rows[i : i + 1], rates[i : i + 1]) for i in range(len(rows))])

    def _train_some(self, data: "DataTensors", row: np.ndarray, rate: np.ndarray) -> np.ndarray:
        """One step, after which the frozen parts are put back with all that the optimiser knows of them."""
        frozen = [variable for part in self.frozen for variable in self.parts[part]]
        held = [(state, state.numpy()) for variable in frozen for state in (variable, *self._slots(variable))]
        held += [(average, average.numpy()) for part in self.frozen for average in self._moving[part]]
        report = self._chunk(data.pictures, data.labels, row, rate).numpy()
        for variable, value in held:
            variable.assign(value)
        return report

    def _slots(self, variable: Any) -> list[Any]:
        """What the optimiser remembers of a variable."""
        name = variable.path.replace("/", "_") + "_"
        return [variable for variable in self.optimizer.variables if variable.path.split("/")[-1].startswith(name)]

    def _choose(self, losses: np.ndarray, accuracies: np.ndarray, gram: np.ndarray) -> np.ndarray:
        """The weights of a step; called from inside the graph."""
        awake = self._awake
        gram = gram * np.outer(awake, awake)
        if not (np.isfinite(losses).all() and np.isfinite(gram).all()):
            return _vector(self.weights).astype(np.float32)  # the loop sees the loss and ends the run
        seen = BatchStatistics(
            losses=losses.astype(float), accuracies=accuracies.astype(float), gram=gram.astype(float)
        )
        return (self.method.weights(seen) * awake).astype(np.float32)

    def would_choose(self, losses: np.ndarray, accuracies: np.ndarray, jacobian: np.ndarray) -> np.ndarray:
        """The weights `(T,)` that the method would use if a step came now; nothing is changed by asking."""
        kept, self.method = self.method, deepcopy(self.method)
        try:
            wide = jacobian[:, -self._recipe.last_layer :].astype(float)
            return self._choose(losses, accuracies, wide @ wide.T).astype(float)
        finally:
            self.method = kept

    def gradients(self, pictures: np.ndarray, labels: np.ndarray) -> tuple[Any, ...]:
        """Jacobian on the trunk `(T, P)`, losses `(T,)`, accuracies `(T,)`, and each head's own gradient, flat."""
        self._gradients = self._gradients or trace_gradients(self.network, self._recipe.loss_from)
        jacobian, losses, accuracies, own = self._gradients(pictures, labels)
        return jacobian.numpy(), losses.numpy(), accuracies.numpy(), [gradient.numpy() for gradient in own]

    def snapshot(self) -> dict[str, np.ndarray]:
        """The weights of each part, flat."""
        return {part: flat_values(self.parts[part]) for part in NETWORK_PARTS}

    def pace(self, part: str, gradient: np.ndarray | None = None) -> np.ndarray:
        """What the optimiser multiplies a steady gradient of this part with to make a step, flat.

        Args:
            gradient: Of the part, flat: then it is for the step to come, which takes this gradient in. None: for the
                step that was taken last.
        """
        pieces, start = [], 0
        for variable in self.parts[part]:
            end = start + int(np.prod(variable.shape))
            piece = None if gradient is None else gradient[start:end].reshape(variable.shape)
            pace = self.kind.pace(self.optimizer, self.optimizer._get_variable_index(variable), self.values, piece)
            pieces.append(np.broadcast_to(pace, variable.shape).ravel())
            start = end
        return np.concatenate(pieces)

    @property
    def splits(self) -> bool:
        """Whether every step is split by head."""
        return self._recipe.shares

    @property
    def steps(self) -> int:
        """Taken since the optimiser was new."""
        return int(np.asarray(self.optimizer.iterations))

    @property
    def memory(self) -> float:
        """Share of its past directions that the optimiser keeps at a step."""
        return self._recipe.memory

    @property
    def sums_by_head(self) -> np.ndarray:
        """`(T, P)` fading sums of the heads' pulls on the trunk, if every step is split."""
        return self._kept.numpy()

    def step_factor(self) -> np.ndarray:
        """`(P,)` what the fading sum of the gradients was multiplied with to make the trunk's last step.

        The step is linear in what the optimiser remembers, and so splits by head; the pace is shared.
        """
        seen = 1 - self.memory**self.steps if self.kind.corrects_start else 1.0
        return -self.pace(TRUNK) * (1 - self.memory) / seen

    def probabilities(self, pictures: np.ndarray) -> dict[str, np.ndarray]:
        """Outputs of each head: `(n, 1)` for sigmoid heads, `(n, classes)` for softmax heads.

        A network with one answer gives its logits `(n, 96)` too, as `JOINT`.
        """
        return self.evaluate(pictures, np.zeros((len(pictures), T), int))[0]

    def evaluate(self, pictures: np.ndarray, labels: np.ndarray) -> tuple[dict[str, np.ndarray], np.ndarray]:
        """The outputs as `probabilities` has them, and the loss of each head `(T,)` as the steps have it."""
        batches = [slice(i, i + _EVALUATION_BATCH) for i in range(0, len(pictures), _EVALUATION_BATCH)]
        answers = [self._evaluate(pictures[batch], labels[batch].astype(np.int32)) for batch in batches]
        outputs = {name: np.concatenate([part[name].numpy() for part, _ in answers]) for name in answers[0][0]}
        sizes = [len(pictures[batch]) for batch in batches]
        return outputs, np.average([losses.numpy() for _, losses in answers], axis=0, weights=sizes)

    def _variables(self) -> dict[str, Any]:
        """All that is kept of the network and the optimiser, under its name in `state`."""
        groups = {"network": self.network.weights, "optimizer": self.optimizer.variables, "seed": self._seeds}
        return {f"{group}/{i}": variable for group, some in groups.items() for i, variable in enumerate(some)}

    def state(self) -> bytes:
        """Everything the next step depends on, as `.npz`."""
        arrays = {name: np.asarray(variable) for name, variable in self._variables().items()}
        arrays |= {f"method/{name}": value for name, value in self.method.state().items()}
        file = io.BytesIO()
        wait = 0 if self.frozen else self._remembered.wait.numpy()  # what is frozen may change before it is loaded
        arrays |= {"held": self._remembered.weights.numpy(), "wait": wait, "kept": self._kept.numpy()}
        np.savez(file, allow_pickle=False, loss_weights=_vector(self.weights), **arrays)
        return file.getvalue()

    def load_state(self, state: bytes) -> None:
        """Inverse of `state`."""
        with np.load(io.BytesIO(state), allow_pickle=False) as arrays:
            weights = per_head(arrays["loss_weights"].tolist())
            self.method.change_sliders(_vector(weights))
            self._set_weights(weights)
            for name, variable in self._variables().items():
                variable.assign(arrays[name])
            if "kept" in arrays:  # not in those of an older version
                self._kept.assign(arrays["kept"])
            if "wait" in arrays and arrays["wait"] > 0:
                self._remembered.weights.assign(arrays["held"])
                self._remembered.wait.assign(arrays["wait"])
            names = [name for name in arrays.files if name.startswith("method/")]
            self.method.load_state({name.removeprefix("method/"): arrays[name] for name in names})


class DataTensors:
    """Pictures `(n, 28, 28, 3)` uint8 and labels `(n, 4)` int32 as tensors: steps gather from them in the graph."""

    def __init__(self, pictures: np.ndarray, labels: np.ndarray) -> None:
        import tensorflow as tf

        self.pictures = tf.constant(pictures)
        self.labels = tf.constant(labels, tf.int32)


def trace_key(settings: RunSettings) -> tuple[Any, ...]:
    """What a trainer is traced for: settings that agree in it can share one."""
    optimizer = (settings.optimizer, tuple(sorted(settings.optimizer_parameters.items())))
    measured = METHODS[settings.method].needs, on_last_layer(settings.method_parameters)
    network = settings.design.key if settings.design else settings.network
    return network, optimizer, measured, settings.loss_from, settings.clip, settings.l2, settings.exact_shares


def _vector(weights: dict[str, float]) -> np.ndarray:
    return np.array([weights[name] for name in HEADS], float)
