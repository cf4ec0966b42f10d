"""Tables whose cells are sets of pictures: confusion matrices, and the joint mistakes of heads or networks."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import numpy as np

from data.labels import CLASS_COUNT, class_index, labels_of
from model.evaluate.compare import EXACT
from model.evaluate.evaluation import ALL
from model.evaluate.together import PAIRS
from model.heads import HEADS
from ui.shared.class_labels import class_labels
from ui.shared.evaluated import Judged, Versus
from ui.shared.theme import HEAD_LOOKS

RIGHT_OR_WRONG = ("right", "wrong")
LEFT_OUT = -1  # the row of a picture that is in no cell


@dataclass(frozen=True, slots=True, kw_only=True)
class Matrix:
    """Picture i counts in the cell (row_of[i], column_of[i])."""

    name: str  # in links
    title: str
    rows: tuple[str, ...]  # labels
    columns: tuple[str, ...]
    row_of: np.ndarray  # (n,)
    column_of: np.ndarray  # (n,)
    row_word: str  # before the label of a row: 'true'
    column_word: str  # 'predicted'
    head: str | None = None  # whose mistakes come first among its pictures

    def cells(self) -> list[list[int]]:
        """The cells with pictures: [row, column, count]."""
        held = self.row_of != LEFT_OUT
        numbers = self.row_of[held] * len(self.columns) + self.column_of[held]
        places, counts = np.unique(numbers, return_counts=True)
        return np.column_stack((*np.divmod(places, len(self.columns)), counts)).tolist()


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """A cell of a matrix; without a column it is a row, without a row a column."""

    matrix: Matrix
    row: int | None
    column: int | None

    def pictures(self) -> np.ndarray:
        """`(k,)` numbers of its pictures."""
        held = self.matrix.row_of != LEFT_OUT
        if self.row is not None:
            held = held & (self.matrix.row_of == self.row)
        if self.column is not None:
            held = held & (self.matrix.column_of == self.column)
        return np.flatnonzero(held)

    def text(self) -> str:
        """'Angle: true 45°, predicted 60°'."""
        matrix = self.matrix
        parts = [] if self.row is None else [f"{matrix.row_word} {matrix.rows[self.row]}"]
        parts += [] if self.column is None else [f"{matrix.column_word} {matrix.columns[self.column]}"]
        return f"{matrix.title}: {', '.join(parts)}"


def cell_of(text: str, matrices: Iterable[Matrix]) -> Cell | None:
    """The cell of a link, such as 'angle.3.4'; 'angle.3.' is a row and 'angle..4' a column. None: there is none."""
    match = re.fullmatch(r"([a-z_]+)\.(\d{0,2})\.(\d{0,2})", text, re.ASCII)
    matrix = next((matrix for matrix in matrices if match and matrix.name == match[1]), None)
    if match is None or matrix is None or match[2] == match[3] == "":
        return None
    row, column = (int(number) if number else None for number in match.groups()[1:])
    within = (row or 0) < len(matrix.rows) and (column or 0) < len(matrix.columns)
    return Cell(matrix=matrix, row=row, column=column) if within else None


def head_matrices(judged: Judged) -> list[Matrix]:
    """The confusion matrix of each head."""
    predictions, labels = judged.evaluation.predictions, judged.evaluation.labels
    return [
        Matrix(
            name=name,
            title=name.capitalize(),
            rows=class_labels(name),
            columns=class_labels(name),
            row_of=labels[:, i],
            column_of=predictions[:, i],
            row_word="true",
            column_word="predicted",
            head=name,
        )
        for i, name in enumerate(HEADS)
    ]


def all_class_matrices(judged: Judged) -> list[Matrix]:
    """The confusion matrix of all 96 classes, in a list."""
    classes = tuple(" ".join(_line_labels(row)) for row in labels_of(np.arange(CLASS_COUNT)))
    return [
        Matrix(
            name=ALL,
            title="All four",
            rows=classes,
            columns=classes,
            row_of=class_index(judged.evaluation.labels),
            column_of=class_index(judged.evaluation.predictions),
            row_word="true",
            column_word="predicted",
        )
    ]


def head_pair_matrices(judged: Judged) -> list[Matrix]:
    """Each two heads: which of them is wrong."""
    wrong = {name: (~judged.evaluation.right[:, i]).astype(int) for i, name in enumerate(HEADS)}
    return [
        _two_by_two(
            f"{first}_{second}", f"{first} and {second}".capitalize(), (first, second), (wrong[first], wrong[second])
        )
        for first, second in PAIRS
    ]


def network_pair_matrices(versus: Versus, count: int, names: tuple[str, str]) -> list[Matrix]:
    """Per head and for all four: which of two networks is wrong. `count` pictures are in the set."""

    def cell_indices(right: np.ndarray) -> np.ndarray:
        indices = np.full(count, LEFT_OUT)
        indices[versus.rows] = ~right
        return indices

    rights = {name: (versus.first.right[:, i], versus.second.right[:, i]) for i, name in enumerate(HEADS)}
    rights[EXACT] = versus.first.exact, versus.second.exact
    return [
        _two_by_two(
            f"versus_{name}",
            "All four" if name == EXACT else name.capitalize(),
            names,
            (cell_indices(first), cell_indices(second)),
            head=name if name in HEADS else None,
        )
        for name, (first, second) in rights.items()
    ]


def _two_by_two(
    name: str, title: str, words: tuple[str, str], wrong: tuple[np.ndarray, np.ndarray], head: str | None = None
) -> Matrix:
    return Matrix(
        name=name,
        title=title,
        rows=RIGHT_OR_WRONG,
        columns=RIGHT_OR_WRONG,
        row_of=wrong[0],
        column_of=wrong[1],
        row_word=words[0],
        column_word=words[1],
        head=head,
    )


def _line_labels(labels: np.ndarray) -> list[str]:
    """The four classes of one picture: `labels` is `(4,)`."""
    return [class_labels(name)[number] for name, number in zip(HEADS, labels, strict=True)]


def matrix_payload(matrix: Matrix) -> dict[str, Any]:
    """What the browser draws a matrix from."""
    look = HEAD_LOOKS.get(matrix.head or "")
    return {
        "name": matrix.name,
        "title": matrix.title,
        "icon": look.icon if look else "join_inner" if matrix.name != ALL else "grid_on",
        "colour": look.colour if look else "var(--st-text-color)",
        "rows": matrix.rows,
        "columns": matrix.columns,
        "rowWord": matrix.row_word,
        "columnWord": matrix.column_word,
        "classes": matrix.row_word == "true",
        "cells": matrix.cells(),
    }
