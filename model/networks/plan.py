"""What a design will be, layer by layer, worked out without Keras: shapes, parameters, operations, what cannot fit.

The rows are those of the view `structure` of the Keras model that `building.from_design` makes (tests compare them).
"""

from collections import Counter
from collections.abc import Callable
from dataclasses import asdict, dataclass, field
from math import prod
from typing import Any

from data.labels import CLASS_COUNT
from data.line import FRAME
from model.heads import HEADS
from model.networks.design import Convolution, Design, DesignError, Dropout, Layer, Pooling
from model.networks.joint import JOINT

TRUNK = "trunk"
CHANNELS = 3
PARAMETERS_AT_MOST = 2_000_000
JOINT_PARAMETERS_AT_MOST = 5_000_000  # of one answer: nobody keeps its gradient four times over
OPERATIONS_AT_MOST = 50_000_000  # multiply-adds a picture: some milliseconds of one core
VALUES_AT_MOST = 250_000  # outputs of all layers for a picture: 1 GB for the 1,024 that are measured at once

Shape = tuple[int, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanRow:
    """One Keras layer to come."""

    name: str
    kind: str  # Keras class
    owner: str  # the trunk or a head
    inputs: tuple[str, ...]
    shape: Shape  # of its output for one picture: (h, w, c) or (n,)
    parameters: int = 0
    operations: int = 0  # multiply-adds a picture, counted as the view `structure` does
    activation: str | None = None
    details: dict[str, Any] = field(default_factory=dict)
    place: int | None = None  # of the design's trunk layer that it belongs to

    def to_json(self) -> dict[str, Any]:
        values = asdict(self)
        del values["place"]
        return {**values, "inputs": list(self.inputs), "shape": list(self.shape)}


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """The layers up to the first that cannot fit, or all of them."""

    rows: tuple[PlanRow, ...]
    misfit: int | None = None  # which trunk layer cannot fit
    problem: str = ""  # why the network cannot be built; empty if it can

    @property
    def parameters(self) -> int:
        return sum(row.parameters for row in self.rows)

    @property
    def operations(self) -> int:
        return sum(row.operations for row in self.rows)

    @property
    def values(self) -> int:
        """Outputs of all layers for one picture: what memory a picture takes."""
        return sum(prod(row.shape) for row in self.rows)

    def of_layer(self, place: int) -> list[PlanRow]:
        """The rows of one layer of the design's trunk."""
        return [row for row in self.rows if row.place == place]

    def of(self, owner: str) -> list[PlanRow]:
        """The rows of the trunk or of a head."""
        return [row for row in self.rows if row.owner == owner]


def plan(design: Design) -> Plan:
    """Lay the layers on each other."""
    drawing = _Drawing()
    drawing.add("pixels", "InputLayer", (FRAME, FRAME, CHANNELS), inputs=())
    if design.scale:
        details = {"scale": 1 / 255, "offset": 0.0}
        drawing.add("trunk_scale", "Rescaling", drawing.shape, operations=prod(drawing.shape), details=details)
    for place, layer in enumerate(design.trunk):
        drawing.place = place
        try:
            _ADD[type(layer)](drawing, layer)
        except DesignError as error:
            return Plan(rows=tuple(drawing.rows), misfit=place, problem=str(error))
    drawing.place = None
    _add_end(drawing, design.ends)
    if design.joint is None:
        _add_heads(drawing, design)
    else:
        _add_joint(drawing, design, design.joint)
    whole = Plan(rows=tuple(drawing.rows))
    return Plan(rows=whole.rows, problem=_nothing_shared(design) or _too_large(whole, parameters_at_most(design)))


def parameters_at_most(design: Design) -> int:
    """How many it may have."""
    return PARAMETERS_AT_MOST if design.joint is None else JOINT_PARAMETERS_AT_MOST


class LayerNames:
    """Numbers the layers of each kind: `trunk_conv_1`, `trunk_conv_2`, ..."""

    def __init__(self, owner: str = TRUNK) -> None:
        self._owner, self._counts = owner, Counter()

    def __call__(self, kind: str) -> str:
        self._counts[kind] += 1
        return f"{self._owner}_{kind}_{self._counts[kind]}"


class _Drawing:
    """Rows as they are added; each takes the output of `last` unless told otherwise."""

    def __init__(self) -> None:
        self.rows: list[PlanRow] = []
        self.place: int | None = None
        self.numbered = LayerNames()
        self.last: PlanRow

    @property
    def shape(self) -> Shape:
        return self.last.shape

    def add(self, name: str, kind: str, shape: Shape, inputs: tuple[str, ...] | None = None, **rest: Any) -> None:
        inputs = (self.last.name,) if inputs is None else inputs
        rest = {"owner": TRUNK, **rest}
        self.last = PlanRow(name=name, kind=kind, inputs=inputs, shape=shape, place=self.place, **rest)
        self.rows.append(self.last)


def _add_convolution(drawing: _Drawing, layer: Convolution) -> None:
    what = f"a kernel of {layer.kernel} × {layer.kernel}"
    sides = _sides(drawing.shape, layer.kernel, layer.stride, layer.padding, what, "Take padding `same`")
    shape, weights = (*sides, layer.filters), layer.kernel**2 * drawing.shape[-1]
    activation = "linear" if layer.normalise else layer.activation
    details = {"filters": layer.filters, "kernel": [layer.kernel] * 2, "strides": [layer.stride] * 2}
    details |= {"padding": layer.padding, "dilation": [1, 1], "groups": 1, "bias": not layer.normalise}
    biases = 0 if layer.normalise else layer.filters
    costs: dict[str, Any] = {"parameters": weights * layer.filters + biases, "operations": prod(shape) * weights}
    drawing.add(drawing.numbered("conv"), "Conv2D", shape, activation=activation, details=details, **costs)
    if layer.normalise:  # scale and shift, and the moving mean and variance
        costs = {"parameters": 4 * layer.filters, "operations": prod(shape)}
        drawing.add(drawing.numbered("norm"), "BatchNormalization", shape, details={"scale": True, "axis": -1}, **costs)
        drawing.add(drawing.numbered("active"), "Activation", shape, activation=layer.activation)


def _add_pooling(drawing: _Drawing, layer: Pooling) -> None:
    what = f"pooling {layer.size} × {layer.size}"
    sides = _sides(drawing.shape, layer.size, layer.stride, "valid", what, "Make it smaller")
    kind = "MaxPooling2D" if layer.takes == "max" else "AveragePooling2D"
    details = {"pool": [layer.size] * 2, "strides": [layer.stride] * 2, "padding": "valid"}
    drawing.add(drawing.numbered("pool"), kind, (*sides, drawing.shape[-1]), details=details)


def _add_dropout(drawing: _Drawing, layer: Dropout) -> None:
    drawing.add(drawing.numbered("dropout"), "Dropout", drawing.shape, details={"rate": layer.rate})


_ADD: dict[type[Layer], Callable[[_Drawing, Any], None]] = {
    Convolution: _add_convolution,
    Pooling: _add_pooling,
    Dropout: _add_dropout,
}


def _sides(shape: Shape, size: int, stride: int, padding: str, what: str, advice: str) -> list[int]:
    """How many windows of a size lie along each side."""
    if padding == "same":
        return [-(-side // stride) for side in shape[:2]]
    if min(shape[:2]) < size:
        raise DesignError(
            f"This layer cannot fit: {what} does not fit into {shape[0]} × {shape[1]} features. {advice}, "
            "or shrink them less before it."
        )
    return [(side - size) // stride + 1 for side in shape[:2]]


def _add_end(drawing: _Drawing, ends: str) -> None:
    shape, before = drawing.shape, (drawing.last.name,)
    if ends == "flatten":
        drawing.add("trunk_features", "Flatten", (prod(shape),))
    elif ends == "both":
        drawing.add("trunk_average", "GlobalAveragePooling2D", shape[-1:])
        drawing.add("trunk_maximum", "GlobalMaxPooling2D", shape[-1:], inputs=before)
        averages = ("trunk_average", "trunk_maximum")
        drawing.add("trunk_features", "Concatenate", (2 * shape[-1],), inputs=averages, details={"axis": -1})
    else:
        kind = "GlobalAveragePooling2D" if ends == "average" else "GlobalMaxPooling2D"
        drawing.add("trunk_features", kind, shape[-1:])


def _add_heads(drawing: _Drawing, design: Design) -> None:
    features = drawing.last
    for name, head in HEADS.items():
        drawing.last = features
        _add_hidden(drawing, LayerNames(name), design.hidden[name], design, name)
        _add_dense(drawing, name, head.units, head.activation, name)


def _add_joint(drawing: _Drawing, design: Design, hidden: tuple[int, ...]) -> None:
    """The one answer, and the heads that read it without a weight of their own."""
    _add_hidden(drawing, drawing.numbered, hidden, design, TRUNK)
    _add_dense(drawing, JOINT, CLASS_COUNT, "linear", TRUNK)
    joint = drawing.last
    for name, head in HEADS.items():
        drawing.last = joint
        drawing.add(f"{name}_logits", "Marginal", (head.units,), owner=name)
        drawing.add(name, "Activation", (head.units,), owner=name, activation=head.activation)


def _add_hidden(drawing: _Drawing, names: LayerNames, sizes: tuple[int, ...], design: Design, owner: str) -> None:
    for units in sizes:
        _add_dense(drawing, names("hidden"), units, design.activation, owner)
        if design.dropout:
            drawing.add(names("dropout"), "Dropout", (units,), owner=owner, details={"rate": design.dropout})


def _add_dense(drawing: _Drawing, name: str, units: int, activation: str, owner: str) -> None:
    (inputs,) = drawing.shape
    costs: dict[str, Any] = {"parameters": (inputs + 1) * units, "operations": inputs * units}
    details = {"units": units, "bias": True}
    drawing.add(name, "Dense", (units,), owner=owner, activation=activation, details=details, **costs)


def _nothing_shared(design: Design) -> str:
    if any(isinstance(layer, Convolution) for layer in design.trunk):
        return ""
    return "The trunk needs at least one convolution, or the heads share nothing. Received: none. Add one."


def _too_large(whole: Plan, parameters: int) -> str:
    """Why a network whose layers fit is too large, or nothing."""
    limits = (
        ("parameters", whole.parameters, parameters, lambda row: row.parameters),
        ("multiply-adds a picture", whole.operations, OPERATIONS_AT_MOST, lambda row: row.operations),
        ("outputs of layers a picture", whole.values, VALUES_AT_MOST, lambda row: prod(row.shape)),
    )
    for what, count, most, of in limits:
        if count > most:
            worst = max(whole.rows, key=of)
            return (
                f"At most {most:,} {what} are allowed. This network has {count:,}, {of(worst):,} of them in "
                f"`{worst.name}`. Make that layer smaller, or take strides or pooling before it."
            )
    return ""
