"""A small network in NumPy with some of its last filters silenced, for lessons: no Keras in the server."""

import io

import numpy as np

from model.heads import HEADS

_CLEAR = 0.01  # accuracy that a filter must cost to count
Arrays = dict[str, np.ndarray]


def filter_costs(weights: bytes, pictures: np.ndarray, labels: np.ndarray) -> np.ndarray:
    """`(filters, 4)`: the accuracy that each head loses when one filter of the last convolution is set to 0.

    Args:
        weights: Of a network with the layers of `fast`, as `.npz`.
        pictures: `(n, 28, 28, 3)` uint8.
        labels: `(n, 4)`.
    """
    with np.load(io.BytesIO(weights), allow_pickle=False) as file:
        arrays = {name: file[name] for name in file.files}
    features = _features(arrays, pictures)
    base, count = _accuracy(arrays, features, labels), features.shape[1] // 2
    costs = []
    for i in range(count):
        silenced = features.copy()
        silenced[:, [i, count + i]] = 0
        costs.append(base - _accuracy(arrays, silenced, labels))
    return np.array(costs)


def hurting(costs: np.ndarray) -> np.ndarray:
    """`(filters, 4)` bool: which filter costs which head a point or more."""
    return costs >= _CLEAR


def _features(arrays: Arrays, pictures: np.ndarray) -> np.ndarray:
    x = pictures.astype(np.float32) / 255
    x = _convolved(x, arrays, "trunk_conv_1", 4, (1, 2))
    x = _convolved(x, arrays, "trunk_conv_2", 1, (1, 1))
    return np.concatenate((x.mean(axis=(1, 2)), x.max(axis=(1, 2))), axis=1)


def _convolved(x: np.ndarray, arrays: Arrays, name: str, stride: int, pad: tuple[int, int]) -> np.ndarray:
    """With ReLU; zeros around the picture as TensorFlow's 'same' has them."""
    kernel, bias = arrays[f"{name}/kernel"], arrays[f"{name}/bias"]
    padded = np.pad(x, ((0, 0), pad, pad, (0, 0)))
    windows = np.lib.stride_tricks.sliding_window_view(padded, kernel.shape[:2], axis=(1, 2))[:, ::stride, ::stride]
    flat = windows.transpose(0, 1, 2, 4, 5, 3).reshape(*windows.shape[:3], -1)
    return np.maximum(flat @ kernel.reshape(-1, kernel.shape[-1]) + bias, 0)


def class_answers(arrays: Arrays, features: np.ndarray) -> np.ndarray:
    """`(n, 4)` classes."""
    columns = []
    for name in HEADS:
        hidden = np.maximum(features @ arrays[f"{name}_hidden_1/kernel"] + arrays[f"{name}_hidden_1/bias"], 0)
        output = hidden @ arrays[f"{name}/kernel"] + arrays[f"{name}/bias"]
        columns.append((output[:, 0] > 0).astype(int) if output.shape[1] == 1 else output.argmax(axis=1))
    return np.stack(columns, axis=1)


def _accuracy(arrays: Arrays, features: np.ndarray, labels: np.ndarray) -> np.ndarray:
    return (class_answers(arrays, features) == labels).mean(axis=0)
