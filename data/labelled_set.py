"""Pictures of the user's own, with their labels."""

import os
import zipfile
from dataclasses import dataclass
from pathlib import Path
from typing import Self

import numpy as np
from numpy.lib import format as npy

from data.imports.disk import Room, chunks, in_memory, release
from data.imports.files import Zip
from data.imports.npz_headers import Stored, arrays
from data.labels import CLASS_COUNTS, class_index
from data.line import FRAME


@dataclass(frozen=True, slots=True, eq=False)
class Labelled:
    """Pictures with labels. Unlike in a `PictureSet`, how their lines lie is not known."""

    pictures: np.ndarray  # (n, 28, 28, 3) uint8 RGB
    labels: np.ndarray  # (n, 4) int64, columns as in `PROPERTIES`

    def __post_init__(self) -> None:
        count = len(self.pictures)
        if self.pictures.shape != (count, FRAME, FRAME, 3) or self.pictures.dtype != np.uint8:
            raise ValueError(
                f"`pictures` must be (n, {FRAME}, {FRAME}, 3) uint8. "
                f"Received: {self.pictures.shape} {self.pictures.dtype}. Convert them."
            )
        if self.labels.shape != (count, len(CLASS_COUNTS)):
            raise ValueError(f"`labels` must be ({count}, 4). Received: {self.labels.shape}. Give a row per picture.")
        if not ((self.labels >= 0) & (self.labels < CLASS_COUNTS)).all():
            raise ValueError(f"`labels` must be classes below {CLASS_COUNTS}. Received: others. Count from 0.")

    def __len__(self) -> int:
        return len(self.pictures)

    def save(self, path: Path) -> None:
        """Write an `.npz` that `load` reads; nobody sees half of it."""
        path.parent.mkdir(parents=True, exist_ok=True)
        partial = path.with_name(f"{path.stem}.{os.getpid()}.part")
        with partial.open("wb") as file, zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
            _write_array(archive, "pictures", self.pictures)
            _write_array(archive, "labels", self.labels)
        partial.replace(path)

    @classmethod
    def load(cls, path: Path, room: Room = in_memory) -> Self:
        """Inverse of `save`.

        Args:
            room: Where the pictures are put.
        """
        with zipfile.ZipFile(path) as archive:
            stored = arrays(Zip(archive), ("pictures", "labels"))
            pictures, first = room(stored["pictures"].shape[0]), 0
            for part in stored["pictures"].chunks():
                pictures[first : first + len(part)] = part
                first += len(part)
                release(pictures)
            return cls(pictures, _labels(stored["labels"]))

    @classmethod
    def examples(cls, path: Path, per_class: int) -> Self:
        """The first few pictures of each class of a saved set; the others are read, but not kept in memory."""
        with zipfile.ZipFile(path) as archive:
            stored = arrays(Zip(archive), ("pictures", "labels"))
            labels = _labels(stored["labels"])
            rows, first, pictures = _first_rows(labels, per_class), 0, []
            for part in stored["pictures"].chunks():
                pictures.append(part[rows[(first <= rows) & (rows < first + len(part))] - first])
                first += len(part)
        return cls(np.concatenate(pictures), labels[rows])


def _labels(stored: Stored) -> np.ndarray:
    return np.concatenate([*stored.chunks(), np.zeros((0, len(CLASS_COUNTS)), np.int64)])


def _first_rows(labels: np.ndarray, per_class: int) -> np.ndarray:
    """The rows of the first few of each class, in their order."""
    index = class_index(labels)
    order = np.argsort(index, kind="stable")
    place = np.arange(len(index)) - np.searchsorted(index[order], index[order])  # within its class
    return np.sort(order[place < per_class])


def _write_array(archive: zipfile.ZipFile, name: str, array: np.ndarray) -> None:
    """As NumPy does it, but one part at a time."""
    header = {"descr": npy.dtype_to_descr(array.dtype), "fortran_order": False, "shape": array.shape}
    with archive.open(f"{name}.npy", "w", force_zip64=True) as member:
        npy.write_array_header_1_0(member, header)
        for part in chunks(array):
            member.write(np.ascontiguousarray(part).data)
