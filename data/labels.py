"""The four properties of a line, their classes, and the numbers that name them."""

from dataclasses import dataclass
from typing import Any

import numpy as np


@dataclass(frozen=True, slots=True)
class Property:
    """One property of a line: what a head predicts. `values[i]` is what class i is painted with."""

    name: str
    classes: tuple[str, ...]
    values: tuple[Any, ...]
    unit: str


ANGLES = tuple(range(0, 180, 15))  # degrees
PROPERTIES: dict[str, Property] = {
    prop.name: prop
    for prop in (
        Property("length", ("short", "long"), (7, 15), "px"),
        Property("width", ("thin", "thick"), (1, 3), "px"),
        Property("colour", ("red", "blue"), ((255, 0, 0), (0, 0, 255)), "RGB"),
        Property("angle", tuple(map(str, ANGLES)), ANGLES, "degrees"),
    )
}
CLASS_COUNTS = tuple(len(prop.classes) for prop in PROPERTIES.values())  # (2, 2, 2, 12)
CLASS_COUNT = int(np.prod(CLASS_COUNTS))  # 96
STEM_ORDER = (0, 1, 3, 2)  # the file names of 2019: length_width_angle_colour_id


def class_index(labels: np.ndarray) -> np.ndarray:
    """The number 0..95 of each combination of four classes; `labels` is `(n, 4)`, the result `(n,)`."""
    return np.asarray(np.ravel_multi_index(tuple(np.asarray(labels).T), CLASS_COUNTS), np.int64)


def labels_of(index: np.ndarray) -> np.ndarray:
    """The `(n, 4)` labels of the `(n,)` class numbers: undoes `class_index`."""
    return np.stack(np.unravel_index(index, CLASS_COUNTS), axis=-1).astype(np.int64)


def file_stem(labels_row: np.ndarray, number: int) -> str:
    """The name of a picture file without its ending: long, thick, 135 degrees, red, picture 3 is '1_1_9_0_3'."""
    return "_".join(str(int(labels_row[column])) for column in STEM_ORDER) + f"_{number}"
