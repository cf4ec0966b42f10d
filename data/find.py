"""Whether there is a line at all: a network answers blank pictures with confident nonsense."""

import numpy as np

FAINTEST = 6.0  # grey levels, of a mean over 3x3 px: a thin line of brightness 18
CERTAINTY = 8.0  # standard deviations of the noise in that mean


def has_line(picture: np.ndarray) -> bool:
    """Whether something stands out of the ground and its noise.

    Args:
        picture: `(28, 28, 3)` uint8 RGB on an even ground.

    Returns:
        False for a blank or even picture and for noise alone, else True. What stands out need not be a line.
    """
    levels = picture.astype(np.int16)
    bands = levels[:-2] + levels[1:-1] + levels[2:]
    means = (bands[:, :-2] + bands[:, 1:-1] + bands[:, 2:]).reshape(-1, 3) / np.float32(9)
    steps = np.abs(np.diff(levels, axis=1)).reshape(-1, 3).mean(axis=0)  # (3,) of neighbours
    noise = steps * (np.sqrt(np.pi) / 2)  # their difference has the mean 2 / sqrt(pi) deviations
    stands_out = np.abs(means - means.mean(axis=0)).max(axis=0)
    return bool((stands_out > np.maximum(FAINTEST, CERTAINTY * noise / 3)).any())
