"""`python -m training.files`: exports a trained network or the curve of a run, and imports a network as a run.

`export` writes a network in a format of docs/models.md and checks it on test pictures; `import` puts a file of the
format `weights` into the run store, where every page can use it.
"""

import argparse
import os
import sys
from pathlib import Path

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")

from data.counted import counted
from data.terminal import run_command
from model.explain.query import no_progress
from model.files import NETWORK_EXPORTS
from model.files.checked import check_sentence
from model.files.network import check_size
from model.predict.cli_network import add_flags
from runs.home import store_url
from runs.records import Job
from runs.unavailable import exit_in_words
from training.curves import CURVE_FORMATS, RunCurve
from training.files import IMPORT
from training.run_store import RunStore


@exit_in_words()
def main(arguments: list[str] | None = None) -> int:
    """Exit code 1 when nothing was written or imported."""
    options = _parser().parse_args(arguments)
    try:
        with RunStore(options.store) as store:
            print(options.do(store, options))
    except (ValueError, OSError) as error:
        print(error, file=sys.stderr)
        return 1
    return 0


def _export(store: RunStore, options: argparse.Namespace) -> str:
    from training.engine.task import load_tensorflow
    from training.files.exporting import checked_file, trained_network

    load_tensorflow()
    name = options.run or options.network
    exported = checked_file(store, trained_network(store, name), options.form)
    path = options.out or Path(f"lineheads-{name}{NETWORK_EXPORTS[options.form].ending}")
    path.write_bytes(exported.file)
    return f"{path}: {len(exported.file):,} bytes. {check_sentence(exported.pictures, exported.difference)}"


def _import(store: RunStore, options: argparse.Namespace) -> str:
    from training.engine.task import load_tensorflow
    from training.files.importing import import_network

    check_size(options.file.stat().st_size)
    load_tensorflow()
    answer = import_network(store, Job(kind=IMPORT, payload=options.file.read_bytes()), no_progress)
    scores = "  ".join(f"{name} {accuracy:.4f}" for name, accuracy in answer["test"].items())
    return f"run {answer['run']}\ntest: {scores}"


def _curve(store: RunStore, options: argparse.Namespace) -> str:
    curves = []
    for run_id in options.run:
        run = store.run(run_id)
        if run is None:
            raise ValueError(f"There is no run {run_id} in this store. The Compare page lists those there are.")
        curves.append(RunCurve.of(run, store.points(run_id)))
    kind = CURVE_FORMATS[options.form]
    path = options.out or Path(f"lineheads-{'-'.join(options.run)}{kind.ending}")
    path.write_bytes(kind.make(curves))
    return f"{path}: {counted(sum(len(curve.points) for curve in curves), 'point')}"


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m training.files", description=__doc__)
    parser.add_argument("--store", default=store_url(), help="URL of the run store (%(default)s)")
    parts = parser.add_subparsers(required=True, metavar="export | import | curve")
    export = parts.add_parser("export", help="a network as a checked file")
    add_flags(export)
    export.add_argument("--form", choices=NETWORK_EXPORTS, default="weights", help="(%(default)s)")
    export.add_argument("--out", type=Path, metavar="FILE")
    export.set_defaults(do=_export)
    imported = parts.add_parser("import", help="a file of the form `weights` as a finished run")
    imported.add_argument("file", type=Path, metavar="FILE")
    imported.set_defaults(do=_import)
    curve = parts.add_parser("curve", help="the curves of runs as a table or for TensorBoard")
    curve.add_argument("run", nargs="+", metavar="ID")
    curve.add_argument("--form", choices=CURVE_FORMATS, default="csv", help="(%(default)s)")
    curve.add_argument("--out", type=Path, metavar="FILE")
    curve.set_defaults(do=_curve)
    return parser


if __name__ == "__main__":
    run_command(main)
