"""Imported sets as what a run is trained on: whether they can be, how they are split, what suits their size."""

from dataclasses import dataclass, replace
from functools import lru_cache
from math import ceil
from pathlib import Path

import numpy as np

from data.importer import read_set
from data.imports.refusals import printable
from data.labelled_set import Labelled
from data.split import by_content, split
from model.heads import HEADS
from training.imported_sets import imported, library
from training.settings import BOUNDS, RunSettings, SettingsError

LEAST_DISTINCT = 20  # distinct pictures: two for validation, two for the test
_SMALL_SET = 10_000  # training pictures; fewer take smaller batches and more epochs
SMALLEST_BATCH, BATCHES = 8, 8  # pictures; and batches in an epoch, at least
LEAST_STEPS = 400  # that a run on a small set takes, at least
_FINE_TUNING_RATE = 0.1  # of the learning rate, for weights that are trained already
_NAMES_LISTED = 8  # sets, where none fits
NOT_DRAWN = {
    **{"per_class": None, "positions": "every", "free_lines": 0.0},
    **{"painters": ("hard",), "noise": 0.0, "wobble": 0.0, "redraw": False},
}


@dataclass(frozen=True, slots=True, kw_only=True)
class SplitSummary:
    """How a set falls into parts, without its pictures."""

    training: int  # pictures
    validation: int
    test: int
    distinct: int  # in all parts
    classes: tuple[tuple[int, ...], ...]  # per head those that the training part holds


def split_summary(key: str, split_name: str, seed: int) -> SplitSummary:
    """How an imported set is split.

    Raises:
        SettingsError: It is not there any more.
    """
    set_name(key)
    return _split_summary(key, split_name, seed)


@lru_cache(maxsize=64)
def _split_summary(key: str, split_name: str, seed: int) -> SplitSummary:
    held = labelled_pictures(key)
    parts = split(held.pictures, split_name, seed)
    classes = (np.unique(column).tolist() for column in held.labels[parts.training].T)
    return SplitSummary(
        training=len(parts.training),
        validation=len(parts.validation),
        test=len(parts.test),
        distinct=int(by_content(held.pictures).max()) + 1,
        classes=tuple(map(tuple, classes)),
    )


def labelled_pictures(key: str) -> Labelled:
    """The pictures of an imported set.

    Raises:
        SettingsError: It is not there any more.
    """
    try:
        return imported(key)
    except KeyError:
        raise _gone(key) from None


def set_name(key: str) -> str:
    """What the set is called, without signs that Markdown would read.

    Raises:
        SettingsError: It is not there any more.
    """
    try:
        return printable(library().card(key).name)
    except KeyError:
        raise _gone(key) from None


def _gone(key: str) -> SettingsError:
    return SettingsError(
        f"The imported set {key[:8]} is not here any more. Import the same file again on the Data page: then it has "
        "the same key, and all that was trained on it goes on."
    )


def check(settings: RunSettings) -> None:
    """See that the set of the settings, if they name one, can be trained on.

    Raises:
        SettingsError: It cannot; the message says why and what to do.
    """
    if settings.data is None:
        return
    name, summary = set_name(settings.data), split_summary(settings.data, settings.split, settings.seed)
    if summary.distinct < LEAST_DISTINCT:
        raise SettingsError(
            f"A set must have {LEAST_DISTINCT} distinct pictures or more to be trained on. "
            f"{name} has {summary.distinct}. Add some, or judge a network on it on the Evaluate page."
        )
    if settings.joint:
        # One answer may know a single colour or length, as long as there is something to tell apart.
        if all(len(classes) == 1 for classes in summary.classes):
            raise SettingsError(
                f"A network with one answer needs two of the 96 classes or more. In the training part of {name} all "
                "pictures have the same. Add other pictures."
            )
        return
    for (head, kind), classes in zip(HEADS.items(), summary.classes, strict=True):
        if len(classes) == 1 and settings.weights[head] > 0:
            raise SettingsError(
                f"The {head} head needs two classes or more. In the training part of {name} every {head} is "
                f"{kind.classes[classes[0]]}. Add other pictures, or set the loss weight of {head} to 0."
            )


def settings_for_set(settings: RunSettings, key: str) -> RunSettings:
    """The settings on an imported set: a small one gets smaller batches and more epochs; how lines are drawn is moot.

    Raises:
        SettingsError: The set is not there any more.
    """
    settings = replace(settings, data=key, **NOT_DRAWN)
    pictures = split_summary(key, settings.split, settings.seed).training
    if pictures >= _SMALL_SET:
        return settings
    largest = max(SMALLEST_BATCH, 2 ** (pictures // BATCHES).bit_length() // 2)  # a power of two
    batch = min(settings.batch_size, largest)
    epochs = ceil(LEAST_STEPS / max(1, pictures // batch))
    return replace(settings, batch_size=batch, epochs=float(min(max(settings.epochs, epochs), BOUNDS["epochs"].high)))


def settings_from_start(settings: RunSettings, start: str) -> RunSettings:
    """The settings from weights that are trained already: with smaller steps, else these would be forgotten."""
    return replace(settings, start=start, learning_rate=settings.learning_rate * _FINE_TUNING_RATE)


def set_key(text: str) -> str:
    """The key of an imported set: the one with this key or, the newest first, this name; else a file is imported.

    Raises:
        SettingsError: There is none.
    """
    sets = library().sets()
    key = next((card.key for card in sets if text in (card.key, card.name)), None)
    return key or _imported(Path(text), [card.name for card in sets])


def _imported(file: Path, known: list[str]) -> str:
    """Import a file and keep it under its name."""
    if not file.exists():
        names = ", ".join(map(printable, known[:_NAMES_LISTED])) or "none yet"
        raise SettingsError(
            f"Imported sets are: {names}. Received: {printable(str(file))}. Give one of these, or a file."
        )
    try:
        return library().add(file.stem, read_set(file))
    except (ValueError, OSError) as error:
        raise SettingsError(f"{printable(str(file))}: {error}") from error
