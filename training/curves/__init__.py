"""Curves of runs as files. One file per form; add yours to `CURVES`. The server writes them: no TensorFlow here."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from training.curves import events, table
from training.curves.curve import Curve


@dataclass(frozen=True, slots=True, kw_only=True)
class Form:
    """A form of file for the curves of some runs."""

    name: str
    label: str
    about: str  # one sentence
    ending: str
    mime: str
    make: Callable[[Sequence[Curve]], bytes]


CURVES: dict[str, Form] = {
    one.name: one
    for one in (
        Form(
            name="csv",
            label="Curve as CSV",
            about="A row for each point, a column for each number, such as val_accuracy.angle.",
            ending="-curve.csv",
            mime="text/csv",
            make=table.csv_file,
        ),
        Form(
            name="tensorboard",
            label="TensorBoard",
            about="A zip: unpack it and run tensorboard --logdir on its folder.",
            ending="-tensorboard.zip",
            mime="application/zip",
            make=events.zipped,
        ),
    )
}

__all__ = ["CURVES", "Curve", "Form"]
