"""What a class guessed at a step of a lesson: `static/shared/guess_histogram/guess_histogram.js`."""

from collections.abc import Sequence

from training.lessons.guess_counts import guess_counts
from training.lessons.lesson import Guess
from ui.shared.component import script_component

_histogram = script_component("guess_histogram", "shared/guess_histogram/guess_histogram")


def draw_guess_histogram(question: Guess, guesses: Sequence[str], key: str, own: str | None = None) -> None:
    """Draw a bar for each answer.

    Args:
        guesses: As they stand in the link.
        own: That of who looks.
    """
    bars = [
        {"label": answer.label, "count": answer.count, "mine": own in answer.guesses if own else False}
        for answer in guess_counts(question, [*guesses])
    ]
    _histogram(key=key, data={"bars": bars})
