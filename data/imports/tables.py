"""The text of a table of labels, whatever saved it: UTF-8, UTF-16 or cp1252; commas, semicolons or tabs."""

import codecs
import csv
import io
import re
from collections.abc import Iterator
from contextlib import suppress
from typing import TextIO

from data.imports import limits
from data.imports.files import SetFiles, errors_in_words
from data.imports.refusals import ImportFailed
from data.labels import PROPERTIES

COLUMNS = ("file", *PROPERTIES)
_ENDINGS = (".csv", ".tsv")
_ALSO = {"color": "colour", "filename": "file", "file_name": "file", "image": "file"}
_UNIT = re.compile(r"(\w+?)[ _]?[(\[]?(px|pixels|deg|degrees|°)[)\]]?")  # a head such as `width_px`
_DELIMITERS = ",;\t"


def table_of(files: SetFiles) -> str | None:
    """The name of the set's table: the only one, or the only one that has the columns, which a `.txt` must have.

    Raises:
        ImportFailed: There are several.
    """
    tables = [name for name in files.names if name.lower().endswith(_ENDINGS)]
    if len(tables) != 1:
        texts = [name for name in files.names if name.lower().endswith((*_ENDINGS, ".txt"))]
        tables = [name for name in texts if _has_columns(files, name)] or tables
    if len(tables) > 1:
        raise ImportFailed(f"There are {len(tables)} CSV files. Leave one, with the columns file, length, width, ...")
    return tables[0] if tables else None


def table_rows(files: SetFiles, table: str) -> Iterator[dict[str, str]]:
    """The lines of a table by column.

    Raises:
        ImportFailed: It is too large, no text, or lacks a column.
    """
    try:
        yield from _rows(_lines(files, table))
    except csv.Error as error:
        raise ImportFailed("The CSV is not plain text with one line per picture. Save it again in UTF-8.") from error


def _has_columns(files: SetFiles, name: str) -> bool:
    try:
        head = _head(_lines(files, name))
        return not _missing(_columns(head, _delimiter(head)))
    except (ImportFailed, csv.Error):
        return False


def _lines(files: SetFiles, table: str) -> TextIO:
    if files.size(table) > limits.MAX_TABLE_BYTES:
        raise ImportFailed(f"The CSV has more than {limits.MAX_TABLE_BYTES / 1e6:g} MB. {limits.LIMITS_TEXT}")
    with errors_in_words("The CSV is damaged in the archive. Pack it again."), files.open(table) as file:
        data = file.read(limits.MAX_TABLE_BYTES)
    return io.TextIOWrapper(io.BytesIO(data), _encoding(data))


def _encoding(data: bytes) -> str:
    """By its first bytes, else UTF-8, else what Windows calls ANSI."""
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        encodings = ("utf-16",)
    elif b"\0" in data[:4]:
        encodings = ("utf-16-le" if data[1:2] == b"\0" else "utf-16-be",)
    else:
        encodings = ("utf-8-sig", "cp1252")
    for encoding in encodings:
        with suppress(UnicodeDecodeError):
            data.decode(encoding)
            return encoding
    raise ImportFailed("The CSV is not plain text. Save it again in UTF-8.")


def _rows(lines: TextIO) -> Iterator[dict[str, str]]:
    head = _head(lines)
    delimiter = _delimiter(head)
    columns = _columns(head, delimiter)
    if missing := _missing(columns):
        raise ImportFailed(
            f"The CSV needs the columns {', '.join(COLUMNS)} in its first line. Missing: {', '.join(missing)}."
        )
    names = [name for name, _ in columns]
    if twice := [name for name in COLUMNS if names.count(name) > 1]:
        raise ImportFailed(f"The CSV has two columns for {', '.join(twice)}. Leave one of them.")
    for row in csv.reader(lines, delimiter=delimiter):
        if any(row):
            texts = [*(cell.strip() for cell in row), *[""] * len(columns)]
            cells = zip(columns, texts, strict=False)
            yield {name: text + unit if text[-1:].isdigit() else text for (name, unit), text in cells}


def _head(lines: TextIO) -> str:
    """The first line with words, but for Excel's about the delimiter."""
    return next((line for line in lines if line.strip() and not line.lower().startswith("sep=")), "")


def _delimiter(head: str) -> str:
    return min(_DELIMITERS, key=lambda delimiter: len(_missing(_columns(head, delimiter))))


def _columns(head: str, delimiter: str) -> list[tuple[str, str]]:
    """The name of each column, and the unit that its head gives to all its numbers."""
    columns = []
    for cell in next(csv.reader([head], delimiter=delimiter), []):
        name, unit = cell.strip().lower(), ""
        if match := _UNIT.fullmatch(name):
            name, unit = match.groups()
        columns.append((_ALSO.get(name, name), unit))
    return columns


def _missing(columns: list[tuple[str, str]]) -> list[str]:
    names = {name for name, _ in columns}
    return [column for column in COLUMNS if column not in names]
