"""A network as a file for LiteRT; converted once, as it differs in its weights alone when it is trained anew."""

import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple
from weakref import WeakKeyDictionary

import numpy as np

if TYPE_CHECKING:
    import keras

_KEPT_AT_MOST = 4_000_000  # bytes of a file
_ORDERS = {4: ((3, 0, 1, 2), (0, 1, 2, 3)), 2: ((1, 0), (0, 1))}  # of the axes in the file, by their number


class _Place(NamedTuple):
    """Where a weight stands in a file, and how."""

    start: int
    order: tuple[int, ...]  # of its axes
    factor: np.float32  # that it was multiplied with: the scale of the pictures is taken into the first kernel

    def content(self, values: np.ndarray) -> bytes:
        return (values * self.factor).transpose(self.order).tobytes()


class _Template(NamedTuple):
    file: bytes
    places: list[_Place]  # of each weight


_templates: "WeakKeyDictionary[keras.Model, _Template]" = WeakKeyDictionary()


def litert_file(network: "keras.Model") -> bytes:
    """The network for LiteRT, with inputs `pixels` `(n, 28, 28, 3)` float32 and one output per head.

    A conversion takes more than a second. Later files of the same model are the first one with the weights put into
    their places, where these could be found.
    """
    if template := _templates.get(network):
        return _filled(template, network)
    file = _converted(network)
    if len(file) <= _KEPT_AT_MOST and (places := _places(network, file)):
        _templates[network] = _Template(file, places)
    return file


def _converted(network: "keras.Model") -> bytes:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "network.tflite"
        network.export(path, format="litert", verbose=False)
        return path.read_bytes()


def _places(network: "keras.Model", file: bytes) -> list[_Place]:
    """Where each weight stands in the file; empty unless each stands there once, in a place of its own."""
    factors = [1.0, *(layer.scale for layer in network.layers if hasattr(layer, "scale") and not layer.weights)]
    places = [_place(weight.numpy(), file, factors) for weight in network.weights]
    known = [place for place in places if place]
    return known if len({place.start for place in known}) == len(places) else []


def _place(values: np.ndarray, file: bytes, factors: list[float]) -> _Place | None:
    for order in _ORDERS.get(values.ndim, (tuple(range(values.ndim)),)):
        for factor in factors:
            content = (place := _Place(0, order, np.float32(factor))).content(values)
            if file.count(content) == 1:
                return place._replace(start=file.find(content))
    return None


def _filled(template: _Template, network: "keras.Model") -> bytes:
    file = bytearray(template.file)
    for weight, place in zip(network.weights, template.places, strict=True):
        content = place.content(weight.numpy())
        file[place.start : place.start + len(content)] = content
    return bytes(file)
