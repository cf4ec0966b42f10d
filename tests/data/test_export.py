"""What is exported can be opened by others, and shows each class once."""

import io
import zipfile

import numpy as np
import pytest
from PIL import Image, ImageSequence

from data.export import EXPORTS, sheet, video
from data.labelled_set import Labelled
from data.labels import CLASS_COUNT, class_index
from tests.data.test_importer import lines


def test_the_arrays_of_2019_are_as_they_were():
    held = lines(2)
    with np.load(io.BytesIO(EXPORTS["coursework"].make(held)), allow_pickle=False) as file:
        stored = {name: file[name] for name in file.files}
    test = np.arange(len(held)) % 10 == 9
    assert {name: array.dtype for name, array in stored.items()} == dict.fromkeys(
        ("X_train", "X_test", "y_train", "y_test"), np.uint8
    )
    assert stored["X_test"].shape == (test.sum(), 2352)
    red = held.labels[~test][:, 2] == 0
    light = stored["X_train"].reshape(-1, 28, 28, 3).sum(axis=(1, 2))
    assert (light[red, 2] > 0).all()
    assert (light[red, 0] == 0).all()
    length, width, colour, angle = held.labels[test].T
    np.testing.assert_array_equal(stored["y_test"].argmax(axis=1), ((length * 2 + width) * 2 + colour) * 12 + angle)
    assert (stored["y_test"].sum(axis=1) == 1).all()


def test_the_zip_names_its_pictures_as_in_2019():
    held = lines(2)
    with zipfile.ZipFile(io.BytesIO(EXPORTS["zip"].make(held))) as archive:
        names = [name for name in archive.namelist() if name.endswith(".png")]
        table = archive.read("labels.csv").decode().splitlines()
    parsed = np.array([[int(part) for part in name.removesuffix(".png").split("_")] for name in names])
    length, width, angle, colour, number = parsed.T
    np.testing.assert_array_equal(np.stack((length, width, colour, angle), axis=1), held.labels)
    assert number.tolist() == list(range(len(held)))
    assert table[:2] == ["file,length,width,colour,angle", "0_0_0_0_0.png,short,thin,red,0"]


@pytest.mark.parametrize("missing", [(), (0, 50, 95)])
def test_the_contact_sheet_has_each_class_in_its_place(missing):
    held = lines(3)
    rows = np.flatnonzero(~np.isin(class_index(held.labels), missing))
    held = Labelled(held.pictures[rows], held.labels[rows])
    drawn = np.asarray(Image.open(io.BytesIO(EXPORTS["sheet"].make(held))))
    side = sheet.SHEET_SCALE * 28
    for index in range(CLASS_COUNT):
        row, column = divmod(index, 12)
        y, x = sheet.TOP + row * (side + sheet.SHEET_GAP), sheet.LEFT + column * (side + sheet.SHEET_GAP)
        cell = drawn[y : y + side : sheet.SHEET_SCALE, x : x + side : sheet.SHEET_SCALE]
        ground = np.broadcast_to(np.array(sheet.BACKGROUND, np.uint8), cell.shape)
        first = np.flatnonzero(class_index(held.labels) == index)
        np.testing.assert_array_equal(cell, held.pictures[first[0]] if len(first) else ground)


@pytest.mark.slow
def test_the_video_shows_nine_pictures_of_one_class_after_the_other():
    held = lines(12, seed=4)
    frames = [frame.convert("RGB") for frame in ImageSequence.Iterator(Image.open(io.BytesIO(video.gif(held))))]
    assert len(frames) == CLASS_COUNT
    for index in (0, 40, 95):
        pixels, step = np.asarray(frames[index]), video.VIDEO_SCALE * 28 + video.VIDEO_GAP
        for number, picture in enumerate(held.pictures[index * 12 : index * 12 + 9]):
            y, x = (video.VIDEO_GAP + at * step for at in divmod(number, 3))
            cell = pixels[y : y + 84 : video.VIDEO_SCALE, x : x + 84 : video.VIDEO_SCALE]
            np.testing.assert_array_equal(cell, picture)


def test_a_class_without_pictures_has_no_frame():
    held = lines(1)
    few = Labelled(held.pictures[[3, 70]], held.labels[[3, 70]])
    assert len(list(video.frames(few))) == 2
    assert Image.open(io.BytesIO(EXPORTS["video"].make(few))).n_frames == 2
