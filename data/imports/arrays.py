"""Sets in an `.npz`: the two forms of the coursework, and ours. Add yours to `FORMS`."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

import numpy as np

from data.imports import limits
from data.imports.channels import settled
from data.imports.disk import Room, chunks, release
from data.imports.files import SetFiles
from data.imports.label_columns import about_labels, understood
from data.imports.npz_headers import Stored, arrays
from data.imports.refusals import ImportFailed, Refusals, printable
from data.labelled_set import Labelled
from data.labels import CLASS_COUNT, CLASS_COUNTS, PROPERTIES
from data.line import FRAME
from data.read import BLACK

Arrays = dict[str, Stored]
Note = Callable[[str], None]  # takes a sentence for the report
ENDING = ".npy"
_PICTURE = (FRAME, FRAME, 3)
FLAT = (FRAME * FRAME * 3,)
NO_PICTURE = "Levels that are not whole numbers in 0..255."
NOT_BLACK = (
    "{count:,} pictures are not on black. Arrays are taken as they are; in a zip of picture files the background would "
    "become black."
)
NO_LABEL = "A label that names no single class."


@dataclass(frozen=True, slots=True)
class Form:
    about: str  # what the report says it was read as
    needs: tuple[set[str], ...]  # one of these groups of arrays must be there; the first counts
    channels: str  # "rgb" or "bgr", as the form has them
    parts: Callable[[Arrays], list[tuple[Stored, list[Stored]]]]  # pictures with their one-hot or plain labels


def from_arrays(
    files: SetFiles, refused: Refusals, channels: str, note: Note, warn: Note, room: Room
) -> tuple[str, Labelled]:
    """The pictures of an `.npz`, and what form it has. What else is in it is left alone.

    Args:
        channels: "rgb", "bgr", or "auto": as the form has them, unless nearly all colours then contradict the labels.
    """
    names = [name.removesuffix(ENDING) for name in files.names if name.endswith(ENDING)]
    form, needed = _form(set(names))
    if form is None:
        known = "; or ".join(", ".join(sorted(group)) for form in FORMS for group in form.needs[:1])
        raise ImportFailed(
            f"An .npz needs the arrays {known}. Received: {', '.join(map(printable, names[:8])) or 'none'}."
        )
    if others := [name for name in files.names if name.removesuffix(ENDING) not in needed]:
        note(f"Left alone: {', '.join(map(printable, others[:8]))}{', ...' * (len(others) > 8)}.")
    parts = form.parts(arrays(files, needed))
    pictures, numbers = _read(parts, refused, note, room)
    if light := sum(int(_is_light(part).sum()) for part in chunks(pictures)):
        warn(NOT_BLACK.format(count=light))
    return form.about, settled(pictures, numbers, form.channels, channels, warn)


def _is_light(pictures: np.ndarray) -> np.ndarray:
    """`(n,)` bool: whether most levels of the first and the last row are too light for a black background."""
    return (pictures[:, :: FRAME - 1] >= BLACK).mean(axis=(1, 2, 3)) > 0.5


def is_npz(files: SetFiles) -> bool:
    """Whether it holds arrays of a form of ours, or nothing but arrays."""
    arrays_there = [name.removesuffix(ENDING) for name in files.names if name.endswith(ENDING)]
    return _form(set(arrays_there))[0] is not None or 0 < len(arrays_there) == len(files.names)


def _form(names: set[str]) -> tuple["Form | None", set[str]]:
    """The form of an `.npz`, and the arrays that it needs."""
    return next(((form, group) for form in FORMS for group in form.needs if group <= names), (None, set()))


def _read(
    parts: list[tuple[Stored, list[Stored]]], refused: Refusals, note: Note, room: Room
) -> tuple[np.ndarray, np.ndarray]:
    """Pictures `(n, 28, 28, 3)` uint8 and what labels them: class numbers `(n,)`, or labels `(n, 4)`."""
    total = sum(_checked(pictures, labels) for pictures, labels in parts)
    if total > limits.MAX_PICTURES:
        raise ImportFailed(f"There are {total:,} pictures. {limits.LIMITS_TEXT}")
    columns = _plain_columns(parts, note)
    kept = room(total)
    numbers, count, brightest = [], 0, 0.0
    for name, first, rows, labels in _chunks(parts):
        levels, fine = _levels(rows)
        chosen, clear = _classes(labels, columns)
        for bad, reason in ((~fine, NO_PICTURE), (fine & ~clear, NO_LABEL)):
            if bad.any():
                refused.add(f"{name} row {first + int(bad.argmax())}", reason, int(bad.sum()))
        good = fine & clear
        kept[count : count + good.sum()] = levels[good].reshape(-1, *_PICTURE)
        numbers.append(chosen[good])
        count += int(good.sum())
        brightest = max(brightest, float(levels.max(initial=0)))
        release(kept)
    if count and brightest <= 1:
        raise ImportFailed("The brightest level is 1 of 255. Save the pictures with levels from 0 to 255.")
    return kept[:count], np.concatenate(numbers) if numbers else np.zeros(0, np.int64)


def _chunks(parts: list[tuple[Stored, list[Stored]]]) -> Iterator[tuple[str, int, np.ndarray, list[np.ndarray]]]:
    """The name of the array, the first row's number, rows of pictures and of each of their labels."""
    for pictures, labels in parts:
        first = 0
        for rows, *tops in zip(pictures.chunks(), *(part.chunks() for part in labels), strict=True):
            yield pictures.name, first, rows, tops
            first += len(rows)


def _checked(pictures: Stored, labels: list[Stored]) -> int:
    """How many pictures there are, if the shapes fit."""
    if pictures.shape[1:] not in (_PICTURE, FLAT):
        raise ImportFailed(
            f"{pictures.name} must be (n, {FRAME}, {FRAME}, 3) or (n, {FLAT[0]}). Received: {pictures.shape}."
        )
    whole = [[(CLASS_COUNT,), (len(CLASS_COUNTS),)]]
    shapes = whole if len(labels) == 1 else [[(width,)] for width in CLASS_COUNTS]
    for head, allowed in zip(labels, shapes, strict=True):
        if head.shape[0] != pictures.shape[0] or head.shape[1:] not in allowed:
            allowed_shapes = " or ".join(str((pictures.shape[0], *shape)) for shape in allowed)
            raise ImportFailed(f"{head.name} must have the shape {allowed_shapes}. Received: {head.shape}.")
    return pictures.shape[0]


def _levels(rows: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """As uint8, and `(k,)` bool: which rows were such levels."""
    if rows.dtype == np.uint8:
        return rows, np.ones(len(rows), bool)
    with np.errstate(invalid="ignore"):
        levels = np.clip(np.nan_to_num(rows.astype(np.float64)), 0, 255).astype(np.uint8)
    return levels, (levels == rows).reshape(len(rows), -1).all(axis=1)


def _plain_columns(parts: list[tuple[Stored, list[Stored]]], note: Note) -> list[dict[str, int]]:
    """The meaning of each column of plain labels `(n, 4)`, which are ours: number -> class; else nothing."""
    (_, labels), *more = parts
    if more or len(labels) > 1 or labels[0].shape[1:] != (len(CLASS_COUNTS),):
        return []
    numbers = np.concatenate([*labels[0].chunks(), np.zeros((0, len(CLASS_COUNTS)))])
    texts = {name: map(_text, column) for name, column in zip(PROPERTIES, numbers.T.tolist(), strict=True)}
    columns = understood(texts, counts_from_0=True)
    note(about_labels(columns))
    return [column.classes for column in columns.values()]


def _text(number: float) -> str:
    return f"{number:.15g}"


def _classes(labels: list[np.ndarray], columns: list[dict[str, int]]) -> tuple[np.ndarray, np.ndarray]:
    """What one-hot rows or plain ones name, `(k,)` or `(k, 4)`, and `(k,)` bool: where it is clear."""
    if columns:
        numbers = zip(columns, labels[0].T.tolist(), strict=True)
        plain = np.array([[classes.get(_text(number), -1) for number in column] for classes, column in numbers]).T
        return plain, plain.min(axis=1) >= 0
    clear = [((rows == 0) | (rows == 1)).all(axis=1) & ((rows != 0).sum(axis=1) == 1) for rows in labels]
    chosen = [rows.argmax(axis=1) for rows in labels]
    return chosen[0] if len(labels) == 1 else np.stack(chosen, axis=1), np.logical_and.reduce(clear)


def _coursework(held: Arrays) -> list[tuple[Stored, list[Stored]]]:
    return [(held[f"X_{part}"], [held[f"y_{part}"]]) for part in ("train", "test") if f"X_{part}" in held]


FORMS = (
    Form("the coursework's .npz: X_train, X_test, y_train, y_test",
         needs=({"X_train", "X_test", "y_train", "y_test"}, {"X_train", "y_train"}, {"X_test", "y_test"}),
         channels="bgr", parts=_coursework),
    Form("the coursework's .npz with a label for each head: x, y_length, y_width, y_colour, y_angle",
         needs=({"x", *(f"y_{name}" for name in PROPERTIES)},),
         channels="rgb", parts=lambda held: [(held["x"], [held[f"y_{name}"] for name in PROPERTIES])]),
    Form("our .npz: pictures, labels", needs=({"pictures", "labels"},),
         channels="rgb", parts=lambda held: [(held["pictures"], [held["labels"]])]),
)  # fmt: skip
