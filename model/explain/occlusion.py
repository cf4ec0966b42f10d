"""What a logit loses when a piece of the picture is blacked out."""

from typing import TYPE_CHECKING

import numpy as np

from model.explain.query import ProgressCallback
from model.explain.tracing import PICTURES_AT_ONCE, class_logits
from model.heads import HEADS

if TYPE_CHECKING:
    import keras

PATCH = 5  # px, odd: about as wide as a thick line


def occlusion(
    network: "keras.Model", picture: np.ndarray, classes: dict[str, int], progress: ProgressCallback
) -> np.ndarray:
    """The drop of each logit with a black patch round every pixel in turn; at the border the patch is cut off.

    Returns:
        `(4, 28, 28)`; positive where the hidden piece spoke for the class. 0 where nothing was hidden.

    Source:
        M. D. Zeiler, R. Fergus, Visualizing and Understanding Convolutional Networks, ECCV 2014, section 4.2.
    """
    drops = np.zeros((len(HEADS), *picture.shape[:2]), np.float32)
    whole = class_logits(network, picture[None], classes)
    centres = np.argwhere(hides(picture))
    for start in range(0, len(centres), PICTURES_AT_ONCE):
        places = centres[start : start + PICTURES_AT_ONCE]
        hidden = np.repeat(picture[None], len(places), axis=0)
        for masked, (y, x) in zip(hidden, places, strict=True):
            masked[_patch(y, x)] = 0
        drops[:, *places.T] = whole - class_logits(network, hidden, classes)
        progress((start + len(places)) / len(centres))
    return drops


def hides(picture: np.ndarray) -> np.ndarray:
    """Round which pixels a patch hides anything but black, `(28, 28)` bool."""
    height, width, _ = picture.shape
    return np.array([[picture[_patch(y, x)].any() for x in range(width)] for y in range(height)])


def _patch(y: int, x: int) -> tuple[slice, slice]:
    half = PATCH // 2
    return slice(max(y - half, 0), y + half + 1), slice(max(x - half, 0), x + half + 1)
