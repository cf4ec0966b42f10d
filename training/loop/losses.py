"""What a step is taken on, and what is told of it: losses and hits of the heads, in TensorFlow."""

from typing import Any

import numpy as np

from data.labels import CLASS_COUNT, CLASS_COUNTS, class_index
from model.heads import HEADS
from training.settings import STABLE

CLIP = 1e-7  # how near to 0 and 1 clipped probabilities may be


def head_losses(outputs: dict[str, Any], labels: Any, loss_from: str) -> list[Any]:
    """Mean unweighted loss of each head in nats, in the order of `HEADS`.

    Args:
        outputs: As the network gave them: Keras finds the logits behind them.
        loss_from: What cross-entropy is computed from, one of `training.settings.LOSSES_FROM`.
    """
    import keras
    import tensorflow as tf

    losses = []
    for i, (name, head) in enumerate(HEADS.items()):
        loss = keras.losses.get(head.loss) if loss_from == STABLE else _clipped_cross_entropy
        wanted = tf.one_hot(labels[:, i], head.units) if head.units > 1 else labels[:, i : i + 1]
        losses.append(tf.reduce_mean(loss(tf.cast(wanted, tf.float32), outputs[name])))
    return losses


def _clipped_cross_entropy(wanted: Any, outputs: Any) -> Any:
    """Cross-entropy of probabilities that are clipped, so that a saturated answer has no gradient.

    Source:
        Keras 2.2.4, backend/tensorflow_backend.py: `binary_crossentropy` of one unit, `categorical_crossentropy` of
        more; epsilon 1e-7.
    """
    import tensorflow as tf

    if outputs.shape[-1] == 1:
        p = tf.clip_by_value(outputs, CLIP, 1 - CLIP)
        return tf.nn.sigmoid_cross_entropy_with_logits(wanted, tf.math.log(p / (1 - p)))
    p = tf.clip_by_value(outputs / tf.reduce_sum(outputs, axis=-1, keepdims=True), CLIP, 1 - CLIP)
    return -tf.reduce_sum(wanted * tf.math.log(p), axis=-1)


def joint_cross_entropy(logits: Any, labels: Any) -> Any:
    """Mean categorical cross-entropy of the one answer in nats, from its logits `(n, 96)`."""
    import keras
    import tensorflow as tf

    steps = class_index(np.eye(len(CLASS_COUNTS), dtype=int))  # by how much a combination's number grows with a label
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


def mean_accuracy(hits: Any) -> Any:
    """The share of pictures that were hit, over the last axis."""
    import tensorflow as tf

    return tf.reduce_mean(tf.cast(hits, tf.float32), axis=-1)
