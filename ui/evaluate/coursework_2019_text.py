"""The report of 2019 and our runs of it in words: every sentence follows from the numbers."""

from collections.abc import Mapping

import numpy as np

from data.labels import PROPERTIES
from data.line import angle_error
from model.heads import HEADS
from training.results.coursework_2019 import PUBLISHED, SCORES, ReportRun, loss_from, seeds_text
from training.settings import STABLE
from ui.shared.format import percent, points

LEVEL_WITHIN = 0.005  # of accuracy: less apart than this is level
_STEP = 15  # degrees between neighbouring angles
LABELS = {name: name for name in SCORES} | {"exact": "all four right"}


def seeds_sentence(runs: Mapping[str, ReportRun]) -> str:
    """Of which seeds the figures are, and of which all that is shown besides."""
    texts = [f"{seeds_text(run)} ({split} split)" for split, run in runs.items()]
    stable = [split for split, run in runs.items() if loss_from(run) == STABLE]
    other = f" With the loss from logits, not that of Keras 2: {' and '.join(stable)} split." if stable else ""
    return (
        f"Ours: mean ± standard deviation, seeds {' and '.join(texts)}; published: one run. "
        f"Copies, memorisation, curves and matrices: seed {runs['coursework']['settings']['seed']}.{other}"
    )


def published_sentence(version: str, run: ReportRun) -> str:
    """Our mean on the split of 2019 beside the published figures."""
    published, test = PUBLISHED[version], run["test"]
    furthest = max(HEADS, key=lambda name: abs(test[name] - published[name]))
    average, head = (_comparison(test[name], published[name]) for name in ("average", furthest))
    return f"On the split of 2019 our average is {average}. Furthest off is the {furthest} head: {head}."


def _comparison(ours: float, published: float) -> str:
    turn = f"{points(ours - published)} {'above' if ours > published else 'below'}"
    near = "within half a point of" if abs(ours - published) < LEVEL_WITHIN else turn
    return f"{percent(ours, 2)}, {near} the published {percent(published, 2)}"


def copies_sentence(run: ReportRun) -> str:
    """What copies in the test part of the coursework split are worth."""
    copies, many = run["copies"], run["pictures"]["test"]
    first = f"Of these {many:,} test pictures {percent(copies['share'], 0)} also stand in the training part"
    if not (copies["seen"] and copies["new"]):
        return f"{first}."
    seen, new = copies["seen"]["exact"], copies["new"]["exact"]
    comparison = (
        f"all four heads are right on {percent(seen, 2)} of the copies, and on {percent(new, 2)} of the new ones"
    )
    memorisation = _memorisation(seen, new, round((1 - copies["share"]) * many))
    return f"{first}: {comparison} (in the same mix of classes). {memorisation}"


def memorisation_sentence(run: ReportRun) -> str:
    """The pictures that the honest run was trained on beside those it never saw, each once."""
    known, new, many = run["training"]["exact"], run["test"]["exact"], run["pictures"]["test"]
    first = f"The honest run reads {percent(known, 2)} of the pictures it was trained on"
    return f"{first}, and {percent(new, 2)} of {many:,} it never saw. {_memorisation(known, new, many)}"


def _memorisation(known: float, new: float, many: int) -> str:
    """The accuracy on training pictures beside that on `many` new ones."""
    gap = known - new
    if gap <= sampling_error(new, many):
        return f"So small a difference ({points(gap)}) can be chance: no sign of memorisation."
    return f"The {points(gap)} between are memorisation."


def honest_split_sentence(coursework: ReportRun, honest: ReportRun) -> str:
    """What the honest split does to the figures; the split of 2019 has as many of each class by itself."""
    if loss_from(coursework) != loss_from(honest):
        return "Our two runs were trained with different losses: their difference says nothing about the split."
    before, after = coursework["test"], honest["balanced"]
    fallen = {name: before[name] - after[name] for name in HEADS}
    most = max(fallen, key=lambda name: fallen[name])
    exact = before["exact"] - after["exact"]
    first = f"Without copies, all classes weighted equally, all four are right on {percent(after['exact'], 2)}"
    if abs(exact) <= sampling_error(after["exact"], honest["pictures"]["test"]):
        return f"{first}; with them on {percent(before['exact'], 2)}: the same but for chance."
    turned = f"{first}, {points(exact)} {'less' if exact > 0 else 'more'} than with them"
    return (
        f"{turned}; the {most} head loses most ({points(fallen[most])})."
        if fallen[most] >= LEVEL_WITHIN
        else f"{turned}."
    )


def sampling_error(share: float, many: int) -> float:
    """By how much a share of `many` pictures may be off: two standard errors."""
    return 2 * (share * (1 - share) / max(many, 1)) ** 0.5


def confusion_sentence(head: str, matrix: np.ndarray) -> str:
    """What the wrong answers of a head look like.

    Args:
        matrix: `(classes, classes)` counts: rows true, columns predicted.
    """
    total, wrong = int(matrix.sum()), matrix - np.diag(np.diagonal(matrix))
    if not wrong.any():
        return f"none of {total:,} is wrong."
    first = f"{wrong.sum():,} of {total:,} are wrong"
    if head == "angle":
        near = wrong[_turns() == _STEP].sum()
        return f"{first}, {near:,} of these by one step of {_STEP}° (165° and 0° are neighbours)."
    true, predicted = np.unravel_index(wrong.argmax(), wrong.shape)
    names = HEADS[head].classes
    return f"{first}, {wrong[true, predicted]:,} of these {names[true]} read as {names[predicted]}."


def _turns() -> np.ndarray:
    """`(12, 12)` degrees between each two angles."""
    degrees = np.array(PROPERTIES["angle"].values)
    return angle_error(degrees[:, None], degrees[None, :])
