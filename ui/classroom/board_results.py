"""The results of a class for the board: which weights gave what, and the leaderboard. No Streamlit here."""

from collections.abc import Callable, Sequence
from dataclasses import asdict
from typing import Any

from model.heads import HEADS
from training.results.class_leaderboard import Ranking, StudentRun, worst_head
from training.results.measures import tested, weights_text
from training.run import Run
from ui.classroom.board_reader import SmallCurve
from ui.shared.format import counted

SCORES: dict[str, tuple[str, dict[str, Callable[[Run], float]]]] = {  # label, and what is drawn of each run
    "heads": ("All heads", {head: lambda run, head=head: tested(run)[head] for head in HEADS}),
    "worst": ("Worst head", {"worst head": lambda run: worst_head(run) or 0.0}),
    "exact": ("All four right", {"all four right": lambda run: tested(run)["exact"]}),
}


def scatter(runs: Sequence[StudentRun], curves: dict[str, SmallCurve], head: str, score: str) -> dict[str, Any]:
    """Each tested run at the share of a head in its loss weights.

    Args:
        head: Whose share.
        score: Of `SCORES`.
    """
    ended = [each for each in runs if tested(each.run)]
    plain = [each for each in ended if _weights_stayed(each.run, curves.get(each.run.id))]
    marks = SCORES[score][1]
    return {
        "head": head,
        "marks": list(marks),
        "runs": [_dot(each, head, [read(each.run) for read in marks.values()]) for each in plain],
        "left_out": _left_out(len(ended) - len(plain)),
    }


def _weights_stayed(run: Run, curve: SmallCurve | None) -> bool:
    settings = run.settings
    known = set(settings.weights) == set(HEADS) and sum(settings.weights.values()) > 0
    return known and settings.method == "manual" and not settings.joint and not (curve and curve.changed)


def _dot(each: StudentRun, head: str, values: list[float]) -> dict[str, Any]:
    weights = each.run.settings.weights
    share = weights[head] / sum(weights.values())
    return {
        "id": each.run.id,
        "student": each.student,
        "weights": weights_text(weights),
        "share": round(share, 4),
        "values": [round(value, 4) for value in values],
    }


def _left_out(count: int) -> str:
    if not count:
        return ""
    verb = "is" if count == 1 else "are"
    return f"{counted(count, 'run')} {verb} left out: a balancing method, one answer, or weights that were moved."


def rankings_data(rankings: Sequence[Ranking]) -> list[dict[str, Any]]:
    """The rankings for the script."""
    return [asdict(ranking) for ranking in rankings]
