"""`python -m docs.release_notes [TAG]`: what CHANGELOG.md says of this version, for the page of its release."""

import argparse
import re
import sys
from pathlib import Path

from data.terminal import run_command
from data.version import version

CHANGELOG = Path(__file__).parents[1] / "CHANGELOG.md"
UNRELEASED = "Unreleased"


def main(arguments: list[str] | None = None) -> int:
    """Print the notes; exit code 2, and a sentence on stderr, when there are none."""
    options = _parser().parse_args(arguments)
    try:
        print(release_notes(options.tag or f"v{version()}", CHANGELOG.read_text(encoding="utf-8")))
    except ValueError as error:
        print(error, file=sys.stderr)
        return 2
    return 0


def release_notes(tag: str, changelog: str) -> str:
    """The section of a tag's version, or `ValueError`: the tag is of another version, or there is no section."""
    if tag != f"v{version()}":
        raise ValueError(f"The tag of this version is v{version()} (pyproject.toml). Received: {tag}.")
    notes = {number: text for number, _, text in releases(changelog)}.get(version())
    if not notes:
        raise ValueError(f"CHANGELOG.md says nothing of {version()}: name and date its section [{UNRELEASED}].")
    return notes


def releases(changelog: str) -> list[tuple[str, str, str]]:
    """Version, day and text of each section, the newest first; the day of what is not released is empty."""
    sections = re.findall(r"(?ms)^## \[(.+?)\](?: - (\S+))?\n(.*?)(?=^## |\Z)", changelog)
    return [(number, day, text.strip()) for number, day, text in sections]


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m docs.release_notes", description=__doc__)
    parser.add_argument("tag", nargs="?", metavar="TAG", help="such as v0.1.0; without it: of the version of today")
    return parser


if __name__ == "__main__":
    run_command(main)
