"""The leaderboard of a class: each student's best run in each ranking. Equal values share a place."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby

from data.percent import percent
from model.heads import HEADS
from training.results.measures import solved_at, tested
from training.results.scores import SOLVED
from training.run import Run

PLACES = 3


@dataclass(frozen=True, slots=True)
class StudentRun:
    """A run of a class."""

    student: str  # nickname
    run: Run


@dataclass(frozen=True, slots=True)
class Surprise:
    """How far a student's guess in a lesson was from what their own run said."""

    student: str
    share: float  # 0: right, 1: as far off as could be
    words: str  # what was guessed, and what came out


@dataclass(frozen=True, slots=True)
class Place:
    """Those who share a place."""

    number: int  # 1 is the first
    students: tuple[str, ...]  # by name
    value: str  # as it is shown
    details: tuple[str, ...] = ()  # a sentence of each student


@dataclass(frozen=True, slots=True)
class Ranking:
    """Who is before whom, by one measure."""

    title: str
    about: str
    places: tuple[Place, ...]


@dataclass(frozen=True, slots=True)
class _Entry:
    student: str
    order: float  # the least comes first
    value: str
    details: str = ""


def worst_head(run: Run) -> float | None:
    """Test accuracy of the head that reads worst; None before the test."""
    return min((tested(run).get(head, 0.0) for head in HEADS), default=None) if tested(run) else None


def angle_with_rest_kept(run: Run) -> float | None:
    """Test accuracy of angle, if the other three heads each read 95 % right; else None."""
    scores = tested(run)
    others = [scores.get(head, 0.0) for head in HEADS if head != "angle"]
    return scores.get("angle") if scores and min(others) >= SOLVED else None


def rankings(runs: Sequence[StudentRun], surprises: Iterable[Surprise] = ()) -> list[Ranking]:
    """The rankings; one without places is there too. Runs that began with trained weights are left out."""
    runs = [each for each in runs if each.run.settings.start is None]
    solved = percent(SOLVED, 0)
    return [
        _ranking("Best worst head", "Test accuracy of the head that reads worst.", _by_share(runs, worst_head)),
        _ranking("Fastest to solve", f"First step at which all four heads read {solved} right.", _by_step(runs)),
        _ranking(
            "Best angle, the rest kept",
            f"Test accuracy of angle where the other three each read {solved} right.",
            _by_share(runs, angle_with_rest_kept),
        ),
        _ranking(
            "Biggest surprise",
            "Whose own run said something quite different from their guess.",
            [_Entry(each.student, -each.share, _off(each.share), each.words) for each in surprises if each.share],
        ),
    ]


def _by_share(runs: Sequence[StudentRun], score: Callable[[Run], float | None]) -> list[_Entry]:
    values = ((each.student, score(each.run)) for each in runs)
    return [_Entry(student, -value, percent(value)) for student, value in values if value is not None]


def _by_step(runs: Sequence[StudentRun]) -> list[_Entry]:
    values = ((each.student, solved_at(each.run) if tested(each.run) else None) for each in runs)
    return [_Entry(student, value, f"step {value:,}") for student, value in values if value is not None]


def _off(share: float) -> str:
    return "the opposite" if share == 1 else f"{percent(share, 0)} of the scale off"


def _ranking(title: str, about: str, entries: list[_Entry]) -> Ranking:
    """The best entry of each student; who has the same value as shown shares a place."""
    best: dict[str, _Entry] = {}
    for entry in sorted(entries, key=lambda entry: entry.order):
        best.setdefault(entry.student, entry)
    places, before = [], 0
    for value, group in groupby(best.values(), key=lambda entry: entry.value):
        same = sorted(group, key=lambda entry: entry.student.casefold())
        details = tuple(entry.details for entry in same if entry.details)
        places.append(Place(before + 1, tuple(entry.student for entry in same), value, details))
        before += len(same)
        if before >= PLACES:
            break
    return Ranking(title, about, tuple(places))
