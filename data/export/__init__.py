"""Sets of pictures as files. One file per kind; add yours to `EXPORTS`."""

from data.export import arrays, files, sheet, video
from data.export.form import Export
from data.labelled_set import Labelled

EXPORTS: dict[str, Export[Labelled]] = {
    export.name: export
    for export in (
        Export(
            name="zip",
            label="PNG + CSV",
            about="A zip of pictures named as in 2019, with labels.csv.",
            ending=".zip",
            mime="application/zip",
            make=files.zipped_pictures,
        ),
        Export(
            name="npz",
            label="npz",
            about="NumPy arrays: pictures (n, 28, 28, 3) RGB and labels (n, 4).",
            ending=".npz",
            make=arrays.ours,
        ),
        Export(
            name="coursework",
            label="npz of 2019",
            about="X_train, X_test (n, 2352) in BGR and y_train, y_test (n, 96); every tenth picture is a test one.",
            ending="-2019.npz",
            make=arrays.coursework,
        ),
        Export(
            name="heads",
            label="npz by head",
            about="x (n, 28, 28, 3) RGB and y_length, y_width, y_colour, y_angle, one-hot.",
            ending="-heads.npz",
            make=arrays.by_head,
        ),
        Export(
            name="sheet",
            label="Contact sheet",
            about="One PNG with a picture of each of the 96 classes.",
            ending=".png",
            mime="image/png",
            make=sheet.contact_sheet,
        ),
        Export(
            name="video",
            label="Video",
            about="A GIF as in 2019: 3 x 3 pictures of one class after the other.",
            ending=".gif",
            mime="image/gif",
            make=video.gif,
        ),
    )
}

__all__ = ["EXPORTS", "Export"]
