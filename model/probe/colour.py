"""Hue and brightness of colours, for many at once."""

import numpy as np

SIXTH = 60.0  # degrees between red, yellow, green, cyan, blue and magenta


def hue_of(colours: np.ndarray) -> np.ndarray:
    """`(n,)` degrees in 0..360, red at 0 and blue at 240, of `(n, 3)` RGB; 0 for greys, which have none."""
    red, green, blue = np.asarray(colours, float).T
    strongest, range_ = np.max(colours, axis=1), np.ptp(colours, axis=1).astype(float)
    scale = np.where(range_ > 0, range_, 1)
    sixths = np.select(
        [range_ == 0, strongest == red, strongest == green],
        [0.0, (green - blue) / scale % 6, (blue - red) / scale + 2],
        (red - green) / scale + 4,
    )
    return sixths * SIXTH


def with_hue(colours: np.ndarray, hue: np.ndarray) -> np.ndarray:
    """`(n, 3)` colours 0..255 turned to these hues `(n,)`; saturation and brightness stay.

    Source:
        The HSV hexcone: A. R. Smith, Color Gamut Transform Pairs, 1978.
    """
    light, grey = np.max(colours, axis=1, keepdims=True), np.min(colours, axis=1, keepdims=True)
    place = (np.array((5, 3, 1)) + np.asarray(hue)[:, None] / SIXTH) % 6
    return light - (light - grey) * np.clip(np.minimum(place, 4 - place), 0, 1)


def with_brightness(colours: np.ndarray, percent: np.ndarray) -> np.ndarray:
    """`(n, 3)` colours whose strongest channel is this part of 255; black stays black."""
    light = np.max(colours, axis=1, keepdims=True)
    return colours * (np.asarray(percent)[:, None] * 2.55 / np.where(light > 0, light, 1))
