"""Sets of picture files: labels in the files' names, or in a CSV beside them."""

import csv
import io
from collections.abc import Callable, Iterable
from pathlib import PurePosixPath

import numpy as np

from data.imports import limits, picture
from data.imports.disk import Room, release
from data.imports.files import SetFiles
from data.imports.refusals import ImportFailed, Refusals
from data.labelled_set import Labelled
from data.labels import PROPERTIES, Property, parse_file_stem

_COLUMNS = ("file", *PROPERTIES)
UNNAMED = "Not named length_width_angle_colour_id with known classes, such as 1_1_9_0_3.png."
STRANGE = "Neither PNG nor JPEG by its ending."
UNLISTED = "Not listed in the CSV."
MISSING = "Listed in the CSV, but not there."
TWICE = "Listed twice in the CSV; the first line counts."

LabelsOf = Callable[[str], np.ndarray]  # the labels (4,) of a file; ValueError with a sentence


def from_names(files: SetFiles, refused: Refusals, room: Room) -> Labelled:
    """Pictures whose names are their labels: length_width_angle_colour_id.png, as in 2019."""

    def labels_of(name: str) -> np.ndarray:
        try:
            return parse_file_stem(PurePosixPath(name).stem)[0]
        except ValueError as error:
            raise ValueError(UNNAMED) from error

    return _read(files, files.names, labels_of, refused, room)


def from_table(files: SetFiles, refused: Refusals, room: Room) -> Labelled:
    """Pictures whose labels stand in a CSV with the columns file, length, width, colour, angle.

    Classes are numbers from 0 or names (short, thin, red, 45). File names are as in the archive, or from the CSV's
    folder on.
    """
    table = next(name for name in files.names if name.lower().endswith(".csv"))
    rows = _rows(files, table, refused)
    pictures = [name for name in files.names if name != table]

    def labels_of(name: str) -> np.ndarray:
        if name not in rows:
            raise ValueError(UNLISTED)
        return np.array([_class(prop, text) for prop, text in zip(PROPERTIES.values(), rows[name], strict=True)])

    files_there = set(pictures)
    for name in rows:
        if name not in files_there:
            refused.add(name, MISSING)
    return _read(files, pictures, labels_of, refused, room)


def _read(files: SetFiles, names: list[str], labels_of: LabelsOf, refused: Refusals, room: Room) -> Labelled:
    """All of these files that are pictures with labels, in their order."""
    if len(names) > limits.MAX_PICTURES:
        raise ImportFailed(f"There are {len(names):,} files. {limits.LIMITS_TEXT}")
    pictures = room(len(names))
    labels = np.empty((len(names), len(PROPERTIES)), np.int64)
    count = 0
    for name in names:
        try:
            if not name.lower().endswith(picture.ENDINGS):
                raise ValueError(STRANGE)
            labels[count] = labels_of(name)
            pictures[count] = picture.read_member(files, name)
            count += 1
            if count % limits.CHUNK == 0:
                release(pictures)
        except ValueError as error:
            refused.add(name, str(error))
    return Labelled(pictures[:count], labels[:count])


def _rows(files: SetFiles, table: str, refused: Refusals) -> dict[str, list[str]]:
    """The CSV: file -> the texts of its four classes."""
    if files.size(table) > limits.MAX_TABLE_BYTES:
        raise ImportFailed(f"The CSV has more than {limits.MAX_TABLE_BYTES / 1e6:g} MB. {limits.LIMITS_TEXT}")
    known, folder, rows = set(files.names), PurePosixPath(table).parent, {}
    try:
        with files.open(table) as file, io.TextIOWrapper(file, "utf-8-sig", newline="") as lines:
            for row in _table(lines):
                name = row["file"] if row["file"] in known else str(folder / row["file"])
                if name in rows:
                    refused.add(name, TWICE)
                else:
                    rows[name] = [row[column] for column in PROPERTIES]
    except (UnicodeDecodeError, csv.Error) as error:
        raise ImportFailed("The CSV is not plain text in UTF-8 with one line per picture. Save it again.") from error
    return rows


def _table(lines: Iterable[str]) -> Iterable[dict[str, str]]:
    """The lines of a CSV by column; commas or semicolons."""
    lines = iter(lines)
    head = next(lines, "")
    delimiter = ";" if ";" in head and "," not in head else ","
    columns = [column.strip().lower() for column in next(csv.reader([head], delimiter=delimiter), [])]
    if missing := [column for column in _COLUMNS if column not in columns]:
        raise ImportFailed(
            f"The CSV needs the columns {', '.join(_COLUMNS)} in its first line. Missing: {', '.join(missing)}."
        )
    for row in csv.reader(lines, delimiter=delimiter):
        if any(row):
            texts = [*(cell.strip() for cell in row), *[""] * len(columns)]
            yield dict(zip(columns, texts, strict=False))


def _class(prop: Property, text: str) -> int:
    """A class by its name or its number. Names of angles are degrees, so that 0..11 are numbers and 15.. are names."""
    text = text.lower().removesuffix("°")
    if text in prop.classes:
        return prop.classes.index(text)
    if text.isascii() and text.isdecimal() and int(text[:9]) < len(prop.classes):
        return int(text[:9])
    raise ValueError(f"Its {prop.name} is no class: neither of {', '.join(prop.classes)} nor a number from 0.")
