"""Curves of runs as files. Add a form to `CURVE_FORMATS`. The server writes them: no TensorFlow here."""

from collections.abc import Sequence

from data.export.form import Export
from training.curves import events, table
from training.curves.curve import RunCurve

CURVE_FORMATS: dict[str, Export[Sequence[RunCurve]]] = {
    form.name: form
    for form in (
        Export("csv", "Curve as CSV", "A row for each point, a column for each number, such as val_accuracy.angle.",
               "-curve.csv", table.csv_file, mime="text/csv"),
        Export("tensorboard", "TensorBoard", "A zip: unpack it and run tensorboard --logdir on its folder.",
               "-tensorboard.zip", events.tensorboard_zip, mime="application/zip"),
    )
}  # fmt: skip
