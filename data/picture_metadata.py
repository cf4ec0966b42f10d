"""What a picture's file says beside its pixels: all of it may be broken, and only how the camera was held matters."""

import struct
from collections.abc import Iterator

from PIL import Image

_PNG = b"\x89PNG\r\n\x1a\n"
_PNG_KEPT = (b"tRNS",)  # of the chunks that are not critical: which colour is transparent
_JPEG_KEPT = (0xE0, 0xEE)  # of APP0..APP15 and comments: JFIF and Adobe say which colours the channels are
_START_OF_SCAN = 0xDA
_ORIENTATION = 0x0112
_TURNS = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}


def without_metadata(data: bytes) -> tuple[bytes, bytes]:
    """A PNG or JPEG without its metadata, and its EXIF (empty if there is none); other files come through unchanged."""
    if data.startswith(_PNG):
        parts = list(_png_chunks(data))
        kept = [part for name, part in parts if not name[0] & 0x20 or name in _PNG_KEPT]
        return _PNG + b"".join(kept), next((part[8:-4] for name, part in parts if name == b"eXIf"), b"")
    if data.startswith(b"\xff\xd8"):
        segments = list(_jpeg_segments(data))
        kept = [part for mark, part in segments if mark in _JPEG_KEPT or not (0xE0 <= mark <= 0xEF or mark == 0xFE)]
        exif = (part[10:] for mark, part in segments if mark == 0xE1 and part[4:10] == b"Exif\0\0")
        return b"\xff\xd8" + b"".join(kept), next(exif, b"")
    return data, b""


def turn(exif: bytes) -> Image.Transpose | None:
    """How the pixels must be turned to stand upright."""
    exif = exif.removeprefix(b"Exif\0\0")
    try:
        order = {b"II": "<", b"MM": ">"}[exif[:2]]
        (first,) = struct.unpack_from(f"{order}L", exif, 4)
        (count,) = struct.unpack_from(f"{order}H", exif, first)
        for at in range(first + 2, first + 2 + 12 * count, 12):
            tag, _, _, value = struct.unpack_from(f"{order}HHLH", exif, at)
            if tag == _ORIENTATION:
                return _TURNS.get(value)
    except (KeyError, struct.error):
        pass
    return None


def _png_chunks(data: bytes) -> Iterator[tuple[bytes, bytes]]:
    """The name of each chunk with all its bytes, up to the last."""
    at, name = len(_PNG), b""
    while at + 8 <= len(data) and name != b"IEND":
        size, name = struct.unpack_from(">L4s", data, at)
        yield name, data[at : at + size + 12]
        at += size + 12


def _jpeg_segments(data: bytes) -> Iterator[tuple[int, bytes]]:
    """The mark of each segment with all its bytes; the scans are one."""
    at = 2
    while at + 4 <= len(data) and data[at] == 0xFF and data[at + 1] != _START_OF_SCAN:
        size = 1 if data[at + 1] == 0xFF else 2 + struct.unpack_from(">H", data, at + 2)[0]  # 0xFF may fill gaps
        yield data[at + 1], data[at : at + size]
        at += size
    yield _START_OF_SCAN, data[at:]
