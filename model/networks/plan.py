"""What a design will be, layer by layer, worked out without Keras: shapes, parameters, operations, what cannot fit.

The rows are those of the view `structure` of the Keras model that `building.from_design` makes (tests compare them).
"""

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
    if design.joint is not None:
        _add_joint(drawing, design, design.joint)
    else:
        features = drawing.shape
        for head in HEADS:
            _add_head(drawing, design, head, features)
    whole = Plan(rows=tuple(drawing.rows))
    return Plan(rows=whole.rows, problem=_nothing_shared(design) or _too_large(whole, parameters_at_most(design)))


def parameters_at_most(design: Design) -> int:
    """How many it may have."""
    return PARAMETERS_AT_MOST if design.joint is None else JOINT_PARAMETERS_AT_MOST


class _Drawing:
    """Rows as they are added; each takes the last one's output unless told otherwise."""

    def __init__(self) -> None:
        self.rows: list[PlanRow] = []
        self.place: int | None = None
        self._counts: dict[str, int] = {}

    @property
    def shape(self) -> Shape:
        return self.rows[-1].shape

    def numbered(self, kind: str) -> str:
        """`trunk_conv_1`, `trunk_conv_2`, ..."""
        self._counts[kind] = self._counts.get(kind, 0) + 1
        return f"{TRUNK}_{kind}_{self._counts[kind]}"

    def add(self, name: str, kind: str, shape: Shape, inputs: tuple[str, ...] | None = None, **rest: Any) -> None:
        inputs = (self.rows[-1].name,) if inputs is None else inputs
        rest = {"owner": TRUNK, **rest}
        self.rows.append(PlanRow(name=name, kind=kind, inputs=inputs, shape=shape, place=self.place, **rest))


def _add_convolution(drawing: _Drawing, layer: Convolution) -> None:
    height, width, channels = drawing.shape
    sides = [_windows(side, layer.kernel, layer.stride, layer.padding) for side in (height, width)]
    if not all(sides):
        raise _misfit(f"a kernel of {layer.kernel} × {layer.kernel}", drawing.shape, "Take padding `same`")
    shape, weights = (*sides, layer.filters), layer.kernel**2 * channels
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
    height, width, channels = drawing.shape
    sides = [_windows(side, layer.size, layer.stride, "valid") for side in (height, width)]
    if not all(sides):
        raise _misfit(f"pooling {layer.size} × {layer.size}", drawing.shape, "Make it smaller")
    kind = "MaxPooling2D" if layer.takes == "max" else "AveragePooling2D"
    details = {"pool": [layer.size] * 2, "strides": [layer.stride] * 2, "padding": "valid"}
    drawing.add(drawing.numbered("pool"), kind, (*sides, channels), details=details)


def _add_dropout(drawing: _Drawing, layer: Dropout) -> None:
    drawing.add(drawing.numbered("dropout"), "Dropout", drawing.shape, details={"rate": layer.rate})


_ADD: dict[type[Layer], Callable[[_Drawing, Any], None]] = {
    Convolution: _add_convolution,
    Pooling: _add_pooling,
    Dropout: _add_dropout,
}


def _windows(side: int, size: int, stride: int, padding: str) -> int:
    """How many windows of a size lie along a side."""
    return -(-side // stride) if padding == "same" else (side - size) // stride + 1 if side >= size else 0


def _misfit(what: str, shape: Shape, advice: str) -> DesignError:
    place = f"{shape[0]} × {shape[1]}"
    return DesignError(
        f"This layer cannot fit: {what} does not fit into {place} features. {advice}, or shrink them less before it."
    )


def _add_end(drawing: _Drawing, ends: str) -> None:
    shape, before = drawing.shape, (drawing.rows[-1].name,)
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


def _add_head(drawing: _Drawing, design: Design, name: str, features: Shape) -> None:
    before, (inputs,) = "trunk_features", features
    for depth, units in enumerate(design.hidden[name], start=1):
        _add_dense(drawing, f"{name}_hidden_{depth}", units, design.activation, before, inputs, owner=name)
        before, inputs = f"{name}_hidden_{depth}", units
        if design.dropout:
            rest = {"owner": name, "details": {"rate": design.dropout}}
            drawing.add(f"{name}_dropout_{depth}", "Dropout", (units,), **rest)
            before = f"{name}_dropout_{depth}"
    _add_dense(drawing, name, HEADS[name].units, HEADS[name].activation, before, inputs, owner=name)


def _add_dense(
    drawing: _Drawing, name: str, units: int, activation: str, before: str, inputs: int, owner: str = TRUNK
) -> None:
    costs: dict[str, Any] = {"parameters": (inputs + 1) * units, "operations": inputs * units}
    details = {"units": units, "bias": True}
    drawing.add(name, "Dense", (units,), (before,), owner=owner, activation=activation, details=details, **costs)


def _add_joint(drawing: _Drawing, design: Design, hidden: tuple[int, ...]) -> None:
    """The one answer, and the heads that read it without a weight of their own."""

    def dense(name: str, units: int, activation: str) -> None:
        _add_dense(drawing, name, units, activation, drawing.rows[-1].name, drawing.shape[-1])

    for units in hidden:
        dense(drawing.numbered("hidden"), units, design.activation)
        if design.dropout:
            drawing.add(drawing.numbered("dropout"), "Dropout", (units,), details={"rate": design.dropout})
    dense(JOINT, CLASS_COUNT, "linear")
    for name, head in HEADS.items():
        drawing.add(f"{name}_logits", "Marginal", (head.units,), (JOINT,), owner=name)
        drawing.add(name, "Activation", (head.units,), owner=name, activation=head.activation)


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
