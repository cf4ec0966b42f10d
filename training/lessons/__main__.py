"""`python -m training.lessons check FILE`: read a lesson, train its claim, and say whether it holds.

`python -m training.lessons guide` writes docs/teaching.md from our lessons.
"""

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from data.terminal import run_command
from runs.home import REPOSITORY
from runs.unavailable import exit_in_words
from training.lessons.claims import SEEDS, check_claim
from training.lessons.guide import teaching_guide
from training.lessons.read import SHIPPED, LessonError, read_lesson


@exit_in_words()
def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="python -m training.lessons", description=__doc__)
    commands = parser.add_subparsers(dest="command", required=True)
    check = commands.add_parser("check", help="read a lesson and train its claim over three seeds")
    check.add_argument("file", metavar="FILE", nargs="+", help="a TOML file, or the name of a lesson of ours")
    check.add_argument("--read-only", action="store_true", help="only read it")
    seeds = ", ".join(map(str, SEEDS))
    check.add_argument("--seeds", type=int, nargs="+", metavar="SEED", default=SEEDS, help=f"instead of {seeds}")
    commands.add_parser("guide", help="write docs/teaching.md")
    options = parser.parse_args(arguments)
    if options.command == "guide":
        return _write_guide()
    return max([_check(file, options.read_only, options.seeds) for file in options.file])


_KNOWN: dict = {}


def _write_guide() -> int:
    try:
        ours = [read_lesson(path) for path in SHIPPED.glob("*.toml")]
    except LessonError as error:
        print(error, file=sys.stderr)
        return 2
    text = teaching_guide(sorted(ours, key=lambda lesson: lesson.order))
    (REPOSITORY / "docs" / "teaching.md").write_text(text, encoding="utf-8")
    return 0


def _check(file: str, read_only: bool, seeds: Sequence[int]) -> int:
    path = Path(file) if Path(file).exists() or file.endswith(".toml") else SHIPPED / f"{file}.toml"
    try:
        lesson = read_lesson(path)
    except LessonError as error:
        print(error, file=sys.stderr)
        return 2
    print(f"{lesson.title}: {len(lesson.steps)} steps, about {lesson.minutes} minutes. Claim: {lesson.claim}")
    if read_only:
        return 0
    return 0 if all(result.holds for result in check_claim(lesson, _KNOWN, seeds=seeds)) else 1


if __name__ == "__main__":
    run_command(main)
