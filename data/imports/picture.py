"""One picture file of a set: exactly 28 x 28 pixels, taken as it is."""

import io

import numpy as np
from PIL import Image

from data.imports import limits
from data.imports.files import SetFiles
from data.line import FRAME

_FORMATS = ("PNG", "JPEG")
ENDINGS = (".png", ".jpg", ".jpeg")


class Unreadable(ValueError):  # noqa: N818
    """This picture is refused; the message is a sentence, the same for all with this fault."""


def read_member(files: SetFiles, name: str) -> np.ndarray:
    """`(28, 28, 3)` uint8 RGB.

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
    return decoded(data)


def decoded(data: bytes) -> np.ndarray:
    """The pixels of a file; its size is looked at before anything is decoded."""
    try:
        image = Image.open(io.BytesIO(data), formats=_FORMATS)
    except Exception as error:  # a hostile file may raise anything
        raise Unreadable("Not a PNG or JPEG, or far too large.") from error
    if image.size != (FRAME, FRAME):
        raise Unreadable(f"Not {FRAME} x {FRAME} pixels.")
    try:
        return np.asarray(image.convert("RGB"))
    except Exception as error:
        raise Unreadable("Damaged or cut off.") from error
