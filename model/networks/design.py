"""A network of one's own as a value: the layers of its trunk and the sizes of its heads. Plain JSON, without Keras.

A value of a design is within its bounds from the start; whether its layers fit on each other says `plan.plan`. Add a
kind of layer here (a class, `LAYERS`), in `plan.py` (its shape and costs), in `building.py` (its Keras layer) and in
`static/shared/network/layers.js` (what it computes).
"""

import json
import re
from collections.abc import Mapping
from dataclasses import Field, asdict, dataclass, field, fields
from math import isfinite
from typing import Any, ClassVar, Self

from model.heads import HEADS

LAYERS_AT_MOST = 8  # of the trunk
HIDDEN_AT_MOST, UNITS_AT_MOST = 3, 1_024  # hidden layers of a head, and units of one
_ACTIVATIONS = ("relu", "elu", "silu", "tanh", "linear")
INITIALISERS = ("glorot_uniform", "he_normal", "normal")  # the last: of standard deviation 0.01
DESIGN_NAME = re.compile(r"\w(?:[\w .,+-]{0,38}[\w.+])?")


class DesignError(ValueError):
    """A design that cannot be; the message says what is allowed, what came and what to do."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """What one value of a design may be: a number, one of some words, or yes and no."""

    label: str
    low: float = 0
    high: float = 0
    whole: bool = True
    choices: tuple[str, ...] = ()
    switch: bool = False

    def check(self, name: str, value: Any) -> None:
        """
        Raises:
            DesignError: It may not be this value.
        """
        if self.switch:
            _demand(isinstance(value, bool), name, "true or false", value)
        elif self.choices:
            _demand(isinstance(value, str) and value in self.choices, name, f"one of {', '.join(self.choices)}", value)
        else:
            kind = "a whole number" if self.whole else "a number"
            _demand(self._is_within(value), name, f"{kind} from {self.low:g} to {self.high:g}", value)

    def _is_within(self, value: Any) -> bool:
        if isinstance(value, bool) or not isinstance(value, int if self.whole else int | float):
            return False
        return self.low <= value <= self.high and isfinite(value)


def _demand(holds: bool, name: str, allowed: str, value: Any) -> None:
    if not holds:
        shown = repr(value)
        shown = shown if len(shown) <= 60 else f"{shown[:60]}..."
        raise DesignError(f"`{name}` must be {allowed}. Received: {shown}. Choose one of these.")


def _value(default: Any, label: str, *bounds: float, **rule: Any) -> Any:
    """A field with its rule: `low, high` of a number, or what `Rule` takes."""
    low, high = bounds or (0, 0)
    return field(default=default, metadata={"rule": Rule(label=label, low=low, high=high, **rule)})


class _Ruled:
    """Checks every field that has a rule."""

    __slots__ = ()

    def __post_init__(self) -> None:
        for name, rule in rules_of(type(self)).items():
            rule.check(name, getattr(self, name))


def rules_of(kind: type) -> dict[str, Rule]:
    """The rule of each value of a layer, or of a design itself."""
    known: tuple[Field[Any], ...] = fields(kind)
    return {entry.name: entry.metadata["rule"] for entry in known if "rule" in entry.metadata}


@dataclass(frozen=True, slots=True, kw_only=True)
class Convolution(_Ruled):
    """Filters that slide over what lies before them."""

    kind: ClassVar[str] = "convolution"
    filters: int = _value(16, "Filters", 1, 128)
    kernel: int = _value(3, "Kernel", 1, 11)  # px, square
    stride: int = _value(1, "Stride", 1, 4)  # px
    padding: str = _value("same", "Padding", choices=("same", "valid"))
    activation: str = _value("relu", "Activation", choices=_ACTIVATIONS)
    normalise: bool = _value(False, "Batch normalisation", switch=True)  # before the activation, instead of a bias


@dataclass(frozen=True, slots=True, kw_only=True)
class Pooling(_Ruled):
    """The largest or the mean value of each window."""

    kind: ClassVar[str] = "pooling"
    takes: str = _value("max", "Takes", choices=("max", "average"))
    size: int = _value(2, "Size", 2, 8)
    stride: int = _value(2, "Stride", 1, 8)


@dataclass(frozen=True, slots=True, kw_only=True)
class Dropout(_Ruled):
    """While it trains, a share of the values is left out by chance."""

    kind: ClassVar[str] = "dropout"
    rate: float = _value(0.2, "Share left out", 0.0, 0.9, whole=False)


Layer = Convolution | Pooling | Dropout
LAYERS: dict[str, type[Layer]] = {kind.kind: kind for kind in (Convolution, Pooling, Dropout)}


@dataclass(frozen=True, slots=True, kw_only=True)
class Design(_Ruled):
    """A trunk and four heads, or one answer for all 96 classes in their place.

    Raises:
        DesignError: A value is out of its bounds.
    """

    name: str = "My network"
    trunk: tuple[Layer, ...] = (Convolution(),)
    ends: str = _value("both", "The trunk ends in", choices=("flatten", "average", "maximum", "both"))
    # Units per hidden layer of each head.
    hidden: dict[str, tuple[int, ...]] = field(default_factory=lambda: dict.fromkeys(HEADS, (32,)))
    joint: tuple[int, ...] | None = None  # of the one answer, whose marginals the heads then are; None: four heads
    activation: str = _value("relu", "Activation of hidden layers", choices=_ACTIVATIONS)
    dropout: float = _value(0.0, "Left out of hidden layers", 0.0, 0.9, whole=False)
    initialiser: str = _value("he_normal", "First weights of the trunk", choices=INITIALISERS)
    head_initialiser: str = _value("he_normal", "First weights of the heads", choices=INITIALISERS)
    head_bias: str = _value("zeros", "First bias of the heads", choices=("zeros", "normal"))
    scale: bool = _value(True, "Scale the input to 0..1", switch=True)

    def __post_init__(self) -> None:
        _Ruled.__post_init__(self)
        named = isinstance(self.name, str) and DESIGN_NAME.fullmatch(self.name)
        _demand(bool(named), "name", "1 to 40 letters, digits, spaces or . , + -, and begin with a letter", self.name)
        _check_trunk(self.trunk)
        _check_hidden(self.hidden)
        if self.joint is not None:
            _check_sizes("joint", self.joint)

    @property
    def key(self) -> str:
        """All but the name: what two designs of the same network agree in."""
        return json.dumps({**self.to_json(), "name": ""}, sort_keys=True)

    def to_json(self) -> dict[str, Any]:
        trunk = [{"kind": layer.kind, **asdict(layer)} for layer in self.trunk]
        hidden = {head: list(self.hidden[head]) for head in HEADS}
        joint = None if self.joint is None else list(self.joint)
        return {**asdict(self), "trunk": trunk, "hidden": hidden, "joint": joint}

    @classmethod
    def from_json(cls, values: Any) -> Self:
        """Inverse of `to_json`; what is left out is as usual.

        Raises:
            DesignError: It is no design, or a value is not allowed.
        """
        given = _only_known(cls, values, "A design")
        if "trunk" in given:
            layers = given["trunk"]
            _demand(isinstance(layers, list | tuple), "trunk", "a list of layers", layers)
            given["trunk"] = tuple(_layer(layer) for layer in layers)
        if isinstance(given.get("hidden"), Mapping):
            given["hidden"] = {head: tuple(_listed(f"hidden.{head}", units)) for head, units in given["hidden"].items()}
        if given.get("joint") is not None:
            given["joint"] = tuple(_listed("joint", given["joint"]))
        return cls(**given)


def _layer(values: Any) -> Layer:
    kind = values.get("kind") if isinstance(values, Mapping) else None
    _demand(isinstance(kind, str) and kind in LAYERS, "kind", f"one of {', '.join(LAYERS)}", kind)
    rest = {name: value for name, value in values.items() if name != "kind"}
    return LAYERS[str(kind)](**_only_known(LAYERS[str(kind)], rest, f"A {kind}"))


def _only_known(kind: type, values: Any, what: str) -> dict[str, Any]:
    known = [entry.name for entry in fields(kind)]
    if not isinstance(values, Mapping) or not set(values) <= set(known):
        received = ", ".join(sorted(map(str, set(values) - set(known))))[:60] if isinstance(values, Mapping) else "none"
        raise DesignError(f"{what} has the values {', '.join(known)}. Received: {received}. Leave it out.")
    return dict(values)


def _listed(name: str, units: Any) -> Any:
    _demand(isinstance(units, list | tuple), name, "a list of numbers", units)
    return units


def _check_trunk(trunk: Any) -> None:
    layers = isinstance(trunk, tuple) and all(isinstance(layer, Layer) for layer in trunk)
    _demand(layers and len(trunk) <= LAYERS_AT_MOST, "trunk", f"at most {LAYERS_AT_MOST} layers", trunk)


def _check_hidden(hidden: Any) -> None:
    heads = isinstance(hidden, dict) and set(hidden) == set(HEADS)
    _demand(heads, "hidden", f"a list for each of {', '.join(HEADS)}", hidden)
    for head, units in hidden.items():
        _check_sizes(f"hidden.{head}", units)


def _check_sizes(name: str, units: Any) -> None:
    short = isinstance(units, tuple) and len(units) <= HIDDEN_AT_MOST
    _demand(short, name, f"at most {HIDDEN_AT_MOST} hidden layers", units)
    for count in units:
        Rule(label="Units", low=1, high=UNITS_AT_MOST).check(name, count)
