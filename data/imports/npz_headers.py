"""The arrays of an `.npz`, read in chunks of rows and never as pickles."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from math import prod
from typing import IO

import numpy as np
from numpy.lib import format as npy

from data.imports import limits
from data.imports.files import SetFiles
from data.imports.refusals import ImportFailed, printable

HEADERS = {(1, 0): npy.read_array_header_1_0, (2, 0): npy.read_array_header_2_0}
_LONGEST = 4_096  # bytes of a header


@dataclass(frozen=True, slots=True, eq=False)
class Stored:
    """An array of numbers in an archive, not read yet."""

    name: str
    shape: tuple[int, ...]
    dtype: np.dtype
    _files: SetFiles
    _member: str

    def chunks(self) -> Iterator[np.ndarray]:
        """The array in parts of its first axis."""
        row = self.shape[1:]
        size = prod(row) * self.dtype.itemsize  # bytes
        with self._files.open(self._member) as file:
            header(file, self.name)
            for first in range(0, self.shape[0], limits.CHUNK):
                count = min(limits.CHUNK, self.shape[0] - first)
                data = file.read(count * size)
                if len(data) < count * size:
                    raise ImportFailed(f"The array {printable(self.name)} is cut off. Save the file again.")
                yield np.frombuffer(data, self.dtype).reshape(count, *row)


def arrays(files: SetFiles, names: Collection[str]) -> dict[str, Stored]:
    """These arrays of the archive. Only headers are read."""
    return {name: _stored(files, f"{name}.npy") for name in names}


def _stored(files: SetFiles, member: str) -> Stored:
    name = member.removesuffix(".npy")
    with files.open(member) as file:
        shape, dtype = header(file, name)
    if not shape or shape[0] > limits.MAX_PICTURES:
        raise ImportFailed(f"The array {printable(name)} has the shape {shape}. {limits.LIMITS_TEXT}")
    if prod(shape) * dtype.itemsize > files.size(member):
        raise ImportFailed(f"The array {printable(name)} is cut off. Save the file again.")
    return Stored(name, shape, dtype, files, member)


def header(file: IO[bytes], name: str) -> tuple[tuple[int, ...], np.dtype]:
    """Shape and type; the file then stands at the first number."""
    wrong = f"{printable(name)} is not an array of plain numbers. Save it with numpy.savez_compressed."
    try:
        shape, columnwise, dtype = HEADERS[npy.read_magic(file)](file, max_header_size=_LONGEST)
    except Exception as error:  # a hostile header may raise anything
        raise ImportFailed(wrong) from error
    if dtype.hasobject:
        raise ImportFailed(f"{printable(name)} holds pickled objects, which could run a program: it was not read.")
    if dtype.kind not in "buif" or any(side < 0 for side in shape):
        raise ImportFailed(wrong)
    if columnwise and len(shape) > 1:
        raise ImportFailed(f"{printable(name)} is stored column by column. Save numpy.ascontiguousarray of it.")
    return shape, dtype
