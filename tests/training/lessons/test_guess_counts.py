"""How often each answer was guessed."""

from itertools import islice, permutations

import pytest

from training.lessons.guess_counts import guess_counts
from training.lessons.lesson import Guess
from training.lessons.read import lessons

GUESSES = [
    (lesson.name, place)
    for lesson in lessons()[0].values()
    for place, step in enumerate(lesson.steps)
    if isinstance(step, Guess)
]


def question_of(kind):
    return next(
        step
        for lesson in lessons()[0].values()
        for step in lesson.steps
        if isinstance(step, Guess) and step.kind == kind
    )


def some_guesses(question):
    if question.choices:
        return [choice.name for choice in question.choices]
    if question.order:
        return [".".join(question.order), ".".join(reversed(question.order))]
    return [f"{question.low:g}", f"{(question.low + question.high) / 2:g}", f"{question.high:g}"]


@pytest.mark.parametrize(("lesson", "place"), GUESSES)
def test_every_guess_of_every_lesson_is_counted_once(lesson, place):
    question = lessons()[0][lesson].steps[place]
    guesses = some_guesses(question)
    counts = guess_counts(question, [*guesses, guesses[0], "no guess", ""])
    assert sum(answer.count for answer in counts) == len(guesses) + 1
    assert next(answer for answer in counts if guesses[0] in answer.guesses).count == 2
    assert len({answer.label for answer in counts}) == len(counts)


def test_choices_nobody_took_are_there_too():
    question = question_of("choices")
    assert [answer.count for answer in guess_counts(question, [])] == [0] * len(question.choices)


def test_rare_orders_are_counted_together():
    question = question_of("order")
    first, *_ = heads = [*question.order]
    orders = [".".join(order) for order in islice(permutations(heads), 8)]
    counts = guess_counts(question, [*orders, orders[0]])
    assert counts[0].count == 2
    assert counts[0].label.startswith(first)
    assert (counts[-1].label, counts[-1].count, len(counts)) == ("other orders", 2, 7)
