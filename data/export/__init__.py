"""Sets of pictures as files. One file per kind; add yours to `EXPORTS`."""

from data.export import arrays, files, sheet, video
from data.export.form import Export
from data.labelled_set import Labelled

EXPORTS: dict[str, Export[Labelled]] = {
    export.name: export
    for export in (
        Export("zip", "PNG + CSV", "A zip of pictures named as in 2019, with labels.csv.",
               ".zip", files.zipped_pictures, mime="application/zip"),
        Export("npz", "npz", "NumPy arrays: pictures (n, 28, 28, 3) RGB and labels (n, 4).", ".npz", arrays.ours),
        Export("coursework", "npz of 2019",
               "X_train, X_test (n, 2352) in BGR and y_train, y_test (n, 96); every tenth picture is a test one.",
               "-2019.npz", arrays.coursework),
        Export("heads", "npz by head", "x (n, 28, 28, 3) RGB and y_length, y_width, y_colour, y_angle, one-hot.",
               "-heads.npz", arrays.by_head),
        Export("sheet", "Contact sheet", "One PNG with a picture of each of the 96 classes.",
               ".png", sheet.contact_sheet, mime="image/png"),
        Export("video", "Video", "A GIF as in 2019: 3 x 3 pictures of one class after the other.",
               ".gif", video.gif, mime="image/gif"),
    )
}  # fmt: skip
