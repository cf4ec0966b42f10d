"""Tables whose cells are sets of pictures: confusion matrices, and the joint mistakes of heads or networks."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import numpy as np

from data.labels import CLASS_COUNT, class_index, labels_of
from model.evaluate.compare import EXACT
from model.evaluate.evaluation import ALL
from model.evaluate.together import HEAD_PAIRS
from model.heads import HEADS
from ui.report.text import line_label
from ui.shared.class_labels import class_labels
from ui.shared.evaluated import PairedEvaluation, SetEvaluation
from ui.shared.theme import HEAD_STYLES

RIGHT_OR_WRONG = ("right", "wrong")
_LEFT_OUT = -1  # the row of a picture that is in no cell


@dataclass(frozen=True, slots=True)
class Matrix:
    """Picture i counts in the cell (row_of[i], column_of[i])."""

    name: str  # in links
    title: str
    rows: tuple[str, ...]  # labels, of the columns too
    row_of: np.ndarray  # (n,)
    column_of: np.ndarray  # (n,)
    words: tuple[str, str] = ("true", "predicted")  # before the label of a row, and of a column
    head: str | None = None  # whose mistakes come first among its pictures

    def cells(self) -> list[list[int]]:
        """The cells with pictures: [row, column, count]."""
        held = self.row_of != _LEFT_OUT
        numbers = self.row_of[held] * len(self.rows) + self.column_of[held]
        places, counts = np.unique(numbers, return_counts=True)
        return np.column_stack((*np.divmod(places, len(self.rows)), counts)).tolist()


@dataclass(frozen=True, slots=True)
class MatrixCell:
    """A cell of a matrix; without a column it is a row, without a row a column."""

    matrix: Matrix
    row: int | None
    column: int | None

    def pictures(self) -> np.ndarray:
        """`(k,)` numbers of its pictures."""
        held = self.matrix.row_of != _LEFT_OUT
        for places, place in ((self.matrix.row_of, self.row), (self.matrix.column_of, self.column)):
            held = held if place is None else held & (places == place)
        return np.flatnonzero(held)

    def text(self) -> str:
        """'Angle: true 45°, predicted 60°'."""
        matrix = self.matrix
        places = zip(matrix.words, (self.row, self.column), strict=True)
        return f"{matrix.title}: {', '.join(f'{word} {matrix.rows[i]}' for word, i in places if i is not None)}"


def cell_of(text: str, matrices: Iterable[Matrix]) -> MatrixCell | None:
    """The cell of a link, such as 'angle.3.4'; 'angle.3.' is a row and 'angle..4' a column. None: there is none."""
    match = re.fullmatch(r"([a-z_]+)\.(\d{0,2})\.(\d{0,2})", text, re.ASCII)
    matrix = next((matrix for matrix in matrices if match and matrix.name == match[1]), None)
    if match is None or matrix is None or match[2] == match[3] == "":
        return None
    row, column = (int(number) if number else None for number in match.groups()[1:])
    within = max(row or 0, column or 0) < len(matrix.rows)
    return MatrixCell(matrix, row, column) if within else None


def head_matrices(judged: SetEvaluation) -> list[Matrix]:
    """The confusion matrix of each head."""
    predictions, labels = judged.evaluation.predictions, judged.evaluation.labels
    return [
        Matrix(name, name.capitalize(), class_labels(name), labels[:, i], predictions[:, i], head=name)
        for i, name in enumerate(HEADS)
    ]


def all_class_matrices(judged: SetEvaluation) -> list[Matrix]:
    """The confusion matrix of all 96 classes, in a list."""
    classes = tuple(map(line_label, labels_of(np.arange(CLASS_COUNT))))
    true, predicted = class_index(judged.evaluation.labels), class_index(judged.evaluation.predictions)
    return [Matrix(ALL, "All four", classes, true, predicted)]


def head_pair_matrices(judged: SetEvaluation) -> list[Matrix]:
    """Each two heads: which of them is wrong."""
    wrong = {name: (~judged.evaluation.right[:, i]).astype(int) for i, name in enumerate(HEADS)}
    titles = {(first, second): f"{first} and {second}".capitalize() for first, second in HEAD_PAIRS}
    return [
        Matrix("_".join(pair), title, RIGHT_OR_WRONG, wrong[pair[0]], wrong[pair[1]], pair)
        for pair, title in titles.items()
    ]


def network_pair_matrices(versus: PairedEvaluation, count: int, names: tuple[str, str]) -> list[Matrix]:
    """Per head and for all four: which of two networks is wrong. `count` pictures are in the set."""

    def cell_indices(right: np.ndarray) -> np.ndarray:
        indices = np.full(count, _LEFT_OUT)
        indices[versus.rows] = ~right
        return indices

    def matrix(name: str, title: str, first: np.ndarray, second: np.ndarray, head: str | None = None) -> Matrix:
        return Matrix(f"versus_{name}", title, RIGHT_OR_WRONG, cell_indices(first), cell_indices(second), names, head)

    first, second = versus.first, versus.second
    heads = [
        matrix(name, name.capitalize(), first.right[:, i], second.right[:, i], name) for i, name in enumerate(HEADS)
    ]
    return [*heads, matrix(EXACT, "All four", first.exact, second.exact)]


def matrix_payload(matrix: Matrix) -> dict[str, Any]:
    """What the browser draws a matrix from."""
    look = HEAD_STYLES.get(matrix.head or "")
    return {
        "name": matrix.name,
        "title": matrix.title,
        "icon": look.icon if look else "join_inner" if matrix.name != ALL else "grid_on",
        "colour": look.colour if look else "var(--st-text-color)",
        "rows": matrix.rows,
        "columns": matrix.rows,
        "rowWord": matrix.words[0],
        "columnWord": matrix.words[1],
        "classes": matrix.words[0] == "true",
        "cells": matrix.cells(),
    }
