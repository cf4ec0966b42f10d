"""Imported sets, kept as files: `<sha1 of the content>.npz` with a small `.json` beside it."""

import hashlib
import json
import os
import re
import time
from dataclasses import dataclass
from pathlib import Path
from threading import Lock
from typing import Any

import numpy as np

from data.importer import Imported
from data.imports.disk import chunks
from data.labelled_set import Labelled

SETS_AT_MOST = 100  # sets
_NAME = 60  # signs
KEY = re.compile("[0-9a-f]{40}")
_WRITING = Lock()  # two sessions may keep the same set at once


@dataclass(frozen=True, slots=True, kw_only=True)
class SetCard:
    """What is known of a set without reading it."""

    key: str  # sha1 of its content
    name: str
    added: float  # seconds since 1970
    report: dict[str, Any]  # `Report` as JSON


class Library:
    """The sets in a folder, which is made when the first one is added."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def add(self, name: str, imported: Imported) -> str:
        """Keep a set; returns its key. The same content again only gets the new name.

        Raises:
            ValueError: There are too many sets.
        """
        key = content_key(imported.held)
        with _WRITING:
            if len(self.sets()) >= SETS_AT_MOST and not self._file(key, "json").exists():
                raise ValueError(f"At most {SETS_AT_MOST} sets are kept. Remove one first.")
            if not self._file(key, "npz").exists():
                imported.held.save(self._file(key, "npz"))
            card = {"name": name.strip()[:_NAME] or key[:8], "added": time.time(), "report": imported.report.to_json()}
            partial = self._folder / f"{key}.{os.getpid()}.json.part"
            partial.write_text(json.dumps(card))
            partial.replace(self._file(key, "json"))  # a set is there once its card is
        return key

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

    def load(self, key: str) -> Labelled:
        """The pictures of a set.

        Raises:
            KeyError: There is no such set.
        """
        self.card(key)
        try:
            return Labelled.load(self._file(key, "npz"))
        except FileNotFoundError:
            raise _gone(key) from None

    def remove(self, key: str) -> None:
        """Forget a set; one that is not there is no error."""
        if KEY.fullmatch(key):
            self._file(key, "json").unlink(missing_ok=True)
            self._file(key, "npz").unlink(missing_ok=True)

    def _card(self, key: str) -> SetCard | None:
        """None if somebody removed it meanwhile."""
        try:
            return SetCard(key=key, **json.loads(self._file(key, "json").read_text()))
        except FileNotFoundError:
            return None

    def _file(self, key: str, ending: str) -> Path:
        return self._folder / f"{key}.{ending}"


def _gone(key: str) -> KeyError:
    return KeyError(f"There is no imported set {key[:40]!r}. Import it again.")


def content_key(held: Labelled) -> str:
    """Equal for equal pictures with equal labels in the same order."""
    digest = hashlib.sha1(usedforsecurity=False)
    for part in chunks(held.pictures):
        digest.update(np.ascontiguousarray(part).data)
    digest.update(np.ascontiguousarray(held.labels, np.int64).data)
    return digest.hexdigest()
