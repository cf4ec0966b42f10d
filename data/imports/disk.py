"""Room for the pictures of an import: in memory, or in a file of the disk, as a set may unpack to half a gigabyte."""

import mmap
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np

from data.imports.limits import CHUNK
from data.line import FRAME

Room = Callable[[int], np.ndarray]  # for so many pictures: (n, 28, 28, 3) uint8, not filled
_PICTURE = (FRAME, FRAME, 3)


def in_memory(count: int) -> np.ndarray:
    return np.empty((count, *_PICTURE), np.uint8)  # takes memory as it is filled


def on_disk(folder: Path) -> Room:
    """Room in a file of this folder that has no name and goes with the array."""

    def room(count: int) -> np.ndarray:
        folder.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=folder) as file:
            return np.memmap(file, np.uint8, "w+", shape=(max(count, 1), *_PICTURE))[:count]

    return room


def chunks(pictures: np.ndarray) -> Iterator[np.ndarray]:
    """The pictures in parts; of those on the disk one part at a time is in memory."""
    for at in range(0, len(pictures), CHUNK):
        yield pictures[at : at + CHUNK]
        release(pictures)


def release(pictures: np.ndarray) -> None:
    """Give back the memory of pictures on the disk, where the system can; they stay as they are."""
    mapped = getattr(pictures, "_mmap", None)
    if mapped is not None and hasattr(mmap, "MADV_DONTNEED"):
        mapped.madvise(mmap.MADV_DONTNEED)
