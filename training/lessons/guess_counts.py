"""How often each answer to a question of a lesson was guessed."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from training.lessons.lesson import Guess
from training.lessons.outcome import guess_text, is_guess

_BINS = 8  # of a number's scale
_ORDERS = 6  # that are told apart; the rest are one


@dataclass(frozen=True, slots=True)
class GuessCount:
    """An answer, or several that are counted together."""

    label: str
    guesses: frozenset[str]  # as in the link
    count: int


def guess_counts(question: Guess, guesses: Iterable[str]) -> list[GuessCount]:
    """The choices, the parts of a number's scale, or the orders, frequent ones first; what is no guess is left out."""
    known = Counter(guess for guess in guesses if is_guess(question, guess))
    if question.choices:
        answers = [(choice.label, [choice.name]) for choice in question.choices]
    elif question.order:
        answers = _orders(question, known)
    else:
        answers = _bins(question, known)
    return [GuessCount(label, frozenset(some), sum(known[guess] for guess in some)) for label, some in answers]


def _orders(question: Guess, known: Counter[str]) -> list[tuple[str, list[str]]]:
    named = [guess for guess, _ in sorted(known.items(), key=lambda item: (-item[1], item[0]))]
    answers = [(guess_text(question, guess), [guess]) for guess in named[:_ORDERS]]
    return [*answers, ("other orders", named[_ORDERS:])] if named[_ORDERS:] else answers


def _bins(question: Guess, known: Counter[str]) -> list[tuple[str, list[str]]]:
    """Equal parts of the scale; the highest value belongs to the last one."""
    width = (question.high - question.low) / _BINS
    parts: list[list[str]] = [[] for _ in range(_BINS)]
    for guess in known:
        parts[min(int((float(guess) - question.low) / width), _BINS - 1)].append(guess)
    edges = [guess_text(question, f"{question.low + width * i:g}") for i in range(_BINS + 1)]
    return [(f"{low} to {high}", some) for low, high, some in zip(edges, edges[1:], parts, strict=False)]
