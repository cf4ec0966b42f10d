"""Reads a set of pictures from a folder, a zip or an `.npz`, and reports what was read and what was refused and why.

`python -m data.importer FILE [--json] [--out FILE.npz] [--channels auto|rgb|bgr]`

Forms: pictures named length_width_angle_colour_id.(png|jpg) in a folder or a zip; pictures with a labels CSV (file,
length, width, colour, angle); an `.npz` in one of the forms of `data/imports/arrays.py`. `data/imports/limits.py` says
how large they may be.
"""

import argparse
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import IO

import numpy as np

from data.finite_json import finite_json
from data.imports.arrays import from_arrays, is_npz
from data.imports.channels import CHANNEL_ORDERS, settled
from data.imports.disk import Room, in_memory
from data.imports.files import SetFiles, errors_in_words, opened
from data.imports.pictures import Note, from_names, from_table
from data.imports.refusals import ImportFailed, Refusals
from data.imports.report import Report, import_report
from data.imports.tables import table_of
from data.labelled_set import Labelled
from data.terminal import run_command


@dataclass(frozen=True, slots=True, eq=False)
class Imported:
    held: Labelled
    report: Report


def read_set(source: Path | IO[bytes], channels: str = "auto", room: Room = in_memory) -> Imported:
    """Read all of a folder or a file that can be read.

    Args:
        source: A path, or an open file that can seek.
        channels: "rgb", "bgr", or "auto", which goes by the form and by the colours of the labels.
        room: Where its pictures are put.

    Raises:
        ImportFailed: Nothing of it can be taken; the message is a sentence for the user.
    """
    refused, notes, warnings = Refusals(), [], []
    with errors_in_words(), opened(source) as files:
        if not files.names:
            raise ImportFailed("There are no files in it.")
        if is_npz(files):
            form, held = from_arrays(files, refused, channels, notes.append, warnings.append, room)
        else:
            form, held = _from_pictures(files, refused, notes.append, room)
            held = settled(held.pictures, held.labels, "rgb", channels, warnings.append)
    if not len(held):
        why = f" The first: {refused.named[0]}" if refused.named else ""
        raise ImportFailed(f"No picture could be read.{why}")
    return Imported(held, import_report(form, held, refused, notes, warnings))


def _from_pictures(files: SetFiles, refused: Refusals, note: Note, room: Room) -> tuple[str, Labelled]:
    if table := table_of(files):
        return "pictures with a labels CSV", from_table(files, table, refused, note, room)
    return "pictures named length_width_angle_colour_id", from_names(files, refused, note, room)


def main(arguments: list[str] | None = None) -> int:
    """Print the report; exit code 1 when nothing could be read."""
    options = _parser().parse_args(arguments)
    try:
        labelled = read_set(options.file, options.channels)
        if options.out:
            np.savez_compressed(options.out, pictures=labelled.held.pictures, labels=labelled.held.labels)
    except (ImportFailed, OSError) as error:
        print(f"{options.file}: {error}", file=sys.stderr)
        return 1
    print(finite_json(labelled.report.to_json()) if options.json else "\n".join(labelled.report.lines()))
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m data.importer", description=__doc__)
    parser.add_argument("file", type=Path, metavar="FILE", help="a folder, a .zip or an .npz")
    parser.add_argument("--json", action="store_true", help="the report as one JSON object")
    parser.add_argument("--out", type=Path, metavar="FILE.npz", help="keep what was read: pictures and labels")
    parser.add_argument(
        "--channels",
        choices=CHANNEL_ORDERS,
        default="auto",
        help="order of the channels (default: by the form and the labels' colours)",
    )
    return parser


if __name__ == "__main__":
    run_command(main)
