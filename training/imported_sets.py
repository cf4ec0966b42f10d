"""The imported sets of this machine, under the folder where everything written at run time lives.

`python -m training.imported_sets FILE [--name NAME] [--channels auto|rgb|bgr]` imports a set as the Data page does; it
takes folders, and files that are too large for a browser.
"""

import argparse
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any

from data.counted import counted
from data.importer import read_set
from data.imports.channels import CHANNEL_ORDERS
from data.imports.disk import on_disk
from data.labelled_set import Labelled
from data.library import Library
from data.terminal import run_command
from data.viewer import EVERYTHING, Viewer
from runs.home import home
from runs.unavailable import exit_in_words


@dataclass(frozen=True, slots=True, kw_only=True)
class StagedSet:
    """A set that was read and has no name yet; its pictures are in the library."""

    key: str
    report: dict[str, Any]  # `data.imports.report.Report` as JSON


def library(viewer: Viewer = EVERYTHING) -> Library:
    """The sets as this viewer may use them."""
    return Library(_folder(), viewer)


def imported(key: str) -> Labelled:
    """The pictures of an imported set, on the disk rather than in memory: they may be half a gigabyte.

    Raises:
        KeyError: There is no such set.
    """
    return library().load(key, on_disk(_folder()))


def stage_set(source: Path | IO[bytes], channels: str = "auto") -> StagedSet:
    """Read a set into the library, with few of its pictures in memory at a time; `Library.keep` gives it a name.

    Raises:
        ImportFailed: Nothing of it can be read; the message is a sentence for the user.
    """
    content = read_set(source, channels, on_disk(_folder()))
    return StagedSet(key=library().stage(content.held), report=content.report.to_json())


def _folder() -> Path:
    return home() / "data"


@exit_in_words()
def main(arguments: list[str] | None = None) -> int:
    """Exit code 1 when nothing was imported."""
    options = _parser().parse_args(arguments)
    try:
        staged = stage_set(options.file, options.channels)
        library().keep(staged.key, options.name or options.file.stem, staged.report)
    except (ValueError, OSError) as error:
        print(f"{options.file}: {error}", file=sys.stderr)
        return 1
    read, refused = staged.report["read"], staged.report["refused"]
    print(
        f"Imported {counted(read, 'picture')} as {staged.key}; {refused:,} {'was' if refused == 1 else 'were'} refused."
    )
    print("".join(f"Note: {note}\n" for note in [*staged.report["notes"], *staged.report["warnings"]]), end="")
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m training.imported_sets", description=__doc__)
    parser.add_argument("file", type=Path, metavar="FILE", help="a folder, a .zip or an .npz")
    parser.add_argument("--name", help="what the set is called (default: as the file)")
    parser.add_argument(
        "--channels",
        choices=CHANNEL_ORDERS,
        default="auto",
        help="order of the channels (default: by the form and the labels' colours)",
    )
    return parser


if __name__ == "__main__":
    run_command(main)
