"""Imported sets, kept as files: `<sha1 of the content>.npz` with a small `.json` beside it."""

import hashlib
import json
import logging
import os
import re
import time
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from threading import Lock
from typing import Any

import numpy as np

from data.finite_json import finite_json
from data.importer import Imported
from data.imports.disk import Room, chunks, in_memory
from data.labelled_set import Labelled
from data.terminal import utf8
from data.viewer import EVERYTHING, Viewer

SETS_AT_MOST = 100  # sets
STAGED_AT_MOST = 20  # files of pictures that nobody has named, the newest
_UNNAMED_KEPT = 24 * 3600  # seconds
_NAME = 60  # signs
KEY = re.compile("[0-9a-f]{40}")
_WRITING = Lock()  # two sessions may keep the same set at once
_log = logging.getLogger("lineheads.data")


@dataclass(frozen=True, slots=True, kw_only=True)
class SetCard:
    """What is known of a set without reading it."""

    key: str  # sha1 of its content
    name: str
    added: float  # seconds since 1970
    report: dict[str, Any]  # `Report` as JSON
    owner: str | None = None  # token of the browser that it belongs to

    def __post_init__(self) -> None:
        if not (isinstance(self.name, str) and isinstance(self.added, float) and isinstance(self.report, dict)):
            raise TypeError("`name` must be text, `added` a number, `report` an object. Import the set again.")


class Library:
    """The sets in a folder, which is made when the first one is added.

    Args:
        viewer: Who changes them: what others own raises `NotYours`.
    """

    def __init__(self, folder: Path, viewer: Viewer = EVERYTHING) -> None:
        self._folder, self._viewer = folder, viewer

    def add(self, name: str, imported: Imported) -> str:
        """Keep a set; returns its key. The same content again only gets the new name.

        Raises:
            ValueError: There are too many sets.
        """
        key = self.stage(imported.held)
        self.keep(key, name, imported.report.to_json())
        return key

    def stage(self, held: Labelled) -> str:
        """Write the pictures of a set that nobody has named yet; returns its key. `keep` makes a set of them."""
        key = content_key(held)
        with _WRITING:
            if not self.is_staged(key):
                held.save(self._file(key, "npz"))
            self._file(key, "npz").touch()
            for old in self._unnamed()[STAGED_AT_MOST:]:
                old.unlink(missing_ok=True)
        return key

    def is_staged(self, key: str) -> bool:
        """Whether its pictures are there, named or not."""
        return self._file(key, "npz").exists()

    def keep(self, key: str, name: str, report: dict[str, Any]) -> None:
        """Give pictures that are staged a name and a report: they are a set once their card is there.

        If they are a set of somebody else already, it stays as it is.

        Raises:
            ValueError: There are too many sets, or the pictures are gone.
        """
        with _WRITING:
            if len(self.sets()) >= SETS_AT_MOST and not self._file(key, "json").exists():
                raise ValueError(f"At most {SETS_AT_MOST} sets are kept. Remove one first.")
            if not self.is_staged(key):
                raise ValueError("It is not here any more. Choose the file again.")
            before = self._card(key)
            if before and not self._viewer.may_change(before.owner):
                return
            owner = before.owner if before else self._viewer.owner
            name = utf8(name).strip()[:_NAME] or key[:8]
            card = {"name": name, "added": time.time(), "report": report, "owner": owner}
            partial = self._folder / f"{key}.{os.getpid()}.json.part"
            partial.write_text(finite_json(card))
            partial.replace(self._file(key, "json"))

    def sets(self) -> list[SetCard]:
        """The newest first."""
        cards = (self._card(path.stem) for path in self._folder.glob("*.json"))
        return sorted(filter(None, cards), key=lambda card: -card.added)

    def card(self, key: str) -> SetCard:
        """What is known of one set.

        Raises:
            KeyError: There is no such set.
        """
        card = self._card(key) if KEY.fullmatch(key) else None
        if card is None:
            raise _gone(key)
        return card

    def load(self, key: str, room: Room = in_memory) -> Labelled:
        """The pictures of a set.

        Args:
            room: Where they are put.

        Raises:
            KeyError: There is no such set, or its file is damaged.
        """
        self.card(key)
        with _reading(key):
            return Labelled.load(self._file(key, "npz"), room)

    def examples(self, key: str, per_class: int) -> Labelled:
        """The first pictures of each class of what is staged or kept; the others never come into memory.

        Raises:
            KeyError: It is not there, or its file is damaged.
        """
        with _reading(key):
            return Labelled.examples(self._file(key, "npz"), per_class)

    def remove(self, key: str) -> None:
        """Forget a set; one that is not there is no error."""
        files = [self._file(key, ending) for ending in ("json", "npz")] if KEY.fullmatch(key) else []
        if any(file.exists() for file in files):
            card = self._card(key)
            self._viewer.check(card.owner if card else None, "set")
            for file in files:
                file.unlink(missing_ok=True)

    def clear(self) -> None:
        """Remove pictures that nobody has named for a day."""
        for file in self._unnamed():
            if time.time() - file.stat().st_mtime > _UNNAMED_KEPT:
                file.unlink(missing_ok=True)

    def _unnamed(self) -> list[Path]:
        """The files of pictures without a card, the newest first."""
        files = {file: file.stat().st_mtime for file in self._folder.glob("*.npz") if file.exists()}
        unnamed = (file for file in files if not file.with_suffix(".json").exists())
        return sorted(unnamed, key=lambda file: -files[file])

    def _card(self, key: str) -> SetCard | None:
        """None if somebody removed it meanwhile, or if it cannot be read: one spoiled file must not hide the others."""
        try:
            return SetCard(key=key, **json.loads(self._file(key, "json").read_text()))
        except FileNotFoundError:
            return None
        except (OSError, ValueError, TypeError) as error:
            _warn(self._file(key, "json"), str(error))
            return None

    def _file(self, key: str, ending: str) -> Path:
        return self._folder / f"{key}.{ending}"


@lru_cache(maxsize=SETS_AT_MOST)  # once for each
def _warn(card: Path, reason: str) -> None:
    _log.warning("%s cannot be read, and its set is passed over: %s Import the set again.", card, reason)


@contextmanager
def _reading(key: str) -> Iterator[None]:
    try:
        yield
    except FileNotFoundError:
        raise _gone(key) from None
    except (zipfile.BadZipFile, zlib.error, EOFError, ValueError, LookupError) as error:
        words = "The pictures of this set cannot be read: its file is damaged. Remove the set, and import it again."
        raise KeyError(words) from error


def _gone(key: str) -> KeyError:
    return KeyError(f"There is no imported set {key[:40]!r}. Import it again.")


def content_key(held: Labelled) -> str:
    """Equal for equal pictures with equal labels in the same order."""
    digest = hashlib.sha1(usedforsecurity=False)
    for part in chunks(held.pictures):
        digest.update(np.ascontiguousarray(part).data)
    digest.update(np.ascontiguousarray(held.labels, np.int64).data)
    return digest.hexdigest()
