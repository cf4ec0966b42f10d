"""Pictures as the files that users give."""

import io

import numpy as np
from PIL import Image


def file_of(picture, kind="PNG", **options):
    """The bytes of a file with this `(height, width, 3 or 4)` picture."""
    stream = io.BytesIO()
    Image.fromarray(picture).save(stream, kind, **options)
    return stream.getvalue()


def enlarged(picture, times):
    return picture.repeat(times, axis=0).repeat(times, axis=1)


def on_ground(picture, ground):
    """A line of one colour, painted on black, laid on another ground."""
    coverage = picture.max(axis=2, keepdims=True) / 255
    colour = picture.reshape(-1, 3).max(axis=0)
    return np.rint(colour * coverage + np.array(ground) * (1 - coverage)).astype(np.uint8)
