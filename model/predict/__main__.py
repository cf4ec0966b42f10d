"""`python -m model.predict FILE... [--json] [--network NAME | --run ID]`: what the four heads say of picture files."""

import argparse
import sys
from pathlib import Path

from data.finite_json import finite_json
from data.percent import plain_percent
from data.read import ReadError, read_picture
from data.terminal import run_command
from model.heads import HEADS
from model.predict import PictureAnswer, Predictor, answers, cli_network


def main(arguments: list[str] | None = None) -> int:
    """Print one answer per file; files that cannot be read are named on stderr and make the exit code 1."""
    options = _parser().parse_args(arguments)
    try:
        predictor = cli_network.chosen_predictor(options)
    except KeyError as error:
        print(error, file=sys.stderr)
        return 2
    return max(_answer_file(predictor, path, options.json) for path in options.files)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m model.predict", description=__doc__)
    parser.add_argument("files", nargs="+", type=Path, metavar="FILE", help="PNG, JPEG, WebP, BMP or GIF")
    parser.add_argument("--json", action="store_true", help="one JSON object a line")
    cli_network.add_flags(parser)
    return parser


def _answer_file(predictor: Predictor, path: Path, as_json: bool) -> int:
    try:
        reading = read_picture(path.read_bytes())
    except (ReadError, OSError) as error:
        print(f"{path}: {error}", file=sys.stderr)
        return 1
    answer = answers(predictor(reading.picture[None]))[0]
    if not reading.line_found:
        print(f"{path}: no line found, so the answers mean nothing", file=sys.stderr)
    print(finite_json({"file": str(path), **answer}) if as_json else _in_words(path, answer))
    return 0


def _in_words(path: Path, answer: PictureAnswer) -> str:
    rows = [f"{path}"]
    for name, head in HEADS.items():
        best = answer[name]["class"]
        unit = "°" if head.reads.unit == "degrees" else ""
        rows.append(f"  {name:7} {best + unit:6} {plain_percent(answer[name]['probabilities'][best]):>8}")
    return "\n".join(rows)


if __name__ == "__main__":
    run_command(main)
