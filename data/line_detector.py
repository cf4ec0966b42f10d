"""Whether there is a line at all: a network answers blank pictures with confident nonsense."""

import numpy as np

_FAINTEST = 6.0  # grey levels, of a mean over 3x3 px: a thin line of brightness 18
CERTAINTY = 8.0  # standard deviations of the noise in that mean


def has_line(picture: np.ndarray) -> bool:
    """Whether something stands out of the background and its noise.

    Args:
        picture: `(28, 28, 3)` uint8 RGB on an even background.

    Returns:
        False for a blank or even picture and for noise alone, else True. What stands out need not be a line.
    """
    levels = np.ascontiguousarray(picture.transpose(2, 0, 1), dtype=np.float32)  # (3, 28, 28)
    steps = np.abs(levels[:, :, 1:] - levels[:, :, :-1]).mean(axis=(1, 2))  # (3,) between neighbours
    noise = steps * (np.sqrt(np.pi) / 2)  # such a step has the mean 2 / sqrt(pi) deviations
    bands = levels[:, :-2] + levels[:, 1:-1] + levels[:, 2:]
    means = (bands[:, :, :-2] + bands[:, :, 1:-1] + bands[:, :, 2:]) / np.float32(9)
    stands_out = np.abs(means - means.mean(axis=(1, 2), keepdims=True)).max(axis=(1, 2))
    return bool((stands_out > np.maximum(_FAINTEST, CERTAINTY * noise / 3)).any())
