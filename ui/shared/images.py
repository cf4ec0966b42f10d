"""Pictures encoded for the browser and for links."""

import base64
import io

import numpy as np
from PIL import Image

from data.line import FRAME

_LONGEST = 6_000  # characters of a picture in a link; noise takes 3,300


def base64_pixels(picture: np.ndarray) -> str:
    """The RGB bytes of `(28, 28, 3)` uint8, row 0 on top, in base64."""
    return base64.b64encode(picture.tobytes()).decode()


def picture_to_link(picture: np.ndarray) -> str:
    """A picture `(28, 28, 3)` uint8 as text for the URL: a PNG in base64; a line takes 150 characters."""
    file = io.BytesIO()
    Image.fromarray(picture).save(file, "PNG", optimize=True)
    return base64.urlsafe_b64encode(file.getvalue()).decode().rstrip("=")


def picture_from_link(text: str) -> np.ndarray:
    """The inverse of `picture_to_link`.

    Raises:
        ValueError: The text is not such a picture.
    """
    wrong = f"A picture in a link is a PNG of {FRAME} x {FRAME} pixels in base64. Received: {len(text)} characters."
    if len(text) > _LONGEST:
        raise ValueError(wrong)
    try:
        data = base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))
        with Image.open(io.BytesIO(data), formats=["PNG"]) as image:
            if image.size != (FRAME, FRAME):
                raise ValueError(wrong)
            return np.asarray(image.convert("RGB"), np.uint8)
    except (ValueError, OSError, SyntaxError) as error:
        raise ValueError(wrong) from error


def picture_column(pictures: np.ndarray) -> str:
    """All pictures below each other, as the data URL of one PNG."""
    file = io.BytesIO()
    Image.fromarray(pictures.reshape(-1, FRAME, 3)).save(file, "PNG", compress_level=3)
    return "data:image/png;base64," + base64.b64encode(file.getvalue()).decode()


def mosaic(pictures: np.ndarray, across: int, times: int = 2) -> np.ndarray:
    """Enlarged pictures side by side with a gap, as one `(height, width, 3)` uint8; empty places are grey."""
    side, down = FRAME * times + times, -(-len(pictures) // across)
    sheet = np.full((down * side - times, across * side - times, 3), 128, np.uint8)
    for number, picture in enumerate(pictures.repeat(times, axis=1).repeat(times, axis=2)):
        row, column = divmod(number, across)
        sheet[row * side : row * side + FRAME * times, column * side : column * side + FRAME * times] = picture
    return sheet
