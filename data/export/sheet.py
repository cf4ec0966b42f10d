"""A contact sheet: one picture of each class."""

import numpy as np
from PIL import Image, ImageDraw

from data.enlarge import enlarged
from data.export.files import png
from data.labelled_set import Labelled
from data.labels import ANGLES, CLASS_COUNT, CLASS_COUNTS, PROPERTIES, class_index, labels_of
from data.line import FRAME

SHEET_SCALE = 3  # px of the sheet for a px of a picture
SHEET_GAP = 4  # px between pictures
LEFT, TOP = 120, 24  # px, for the words
BACKGROUND, INK = (40, 40, 46), (236, 234, 242)


def first_of_each(labels: np.ndarray) -> np.ndarray:
    """`(96,)` int64: the row of the first picture of each class, -1 where there is none."""
    index = class_index(labels)
    rows = np.full(CLASS_COUNT, -1)
    rows[index[::-1]] = np.arange(len(index))[::-1]
    return rows


def class_words(index: int) -> str:
    """'long thick red 45°'."""
    row = labels_of(np.array([index]))[0]
    return " ".join(prop.classes[label] for prop, label in zip(PROPERTIES.values(), row, strict=True)) + "°"


def contact_sheet(held: Labelled) -> bytes:
    """A PNG: angles across, the other properties down; a class without a picture stays empty."""
    across = CLASS_COUNTS[-1]
    side = SHEET_SCALE * FRAME + SHEET_GAP
    sheet = Image.new("RGB", (LEFT + across * side, TOP + CLASS_COUNT // across * side), BACKGROUND)
    pen = ImageDraw.Draw(sheet)
    for column, angle in enumerate(ANGLES):
        pen.text((LEFT + column * side + side // 2, TOP // 2), f"{angle}°", INK, anchor="mm")
    for line in range(CLASS_COUNT // across):
        words = class_words(line * across).rsplit(" ", 1)[0]
        pen.text((LEFT - 2 * SHEET_GAP, TOP + line * side + side // 2), words, INK, anchor="rm")
    for index, row in enumerate(first_of_each(held.labels)):
        line, column = divmod(index, across)
        if row >= 0:
            sheet.paste(enlarged(held.pictures[row], SHEET_SCALE * FRAME), (LEFT + column * side, TOP + line * side))
    return png(np.asarray(sheet))
