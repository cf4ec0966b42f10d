"""Cells of a notebook, and the numbers of a run as code."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from model.networks.design import Design
from model.networks.plan import LayerNames

Options = dict[str, str]  # name -> code of the value
NORMAL = "keras.initializers.RandomNormal(stddev=0.01)"
_LINE_WIDTH = 100  # characters; a longer call is broken


@dataclass(frozen=True, slots=True)
class NotebookCell:
    """One cell: words in Markdown, or Python code."""

    kind: str  # markdown or code
    source: str


def markdown(text: str) -> NotebookCell:
    return NotebookCell("markdown", text.strip())


def code(*parts: str) -> NotebookCell:
    """The parts under each other, two empty lines between them as between functions."""
    return NotebookCell("code", "\n\n\n".join(part.strip("\n") for part in parts if part))


def call(target: str, name: str, arguments: Sequence[Any], options: Options, on: str = "") -> str:
    """A line such as `x = layers.Conv2D(8, 7, padding="same")(x)`, broken where it is too long.

    Args:
        options: name -> code of the value.
        on: What the result is called with, if with anything.
    """
    inside = ", ".join([*map(repr, arguments), *(f"{key}={value}" for key, value in options.items())])
    end = f")({on})" if on else ")"
    line = f"{target} = {name}({inside}{end}"
    return line if len(line) <= _LINE_WIDTH else f"{target} = {name}(\n    {inside}\n{end}"


class LayerLines:
    """Lines that add one layer after another, such as `x = layers.Conv2D(...)(x)`.

    Args:
        on: What the first layer is called with.
        names: Of the layers.
    """

    def __init__(self, on: str, names: LayerNames) -> None:
        self.lines: list[str] = []
        self.on, self._names = on, names

    def add(self, kind: str, arguments: Sequence[Any], options: Options, short: str) -> None:
        """A layer of a class of Keras; `short` is the middle of its name."""
        named = {**options, "name": f'"{self._names(short)}"'}
        self.lines.append(call("x", f"layers.{kind}", arguments, named, on=self.on))
        self.on = "x"

    def add_hidden(self, sizes: Sequence[int], design: Design, start: Options) -> None:
        """Dense layers, each with its dropout; `start` is what `kernel` says."""
        active = {} if design.activation == "linear" else {"activation": f'"{design.activation}"'}
        for units in sizes:
            self.add("Dense", [units], active | start, "hidden")
            if design.dropout:
                self.add("Dropout", [design.dropout], {}, "dropout")


def dense(design: Design, l2: float, normal: str = NORMAL) -> Options:
    """How a dense layer starts, unless as usual, and what holds its kernel small."""
    bias: Options = {"bias_initializer": normal} if design.head_bias == "normal" else {}
    return kernel(design.head_initialiser, l2, normal) | bias


def kernel(initialiser: str, l2: float, normal: str = NORMAL) -> Options:
    """How a kernel starts, unless as usual, and what holds it small."""
    options: Options = {}
    if initialiser == "normal":
        options["kernel_initializer"] = normal
    elif initialiser != "glorot_uniform":  # Keras' own
        options["kernel_initializer"] = f'"{initialiser}"'
    return options | ({"kernel_regularizer": "keras.regularizers.L2(L2)"} if l2 else {})
