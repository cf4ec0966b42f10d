"""Position maps: every head answers while the line slides over the frame."""

from dataclasses import dataclass, replace

import numpy as np

from data.line import FRAME
from model.probe.scenes import Scenes, painted
from model.probe.sweep import Predict


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class PositionMaps:
    """784 places of the line's middle, row 0 on top, left to right."""

    pictures: np.ndarray  # (784, 28, 28, 3) uint8
    probabilities: dict[str, np.ndarray]  # head -> (784, classes)
    inside: np.ndarray  # (784,) bool: the whole line lies in the frame


def position_maps(held: Scenes, predict: Predict) -> PositionMaps:
    """Put the middle of a line (one scene) into the middle of every pixel."""
    rows, columns = np.mgrid[:FRAME, :FRAME].reshape(2, -1)
    middles = np.stack((columns + 0.5, FRAME - rows - 0.5), axis=1)
    scenes = replace(held.times(len(middles)), middle=middles)
    pictures = painted(scenes)
    return PositionMaps(pictures=pictures, probabilities=predict(pictures), inside=scenes.inside)
