"""The weights in a file that anybody may have made: looked at one by one, without pickles and without Keras."""

import io
import zipfile
from math import prod
from typing import Any

import numpy as np

from data.imports.files import directory_bytes
from data.imports.npz_headers import header
from data.imports.refusals import ImportFailed, printable

ARRAYS_AT_MOST = 200
NUMBERS_AT_MOST = 18_000_000  # float32: 72 MB
SIDES_AT_MOST = 4  # of an array
_DIRECTORY_AT_MOST = 400 * ARRAYS_AT_MOST  # bytes of the list of members
ENDING = ".npy"


def checked_weights(file: bytes, shapes: dict[str, Any]) -> None:
    """Look at every array of an `.npz`.

    Args:
        file: The `.npz`.
        wanted: Shape of each array by name, from anybody too.

    Raises:
        ImportFailed: An array is missing, unknown, of another shape or type, not finite, or all are too many.
    """
    if directory_bytes(io.BytesIO(file), len(file)) > _DIRECTORY_AT_MOST:
        raise ImportFailed(f"At most {ARRAYS_AT_MOST} arrays of weights are allowed. Received: more.")
    with zipfile.ZipFile(io.BytesIO(file)) as archive:
        members = archive.infolist()
        names = [member.filename.removesuffix(ENDING) for member in members]
        _check_names(names, [member.filename for member in members], shapes)
        numbers = sum(member.file_size for member in members) // 4
        if numbers > NUMBERS_AT_MOST:
            raise ImportFailed(
                f"At most {NUMBERS_AT_MOST:,} weights are allowed. Received: about {numbers:,}. Bring a smaller one."
            )
        for name, member in zip(names, members, strict=True):
            _check(archive, member, name, shapes[name])


def _check_names(names: list[str], files: list[str], shapes: dict[str, Any]) -> None:
    """Exactly those that are listed, each once."""
    if len(shapes) > ARRAYS_AT_MOST:
        raise ImportFailed(f"At most {ARRAYS_AT_MOST} arrays of weights are allowed. Received: {len(shapes)}.")
    if sorted(files) != sorted(f"{name}{ENDING}" for name in shapes):
        other = next((name for name in names if name not in shapes), None)
        lost = next((name for name in shapes if name not in names), None)
        received = f"`{printable(other)}`, which is none of them" if other else "one twice"
        received = f"none for `{printable(lost)}`" if lost else received
        raise ImportFailed(f"The weights must be the arrays that network.json lists. Received: {received}.")


def _check(archive: zipfile.ZipFile, member: zipfile.ZipInfo, name: str, expected: Any) -> None:
    with archive.open(member) as file:
        shape, dtype = header(file, name)
        if dtype != np.dtype("<f4"):
            raise ImportFailed(f"Weights must be float32. Received: {dtype} in `{printable(name)}`. Save it again.")
        if len(shape) > SIDES_AT_MOST or list(shape) != expected:
            raise ImportFailed(
                f"`{printable(name)}` must have the shape that network.json lists, {printable(str(expected))}. "
                f"Received: {printable(str(list(shape)))}."
            )
        size = 4 * prod(shape)
        data = file.read(min(size, member.file_size) + 1)
    if len(data) != size:
        raise ImportFailed(f"`{printable(name)}` is cut off, or longer than its shape. Save it again.")
    if not np.isfinite(np.frombuffer(data, np.float32)).all():
        raise ImportFailed(f"`{printable(name)}` holds numbers that are not finite. Such a network cannot answer.")
