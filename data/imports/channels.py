"""Settles what the numbers of a file mean: the order of its channels, and how it counted classes.

Nothing in an `.npz` says so, but the labels name a colour that the pictures show.
"""

from collections.abc import Callable

import numpy as np

from data.imports.class_numbering import OLD_MOST, labels_of_numbers, older_labels
from data.imports.disk import chunks
from data.labelled_set import Labelled
from data.labels import PROPERTIES
from data.percent import plain_percent

CHANNEL_ORDERS = ("auto", "rgb", "bgr")
COLOUR = list(PROPERTIES).index("colour")
FINE = 0.9  # of the pictures have the colour of their label: no reason to doubt the form
_CLEAR = 0.98  # and this many, if the numbers are read in another way: reason enough
SWAPPED = "Red and blue were swapped: {better} of the pictures then have the colour of their label, {fine} before."
OLDER = (
    "The classes are numbered as in the older files (42 length + 24 width + 12 colour + angle), where six numbers "
    "stand for two classes each; the colour of the picture decided between them."
)
DOUBTFUL = "Only {fine} of the pictures have the colour that their label says."


def settled(
    pictures: np.ndarray, numbers: np.ndarray, stated: str, wanted: str, warn: Callable[[str], None]
) -> Labelled:
    """The pictures in RGB (changed in place) with their labels.

    Args:
        pictures: `(n, 28, 28, 3)` uint8, channels as in the file.
        numbers: Class numbers `(n,)`, or labels `(n, 4)`.
        stated: "rgb" or "bgr", as the form has them.
        wanted: "rgb" or "bgr" by the user's word, or "auto".
        warn: Takes a sentence for the report.
    """
    first, order = _first_is_stronger(pictures), stated if wanted == "auto" else wanted
    orders = (order, "rgb" if order == "bgr" else "bgr") if wanted == "auto" else (order,)
    readings = [(labels, order, older) for older, order, labels in _readings(numbers, first, orders)]
    agree = [_is_red(first, order) == (labels[:, COLOUR] == 0) for labels, order, _ in readings]
    shares = [float(np.mean(fits)) if len(fits) else 1.0 for fits in agree]  # that have the colour of their label
    best = 0 if shares[0] >= FINE or max(shares) < _CLEAR else int(np.argmax(shares))
    labels, order, older = readings[best]
    if order != orders[0]:
        warn(SWAPPED.format(better=plain_percent(shares[best]), fine=plain_percent(shares[0])))
    if older:
        warn(OLDER)
    if shares[best] < FINE:
        warn(DOUBTFUL.format(fine=plain_percent(shares[best])))
    if order == "bgr":
        for part in chunks(pictures):
            part[:] = part[..., ::-1].copy()
    return Labelled(pictures, labels)


def _readings(numbers: np.ndarray, first: np.ndarray, orders: tuple[str, ...]) -> list[tuple[bool, str, np.ndarray]]:
    """Ways to read the file, the stated one first: whether it is an older one, its channels, its labels."""
    ways = [(False, order, labels_of_numbers(numbers)) for order in orders]
    if numbers.ndim == 1 and numbers.max(initial=0) <= OLD_MOST:
        ways += [(True, order, older_labels(numbers, ~_is_red(first, order))) for order in orders]
    return ways


def _first_is_stronger(pictures: np.ndarray) -> np.ndarray:
    """`(n,)` int: 1 where the first channel has more light than the last, -1 where less, 0 for grey pictures."""
    lights = [part.sum(axis=(1, 2), dtype=np.int64) for part in chunks(pictures)]
    light = np.concatenate(lights) if lights else np.zeros((0, 3), np.int64)
    return np.sign(light[:, 0] - light[:, 2])


def _is_red(first: np.ndarray, order: str) -> np.ndarray:
    return (first > 0) if order == "rgb" else (first < 0)
