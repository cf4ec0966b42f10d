"""The step inside the graph: from a batch to the next weights, once for each row of a chunk. TensorFlow stands here."""

# pyright: reportArgumentType=false, reportCallIssue=false, reportAttributeAccessIssue=false, reportOptionalCall=false
# (what Keras and TensorFlow say of their own types is narrower than what they take)

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from data.labels import CLASS_COUNT, class_index
from model.heads import HEADS
from model.networks.joint import JOINT, with_joint
from training.parts import TRUNK, variables_of

if TYPE_CHECKING:
    import keras
    import tensorflow as tf

T = len(HEADS)
REPORT = 3 * T + 1  # numbers per step; one more of a network with one answer


@dataclass(frozen=True, slots=True, kw_only=True)
class Recipe:
    """What the graph of a step is made for; everything else can change without tracing again."""

    needs: str  # of the method: nothing, losses or gram
    l2: float
    memory: float  # of the optimiser, for its past directions
    shares: bool  # whether every step is split by head


@dataclass(frozen=True, slots=True, kw_only=True)
class Remembered:
    """What the steps of a graph leave to each other and to their trainer: variables."""

    weights: "tf.Variable"  # (T,) of the steps: the sliders, or what a method that measures gradients chose last
    kept: "tf.Variable"  # (T, P) what the optimiser still remembers of each head's pull on the trunk, if `shares`
    every: "tf.Variable"  # steps from one measurement to the next
    wait: "tf.Variable"  # steps until the next one


def trace_chunk(
    network: "keras.Model",
    optimizer: "keras.optimizers.Optimizer",
    recipe: Recipe,
    remembered: Remembered,
    choose: Callable[..., Any],
) -> Any:
    """A function of (pictures, labels, rows, rates) that takes one step per row in a loop inside the graph.

    Args:
        choose: From losses, accuracies `(T,)` and Gram matrix `(T, T)` to the weights `(T,)`, in NumPy.

    Returns:
        `(steps, 3 T + 1)`: per step the unweighted losses, the accuracies, the exact match, the weights used. A network
        with one answer follows the loss of that, which stands behind them.
    """
    import tensorflow as tf

    network, variables = with_joint(network), network.trainable_variables
    has_one = JOINT in network.output
    pull = _pull_by_head(network, recipe, remembered.kept)
    measures = recipe.needs == "gram"

    def choice(losses: tf.Tensor, accuracy: tf.Tensor, gram: tf.Tensor | None = None) -> tf.Tensor:
        if recipe.needs == "nothing" or (measures and gram is None):
            return tf.identity(remembered.weights)
        gram = tf.zeros((T, T)) if gram is None else gram
        chosen = tf.numpy_function(choose, [losses, accuracy, gram], tf.float32)
        return tf.ensure_shape(chosen, (T,))

    def read(pictures: tf.Tensor, labels: tf.Tensor) -> tuple[tf.Tensor, tf.Tensor]:
        outputs = network(tf.cast(pictures, tf.float32), training=True)
        return tf.stack(head_losses(outputs, labels)), tf.stack(head_hits(outputs, labels))

    def at_once(pictures: tf.Tensor, labels: tf.Tensor) -> Any:
        """One backward pass of the weighted sum."""
        with tf.GradientTape() as tape:
            losses, hits = read(pictures, labels)
            chosen = choice(losses, mean(hits))
            total = tf.reduce_sum(chosen * losses)
        if measures:
            remembered.wait.assign_sub(1)
        return tape.gradient(total, variables), losses, hits, chosen

    def by_head(pictures: tf.Tensor, labels: tf.Tensor) -> Any:
        """One backward pass per head, weighted afterwards."""
        with tf.GradientTape(persistent=True) as tape:
            losses, hits = read(pictures, labels)
            each = tf.unstack(losses)
        gradients, chosen = pull(tape, each, lambda gram: choice(losses, mean(hits), gram))
        if measures:
            remembered.weights.assign(chosen)
            remembered.wait.assign(remembered.every - 1)
        return gradients, losses, hits, chosen

    def as_one(pictures: tf.Tensor, labels: tf.Tensor) -> Any:
        """One backward pass of the one answer's loss; the heads that are read from it are only told of."""
        with tf.GradientTape() as tape:
            outputs = network(tf.cast(pictures, tf.float32), training=True)
            loss = joint_loss(outputs[JOINT], labels)
        losses, hits = tf.stack(head_losses(outputs, labels)), tf.stack(head_hits(outputs, labels))
        told = tf.concat([remembered.weights, loss[None]], axis=0)
        return tape.gradient(loss, variables), losses, hits, told

    def step(pictures: tf.Tensor, labels: tf.Tensor) -> tf.Tensor:
        if measures and not recipe.shares:
            due = remembered.wait <= 0
            seen = tf.cond(due, lambda: by_head(pictures, labels), lambda: at_once(pictures, labels))
        else:
            seen = (as_one if has_one else by_head if recipe.shares else at_once)(pictures, labels)
        gradients, losses, hits, chosen = seen
        optimizer.apply(_with_l2(gradients, variables, recipe.l2), variables)
        return tf.concat([losses, mean(hits), mean(tf.reduce_all(hits, axis=0))[None], chosen], axis=0)

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
        report = tf.TensorArray(tf.float32, steps, element_shape=(REPORT + has_one,))
        for i in tf.range(steps):
            optimizer.learning_rate.assign(rates[i])
            batch = rows[i]
            report = report.write(i, step(tf.gather(pictures, batch), tf.gather(labels, batch)))
        return report.stack()

    return chunk


def _pull_by_head(network: "keras.Model", recipe: Recipe, kept: "tf.Variable") -> Callable[..., Any]:
    """One backward pass per head, weighted afterwards; returns gradients and weights."""
    import tensorflow as tf

    def pull(tape: tf.GradientTape, losses: list[tf.Tensor], choose: Callable[[tf.Tensor], tf.Tensor]) -> Any:
        jacobian, own = gradients_by_head(network, tape, losses)
        chosen = choose(jacobian @ tf.transpose(jacobian))
        pulls = chosen[:, None] * jacobian
        if recipe.shares:
            kept.assign(recipe.memory * kept + pulls)
        found = dict(_unflat(tf.reduce_sum(pulls, axis=0), variables_of(network)[TRUNK]))
        for i, (name, gradients) in enumerate(own.items()):
            found |= {id(one): chosen[i] * g for one, g in zip(variables_of(network)[name], gradients, strict=True)}
        return [found[id(variable)] for variable in network.trainable_variables], chosen

    return pull


def gradients_by_head(network: "keras.Model", tape: Any, losses: list[Any]) -> tuple[Any, dict[str, list[Any]]]:
    """The Jacobian of the heads' losses on the trunk, `(T, P)`, and each head's gradients on its own layers.

    Args:
        tape: A persistent one, round the network and the losses.
    """
    import tensorflow as tf

    parts = variables_of(network)
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


def trace_gradients(network: "keras.Model") -> Any:
    """A function of (pictures, labels) that looks and changes nothing.

    Returns:
        Jacobian on the trunk `(T, P)`, losses `(T,)`, accuracies `(T,)`, and per head its own gradient, flat.
    """
    import tensorflow as tf

    @tf.function(
        input_signature=[tf.TensorSpec((None, 28, 28, 3), tf.uint8), tf.TensorSpec((None, T), tf.int32)],
    )
    def look(pictures: tf.Tensor, labels: tf.Tensor) -> Any:
        with tf.GradientTape(persistent=True) as tape:
            outputs = network(tf.cast(pictures, tf.float32), training=False)
            losses = head_losses(outputs, labels)
        jacobian, own = gradients_by_head(network, tape, losses)
        flat = [tf.concat([tf.reshape(one, [-1]) for one in own[name]], axis=0) for name in HEADS]
        return jacobian, tf.stack(losses), mean(tf.stack(head_hits(outputs, labels))), flat

    return look


def head_losses(outputs: dict[str, Any], labels: Any) -> list[Any]:
    """Mean unweighted loss of each head in nats, in the order of `HEADS`."""
    import keras
    import tensorflow as tf

    losses = []
    for i, (name, head) in enumerate(HEADS.items()):
        loss = keras.losses.get(head.loss)
        wanted = tf.one_hot(labels[:, i], head.units) if head.units > 1 else labels[:, i : i + 1]
        losses.append(tf.reduce_mean(loss(tf.cast(wanted, tf.float32), outputs[name])))
    return losses


def joint_loss(logits: Any, labels: Any) -> Any:
    """Mean categorical cross-entropy of the one answer in nats, from its logits `(n, 96)`."""
    import keras
    import tensorflow as tf

    steps = class_index(np.eye(T, dtype=int))  # by how much the number of a combination grows with each label
    wanted = tf.one_hot(tf.reduce_sum(labels * steps.astype(np.int32), axis=1), CLASS_COUNT)
    return tf.reduce_mean(keras.losses.categorical_crossentropy(wanted, logits, from_logits=True))


def head_hits(outputs: dict[str, Any], labels: Any) -> list[Any]:
    """For each head `(n,)` bool: is the likeliest class the true one."""
    import tensorflow as tf

    hits = []
    for i, (name, head) in enumerate(HEADS.items()):
        output = outputs[name]
        answer = tf.argmax(output, axis=1) if head.units > 1 else output[:, 0] > 0.5
        hits.append(tf.cast(answer, tf.int32) == labels[:, i])
    return hits


def mean(hits: Any) -> Any:
    import tensorflow as tf

    return tf.reduce_mean(tf.cast(hits, tf.float32), axis=-1)
