"""Toy networks whose answers are known, and lines to ask them about."""

import numpy as np

from data.line import Lines, LineSpec
from model.heads import HEADS
from model.probe import Scenes


def line(**changes):
    given = {"length": 15.0, "width": 3.0, "angle": 60.0, "colour": (255, 0, 0), "start": (10.5, 7.5)} | changes
    return Lines.of([LineSpec(**given)])


def scene(painter="smooth", **changes):
    return Scenes.of(line(**changes), painter)


def answering(**per_head):
    """A network whose heads give `per_head[name](pictures)`, `(n, classes)`, and are even where nothing is given."""

    def predict(pictures):
        count = len(pictures)
        even = {name: np.full((count, len(head.classes)), 1 / len(head.classes)) for name, head in HEADS.items()}
        return even | {name: function(pictures) for name, function in per_head.items()}

    return predict


def two(share):
    return np.stack((1 - share, share), axis=1)


def blueness(pictures):
    """Two classes by the share of blue light in the picture: hue alone decides, up to rounding."""
    light = pictures.astype(float).sum(axis=(1, 2))  # (n, 3)
    return two(light[:, 2] / np.maximum(light[:, 0] + light[:, 2], 1e-9))


def lightness(pictures, half=60.0):
    """Two classes by all light together: longer, thicker and lighter lines have more."""
    light = pictures.astype(float).sum(axis=(1, 2, 3)) / 255
    return two(1 / (1 + np.exp(np.clip((half - light) / 3, -50, 50))))
