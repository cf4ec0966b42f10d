"""From a file's bytes to RGB pixels, or to a sentence that says why not."""

import io
from dataclasses import dataclass

import numpy as np
from PIL import Image

from data.picture_metadata import turn, without_metadata
from data.upload_limits import MEGABYTE, PICTURE

FORMATS = ("PNG", "JPEG", "WEBP", "BMP", "GIF")
MAX_BYTES = PICTURE * MEGABYTE
MAX_PIXELS = 25_000_000  # a photograph of a good phone; 100 MB when decoded
WORKING_SIDE = 896  # px, 32 for each px of the frame
TURNED = "turned upright, as the EXIF says"
TRANSPARENT = "laid on black or white, as transparent ones are"
DEEP = "brought from 16 bits to 8"
DARK = 64  # levels: what is drawn on nothing with less than this would not be seen on black

Image.MAX_IMAGE_PIXELS = MAX_PIXELS


class ReadError(ValueError):
    """A file that cannot be read; the message is a sentence for the user."""


@dataclass(frozen=True, slots=True, eq=False)
class Decoded:
    """The pixels of a file, upright, reduced by a whole factor to at most 896 px on their longer side."""

    pixels: np.ndarray  # (height, width, 3) uint8 RGB
    changes: tuple[str, ...]  # what was done to them: some of TURNED, TRANSPARENT, DEEP


def decode(data: bytes) -> Decoded:
    """Decode a picture file, the first frame of an animated one. Its metadata may be broken.

    Raises:
        ReadError: the file is empty, too large, damaged, or not a picture.
    """
    if not data:
        raise ReadError("The file is empty. Choose a file with a picture.")
    if len(data) > MAX_BYTES:
        size, limit = round(len(data) / 1e6), round(MAX_BYTES / 1e6)
        raise ReadError(f"The file has {size} MB; at most {limit} MB are read. Save it smaller.")
    data, exif = without_metadata(data)
    image = _open(data)
    try:
        image.draft("RGB", (WORKING_SIDE, WORKING_SIDE))  # a JPEG is decoded smaller at once
        image.load()
        upright = turn(exif or image.info.get("exif", b""))
        image = _eight_bits(image if upright is None else image.transpose(upright))
        image = image.reduce(max(1, -(-max(image.size) // WORKING_SIDE)))
        changes = {TURNED: upright is not None, TRANSPARENT: _is_transparent(image), DEEP: _is_deep(data)}
        return Decoded(np.array(_without_alpha(image)), tuple(name for name, was_done in changes.items() if was_done))
    except Exception as error:  # a hostile file may raise anything
        raise ReadError("The picture is damaged or cut off. Save it again, or choose another.") from error


def _open(data: bytes) -> Image.Image:
    """The picture, its size checked, not decoded yet."""
    too_large = f"The picture is too large; at most {MAX_PIXELS / 1e6:.0f} million pixels are read. Save it smaller."
    try:
        image = Image.open(io.BytesIO(data), formats=FORMATS)
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise ReadError(too_large) from error
    except Exception as error:  # a hostile file may raise anything
        raise ReadError("This is not a picture that can be read. Choose a PNG, JPEG, WebP, BMP or GIF file.") from error
    if image.width * image.height > MAX_PIXELS:
        raise ReadError(too_large)
    return image


def _is_transparent(image: Image.Image) -> bool:
    """Anywhere."""
    return image.mode == "RGBA" and image.getchannel("A").getextrema() != (255, 255)


def _is_deep(data: bytes) -> bool:
    """Whether it is a PNG of 16 bits: Pillow decodes some of them to 8."""
    return data.startswith(b"\x89PNG") and data[24] == 16


def _eight_bits(image: Image.Image) -> Image.Image:
    """RGB or RGBA. Grey pictures with 16 bits are scaled, where Pillow would clip them."""
    if image.mode.startswith("I"):
        levels = (np.asarray(image).astype(np.float32) / 257).clip(0, 255)
        return Image.fromarray(levels.astype(np.uint8)).convert("RGB")
    return image.convert("RGBA" if image.has_transparency_data else "RGB")


def _without_alpha(image: Image.Image) -> Image.Image:
    """Lay a transparent picture on black, or on white when what is drawn is too dark for black."""
    if image.mode != "RGBA":
        return image
    pixels = np.asarray(image)
    drawn = pixels[pixels[..., 3] > 127]
    dark = len(drawn) > 0 and float(np.median(drawn[:, :3].max(axis=1))) < DARK
    background = Image.new("RGBA", image.size, "white" if dark else "black")
    return Image.alpha_composite(background, image).convert("RGB")
