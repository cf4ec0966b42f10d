"""A file is handed out only if what it answers is what the network answers."""

from dataclasses import dataclass

import numpy as np

from model.files.form import NetworkExport, Trained, keras_answers
from model.scores import predicted

CHECK_PICTURES = 1_000  # held-out ones that a file is checked on
TOLERANCE = 1e-4  # how far a probability may be off; float32 sums in another order differ by 1e-7 to 1e-5


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Checked:
    """A file and what was found when it was run."""

    file: bytes
    pictures: int
    difference: float  # the largest of all probabilities


def checked(export: NetworkExport, trained: Trained, pictures: np.ndarray) -> Checked:
    """Write the file, run it, and hold it against the network itself.

    Args:
        pictures: `(n, 28, 28, 3)` uint8 that the network was not trained on.

    Raises:
        ValueError: It cannot be written or read, or it answers otherwise; the message is a sentence for the user.
    """
    try:
        file = export.make(trained)
        answers = export.opened(file)(pictures)
    except Exception as error:  # every library has errors of its own
        raise ValueError(
            f"This network cannot be written as {export.label}: {_short(error)}. Choose another form."
        ) from error
    true = keras_answers(trained.network)(pictures)
    difference = max(float(np.abs(answers[head] - true[head]).max()) for head in true)
    others = int((predicted(answers) != predicted(true)).any(axis=1).sum())
    if others or not difference <= TOLERANCE:
        raise ValueError(
            f"The {export.label} file is not handed out: on {others:,} of {len(pictures):,} test pictures it answers "
            f"otherwise than the network, and it differs by up to {difference:.1g}, where {TOLERANCE:g} is allowed. "
            "Choose another form."
        )
    return Checked(file=file, pictures=len(pictures), difference=difference)


def check_sentence(pictures: int, difference: float) -> str:
    """What was found, for the user."""
    most = f"largest difference {difference:.0e}".replace("e-0", "e-") if difference else "no difference at all"
    return f"Checked on {pictures:,} test pictures: same answers, {most}."


def _short(error: Exception) -> str:
    text = " ".join(str(error).split()) or type(error).__name__
    return (text if len(text) <= 200 else f"{text[:200]}…").rstrip(".")
