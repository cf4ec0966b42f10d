"""Small pictures made large, with every pixel as it is."""

import numpy as np
from PIL import Image


def enlarged(picture: np.ndarray, side: int) -> Image.Image:
    """A square picture, RGB or grey, `side` px wide: each pixel becomes a square."""
    return Image.fromarray(picture).resize((side, side), Image.Resampling.NEAREST)
