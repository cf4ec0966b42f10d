"""The students on the board: what each is doing, and one run of each. No Streamlit here."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

from model.heads import HEADS
from runs.class_records import Member
from runs.records import PAUSED, now
from training.lessons.lesson import Lesson
from training.results.class_leaderboard import worst_head
from training.results.measures import method_label, solved_at, tested
from training.run import Run
from ui.classroom.board_reader import BoardView, SmallCurve
from ui.shared.format import counted, percent

AWAY = timedelta(seconds=30)  # of silence
SHOWN_RUNS = {"newest": "Newest run", "best": "Best run"}
_ANGLE = 1 + list(HEADS).index("angle")  # column of a row
_NOTHING = SmallCurve(None)

Order = Callable[[SmallCurve, Run | None], float]


def _highest(columns: slice) -> Order:
    """Highest accuracy first: of the worst of these columns of the newest row."""
    return lambda curve, run: -min(curve.rows[-1][columns]) if curve.rows else 1


def _fewest_steps(curve: SmallCurve, run: Run | None) -> float:
    return (run and solved_at(run)) or curve.solved_at or float("inf")


ORDERS: dict[str, tuple[str, Order]] = {  # equals are sorted by name
    "name": ("Name", lambda curve, run: 0),
    "angle": ("Angle", _highest(slice(_ANGLE, _ANGLE + 1))),
    "worst": ("Worst head", _highest(slice(1, None))),
    "steps": ("Steps to solve", _fewest_steps),
}


def students(
    view: BoardView, order: str, shown: str, lessons: dict[str, Lesson], moment: datetime | None = None
) -> list[dict[str, Any]]:
    """A card for each student.

    Args:
        order: Of `ORDERS`.
        shown: Of `SHOWN_RUNS`: which run of each.
        lessons: By name.
        moment: That counts as now.
    """
    rank = ORDERS[order][1]
    rows = []
    for member in view.members:
        runs = view.runs.get(member.owner, [])
        run = shown_run(runs, shown)
        curve = view.curves.get(run.id, _NOTHING) if run else _NOTHING
        state, words = state_of(view, member, moment or now())
        card = {
            "name": member.nickname,
            "state": state,
            "words": words,
            "place": _place(member, lessons),
            "run": _run_card(run, curve, len(runs)) if run else None,
        }
        rows.append((run is None, rank(curve, run), member.nickname.casefold(), card))
    return [card for *_, card in sorted(rows, key=lambda row: row[:3] if order != "name" else row[2:3])]


def shown_run(runs: list[Run], shown: str) -> Run | None:
    """The best of them, if one was tested; else the newest that is under way, or the newest."""
    if shown == "best" and (ended := [run for run in runs if tested(run)]):
        return max(ended, key=lambda run: worst_head(run) or 0.0)
    under_way = [run for run in runs if run.active] or [run for run in runs if not run.finished]
    return (under_way or runs or [None])[-1]


def counts_text(view: BoardView, moment: datetime | None = None) -> str:
    """'12 students: 5 train, 3 wait, 4 idle'."""
    states = [state_of(view, member, moment or now())[0] for member in view.members]
    labels = {"trains": "training", "paused": "paused", "waits": "waiting", "idle": "idle", "away": "away"}
    parts = [f"{states.count(state)} {label}" for state, label in labels.items() if state in states]
    return f"{counted(len(states), 'student')}{': ' if parts else ''}{', '.join(parts)}"


def state_of(view: BoardView, member: Member, moment: datetime) -> tuple[str, str]:
    """What a student is doing: trains, paused, waits, idle or away; and in words."""
    under_way = [run for run in view.runs.get(member.owner, []) if not run.finished]
    if run := next((run for run in under_way if run.status in ("starting", "running")), None):
        return "trains", percent(run.step / run.total_steps, 0) if run.total_steps and run.step else "starts"
    if any(run.status in PAUSED for run in under_way):
        return "paused", "paused"
    if under_way:
        places = [place for run in under_way if (place := view.places.get(run.id))]
        return "waits", f"waits, number {min(places)}" if places else "waits"
    silence = moment - member.seen
    if silence > AWAY:
        minutes = round(silence.total_seconds() / 60)
        return "away", f"away {minutes} min" if minutes else "away"
    return "idle", "idle"


def _place(member: Member, lessons: dict[str, Lesson]) -> str:
    """What is open in a lesson."""
    lesson = lessons.get(member.lesson)
    return f"{lesson.title}, step {member.step + 1} of {len(lesson.steps)}" if lesson else "No run yet."


def _run_card(run: Run, curve: SmallCurve, count: int) -> dict[str, Any]:
    weights = curve.weights or run.settings.weights
    method = "" if run.settings.method == "manual" else f" · {method_label(run.settings)}"
    page = "Evaluate" if tested(run) else "Train"
    return {
        "id": run.id,
        "label": f"{run.name}{method}" + (f" · {counted(count, 'run')}" if count > 1 else ""),
        "opens": f"Opens the run on {page}",
        "weights": [None if run.settings.joint else _number(weights.get(head)) for head in HEADS],
        "steps": run.total_steps,
        "curve": curve.rows,
        "result": _result(run, curve),
    }


def _number(weight: float | None) -> str | None:
    return None if weight is None else f"{weight:.0f}" if weight >= 100 else f"{weight:.2g}"


def _result(run: Run, curve: SmallCurve) -> str:
    step = solved_at(run) or curve.solved_at
    if run.finished and run.status != "done":
        return run.status
    if step:
        return f"solved at {step:,}"
    return "not solved" if run.finished else f"step {run.step:,}" if run.step else ""
