"""`python -m training.notebook RUN_ID|PRESET --out FILE.ipynb`: a run or a preset as a notebook in plain Keras.

With `--weights FILE.npz` the run's own weights are left there: the notebook shows them if its `WEIGHTS_FILE` says so.
"""

import argparse
import sys
from pathlib import Path

from data.terminal import run_command
from runs.unavailable import exit_in_words
from training.notebook import RunHistory, notebook, recorded_history
from training.presets import PRESETS
from training.run_store import RunStore
from training.settings import RunSettings


@exit_in_words()
def main(arguments: list[str] | None = None) -> int:
    """Write the notebook; exit code 2, and a sentence on stderr, when there is none."""
    options = _parser().parse_args(arguments)
    try:
        preset = PRESETS.get(options.which)
        settings, past = (preset.settings, RunHistory()) if preset else _run(options.which)
        file = notebook(settings, past)
        weights = _weights(options.which) if options.weights else b""
        options.out.write_bytes(file)
        if options.weights:
            options.weights.write_bytes(weights)
    except (ValueError, OSError) as error:
        print(error, file=sys.stderr)
        return 2
    print(f"{options.out}: open it in Jupyter or Google Colab, and run the cells from the top.")
    return 0


def _run(run_id: str) -> tuple[RunSettings, RunHistory]:
    with RunStore() as store:
        run = store.run(run_id)
        if run is None:
            raise ValueError(
                f"Give the id of a run, or one of the presets {', '.join(PRESETS)}. Received: {run_id!r}. "
                "The id stands in the link of the Train page."
            )
        return run.settings.trainable(), recorded_history(run, store.points(run_id), store.marks(run_id))


def _weights(run_id: str) -> bytes:
    with RunStore() as store:
        weights = store.artefact(run_id, "weights.npz") if run_id not in PRESETS else None
    if weights is None:
        raise ValueError(f"--weights needs a run that has ended with a network. Received: {run_id!r}. Leave it out.")
    return weights


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m training.notebook", description=__doc__)
    parser.add_argument("which", metavar="RUN_ID|PRESET", help=f"a run of yours, or one of {', '.join(PRESETS)}")
    parser.add_argument("--out", type=Path, required=True, metavar="FILE.ipynb")
    parser.add_argument("--weights", type=Path, metavar="FILE.npz", help="leave the run's weights there")
    return parser


if __name__ == "__main__":
    run_command(main)
