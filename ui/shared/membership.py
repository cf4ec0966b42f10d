"""The class that this browser is in, and what its pages hear of it."""

from functools import lru_cache
from typing import Any

from runs.class_records import ClassRecord, Member
from training.lessons.outcome import GuessOutcome
from ui.shared.browser import browser_token
from ui.shared.class_push import Push, parse_push, push_text
from ui.shared.store import store

ADDRESS = "/class_news"  # of the news, for the browser
Membership = tuple[ClassRecord, Member]

DEPARTURES = {
    "left": "You left the class {name}. Your runs stay yours.",
    "removed": "Your teacher took you out of the class {name}. Your runs stay yours; ask if it was a mistake.",
    "ended": "The class {name} has ended. Your runs stay.",
    "deleted": "Your class was deleted. Your runs stay.",
}


def last_membership() -> Membership | None:
    """The class that this browser is in or was in last, and as whom."""
    return store().membership(browser_token())


def membership() -> Membership | None:
    """The class that this browser is in, and as whom; None if it is in none."""
    last = last_membership()
    return last if last and membership_state(last) == "in" else None


def membership_state(last: Membership | None) -> str:
    """`in`, or why a browser is in no class any more: a key of `DEPARTURES`."""
    if last is None:
        return "deleted"
    class_, member = last
    return member.gone or ("ended" if class_.ended else "in")


def departure_text(last: Membership | None) -> str:
    """Why a browser is in no class any more, and what becomes of its runs."""
    return DEPARTURES[membership_state(last)].format(name=last[0].name if last else "")


def current_push(class_: ClassRecord) -> Push | None:
    """Where the class is led now, if anywhere."""
    return parse_push(class_.pushed["query"]) if class_.pushed else None


def push_number(class_: ClassRecord) -> int:
    """How often the class was led somewhere."""
    return class_.pushed["number"] if class_.pushed else 0


def news(last: Membership | None) -> dict[str, Any]:
    """What a student's page listens for."""
    now = membership_state(last)
    if last is None or now != "in":
        return {"state": now, "departure": departure_text(last)}
    class_, member = last
    return {
        "state": now,
        "number": push_number(class_),
        "place": _place(class_.pushed["query"]) if class_.pushed else "",
        "following": member.following,
        "paused": class_.paused,
        "revealed": sorted(class_.revealed),
    }


@lru_cache(maxsize=256)
def _place(query: str) -> str:
    push = parse_push(query)
    return push_text(push) if push else ""


def shown_guesses(lesson: str, step: int) -> list[str] | None:
    """What the class of this browser guessed at a step of a lesson; None unless its teacher shows it."""
    mine = membership()
    if mine is None or f"{lesson}/{step}" not in mine[0].revealed:
        return None
    guesses = store().guesses(mine[0].id)
    return [guess.guess for guess in guesses if (guess.lesson, guess.step) == (lesson, step)]


def keep_guess(lesson: str, step: int, guess: str) -> None:
    """Tell the class what this browser guessed at a step of a lesson; in no class, nothing."""
    if membership():
        store().record_guess(browser_token(), lesson, step, guess)


def keep_outcome(lesson: str, step: int, outcome: GuessOutcome) -> None:
    """Tell the class what this browser's own runs said to its guess; in no class, nothing."""
    if membership():
        words = f"Guessed: {outcome.guess}. It was: {outcome.answer}."
        store().record_outcome(browser_token(), lesson, step, outcome.distance, words)
