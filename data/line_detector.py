"""Whether there is a line at all: a network answers blank pictures with confident nonsense."""

import math

import numpy as np

from data.line import FRAME

FAINTEST = 6.0  # grey levels, of a mean over 3x3 px: a thin line of brightness 18
CERTAINTY = 8.0  # standard deviations of the noise in that mean
DEVIATION = math.sqrt(math.pi) / 2  # of noise, where neighbours differ by 1 on average
_INNER = (FRAME - 2) ** 2  # 3x3 px that lie in the frame


def has_line(picture: np.ndarray) -> bool:
    """Whether something stands out of the background and its noise.

    Args:
        picture: `(28, 28, 3)` uint8 RGB on an even background.

    Returns:
        False for a blank or even picture and for noise alone, else True. What stands out need not be a line.
    """
    levels = picture.transpose(2, 0, 1).astype(np.int32, order="C")  # (3, 28, 28); whole numbers have no rounding
    steps = np.abs(levels[:, :, 1:] - levels[:, :, :-1]).sum(axis=(1, 2))  # (3,) between neighbours
    noise = steps / (FRAME * (FRAME - 1)) * DEVIATION
    bands = levels[:, :-2] + levels[:, 1:-1] + levels[:, 2:]
    sums = bands[:, :, :-2] + bands[:, :, 1:-1] + bands[:, :, 2:]  # (3, 26, 26), nine times the means
    stands_out = np.abs(_INNER * sums - sums.sum(axis=(1, 2), keepdims=True)).max(axis=(1, 2)) / (9 * _INNER)
    return bool((stands_out > np.maximum(FAINTEST, CERTAINTY * noise / 3)).any())
