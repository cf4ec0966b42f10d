"""How good a network is on pictures of your own.

`python -m model.evaluate --data FILE [--network NAME | --run ID] [--json]`

FILE is what `python -m data.importer` reads, with the same limits. Prints the accuracy of each head, their average, and
`exact`, the share of pictures with all four right; `distinct` counts pictures that differ in a pixel. How the labels
were understood, and what was done to the pictures, goes to stderr.
"""

import argparse
import sys
from pathlib import Path

from data.finite_json import finite_json
from data.importer import ImportFailed, read_set
from data.imports.channels import CHANNEL_ORDERS
from data.percent import plain_percent
from data.terminal import run_command
from model.heads import HEADS
from model.predict import cli_network
from model.predict.predictor import in_batches
from model.scores import accuracies

_Scores = dict[str, int | float]


def main(arguments: list[str] | None = None) -> int:
    """Print the scores; exit code 2, and a sentence on stderr, when there are none."""
    options = _parser().parse_args(arguments)
    try:
        predictor = cli_network.chosen_predictor(options)
        labelled = read_set(options.data, options.channels)
    except KeyError as error:
        print(error, file=sys.stderr)
        return 2
    except (ImportFailed, OSError) as error:
        print(f"{options.data}: {error}", file=sys.stderr)
        return 2
    held = labelled.held
    scores = accuracies(in_batches(predictor, held.pictures), held.labels)
    results = {"pictures": len(held), "distinct": labelled.report.distinct, **scores}
    print(finite_json(results) if options.json else _in_words(results))
    for line in labelled.report.note_lines():
        print(line, file=sys.stderr)
    if labelled.report.refused:
        print(f"{labelled.report.refused:,} refused; `python -m data.importer` says why.", file=sys.stderr)
    return 0


def _in_words(results: _Scores) -> str:
    """A table."""
    counts = [f"{name:9} {results[name]:>9,}" for name in ("pictures", "distinct")]
    return "\n".join(
        [*counts, *(f"{name:9} {plain_percent(results[name], 2):>9}" for name in (*HEADS, "average", "exact"))]
    )


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m model.evaluate", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--data", required=True, type=Path, metavar="FILE", help="a folder, a .zip or an .npz")
    parser.add_argument(
        "--channels",
        choices=CHANNEL_ORDERS,
        default="auto",
        help="order of the channels (default: by the form and the labels' colours)",
    )
    parser.add_argument("--json", action="store_true", help="one JSON object, and nothing else")
    cli_network.add_flags(parser)
    return parser


if __name__ == "__main__":
    run_command(main)
