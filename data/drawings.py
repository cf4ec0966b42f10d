"""Drafts of sets: pictures that are kept one by one, until they are saved in the library. One file each."""

import re
import time
from pathlib import Path

import numpy as np

from data.file_lock import locked
from data.labelled_set import Labelled
from data.labels import CLASS_COUNTS
from data.line import FRAME
from data.viewer import EVERYTHING, Viewer

PICTURES_AT_MOST = 2_000  # pictures in a draft
DRAFTS_KEPT = 200  # drafts; for a new one the one that was touched first goes, if that was long ago
HOURS_KEPT = 24  # since the last change, whoever comes
KIND = "collection of drawings"
DRAFT_NAME = re.compile("[a-z0-9]{8}")


class DraftError(ValueError):
    """The picture was not kept; the message is a sentence for the user."""


class Drafts:
    """The drafts in a folder, which is made when the first picture is kept.

    Args:
        viewer: Who changes them: what others own raises `NotYours`.
    """

    def __init__(self, folder: Path, viewer: Viewer = EVERYTHING) -> None:
        self._folder, self._viewer = folder, viewer

    def has(self, name: str) -> bool:
        """Whether there is such a draft."""
        return self._file(name).exists()

    def owner(self, name: str) -> str | None:
        """Token of the browser that a draft belongs to."""
        try:
            return self._owner_file(name).read_text()
        except FileNotFoundError:
            return None

    def load(self, name: str) -> Labelled:
        """What was kept under this name, in that order; nothing if there is no such draft."""
        try:
            return Labelled.load(self._file(name))
        except FileNotFoundError:
            return Labelled(np.zeros((0, FRAME, FRAME, 3), np.uint8), np.zeros((0, len(CLASS_COUNTS)), np.int64))

    def add(self, name: str, picture: np.ndarray, labels: np.ndarray) -> None:
        """Keep one more picture.

        Args:
            picture: `(28, 28, 3)` uint8.
            labels: `(4,)` classes.

        Raises:
            DraftError: There are too many, or it is there already.
        """
        with locked(self._folder):
            held = self._changeable(name)
            if len(held) >= PICTURES_AT_MOST:
                raise DraftError(
                    f"At most {PICTURES_AT_MOST:,} drawings are kept together. Save them as a set, and begin anew."
                )
            if (held.pictures == picture).all(axis=(1, 2, 3)).any():
                raise DraftError("This very drawing is kept already. Draw another one.")
            more = Labelled(np.concatenate([held.pictures, [picture]]), np.vstack([held.labels, labels]))
            if not len(held):
                self._make_room(name)
                if self._viewer.owner and not self.has(name):
                    self._owner_file(name).write_text(self._viewer.owner)
            more.save(self._file(name))

    def undo(self, name: str) -> None:
        """Take the newest picture out again, if there is one."""
        with locked(self._folder):
            held = self._changeable(name)
            if len(held):
                Labelled(held.pictures[:-1], held.labels[:-1]).save(self._file(name))

    def _changeable(self, name: str) -> Labelled:
        """What is kept under this name, if the viewer may change it."""
        if self.has(name):
            self._viewer.check(self.owner(name), KIND)
        return self.load(name)

    def _make_room(self, name: str) -> None:
        """Remove the drafts that a new one has no room beside, if nobody has touched them for a day.

        Raises:
            DraftError: Somebody has.
        """
        times = {file: file.stat().st_mtime for file in self._folder.glob("*.npz") if file != self._file(name)}
        surplus = sorted(times, key=lambda file: -times[file])[DRAFTS_KEPT - 1 :]
        if any(time.time() - times[file] < 3600 * HOURS_KEPT for file in surplus):
            raise DraftError(
                f"{DRAFTS_KEPT} collections of drawings were changed within a day, and no more are kept. "
                "Add to one that you have, by its link, or try again tomorrow."
            )
        for file in surplus:
            file.unlink()
            self._owner_file(file.stem).unlink(missing_ok=True)

    def _file(self, name: str) -> Path:
        if not DRAFT_NAME.fullmatch(name):
            raise ValueError(f"A draft has a name of 8 letters and digits. Received: {name!r:.20}. Begin a new one.")
        return self._folder / f"{name}.npz"

    def _owner_file(self, name: str) -> Path:
        return self._file(name).with_suffix(".owner")
