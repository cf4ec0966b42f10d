"""The four heads as data: what each one reads, its output layer and its loss. Everything else reads this table."""

from collections.abc import Iterable
from dataclasses import dataclass
from math import log
from typing import Any

from data.labels import PROPERTIES, Property


@dataclass(frozen=True, slots=True, kw_only=True)
class Head:
    """One output of the network, reading one property of the line."""

    reads: Property
    activation: str  # Keras name
    loss: str  # Keras name

    @property
    def name(self) -> str:
        return self.reads.name

    @property
    def classes(self) -> tuple[str, ...]:
        return self.reads.classes

    @property
    def units(self) -> int:
        """Output units: a sigmoid head answers two classes with one unit."""
        return 1 if self.activation == "sigmoid" else len(self.classes)

    @property
    def chance(self) -> float:
        """Loss in nats of a head that knows nothing: ln 2 or ln 12."""
        return log(len(self.classes))


def _head(name: str) -> Head:
    line_property = PROPERTIES[name]
    if len(line_property.classes) == 2:
        return Head(reads=line_property, activation="sigmoid", loss="binary_crossentropy")
    return Head(reads=line_property, activation="softmax", loss="categorical_crossentropy")


HEADS: dict[str, Head] = {name: _head(name) for name in PROPERTIES}


def per_head(values: Iterable[Any]) -> dict[str, Any]:
    """A value for each head, given in the order of `HEADS`."""
    return dict(zip(HEADS, values, strict=True))
