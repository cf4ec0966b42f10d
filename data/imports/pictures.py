"""Sets of picture files: labels in the files' names, or in a CSV beside them."""

import re
import sys
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping
from pathlib import PurePosixPath

import numpy as np

from data.imports import limits, picture
from data.imports.disk import Room, release
from data.imports.files import SetFiles
from data.imports.label_columns import Column, about_labels, understood
from data.imports.matching import matched
from data.imports.refusals import ImportFailed, Refusals
from data.imports.tables import table_rows
from data.labelled_set import Labelled
from data.labels import PROPERTIES, STEM_ORDER

UNNAMED = "Not named length_width_angle_colour_id with known classes, such as 1_1_9_0_3.png."
STRANGE = "Not a picture by its ending."
UNLISTED = "Not listed in the CSV."
MISSING = "Listed in the CSV, but not there."
TWICE = "Listed twice in the CSV; the first line counts."
SEVERAL = "Listed in the CSV, but several files have such a name. Give their folders and endings."
SHARED = "Several lines of the CSV mean this file. Give their folders and endings."
NO_CLASS = "Its {name} is no class: neither of {classes} nor a number from 0."
_IN_STEM = [list(PROPERTIES.values())[column] for column in STEM_ORDER]
_STEM = re.compile("_".join(rf"(\d+|{'|'.join(prop.classes)})" for prop in _IN_STEM) + r"_\d+", re.ASCII)

Texts = tuple[str, ...]  # what stands for each property, as in `PROPERTIES`
LabelsOf = Callable[[str], np.ndarray]  # the labels (4,) of a file; ValueError with a sentence
Note = Callable[[str], None]  # takes a sentence for the report


def from_names(files: SetFiles, refused: Refusals, note: Note, room: Room) -> Labelled:
    """Pictures whose names are their labels: length_width_angle_colour_id.png, as in 2019."""
    stems = {name: _STEM.fullmatch(PurePosixPath(name).stem.lower()) for name in files.names if _is_picture(name)}
    texts = {name: _texts(match.groups()[place] for place in STEM_ORDER) for name, match in stems.items() if match}
    columns = _understood(texts, note, counts_from_0=True)

    def labels_of(name: str) -> np.ndarray:
        try:
            return _labels(texts[name], columns)
        except (KeyError, ValueError) as error:
            raise ValueError(UNNAMED) from error

    return _read(files, files.names, labels_of, refused, note, room)


def from_table(files: SetFiles, table: str, refused: Refusals, note: Note, room: Room) -> Labelled:
    """Pictures whose labels stand in a CSV with the columns file, length, width, colour, angle.

    `label_columns` says what the labels may be, and `matching` how files may be named.
    """
    rows = _rows(files, table, refused)
    columns = _understood(rows, note)
    pictures = [name for name in files.names if name != table]
    lines = _lines(rows, pictures, PurePosixPath(table).parent, refused)

    def labels_of(name: str) -> np.ndarray:
        if name not in lines:
            raise ValueError(UNLISTED)
        if len(lines[name]) > 1:
            raise ValueError(SHARED)
        return _labels(lines[name][0], columns)

    return _read(files, pictures, labels_of, refused, note, room)


def _rows(files: SetFiles, table: str, refused: Refusals) -> dict[str, Texts]:
    """The CSV: file as it is written there -> the texts of its classes."""
    rows = {}
    for row in table_rows(files, table):
        if row["file"] in rows:
            refused.add(row["file"], TWICE)
        else:
            rows[row["file"]] = _texts(row[name].lower() for name in PROPERTIES)
        if len(rows) > limits.MAX_PICTURES:
            raise ImportFailed(f"The CSV lists too many files. {limits.LIMITS_TEXT}")
    return rows


def _texts(texts: Iterable[str]) -> Texts:
    """Each text once in memory, however many rows have it."""
    return tuple(map(sys.intern, texts))


def _lines(rows: dict[str, Texts], pictures: list[str], folder: PurePosixPath, refused: Refusals) -> dict[str, list]:
    """The lines of the CSV that mean each file."""
    lines = defaultdict(list)
    for name, meant in matched(rows, pictures, folder).items():
        if len(meant) == 1:
            lines[meant[0]].append(rows[name])
        else:
            refused.add(name, SEVERAL if meant else MISSING)
    return lines


def _understood(rows: Mapping[str, Texts], note: Note, counts_from_0: bool = False) -> dict[str, Column]:
    texts = {name: [row[place] for row in rows.values()] for place, name in enumerate(PROPERTIES)}
    columns = understood(texts, counts_from_0)
    if rows:
        note(about_labels(columns))
    return columns


def _labels(texts: Texts, columns: dict[str, Column]) -> np.ndarray:
    """`(4,)` classes."""
    for (name, column), text in zip(columns.items(), texts, strict=True):
        if text not in column.classes:
            raise ValueError(NO_CLASS.format(name=name, classes=", ".join(PROPERTIES[name].classes)))
    return np.array([column.classes[text] for column, text in zip(columns.values(), texts, strict=True)])


def _is_picture(name: str) -> bool:
    return PurePosixPath(name).suffix.lower() in ("", *picture.ENDINGS)


def _read(
    files: SetFiles, names: list[str], labels_of: LabelsOf, refused: Refusals, note: Note, room: Room
) -> Labelled:
    """All of these files that are pictures with labels, in their order."""
    if len(names) > limits.MAX_PICTURES:
        raise ImportFailed(f"There are {len(names):,} files. {limits.LIMITS_TEXT}")
    pictures = room(len(names))
    labels = np.empty((len(names), len(PROPERTIES)), np.int64)
    count, changes = 0, Counter()
    for name in names:
        try:
            if not _is_picture(name):
                raise ValueError(STRANGE)
            labels[count] = labels_of(name)
            pictures[count], its_changes = picture.read_member(files, name)
        except ValueError as error:
            refused.add(name, str(error))
            continue
        changes.update(its_changes)
        count += 1
        if count % limits.CHUNK == 0:
            release(pictures)
    for change, times in changes.items():
        note(f"Pictures {change}: {times:,}.")
    return Labelled(pictures[:count], labels[:count])
