"""Rows of a benchmark, and how they are printed."""

from collections.abc import Iterable
from typing import NamedTuple


class Row(NamedTuple):
    """One figure: what, how much, its ratio to the figure it is compared with, and the target for either."""

    name: str
    value: float
    unit: str
    ratio: float | None = None
    target: str = ""


def show(title: str, rows: Iterable[Row]) -> None:
    """Print each figure when it is known."""
    print(f"\n{title}", flush=True)
    for row in rows:
        ratio = "" if row.ratio is None else f"x {row.ratio:.3f}"
        target = f"target {row.target}" if row.target else ""
        print(f"  {row.name:58} {row.value:10.4g} {row.unit:14} {ratio:10} {target}", flush=True)
