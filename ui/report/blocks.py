"""What a report is made of. Words are plain text: the renderers escape them."""

from dataclasses import dataclass

import numpy as np

INK = "#23212b"  # stands for the colour of text: the HTML inverts it in dark mode


@dataclass(frozen=True, slots=True)
class Heading:
    text: str
    level: int = 2  # 1: the title of the report


@dataclass(frozen=True, slots=True)
class Paragraph:
    text: str
    quiet: bool = False  # small and pale


@dataclass(frozen=True, slots=True)
class Listing:
    """Sentences, each with a bullet."""

    items: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Code:
    text: str


@dataclass(frozen=True, slots=True)
class Table:
    """The first column names the rows."""

    caption: str
    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]  # as many cells as `head`
    strong: frozenset[tuple[int, int]] = frozenset()  # (row, column) of the cells that stand out
    texts: int = 1  # so many columns hold words; the others hold numbers and stand right


@dataclass(frozen=True, slots=True)
class Line:
    name: str
    x: tuple[float, ...]
    y: tuple[float, ...]
    colour: str  # CSS hex
    dash: str = "solid"  # as in `ui.shared.theme`
    dots: bool = False


@dataclass(frozen=True, slots=True)
class Curves:
    """Lines over one pair of axes."""

    x_title: str
    y_title: str
    lines: tuple[Line, ...]
    logarithmic: bool = False
    shares: bool = False  # y is 0..1, shown in percent
    square: bool = False  # x is 0..1 too, and the diagonal is the ideal
    marks: tuple[tuple[float, str], ...] = ()  # (x, label) of vertical lines


@dataclass(frozen=True, slots=True, eq=False)
class ConfusionMatrix:
    """Counts: rows are true, columns predicted."""

    classes: tuple[str, ...]
    counts: np.ndarray  # (classes, classes)


@dataclass(frozen=True, slots=True)
class Figure:
    title: str
    alt: str  # for those who do not see it
    chart: Curves | ConfusionMatrix


@dataclass(frozen=True, slots=True)
class Figures:
    """Side by side where there is room."""

    figures: tuple[Figure, ...]
    caption: str


@dataclass(frozen=True, slots=True, eq=False)
class Picture:
    pixels: np.ndarray  # (h, w, 3) uint8
    words: tuple[str, ...]  # lines under it
    alt: str


@dataclass(frozen=True, slots=True)
class Pictures:
    """Side by side where there is room."""

    pictures: tuple[Picture, ...]
    caption: str


Block = Heading | Paragraph | Listing | Code | Table | Figures | Pictures
