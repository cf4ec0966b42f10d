"""The step inside the graph: from a batch to the next weights, once for each row of a chunk. TensorFlow stands here."""

# pyright: reportArgumentType=false, reportCallIssue=false, reportAttributeAccessIssue=false, reportOptionalCall=false
# (what Keras and TensorFlow say of their own types is narrower than what they take)

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from model.heads import HEADS
from model.networks.joint import JOINT, with_joint
from training.loop.losses import head_hits, head_losses, joint_cross_entropy, mean_accuracy
from training.loop.variable_groups import TRUNK, trainable_variables

if TYPE_CHECKING:
    import keras
    import tensorflow as tf

T = len(HEADS)
REPORT_COLUMNS = 3 * T + 1  # numbers per step; one more of a network with one answer


@dataclass(frozen=True, slots=True, kw_only=True)
class StepRecipe:
    """What the graph of a step is made for; everything else can change without tracing again."""

    needs: str  # of the method: nothing, losses or gram
    l2: float
    memory: float  # of the optimiser, for its past directions
    loss_from: str
    shares: bool  # whether every step is split by head


@dataclass(frozen=True, slots=True, kw_only=True)
class StepVariables:
    """What the steps of a graph leave to each other and to their trainer: variables."""

    weights: "tf.Variable"  # (T,) of the steps: the sliders, or what a method that measures gradients chose last
    kept: "tf.Variable"  # (T, P) what the optimiser still remembers of each head's pull on the trunk, if `shares`
    every: "tf.Variable"  # steps from one measurement to the next
    wait: "tf.Variable"  # steps until the next one


class TrainingStep:
    """One step inside the graph: in one backward pass, or one per head where the recipe needs them apart.

    Each way returns gradients, losses `(T,)`, hits `(T, n)` and the weights `(T,)` that were used.

    Args:
        choose: From losses, accuracies `(T,)` and Gram matrix `(T, T)` to the weights `(T,)`, in NumPy.
    """

    def __init__(
        self,
        network: "keras.Model",
        optimizer: "keras.optimizers.Optimizer",
        recipe: StepRecipe,
        remembered: StepVariables,
        choose: Callable[..., Any],
    ) -> None:
        self._network, self._variables = with_joint(network), network.trainable_variables
        self._optimizer, self._recipe, self._remembered, self._choose = optimizer, recipe, remembered, choose
        self._measures = recipe.needs == "gram"
        self.joint = JOINT in self._network.output

    def trace_chunk(self) -> Any:
        """A function of (pictures, labels, rows, rates) that takes one step per row in a loop inside the graph.

        Returns:
            `(steps, 3 T + 1)`: per step the unweighted losses, the accuracies, the exact match, the weights used. A
            network with one answer follows the loss of that, which stands behind them.
        """
        import tensorflow as tf

        @tf.function(
            input_signature=[
                tf.TensorSpec((None, 28, 28, 3), tf.uint8),
                tf.TensorSpec((None, T), tf.int32),
                tf.TensorSpec((None, None), tf.int32),
                tf.TensorSpec((None,), tf.float32),
            ]
        )
        def chunk(pictures: tf.Tensor, labels: tf.Tensor, rows: tf.Tensor, rates: tf.Tensor) -> tf.Tensor:
            steps = tf.shape(rows)[0]
            report = tf.TensorArray(tf.float32, steps, element_shape=(REPORT_COLUMNS + self.joint,))
            for i in tf.range(steps):
                self._optimizer.learning_rate.assign(rates[i])
                batch = rows[i]
                report = report.write(i, self.take(tf.gather(pictures, batch), tf.gather(labels, batch)))
            return report.stack()

        return chunk

    def take(self, pictures: "tf.Tensor", labels: "tf.Tensor") -> "tf.Tensor":
        """Move the network, and report: a row of `trace_chunk`."""
        import tensorflow as tf

        if self._measures and not self._recipe.shares:
            due = self._remembered.wait <= 0
            seen = tf.cond(due, lambda: self._by_head(pictures, labels), lambda: self._at_once(pictures, labels))
        else:
            way = self._as_one if self.joint else self._by_head if self._recipe.shares else self._at_once
            seen = way(pictures, labels)
        gradients, losses, hits, chosen = seen
        self._optimizer.apply(_with_l2(gradients, self._variables, self._recipe.l2), self._variables)
        return tf.concat(
            [losses, mean_accuracy(hits), mean_accuracy(tf.reduce_all(hits, axis=0))[None], chosen], axis=0
        )

    def _at_once(self, pictures: "tf.Tensor", labels: "tf.Tensor") -> Any:
        """One backward pass of the weighted sum."""
        import tensorflow as tf

        with tf.GradientTape() as tape:
            losses, hits, _ = self._read(pictures, labels)
            chosen = self._chosen(losses, mean_accuracy(hits))
            total = tf.reduce_sum(chosen * losses)
        if self._measures:
            self._remembered.wait.assign_sub(1)
        return tape.gradient(total, self._variables), losses, hits, chosen

    def _by_head(self, pictures: "tf.Tensor", labels: "tf.Tensor") -> Any:
        """One backward pass per head, weighted afterwards."""
        import tensorflow as tf

        with tf.GradientTape(persistent=True) as tape:
            losses, hits, _ = self._read(pictures, labels)
            each = tf.unstack(losses)
        jacobian, own = gradients_by_head(self._network, tape, each)
        wide = tf.cast(jacobian, tf.float64)  # nearly opposite gradients leave little of a float32 sum
        chosen = self._chosen(losses, mean_accuracy(hits), wide @ tf.transpose(wide))
        gradients = self._pulled(jacobian, own, chosen)
        if self._measures:
            self._remembered.weights.assign(chosen)
            self._remembered.wait.assign(self._remembered.every - 1)
        return gradients, losses, hits, chosen

    def _as_one(self, pictures: "tf.Tensor", labels: "tf.Tensor") -> Any:
        """One backward pass of the one answer's loss, told behind the weights; its heads are only told of."""
        import tensorflow as tf

        with tf.GradientTape() as tape:
            losses, hits, outputs = self._read(pictures, labels)
            loss = joint_cross_entropy(outputs[JOINT], labels)
        reported = tf.concat([self._remembered.weights, loss[None]], axis=0)
        return tape.gradient(loss, self._variables), losses, hits, reported

    def _read(self, pictures: "tf.Tensor", labels: "tf.Tensor") -> Any:
        import tensorflow as tf

        outputs = self._network(tf.cast(pictures, tf.float32), training=True)
        losses = head_losses(outputs, labels, self._recipe.loss_from)
        return tf.stack(losses), tf.stack(head_hits(outputs, labels)), outputs

    def _chosen(self, losses: "tf.Tensor", accuracy: "tf.Tensor", gram: "tf.Tensor | None" = None) -> "tf.Tensor":
        """The weights `(T,)` of this step; a method that measures keeps them where there is no Gram matrix."""
        import tensorflow as tf

        if self._recipe.needs == "nothing" or (self._measures and gram is None):
            return tf.identity(self._remembered.weights)
        gram = tf.zeros((T, T), tf.float64) if gram is None else gram
        chosen = tf.numpy_function(self._choose, [losses, accuracy, gram], tf.float32)
        return tf.ensure_shape(chosen, (T,))

    def _pulled(self, jacobian: "tf.Tensor", own: dict[str, list[Any]], chosen: "tf.Tensor") -> list[Any]:
        """The gradients by variable: the weighted sum `(P,)` of the pulls on the trunk, each head's pull on itself."""
        import tensorflow as tf

        parts, kept = trainable_variables(self._network), self._remembered.kept
        pulls = chosen[:, None] * jacobian
        if self._recipe.shares:
            kept.assign(self._recipe.memory * kept + pulls)
        gradients_by_id = dict(_unflat(tf.reduce_sum(pulls, axis=0), parts[TRUNK]))
        for i, (name, gradients) in enumerate(own.items()):
            pairs = zip(parts[name], gradients, strict=True)
            gradients_by_id |= {id(variable): chosen[i] * gradient for variable, gradient in pairs}
        return [gradients_by_id[id(variable)] for variable in self._variables]


def gradients_by_head(network: "keras.Model", tape: Any, losses: list[Any]) -> tuple[Any, dict[str, list[Any]]]:
    """The Jacobian of the heads' losses on the trunk, `(T, P)`, and each head's gradients on its own layers.

    Args:
        tape: A persistent one, round the network and the losses.
    """
    import tensorflow as tf

    parts = trainable_variables(network)
    rows, own = [], {}
    for name, loss in zip(HEADS, losses, strict=True):
        gradients = tape.gradient(loss, parts[TRUNK] + parts[name])
        of_trunk = gradients[: len(parts[TRUNK])]
        rows.append(tf.concat([tf.reshape(gradient, [-1]) for gradient in of_trunk], axis=0))
        own[name] = gradients[len(parts[TRUNK]) :]
    return tf.stack(rows), own


def _unflat(row: Any, variables: list[Any]) -> Any:
    """(id of the variable, its piece of a flat row in its shape), one after another."""
    import tensorflow as tf

    sizes = [int(np.prod(variable.shape)) for variable in variables]
    for variable, piece in zip(variables, tf.split(row, sizes), strict=True):
        yield id(variable), tf.reshape(piece, variable.shape)


def _with_l2(gradients: list[Any], variables: list[Any], l2: float) -> list[Any]:
    """The gradients, and those of `l2` times the sum of the squared kernels (as Keras' regulariser has it)."""
    if not l2:
        return gradients
    return [g + 2 * l2 * v if v.name == "kernel" else g for g, v in zip(gradients, variables, strict=True)]


def trace_evaluation(network: "keras.Model", loss_from: str) -> Any:
    """A function of (pictures, labels) that returns the outputs, and the losses `(T,)` as the steps have them."""
    import tensorflow as tf

    @tf.function(
        input_signature=[tf.TensorSpec((None, 28, 28, 3), tf.uint8), tf.TensorSpec((None, T), tf.int32)],
        reduce_retracing=True,
    )
    def evaluate(pictures: tf.Tensor, labels: tf.Tensor) -> Any:
        outputs = network(tf.cast(pictures, tf.float32), training=False)
        return outputs, tf.stack(head_losses(outputs, labels, loss_from))

    return evaluate


def trace_gradients(network: "keras.Model", loss_from: str) -> Any:
    """A function of (pictures, labels) that reads the network and changes nothing.

    Returns:
        Jacobian on the trunk `(T, P)`, losses `(T,)`, accuracies `(T,)`, and per head its own gradient, flat.
    """
    import tensorflow as tf

    @tf.function(input_signature=[tf.TensorSpec((None, 28, 28, 3), tf.uint8), tf.TensorSpec((None, T), tf.int32)])
    def gradients(pictures: tf.Tensor, labels: tf.Tensor) -> Any:
        with tf.GradientTape(persistent=True) as tape:
            outputs = network(tf.cast(pictures, tf.float32), training=False)
            losses = head_losses(outputs, labels, loss_from)
        jacobian, own = gradients_by_head(network, tape, losses)
        flat = [tf.concat([tf.reshape(gradient, [-1]) for gradient in own[name]], axis=0) for name in HEADS]
        return jacobian, tf.stack(losses), mean_accuracy(tf.stack(head_hits(outputs, labels))), flat

    return gradients
