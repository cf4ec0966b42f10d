"""Sets as a zip of PNG files with a CSV of labels."""

import csv
import io
import zipfile

import numpy as np
from PIL import Image

from data.labelled_set import Labelled
from data.labels import PROPERTIES, file_stem

_DATE = (2019, 1, 1, 0, 0, 0)  # of every file, so that equal sets give equal archives


def zipped_pictures(held: Labelled) -> bytes:
    """Pictures named length_width_angle_colour_id.png, and labels.csv, which names their classes."""
    file, table = io.BytesIO(), io.StringIO()
    lines = csv.writer(table, lineterminator="\n")
    lines.writerow(("file", *PROPERTIES))
    with zipfile.ZipFile(file, "w", zipfile.ZIP_STORED) as archive:  # PNG is compressed already
        for number, (picture, row) in enumerate(zip(held.pictures, held.labels, strict=True)):
            name = f"{file_stem(row, number)}.png"
            classes = (prop.classes[label] for prop, label in zip(PROPERTIES.values(), row, strict=True))
            archive.writestr(zipfile.ZipInfo(name, _DATE), png(picture))
            lines.writerow((name, *classes))
        archive.writestr(zipfile.ZipInfo("labels.csv", _DATE), table.getvalue(), zipfile.ZIP_DEFLATED)
    return file.getvalue()


def png(picture: np.ndarray) -> bytes:
    """The bytes of a PNG file with `(height, width, 3)` uint8."""
    file = io.BytesIO()
    Image.fromarray(picture).save(file, "PNG")
    return file.getvalue()
