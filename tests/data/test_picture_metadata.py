"""An intact picture is read whatever stands beside its pixels."""

import io
import struct
import zlib

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image, ImageOps, PngImagePlugin

from data.decode import DEEP, TRANSPARENT, TURNED, decode
from data.picture_metadata import without_metadata
from data.read import FRAMED, read_picture, read_pixels
from data.sample import SamplerSettings, sample
from tests.data.picture_files import enlarged, file_of

LINE = sample(SamplerSettings(per_class=1)).pictures[40]
PICTURE = enlarged(LINE, 10)


def exif_of(orientation, *more):
    """EXIF as it stands in a file; each of `more` is the 12 bytes of an entry."""
    entries = [struct.pack("<HHLHH", 0x0112, 3, 1, orientation, 0), *more]
    return b"II*\0" + struct.pack("<LH", 8, len(entries)) + b"".join(entries) + bytes(4) + b"\xff" * 8


BROKEN_RATIONAL = struct.pack("<HHLL", 0x011A, 10, 1, 38)  # signed: -1 / -1 cannot be written again
FAR_AWAY = struct.pack("<HHLL", 0x010F, 2, 2**31, 2**31)
BROKEN = {"rational": BROKEN_RATIONAL, "far away": FAR_AWAY, "no such type": struct.pack("<HHLL", 0x0132, 99, 1, 0)}


@pytest.mark.parametrize("entry", BROKEN)
@pytest.mark.parametrize("kind", ["PNG", "JPEG", "WEBP"])
def test_a_broken_entry_of_the_exif_neither_hides_the_picture_nor_its_turn(kind, entry):
    turned = np.rot90(PICTURE).copy()  # the camera was held sideways
    data = file_of(turned, kind, exif=b"Exif\0\0" + exif_of(6, BROKEN[entry]))
    decoded = decode(data)
    assert decoded.changes == (TURNED,)
    plain = np.asarray(Image.open(io.BytesIO(file_of(turned, kind))).convert("RGB"))
    np.testing.assert_array_equal(np.rot90(decoded.pixels), plain)


@pytest.mark.parametrize("orientation", range(1, 9))
def test_every_orientation_is_turned_as_pillow_does(orientation):
    image = Image.fromarray(np.random.default_rng(0).integers(0, 256, (5, 7, 3), np.uint8))
    image.getexif()[0x0112] = orientation
    stream = io.BytesIO()
    image.save(stream, "PNG", exif=image.getexif())
    np.testing.assert_array_equal(decode(stream.getvalue()).pixels, np.asarray(ImageOps.exif_transpose(image)))


def chunk(name, content, spoiled=0):
    return struct.pack(">L", len(content)) + name + content + struct.pack(">L", zlib.crc32(name + content) ^ spoiled)


CHUNKS = {
    "wrong sum": chunk(b"tEXt", b"Title\0Line", spoiled=1),
    "short size": chunk(b"pHYs", b"\0"),
    "huge text": chunk(b"zTXt", b"Title\0\0" + zlib.compress(bytes(70_000_000))),
    "profile": chunk(b"iCCP", b"name\0\0not compressed"),
    "exif": chunk(b"eXIf", b"II*\0\xff\xff\xff\xff"),
    "unknown": chunk(b"zzZz", b"\xff" * 40),
    "gamma": chunk(b"gAMA", b""),
}


@pytest.mark.parametrize("name", CHUNKS)
@pytest.mark.parametrize("place", ["before", "after"])
def test_a_broken_chunk_beside_the_pixels_of_a_png_is_passed_over(name, place):
    data = file_of(LINE)
    at = data.index(b"IDAT" if place == "before" else b"IEND") - 4
    np.testing.assert_array_equal(read_picture(data[:at] + CHUNKS[name] + data[at:]).picture, LINE)


def segment(mark, content):
    return b"\xff" + bytes([mark]) + struct.pack(">H", len(content) + 2) + content


SEGMENTS = {
    "exif of nothing": segment(0xE1, b"Exif\0\0"),
    "exif cut off": segment(0xE1, b"Exif\0\0II*\0\x08\0\0\0\xff\xff\x12\x01"),
    "several pictures": segment(0xE2, b"MPF\0II*\0\xff\xff\xff\x7f"),
    "profile": segment(0xE2, b"ICC_PROFILE\0\x01\x09"),
    "photoshop": segment(0xED, b"Photoshop 3.0\x008BIM\x03\xed\xff"),
    "comment": segment(0xFE, b"\xff\xd9\xff\xd8"),
    "filled gap": b"\xff\xff\xff",
}


@pytest.mark.parametrize("name", SEGMENTS)
def test_a_broken_segment_of_a_jpeg_is_passed_over(name):
    data = file_of(PICTURE, "JPEG")
    spoiled = data[:2] + SEGMENTS[name] + data[2:]
    np.testing.assert_array_equal(decode(spoiled).pixels, decode(data).pixels)


@settings(deadline=None, max_examples=60)
@given(st.sampled_from(["PNG", "JPEG"]), st.data())
def test_metadata_may_be_spoiled_anywhere(kind, data):
    text = PngImagePlugin.PngInfo()
    text.add_itxt("Title", "a line", zip=True)
    more = {"pnginfo": text} if kind == "PNG" else {"comment": b"a line"}
    file = file_of(PICTURE, kind, exif=b"Exif\0\0" + exif_of(1), icc_profile=b"p" * 60, **more)
    content = bytearray(file)
    places = [file.index(mark) + len(mark) for mark in (b"II*\0", b"Title" if kind == "PNG" else b"a line"[:1])]
    for _ in range(data.draw(st.integers(1, 6))):
        content[data.draw(st.sampled_from(places)) + data.draw(st.integers(0, 4))] = data.draw(st.integers(0, 255))
    decoded = decode(bytes(content))
    if not decoded.changes:  # the spoiled bytes may be a turn
        np.testing.assert_array_equal(decoded.pixels, decode(file).pixels)


@pytest.mark.parametrize(
    "data", [b"", b"\x89PNG\r\n\x1a\n", b"\xff\xd8", b"\xff\xd8\xff\xe1\0", b"\xff\xd8\xff\xe1\0\0"]
)
def test_files_that_end_early_are_no_error_here(data):
    assert without_metadata(data)[1] == b""


def test_what_was_done_is_named():
    clear = np.concatenate((LINE, LINE.max(axis=2, keepdims=True)), axis=2)
    opaque = np.concatenate((LINE, np.full((28, 28, 1), 255, np.uint8)), axis=2)
    deep = io.BytesIO()
    Image.fromarray(LINE.max(axis=2).astype(np.uint16) * 257).save(deep, "PNG")
    assert [read_pixels(data)[1] for data in (file_of(LINE), file_of(opaque))] == [(), ()]
    assert read_pixels(file_of(clear))[1] == (TRANSPARENT,)
    assert read_pixels(deep.getvalue())[1] == (DEEP,)
    assert read_pixels(file_of(255 - LINE))[1] == (FRAMED,)
