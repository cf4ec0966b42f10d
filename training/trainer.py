"""One network and its optimiser, trained in chunks of steps inside one traced function. TensorFlow stands here."""

# pyright: reportArgumentType=false, reportCallIssue=false, reportAttributeAccessIssue=false, reportOptionalCall=false
# (what Keras and TensorFlow say of their own types is narrower than what they take)

import io
from typing import TYPE_CHECKING, Any

import numpy as np

from model.heads import HEADS
from model.networks import build
from training.settings import RunSettings
from training.slots import rescale_slots

if TYPE_CHECKING:
    import keras
    import tensorflow as tf

_EVALUATION_BATCH = 1024


class Trainer:
    """Trains the network of `settings`; a trainer can be reset and used for the next run without tracing again.

    Args:
        settings: Network, loss weights and optimiser are taken from here.
    """

    def __init__(self, settings: RunSettings) -> None:
        import keras
        import tensorflow as tf

        self.network = build(settings.network, settings.seed)
        self.optimizer = keras.optimizers.Adam(settings.learning_rate, beta_2=settings.beta_2)
        self.optimizer.build(self.network.trainable_variables)
        self.weights = settings.weights
        self._weights = tf.Variable(_vector(settings.weights), trainable=False)
        self._chunk = _trace_chunk(self.network, self.optimizer, self._weights)
        self._forward = tf.function(
            self.network, input_signature=[tf.TensorSpec((None, 28, 28, 3), tf.float32)], reduce_retracing=True
        )

    def reset(self, settings: RunSettings) -> None:
        """Start anew with the initial weights of the settings' seed."""
        self.network.set_weights(build(settings.network, settings.seed).get_weights())
        for variable in self.optimizer.variables:
            variable.assign(np.zeros(variable.shape, variable.dtype))
        self._set_weights(settings.weights)

    def change_weights(self, weights: dict[str, float]) -> None:
        """Use other loss weights from the next step on. Each head's own Adam slots are rescaled with its weight."""
        rescale_slots(self.network, self.optimizer, self.weights, weights)
        self._set_weights(weights)

    def _set_weights(self, weights: dict[str, float]) -> None:
        self.weights = weights
        self._weights.assign(_vector(weights))

    @property
    def traces(self) -> int:
        """How often the step was traced; one is enough for any batch, rate and weights."""
        return self._chunk.experimental_get_tracing_count()

    def train(self, data: "Held", rows: np.ndarray, rates: np.ndarray) -> np.ndarray:
        """Take one step per row.

        Args:
            data: The pictures and labels, held as tensors.
            rows: `(steps, batch)` int32 rows of `data`.
            rates: `(steps,)` learning rates.

        Returns:
            `(steps, 9)`: per step the unweighted loss of each head, the accuracy of each head, the exact match.
        """
        return self._chunk(data.pictures, data.labels, rows, rates).numpy()

    def probabilities(self, pictures: np.ndarray) -> dict[str, np.ndarray]:
        """Outputs of each head: `(n, 1)` for sigmoid heads, `(n, classes)` for softmax heads."""
        parts = [
            self._forward(pictures[i : i + _EVALUATION_BATCH].astype(np.float32))
            for i in range(0, len(pictures), _EVALUATION_BATCH)
        ]
        return {name: np.concatenate([part[name].numpy() for part in parts]) for name in HEADS}

    def state(self) -> bytes:
        """Everything the next step depends on, as `.npz`."""
        arrays = {f"network/{i}": value for i, value in enumerate(self.network.get_weights())}
        arrays |= {f"optimizer/{i}": np.asarray(variable) for i, variable in enumerate(self.optimizer.variables)}
        file = io.BytesIO()
        np.savez(file, loss_weights=np.array([self.weights[name] for name in HEADS]), **arrays)
        return file.getvalue()

    def load_state(self, state: bytes) -> None:
        """Inverse of `state`."""
        with np.load(io.BytesIO(state), allow_pickle=False) as arrays:
            self._set_weights(dict(zip(HEADS, arrays["loss_weights"].tolist(), strict=True)))
            self.network.set_weights([arrays[f"network/{i}"] for i in range(len(self.network.weights))])
            for i, variable in enumerate(self.optimizer.variables):
                variable.assign(arrays[f"optimizer/{i}"])


class Held:
    """Pictures `(n, 28, 28, 3)` uint8 and labels `(n, 4)` int32 as tensors: steps gather from them in the graph."""

    def __init__(self, pictures: np.ndarray, labels: np.ndarray) -> None:
        import tensorflow as tf

        self.pictures = tf.constant(pictures)
        self.labels = tf.constant(labels, tf.int32)


def _vector(weights: dict[str, float]) -> np.ndarray:
    return np.array([weights[name] for name in HEADS], np.float32)


def _trace_chunk(network: "keras.Model", optimizer: "keras.optimizers.Optimizer", weights: "tf.Variable") -> Any:
    """A function of (pictures, labels, rows, rates) that takes one step per row in a loop inside the graph."""
    import tensorflow as tf

    variables = network.trainable_variables

    def step(pictures: tf.Tensor, labels: tf.Tensor) -> tf.Tensor:
        with tf.GradientTape() as tape:
            outputs = network(tf.cast(pictures, tf.float32), training=True)
            losses = tf.stack(head_losses(outputs, labels))
            total = tf.reduce_sum(weights * losses)
        optimizer.apply(tape.gradient(total, variables), variables)
        right = tf.stack(head_hits(outputs, labels))
        exact = tf.reduce_all(right, axis=0)
        return tf.concat([losses, _mean(right), _mean(exact)[None]], axis=0)

    @tf.function(
        input_signature=[
            tf.TensorSpec((None, 28, 28, 3), tf.uint8),
            tf.TensorSpec((None, len(HEADS)), tf.int32),
            tf.TensorSpec((None, None), tf.int32),
            tf.TensorSpec((None,), tf.float32),
        ]
    )
    def chunk(pictures: tf.Tensor, labels: tf.Tensor, rows: tf.Tensor, rates: tf.Tensor) -> tf.Tensor:
        steps = tf.shape(rows)[0]
        report = tf.TensorArray(tf.float32, steps, element_shape=(2 * len(HEADS) + 1,))
        for i in tf.range(steps):
            optimizer.learning_rate.assign(rates[i])
            batch = rows[i]
            report = report.write(i, step(tf.gather(pictures, batch), tf.gather(labels, batch)))
        return report.stack()

    return chunk


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


def head_hits(outputs: dict[str, Any], labels: Any) -> list[Any]:
    """For each head `(n,)` bool: is the likeliest class the true one."""
    import tensorflow as tf

    hits = []
    for i, (name, head) in enumerate(HEADS.items()):
        output = outputs[name]
        answer = tf.argmax(output, axis=1) if head.units > 1 else output[:, 0] > 0.5
        hits.append(tf.cast(answer, tf.int32) == labels[:, i])
    return hits


def _mean(hits: Any) -> Any:
    import tensorflow as tf

    return tf.reduce_mean(tf.cast(hits, tf.float32), axis=-1)
