"""What the runs of a lesson say to a guess, in words."""

from dataclasses import dataclass
from itertools import combinations
from math import isinf, isnan

from data.percent import plain_percent
from training.lessons.expression import Expression, Numbers, parse_number
from training.lessons.lesson import Guess, Lesson, Reveal
from training.lessons.measures import unit_of
from training.lessons.read import PLACEHOLDER

SEPARATOR = "."  # of an order in the link
_TIE = 1e-9


@dataclass(frozen=True, slots=True)
class GuessOutcome:
    right: bool
    distance: float  # 0 is right, 1 as far off as can be
    guess: str  # in words
    answer: str
    verdict: str  # the sentence that fits
    unusual: str  # the sentence for runs that came out otherwise than usual; '' if these did not
    numbers: tuple[tuple[str, str], ...]
    text: str


def outcome_of(lesson: Lesson, step: Reveal, guess: str, numbers: Numbers) -> GuessOutcome:
    """What the learner is told.

    Args:
        guess: As it stands in the link.
    """
    question = lesson.steps[step.guess]
    assert isinstance(question, Guess)
    words = {"guess": guess_text(question, guess), "answer": right_answer_text(question, numbers)}

    def fill(text: str) -> str:
        return PLACEHOLDER.sub(lambda match: words.get(match[1]) or _filled(match[1], numbers), text)

    right, usual = is_right(question, guess, numbers), bool(step.usual(numbers))
    return GuessOutcome(
        right=right,
        distance=guess_distance(question, guess, numbers),
        guess=words["guess"],
        answer=words["answer"],
        verdict=fill(step.right if right else step.wrong),
        unusual="" if usual else fill(step.unusual),
        numbers=tuple((label, number_text(expression, numbers)) for label, expression in step.numbers.items()),
        text=fill(step.text),
    )


def is_right(question: Guess, guess: str, numbers: Numbers) -> bool:
    if question.choices:
        return any(choice.name == guess and bool(choice.when(numbers)) for choice in question.choices)
    if question.answer:
        return abs(float(guess) - question.answer(numbers)) <= question.within + _TIE
    values = [question.order[name](numbers) for name in guess.split(SEPARATOR)]
    return all(values[i] <= values[i + 1] for i in range(len(values) - 1))


def guess_distance(question: Guess, guess: str, numbers: Numbers) -> float:
    """How far a guess is off: 0 is right, 1 as far as can be.

    Of a number it is the share of the scale, of an order that of the pairs that stand the wrong way round.
    """
    if is_right(question, guess, numbers):
        return 0.0
    if question.answer:
        off = abs(float(guess) - question.answer(numbers)) / (question.high - question.low)
        return 1.0 if isnan(off) else min(off, 1.0)
    values = [question.order[name](numbers) for name in guess.split(SEPARATOR)] if question.order else []
    pairs = [first > second for first, second in combinations(values, 2)]
    return sum(pairs) / len(pairs) if pairs else 1.0


def is_guess(question: Guess, text: str) -> bool:
    """Whether a text of the link is a guess."""
    if question.choices:
        return text in (choice.name for choice in question.choices)
    if question.order:
        return sorted(text.split(SEPARATOR)) == sorted(question.order)
    try:
        return question.low <= float(text) <= question.high
    except ValueError:
        return False


def guess_text(question: Guess, guess: str) -> str:
    """A guess in words."""
    if question.choices:
        return next(choice.label for choice in question.choices if choice.name == guess)
    if question.answer:
        return value_text(float(guess), _unit(question.answer))
    return ", then ".join(guess.split(SEPARATOR))


def right_answer_text(question: Guess, numbers: Numbers) -> str:
    """What the runs answer, in words."""
    if question.choices:
        return next((choice.label for choice in question.choices if choice.when(numbers)), "none of these")
    if question.answer:
        return number_text(question.answer, numbers)
    values = {name: number(numbers) for name, number in question.order.items()}
    together = [[name for name in values if values[name] == value] for value in sorted(set(values.values()))]
    return ", then ".join(" and ".join(names) for names in together)


def number_text(expression: Expression, numbers: Numbers) -> str:
    return value_text(expression(numbers), _unit(expression))


def _filled(text: str, numbers: Numbers) -> str:
    return number_text(parse_number(text), numbers)


def _unit(expression: Expression) -> str:
    """Of what an expression speaks: a difference of shares is in points, a quotient a plain number."""
    text, names = expression.text, expression.names
    if not names or "/" in text or "*" in text:
        return "plain"
    unit = unit_of(names[0].measure, names[0].details)
    differs = " - " in text or "spread(" in text
    return "points" if unit == "share" and differs else "steps" if unit == "step" and differs else unit


def value_text(value: float, unit: str) -> str:
    """'98.2 %', 'step 240', '38.1°' or 'never'."""
    if isnan(value):
        return "–"
    if isinf(value):
        return "never" if value > 0 else "–"
    forms = {
        "share": lambda: plain_percent(value),
        "points": lambda: f"{100 * value:.1f} points",
        "step": lambda: f"step {value:,.0f}",
        "steps": lambda: f"{value:,.0f} steps",
        "degrees": lambda: f"{value:.1f}°",
        "px": lambda: f"{value:.1f} px",
    }
    return forms[unit]() if unit in forms else f"{value:.3g}"
