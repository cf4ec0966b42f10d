"""The step inside the graph: from a batch to the next weights, once for each row of a chunk. TensorFlow stands here."""

from collections.abc import Callable
from dataclasses import dataclass
from itertools import chain
from typing import TYPE_CHECKING, Any

import numpy as np

from model.heads import HEADS
from model.networks.joint import JOINT, with_joint
from training.loop.folded_trunk import with_maps
from training.loop.jacobian import gradients_by_head, last_layer_gradients
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
    last_layer: int  # size of the last shared layer, if gradients are measured on that alone; 0: on the whole trunk
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
        self._network, self._variables = with_maps(with_joint(network)), network.trainable_variables
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

        take = tf.autograph.experimental.do_not_convert(self.take)  # converting its Python is up to a fifth of tracing

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
                report = report.write(i, take(tf.gather(pictures, batch), tf.gather(labels, batch)))
            return report.stack()

        return chunk

    def take(self, pictures: "tf.Tensor", labels: "tf.Tensor") -> "tf.Tensor":
        """Move the network, and report: a row of `trace_chunk`."""
        import tensorflow as tf

        if self._measures and not self._recipe.shares:
            measured = self._by_last_layer if self._recipe.last_layer else self._by_head
            due = self._remembered.wait <= 0
            seen = tf.cond(due, lambda: measured(pictures, labels), lambda: self._at_once(pictures, labels))
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
            losses, hits, outputs = self._read(pictures, labels)
            each = tf.unstack(losses)
        jacobian, own = gradients_by_head(self._network, tape, each, outputs)
        chosen = self._measured(losses, hits, jacobian[:, -self._recipe.last_layer :])
        pulls = chosen[:, None] * jacobian
        if self._recipe.shares:
            self._remembered.kept.assign(self._recipe.memory * self._remembered.kept + pulls)
        trunk = _unflat(tf.reduce_sum(pulls, axis=0), trainable_variables(self._network)[TRUNK])
        return self._by_variable(trunk, own, chosen), losses, hits, chosen

    def _by_last_layer(self, pictures: "tf.Tensor", labels: "tf.Tensor") -> Any:
        """One backward pass per head as far as the last shared layer, then one of the weighted sum."""
        import tensorflow as tf

        with tf.GradientTape(persistent=True) as tape:
            losses, hits, outputs = self._read(pictures, labels)
            each = tf.unstack(losses)
        jacobian, own, trunk = last_layer_gradients(self._network, tape, each, outputs)
        chosen = self._measured(losses, hits, jacobian)
        return self._by_variable(trunk(chosen), own, chosen), losses, hits, chosen

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

    def _measured(self, losses: "tf.Tensor", hits: "tf.Tensor", jacobian: "tf.Tensor") -> "tf.Tensor":
        """The weights `(T,)` that follow from the heads' gradients `(T, P)`; a method that measures keeps them."""
        import tensorflow as tf

        wide = tf.cast(jacobian, tf.float64)  # nearly opposite gradients leave little of a float32 sum
        chosen = self._chosen(losses, mean_accuracy(hits), wide @ tf.transpose(wide))
        if self._measures:
            self._remembered.weights.assign(chosen)
            self._remembered.wait.assign(self._remembered.every - 1)
        return chosen

    def _by_variable(self, trunk: list[Any], own: dict[str, list[Any]], chosen: "tf.Tensor") -> list[Any]:
        """The gradients on the trunk, and each head's own times its weight, in the order of the variables."""
        gradients = [trunk, *([chosen[i] * gradient for gradient in each] for i, each in enumerate(own.values()))]
        variables = trainable_variables(self._network).values()
        pairs = zip(chain(*variables), chain(*gradients), strict=True)
        by_id = {id(variable): gradient for variable, gradient in pairs}
        return [by_id[id(variable)] for variable in self._variables]


def _unflat(row: Any, variables: list[Any]) -> list[Any]:
    """A flat row cut into the shapes of the variables."""
    import tensorflow as tf

    pieces = tf.split(row, [int(np.prod(variable.shape)) for variable in variables])
    return [tf.reshape(piece, variable.shape) for piece, variable in zip(pieces, variables, strict=True)]


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
        autograph=False,
    )
    def evaluate(pictures: tf.Tensor, labels: tf.Tensor) -> Any:
        outputs = network(tf.cast(pictures, tf.float32), training=False)
        return outputs, tf.stack(head_losses(outputs, labels, loss_from))

    return evaluate
