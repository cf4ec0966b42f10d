"""Files that are no pictures, or mean harm: each gets a sentence."""

import contextlib
import io
import struct
import zipfile
import zlib

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from data.read import ReadError, read_picture
from data.sample import SamplerSettings, sample
from tests.data.picture_files import enlarged, file_of
from tests.tiers import cases

pytestmark = pytest.mark.slow

PICTURE = enlarged(sample(SamplerSettings(per_class=1)).pictures[40], 10)


def chunk(name, content):
    return struct.pack(">I", len(content)) + name + content + struct.pack(">I", zlib.crc32(name + content))


def png_bomb(side):
    """A small file that says it has `side` x `side` pixels."""
    header = struct.pack(">IIBBBBB", side, side, 8, 2, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", header)
        + chunk(b"IDAT", zlib.compress(bytes(10_000)))
        + chunk(b"IEND", b"")
    )


def zipped():
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr("line.png", file_of(PICTURE))
    return stream.getvalue()


def tiff():
    stream = io.BytesIO()
    Image.fromarray(PICTURE).save(stream, "TIFF")
    return stream.getvalue()


HOSTILE = {
    "empty": (b"", "empty"),
    "text": (b"I am a line, honestly.", "not a picture"),
    "svg": (b"<svg xmlns='http://www.w3.org/2000/svg'><line x1='0' y1='0' x2='9' y2='9'/></svg>", "not a picture"),
    "zip": (zipped(), "not a picture"),
    "tiff": (tiff(), "not a picture"),
    "postscript": (b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 9 9\n", "not a picture"),
    "7000x7000": (png_bomb(7_000), "too large"),
    "9000x9000": (png_bomb(9_000), "too large"),
    "60000x60000": (png_bomb(60_000), "too large"),
    "too many bytes": (bytes(26_000_000), "26 MB"),
    "short png": (file_of(PICTURE)[:-40], "damaged"),
    "half a png": (file_of(PICTURE)[:200], "damaged"),
    "half a jpeg": (file_of(PICTURE, "JPEG")[:-1500], "damaged"),
    "half a webp": (file_of(PICTURE, "WEBP")[:-60], "damaged|not a picture"),
    "half a bmp": (file_of(PICTURE, "BMP")[:-60_000], "damaged"),
    "half a gif": (file_of(PICTURE, "GIF")[:-200], "damaged"),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_file_that_cannot_be_read_gets_a_sentence(name):
    data, words = HOSTILE[name]
    with pytest.raises(ReadError, match=words) as caught:
        read_picture(data)
    assert str(caught.value).endswith(".")


@pytest.mark.filterwarnings("ignore::PIL.Image.DecompressionBombWarning")
def test_a_large_picture_is_refused_where_warnings_do_not_stop_it():
    with pytest.raises(ReadError, match="too large"):
        read_picture(png_bomb(6_000))


def test_of_an_animated_picture_the_first_frame_is_read():
    stream = io.BytesIO()
    frames = [Image.fromarray(PICTURE), Image.new("RGB", (280, 280), "green")]
    frames[0].save(stream, "GIF", save_all=True, append_images=frames[1:], duration=100)
    read = read_picture(stream.getvalue())
    np.testing.assert_allclose(read.picture, PICTURE[::10, ::10], atol=3)


@pytest.mark.parametrize("kind", cases(("PNG", "JPEG", "WEBP", "BMP", "GIF"), {"PNG", "JPEG", "GIF"}))
@settings(deadline=None, max_examples=40)
@given(st.data())
def test_a_spoiled_file_is_read_or_refused_and_nothing_else(kind, data):
    content = bytearray(file_of(PICTURE, kind))
    for _ in range(data.draw(st.integers(1, 8))):
        content[data.draw(st.integers(0, len(content) - 1))] = data.draw(st.integers(0, 255))
    with contextlib.suppress(ReadError):
        assert read_picture(bytes(content)).picture.shape == (28, 28, 3)
