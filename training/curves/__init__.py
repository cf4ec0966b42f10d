"""Curves of runs as files. One file per form; add yours to `CURVES`. The server writes them: no TensorFlow here."""

from collections.abc import Sequence

from data.export.form import Export
from training.curves import events, table
from training.curves.curve import Curve

CURVES: dict[str, Export[Sequence[Curve]]] = {
    one.name: one
    for one in (
        Export(
            name="csv",
            label="Curve as CSV",
            about="A row for each point, a column for each number, such as val_accuracy.angle.",
            ending="-curve.csv",
            mime="text/csv",
            make=table.csv_file,
        ),
        Export(
            name="tensorboard",
            label="TensorBoard",
            about="A zip: unpack it and run tensorboard --logdir on its folder.",
            ending="-tensorboard.zip",
            mime="application/zip",
            make=events.zipped,
        ),
    )
}

__all__ = ["CURVES", "Curve"]
