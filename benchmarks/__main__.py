"""`make bench`: every figure of the README, one table a subject. `python -m benchmarks training` runs one subject."""

import importlib
import os
import platform
import sys

from benchmarks.table import show
from data.terminal import run_command

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
SUBJECTS = (
    *("painting", "prediction", "robustness", "pointer", "drawing", "starting", "watching", "training", "balancing"),
    *("explaining", "responding", "importing", "viewing"),
)
BY_NAME = ("faults", "classroom", "scaling")  # take too long to stand among all, or need a PostgreSQL server


def main(arguments: list[str]) -> int:
    first = next((i for i, word in enumerate(arguments) if word.startswith("-")), len(arguments))
    wanted, options = arguments[:first], arguments[first:]  # of one subject that has some
    if unknown := set(wanted) - {*SUBJECTS, *BY_NAME}:
        print(f"Subjects are {', '.join(SUBJECTS + BY_NAME)}. Received: {', '.join(unknown)}.", file=sys.stderr)
        return 2
    print(f"{platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}")
    for subject in wanted or SUBJECTS:
        show(subject.capitalize(), importlib.import_module(f"benchmarks.{subject}").rows(*[options] * bool(options)))
    return 0


if __name__ == "__main__":
    run_command(lambda: main(sys.argv[1:]))
