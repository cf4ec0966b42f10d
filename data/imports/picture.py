"""One picture file of a set: exactly 28 x 28 pixels, read as an upload is."""

import io

import numpy as np
from PIL import Image

from data.decode import FORMATS
from data.imports import limits
from data.imports.files import SetFiles
from data.line import FRAME
from data.picture_metadata import without_metadata
from data.read import ReadError, read_pixels

ENDINGS = (".png", ".jpg", ".jpeg", ".webp", ".bmp", ".gif")


class Unreadable(ValueError):  # noqa: N818
    """This picture is refused; the message is a sentence, the same for all with this fault."""


def read_member(files: SetFiles, name: str) -> tuple[np.ndarray, tuple[str, ...]]:
    """`(28, 28, 3)` uint8 RGB, and what was done to it.

    Raises:
        Unreadable: It is not such a picture.
    """
    if files.size(name) > limits.MAX_PICTURE_BYTES:
        raise Unreadable(f"More than {limits.MAX_PICTURE_BYTES / 1e6:g} MB: too large for a picture.")
    try:
        with files.open(name) as file:
            data = file.read(limits.MAX_PICTURE_BYTES + 1)
    except Exception as error:  # a hostile file may raise anything
        raise Unreadable("Damaged in the archive.") from error
    return _decoded(data)


def _decoded(data: bytes) -> tuple[np.ndarray, tuple[str, ...]]:
    """The pixels of a file; its size is looked at before anything is decoded."""
    plain, _ = without_metadata(data)
    try:
        size = Image.open(io.BytesIO(plain), formats=FORMATS).size
    except Exception as error:  # a hostile file may raise anything
        raise Unreadable("Not a PNG or JPEG (or WebP, BMP, GIF), or far too large.") from error
    if size != (FRAME, FRAME):
        raise Unreadable(f"Not {FRAME} x {FRAME} pixels.")
    try:
        return read_pixels(data)
    except ReadError as error:
        raise Unreadable("Damaged or cut off.") from error
