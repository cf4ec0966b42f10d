"""Shapes and sizes of layers as text."""

from collections.abc import Sequence

from model.networks.plan import Plan, PlanRow


def costs_text(rows: Sequence[PlanRow]) -> str:
    """`7 × 7 × 32 · 4,736 parameters · 231 k operations` of layers that belong together; their last shape counts."""
    if not rows:
        return "not counted yet"
    parameters, operations = sum(row.parameters for row in rows), sum(row.operations for row in rows)
    return f"{shape_text(rows[-1].shape)} · {parameters:,} parameters · {short_number(operations)} operations"


def total_costs_text(summary: Plan) -> str:
    """`40.2 k parameters, 1.15 M multiply-adds a picture.` of a whole network."""
    return f"{short_number(summary.parameters)} parameters, {short_number(summary.operations)} multiply-adds a picture."


def shape_text(shape: Sequence[int]) -> str:
    return " × ".join(map(str, shape))


def short_number(number: int) -> str:
    """`831`, `40.2 k`, `1.15 M`."""
    for size, letter in ((1_000_000, "M"), (1_000, "k")):
        if number >= size:
            return f"{number / size:.3g} {letter}"
    return str(number)
