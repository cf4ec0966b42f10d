"""Curves of runs as files. Add a form to `CURVE_FORMATS`. The server writes them: no TensorFlow here."""

from collections.abc import Sequence

from data.export.form import Export
from training.curves import events, table
from training.curves.curve import RunCurve

CURVE_FORMATS: dict[str, Export[Sequence[RunCurve]]] = {
    form.name: form
    for form in (
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
            make=events.tensorboard_zip,
        ),
    )
}

__all__ = ["CURVE_FORMATS", "RunCurve"]
