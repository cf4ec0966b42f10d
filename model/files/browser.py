"""A trained network as one file for the browser, made without Keras; `static/shared/network/network.js` reads it.

Four bytes say how long the header is (little endian), then come the header as JSON and all weights as float32.
"""

import io

import numpy as np

from data.finite_json import compact_json
from model.heads import HEADS
from model.networks.design import Design
from model.networks.plan import plan

PARAMETERS_AT_MOST = 1_000_000  # of a network that answers in the browser: 4 MB to load, some milliseconds an answer
_KEPT = ("name", "kind", "owner", "inputs", "shape", "activation", "details")  # of each row of the plan
_ALIGNED = 4  # bytes: where float32 may begin


def answers_in_browser(design: Design) -> bool:
    """Whether a network is small enough for it."""
    return plan(design).parameters <= PARAMETERS_AT_MOST


def browser_file(design: Design, weights: bytes) -> bytes:
    """The file of a network.

    Args:
        weights: Its `.npz`, each array by layer and name: `trunk_conv_1/kernel`.

    Raises:
        ValueError: The weights are not those of this design.
    """
    rows = plan(design).rows
    with np.load(io.BytesIO(weights), allow_pickle=False) as arrays:
        numbers = {name: np.ascontiguousarray(arrays[name], "<f4") for name in arrays.files}
    received, expected = sum(array.size for array in numbers.values()), sum(row.parameters for row in rows)
    if received != expected:
        raise ValueError(f"This network has {expected:,} weights. Received: {received:,}. Take its own.")
    ends = np.cumsum([array.size for array in numbers.values()]).tolist()
    places = {name: [end - array.size, end] for (name, array), end in zip(numbers.items(), ends, strict=True)}
    layers = [{name: value for name, value in row.to_json().items() if name in _KEPT} for row in rows]
    header = {"layers": layers, "weights": places, "heads": list(HEADS)}
    text = compact_json(header).encode()
    text += b" " * (-len(text) % _ALIGNED)
    return len(text).to_bytes(4, "little") + text + b"".join(array.tobytes() for array in numbers.values())
