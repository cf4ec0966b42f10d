"""`python -m ui.report RUN [RUN ...] --out FILE.html`: the report of runs, or of networks that come with the project.

Attribution maps are in the report of the app alone: they need its engine.
"""

import argparse
import sys
from pathlib import Path

from data.terminal import run_command
from model.predict import shipped_names
from runs.records import RunNotFound
from runs.unavailable import exit_in_words
from training.catalogue import Catalogue
from training.run_store import RunStore
from ui.report.collect import facts_of, judge_with, run_facts
from ui.report.document import report_blocks
from ui.report.html import report_html
from ui.report.pdf import report_pdf

REPORT_ENDINGS = (".html", ".pdf")


@exit_in_words()
def main(arguments: list[str] | None = None) -> int:
    """Write the report; exit code 2, and a sentence on stderr, when there is none."""
    options = _parser().parse_args(arguments)
    if problem := _problem(options.out):
        print(problem, file=sys.stderr)
        return 2
    with RunStore() as store:
        try:
            networks = Catalogue(store)
            runs = [run_facts(name, networks) for name in dict.fromkeys(options.runs)]
        except RunNotFound as error:
            print(f"{error} Networks that come with LineHeads: {', '.join(shipped_names())}.", file=sys.stderr)
            return 2
        blocks = report_blocks(facts_of(runs, judge_with(networks), store))
    options.out.write_bytes(report_pdf(blocks) if options.out.suffix == ".pdf" else report_html(blocks).encode())
    print(f"The report of {', '.join(run.record.name for run in runs)} is in {options.out}.")
    return 0


def _problem(out: Path) -> str:
    """Why no report can be written there, before one is made; or nothing."""
    if out.suffix not in REPORT_ENDINGS:
        return f"--out must end in {' or '.join(REPORT_ENDINGS)}. Received: {out}. Give it such a name."
    if not out.parent.is_dir():
        return f"--out must be in a folder that is there. Received: {out}. Make the folder first."
    return ""


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m ui.report", description=__doc__)
    parser.add_argument("runs", nargs="+", metavar="RUN", help=f"the id of a run, or {', '.join(shipped_names())}")
    parser.add_argument("--out", required=True, type=Path, metavar="FILE", help="ends in .html or .pdf")
    return parser


if __name__ == "__main__":
    run_command(main)
