"""Rows of a benchmark, and how they are printed."""

from typing import NamedTuple


class Row(NamedTuple):
    """One figure: what, how much, its ratio to the figure it is compared with, and the target for either."""

    name: str
    value: float
    unit: str
    ratio: float | None = None
    target: str = ""


def show(title: str, rows: list[Row]) -> None:
    print(f"\n{title}")
    for row in rows:
        ratio = "" if row.ratio is None else f"x {row.ratio:.3f}"
        target = f"target {row.target}" if row.target else ""
        print(f"  {row.name:58} {row.value:10.4g} {row.unit:14} {ratio:10} {target}", flush=True)
