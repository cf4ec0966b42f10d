"""Where the learner is: lesson, step, guesses and runs, all of them in the link."""

from training.lessons.lesson import Guess, Lesson, Step, Train
from training.lessons.outcome import is_guess
from ui.learn import fields
from ui.shared import membership

_BETWEEN, _BETWEEN_GUESSES, _BETWEEN_RUNS = "~", "~~", "."


def open_lesson(name: str, step: int = 0) -> None:
    """Show a lesson from its beginning; '' is the course list."""
    fields.LESSON.choose(name)
    fields.STEP.choose(step)
    if not step:
        fields.GUESSES.choose("")
        fields.RUNS.choose("")


def go_to(step: int) -> None:
    fields.STEP.choose(step)


def guesses(lesson: Lesson) -> dict[int, str]:
    """The guess of each step that has one."""
    known = {}
    for part in filter(None, fields.GUESSES.held("").split(_BETWEEN_GUESSES)):
        place, _, guess = part.partition(_BETWEEN)
        if place.isdecimal() and int(place) < len(lesson.steps):
            step = lesson.steps[int(place)]
            if isinstance(step, Guess) and is_guess(step, guess):
                known[int(place)] = guess
    return known


def take_guess(lesson: Lesson, place: int, guess: str) -> None:
    """Keep a guess, for the class too, and show the next step."""
    known = guesses(lesson) | {place: guess}
    fields.GUESSES.choose(_BETWEEN_GUESSES.join(f"{at}{_BETWEEN}{text}" for at, text in sorted(known.items())))
    membership.keep_guess(lesson.name, place, guess)
    go_to(place + 1)


def runs() -> dict[str, list[str]]:
    """The ids of the runs by their names in the lesson."""
    parts = [part.split(_BETWEEN) for part in fields.RUNS.held("").split(_BETWEEN_RUNS)]
    return {name: ids for name, *ids in parts if name and ids}


def keep_runs(new: dict[str, list[str]]) -> None:
    known = runs() | new
    fields.RUNS.choose(_BETWEEN_RUNS.join(_BETWEEN.join((name, *ids)) for name, ids in known.items()))


def trained_steps(lesson: Lesson) -> list[Train]:
    """The steps all of whose runs were started."""
    return [step for step in lesson.steps if isinstance(step, Train) and not missing_runs(step)]


def missing_runs(step: Step) -> bool:
    """Whether a run of the step was not started."""
    return isinstance(step, Train) and any(len(runs().get(name, [])) < step.seeds for name in step.runs)
