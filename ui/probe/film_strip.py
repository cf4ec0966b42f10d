"""Many pictures as the tiles of one PNG, which travels to the browser once."""

import base64
import io
import math
from typing import Any

import numpy as np
from PIL import Image

from data.line import FRAME

_LEVEL = 3  # of compression: half the time of the usual one


def film_strip(pictures: np.ndarray) -> dict[str, Any]:
    """`(n, 28, 28, 3)` uint8 as `src`, a PNG whose tiles lie row after row, `columns` in each."""
    columns = math.ceil(math.sqrt(len(pictures)))
    tiles = np.zeros((columns * columns, *pictures.shape[1:]), np.uint8)
    tiles[: len(pictures)] = pictures
    sheet = tiles.reshape(columns, columns, FRAME, FRAME, 3).swapaxes(1, 2).reshape(columns * FRAME, columns * FRAME, 3)
    file = io.BytesIO()
    Image.fromarray(sheet).save(file, "PNG", compress_level=_LEVEL)
    return {"src": "data:image/png;base64," + base64.b64encode(file.getvalue()).decode(), "columns": columns}
