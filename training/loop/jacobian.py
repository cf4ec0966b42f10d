"""The heads' gradients apart: on the trunk, on its last layer, and of each head on itself."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from model.heads import HEADS
from training.loop.folded_trunk import MAPS, folded_jacobian, with_maps
from training.loop.losses import head_hits, head_losses, mean_accuracy
from training.loop.variable_groups import TRUNK, last_layer, trainable_variables

if TYPE_CHECKING:
    import keras


def gradients_by_head(
    network: "keras.Model", tape: Any, losses: list[Any], outputs: dict[str, Any]
) -> tuple[Any, dict[str, list[Any]]]:
    """The Jacobian of the heads' losses on the trunk, `(T, P)`, and each head's gradients on its own layers.

    Args:
        tape: A persistent one, round the network and the losses.
        outputs: Of the network; with `MAPS` the trunk is passed once for all heads.
    """
    parts = trainable_variables(network)
    if maps := outputs.get(MAPS):
        pulls, own = _apart(tape, losses, maps[-1][-1:], parts)
        return folded_jacobian(network, tape, maps, [pull for [pull] in pulls]), own
    pulls, own = _apart(tape, losses, parts[TRUNK], parts)
    return _rows(pulls), own


def last_layer_gradients(
    network: "keras.Model", tape: Any, losses: list[Any], outputs: dict[str, Any]
) -> tuple[Any, dict[str, list[Any]], Callable[[Any], list[Any]]]:
    """The last columns of that Jacobian alone, those of the last layer with a kernel.

    Returns:
        These, each head's gradients on its own layers, and a function from weights `(T,)` to the gradients of the
        weighted sum on the trunk: one more pass.
    """
    import tensorflow as tf

    parts = trainable_variables(network)
    if maps := outputs.get(MAPS):
        end = maps[-1][-1]
        pulls, own = _apart(tape, losses, [end], parts)
        jacobian = folded_jacobian(network, tape, maps[-1:], [pull for [pull] in pulls])
        return jacobian, own, lambda weights: tape.gradient(end, parts[TRUNK], tf.tensordot(weights, pulls, 1)[0])
    pulls, own = _apart(tape, losses, last_layer(parts[TRUNK]), parts)
    return _rows(pulls), own, lambda weights: tape.gradient(losses, parts[TRUNK], tf.unstack(weights))


def _apart(
    tape: Any, losses: list[Any], shared: list[Any], parts: dict[str, list[Any]]
) -> tuple[list[list[Any]], dict[str, list[Any]]]:
    """Each head's gradients on what all share, and on its own layers."""
    gradients = [tape.gradient(loss, shared + parts[name]) for name, loss in zip(HEADS, losses, strict=True)]
    own = {name: of_head[len(shared) :] for name, of_head in zip(HEADS, gradients, strict=True)}
    return [of_head[: len(shared)] for of_head in gradients], own


def _rows(gradients: list[list[Any]]) -> Any:
    import tensorflow as tf

    return tf.stack([_flat(of_head) for of_head in gradients])


def _flat(gradients: list[Any]) -> Any:
    import tensorflow as tf

    return tf.concat([tf.reshape(gradient, [-1]) for gradient in gradients], axis=0)


def trace_gradients(network: "keras.Model", loss_from: str) -> Any:
    """A function of (pictures, labels) that reads the network and changes nothing.

    Returns:
        Jacobian on the trunk `(T, P)`, losses `(T,)`, accuracies `(T,)`, and per head its own gradient, flat.
    """
    import tensorflow as tf

    network = with_maps(network)

    @tf.function(
        input_signature=[tf.TensorSpec((None, 28, 28, 3), tf.uint8), tf.TensorSpec((None, len(HEADS)), tf.int32)],
        autograph=False,
    )
    def gradients(pictures: tf.Tensor, labels: tf.Tensor) -> Any:
        with tf.GradientTape(persistent=True) as tape:
            outputs = network(tf.cast(pictures, tf.float32), training=False)
            losses = head_losses(outputs, labels, loss_from)
        jacobian, own = gradients_by_head(network, tape, losses, outputs)
        accuracies = mean_accuracy(tf.stack(head_hits(outputs, labels)))
        return jacobian, tf.stack(losses), accuracies, [_flat(own[name]) for name in HEADS]

    return gradients
