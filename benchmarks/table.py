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
    for one in rows:
        ratio = "" if one.ratio is None else f"x {one.ratio:.3f}"
        target = f"target {one.target}" if one.target else ""
        print(f"  {one.name:58} {one.value:10.4g} {one.unit:14} {ratio:10} {target}", flush=True)
