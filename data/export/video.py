"""The coursework's video: frames of 3 x 3 pictures, one class after the other."""

import io
from collections.abc import Iterator

import numpy as np
from PIL import Image, ImageDraw

from data.enlarge import enlarged
from data.export.sheet import BACKGROUND, INK, class_words
from data.labelled_set import Labelled
from data.labels import CLASS_COUNT, class_index
from data.line import FRAME

_SIDE = 3  # pictures across and down
VIDEO_SCALE = 3  # px of a frame for a px of a picture
VIDEO_GAP = 3  # px
_WORDS = 22  # px at the bottom
_PACE = 400  # ms for each class


def gif(held: Labelled) -> bytes:
    """A frame for each class that has pictures: its first nine."""
    first, *others = frames(held)
    file = io.BytesIO()
    first.save(file, "GIF", save_all=True, append_images=others, duration=_PACE, loop=0)
    return file.getvalue()


def frames(held: Labelled) -> Iterator[Image.Image]:
    index = class_index(held.labels)
    for number in range(CLASS_COUNT):
        rows = np.flatnonzero(index == number)[: _SIDE * _SIDE]
        if len(rows):
            yield _frame(held.pictures[rows], class_words(number))


def _frame(pictures: np.ndarray, words: str) -> Image.Image:
    step = VIDEO_SCALE * FRAME + VIDEO_GAP
    frame = Image.new("RGB", (_SIDE * step + VIDEO_GAP, _SIDE * step + VIDEO_GAP + _WORDS), BACKGROUND)
    for number, picture in enumerate(pictures):
        row, column = divmod(number, _SIDE)
        frame.paste(enlarged(picture, VIDEO_SCALE * FRAME), (VIDEO_GAP + column * step, VIDEO_GAP + row * step))
    ImageDraw.Draw(frame).text((frame.width // 2, frame.height - _WORDS // 2), words, INK, anchor="mm")
    return frame
