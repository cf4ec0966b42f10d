"""A number and its noun agree: never '1 runs'."""

import re
from pathlib import Path

import pytest

from data.counted import counted

ROOT = Path(__file__).resolve().parents[2]
NOUNS = "runs|pictures|mistakes|drawings|points|trials|further runs|complete trials"
UNCOUNTED = re.compile(r"\{[^{}]*:,\}\*{0,2} (?:" + NOUNS + r")\b")  # as in f"{number:,} runs"
NEVER_ONE = {  # limits and totals that are constants or sets of thousands
    *("data/imports/pictures.py", "data/imports/arrays.py", "data/imports/limits.py", "data/drawings.py"),
    *("training/settings.py", "training/notebook/pictures.py", "training/notebook/split.py"),
    *("ui/data/leak.py", "ui/report/verdicts.py", "ui/evaluate/charts.py"),
}


@pytest.mark.parametrize(
    ("number", "what", "text"),
    [(1, "run", "1 run"), (0, "run", "0 runs"), (2_310, "mistake", "2,310 mistakes"), (2, "class", "2 classes")],
)
def test_a_count(number, what, text):
    assert counted(number, what) == text


def test_counts_are_made_in_one_place():
    sources = (path for package in ("data", "training", "ui") for path in (ROOT / package).rglob("*.py"))
    places = {path.relative_to(ROOT).as_posix() for path in sources if UNCOUNTED.search(path.read_text())}
    assert places <= NEVER_ONE
