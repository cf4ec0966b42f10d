"""Free lines: any angle, lengths around those of the classes, anywhere in the frame; labelled by the nearest class."""

import numpy as np

from data.labels import ANGLES, PROPERTIES, labels_of
from data.line import FRAME, Lines, angle_error

LENGTH_SPREAD = 1.0  # px: 6 to 8 and 14 to 16
ANGLE_SPREAD = 7.5  # degrees, half the way to the next class: all classes together hold every angle


def free_lines(class_index: int, count: int, rng: np.random.Generator) -> Lines:
    """Free lines whose nearest class is this one, with both ends in the frame.

    Args:
        class_index: 0..95.
    """
    row = labels_of(np.array([class_index]))[0]
    length, width, colour, angle = (prop.values[label] for prop, label in zip(PROPERTIES.values(), row, strict=True))
    lengths = rng.uniform(length - LENGTH_SPREAD, length + LENGTH_SPREAD, count)
    turns = np.radians(rng.uniform(angle - ANGLE_SPREAD, angle + ANGLE_SPREAD, count) % 180)
    along = lengths[:, None] * np.stack((np.cos(turns), np.sin(turns)), axis=1)
    starts = rng.uniform(np.maximum(0, -along), FRAME - np.maximum(0, along))
    ends = np.stack((starts, starts + along), axis=1)
    return Lines(ends, np.full(count, float(width)), np.tile(np.array(colour, np.uint8), (count, 1)))


def nearest_labels(lengths: np.ndarray, angles: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """The nearest class of each length, px, and of each angle, degrees: 178 is nearest to 0."""
    length_classes = np.array(PROPERTIES["length"].values)
    nearest_length = np.abs(lengths[:, None] - length_classes).argmin(axis=1)
    return nearest_length, angle_error(angles[:, None], np.array(ANGLES)).argmin(axis=1)


def degrees_off(lines: Lines, angle_labels: np.ndarray) -> np.ndarray:
    """`(n,)` degrees between each line and the class of its angle."""
    return angle_error(lines.angle, np.array(ANGLES)[angle_labels])
