"""Findings on one run: a sentence each, or nothing. Add yours to `INFERENCES`."""

from collections.abc import Callable
from functools import wraps

import numpy as np

from model.evaluate import Evaluation, slices, together
from model.heads import HEADS
from training.dataset import VALIDATION_SAMPLE
from training.results.scores import SOLVED
from ui.report.facts import RunFacts
from ui.report.text import capitalised, enumeration
from ui.shared.class_labels import class_labels
from ui.shared.format import counted, percent, points

ANGLE_STEP = 15  # degrees from one angle to the next
_LEVEL = 0.0005  # of accuracy: less is no tenth of a point
FEW = 5  # mistakes from which something is said about them
APART = 0.005  # of accuracy or confidence: less counts as level
UNEVEN = 2 / 3  # of the mistakes: more than this is one-sided
_POINT_PICTURES = 640  # of the training batches of a point, at least
_TIMES = 1.5  # as often as chance would have it: more is worth a word


_Rule = Callable[[RunFacts], str | None]


def _evaluated(rule: Callable[[RunFacts, Evaluation], str | None]) -> _Rule:
    """Nothing is said of a run without an evaluation."""
    return wraps(rule)(lambda run: None if run.evaluation is None else rule(run, run.evaluation))


def switched_off(run: RunFacts) -> str | None:
    """Which heads no step has trained."""
    if not run.switched_off:
        return None
    verb, them = ("was", "it is") if len(run.switched_off) == 1 else ("were", "they are")
    return (
        f"{capitalised(enumeration(run.switched_off))} {verb} switched off (loss weight 0): {them} left out of these "
        "findings, and all four heads are right by chance alone."
    )


def solved_last(run: RunFacts) -> str | None:
    """Which head reached 95 % last, and how much later than the first."""
    known = {head: run.solved[head] for head in run.trained_heads if head in run.solved}
    solved = {head: step for head, step in known.items() if step is not None}
    unsolved = [head for head, step in known.items() if step is None]
    if not known:
        return None
    if not solved:
        return f"No head reached {percent(SOLVED, 0)} of the validation pictures."
    first, last = min(solved.values()), max(solved.values())
    earliest = enumeration(head for head in known if solved.get(head) == first)
    if unsolved:
        return (
            f"{capitalised(enumeration(unsolved))} never reached {percent(SOLVED, 0)} of the validation pictures; "
            f"{earliest} did so first, at step {first:,}."
        )
    if first == last:
        heads = "All four heads" if len(known) == len(HEADS) else capitalised(enumeration(known))
        return f"{heads} reached {percent(SOLVED, 0)} at the same validation, at step {last:,}."
    latest = enumeration(head for head in known if solved[head] == last)
    later = f", {last / first:.1f} times as late as {earliest} (step {first:,})" if first else ""
    return f"{capitalised(latest)} reached {percent(SOLVED, 0)} last, at step {last:,}{later}."


@_evaluated
def weakest_head(run: RunFacts, evaluation: Evaluation) -> str | None:
    """Which head errs most on the honest test."""
    accuracy, heads = evaluation.accuracy, run.trained_heads
    worst = min(heads, key=lambda head: accuracy[head])
    others = [accuracy[head] for head in heads if head != worst]
    if not others:
        return None
    if accuracy[worst] == 1:
        none = "None of the trained heads" if run.switched_off else "No head"
        return f"{none} made a mistake on the {counted(len(evaluation), 'picture')} of the honest test."
    if accuracy[worst] == min(others):
        return None
    rest = "the others made none" if min(others) == 1 else f"every other head has {percent(min(others))} or more"
    return (
        f"{capitalised(worst)} is the weakest head: {percent(accuracy[worst])} right on the honest test, "
        f"{counted(run.wrong(worst), 'mistake')}; {rest}."
    )


@_evaluated
def angle_neighbours(run: RunFacts, evaluation: Evaluation) -> str | None:
    """How far off the wrong angles are."""
    wrong, errors = run.wrong("angle"), evaluation.angle_errors
    if wrong < FEW or "angle" in run.switched_off:
        return None
    near = int((errors == ANGLE_STEP).sum())
    share = "Most angle mistakes are" if near > wrong / 2 else "Of the angle mistakes few are"
    mean = float(errors[errors > 0].mean())
    return (
        f"{share} one class ({ANGLE_STEP}°) away: {near:,} of {wrong:,}, {percent(near / wrong, 0)}. "
        f"A wrong angle is {mean:.1f}° off on average."
    )


@_evaluated
def exact_and_product(run: RunFacts, evaluation: Evaluation) -> str | None:
    """All four right beside what independent heads would have."""
    if evaluation.exact_accuracy == 1 or run.switched_off:
        return None
    gap = evaluation.exact_accuracy - evaluation.product
    noise = 2 * max(together(evaluation).expected[2:].sum(), 1) ** 0.5  # pictures; Poisson, two standard deviations
    if abs(gap) * len(evaluation) < noise:
        reason = "as if the heads erred independently"
    else:
        reason = "mistakes come together on the same pictures" if gap > 0 else "mistakes avoid each other"
    side = "level with" if abs(gap) < _LEVEL else f"{points(gap)} {'above' if gap > 0 else 'below'}"
    return (
        f"All four heads are right on {percent(evaluation.exact_accuracy, 2)}, {side} the product of their accuracies "
        f"({percent(evaluation.product, 2)}): {reason}."
    )


@_evaluated
def calibration(run: RunFacts, evaluation: Evaluation) -> str | None:
    """Whether the worst calibrated head is over- or underconfident."""
    errors = {head: evaluation.reliability[head].error for head in run.trained_heads}
    worst = max(errors, key=lambda head: errors[head])
    if errors[worst] < APART:
        return f"All heads are well calibrated: no calibration error is above {percent(errors[worst])}."
    gap = float(evaluation.confidence[:, list(HEADS).index(worst)].mean()) - evaluation.accuracy[worst]
    side = "overconfident" if gap > 0 else "underconfident"
    return (
        f"{capitalised(worst)} is the worst calibrated head: {side} by {points(gap)} on average "
        f"(calibration error {percent(errors[worst])})."
    )


@_evaluated
def one_sided(run: RunFacts, evaluation: Evaluation) -> str | None:
    """A head of two classes whose mistakes go mostly one way."""
    for head in sorted(run.trained_heads, key=run.wrong, reverse=True):
        matrix = evaluation.matrices[head]
        wrong = run.wrong(head)
        if len(matrix) != 2 or wrong < FEW:
            continue
        true = 0 if matrix[0, 1] >= matrix[1, 0] else 1
        many = int(matrix[true, 1 - true])
        if many / wrong > UNEVEN:
            names = class_labels(head)
            return (
                f"The mistakes of {head} go one way: {many:,} of {wrong:,} "
                f"({percent(many / wrong, 0)}) are {names[true]} lines read as {names[1 - true]}."
            )
    return None


@_evaluated
def hardest_lines(run: RunFacts, evaluation: Evaluation) -> str | None:
    """The class of a property on which all four are right least often, where that is beyond chance."""
    if run.switched_off:
        return None
    parts = [part for part in slices(evaluation) if part.count]
    worst = min(parts, key=lambda part: part.accuracy["exact"])
    best = max((part for part in parts if part.of == worst.of), key=lambda part: part.accuracy["exact"])
    if worst.high["exact"] >= best.low["exact"]:
        return None
    degrees = "°" if worst.of == "angle" else ""
    subject = f"Lines at {worst.value}{degrees}" if degrees else f"{capitalised(worst.value)} lines"
    return (
        f"{subject} are the hardest: all four right on {percent(worst.accuracy['exact'])} of {worst.count:,}, "
        f"against {percent(best.accuracy['exact'])} where {worst.of} is {best.value}{degrees}."
    )


@_evaluated
def joint_mistakes(run: RunFacts, evaluation: Evaluation) -> str | None:
    """The two heads that are wrong on the same pictures most beyond chance."""
    pairs = {names: pair for names, pair in together(evaluation).pairs.items() if not {*names} & {*run.switched_off}}
    names = max(pairs, default=None, key=lambda pair: pairs[pair].both - pairs[pair].expected)
    if names is None:
        return None
    pair = pairs[names]
    if pair.both < FEW or pair.both < _TIMES * pair.expected:
        return None
    return (
        f"{capitalised(enumeration(names))} err together: both are wrong on {counted(pair.both, 'picture')}, "
        f"where independent mistakes would meet on {pair.expected:.1f}."
    )


def training_and_validation(run: RunFacts) -> str | None:
    """The last training batches beside the validation at the same point."""
    last = run.validated[-1] if run.validated else None
    if last is None or last.exact_match is None or last.validation_exact_match is None:
        return None
    validation = percent(last.validation_exact_match)
    gap = last.exact_match - last.validation_exact_match
    end = f"At step {last.step:,} all four heads were right on {percent(last.exact_match)} of the training batches"
    if abs(gap) < _chance_gap(last.exact_match, last.validation_exact_match):
        return (
            f"{end} and on {validation} of the {VALIDATION_SAMPLE} validation pictures: "
            "not further apart than the choice of pictures alone can put them."
        )
    side = "more" if gap > 0 else "fewer"
    return f"{end}, {points(gap)} {side} than of the validation pictures ({validation})."


def _chance_gap(*shares: float) -> float:
    """Two standard errors of the gap between shares of a point's training pictures and of the validation sample."""
    counts = _POINT_PICTURES, VALIDATION_SAMPLE
    hits = sum(share * count for share, count in zip(shares, counts, strict=True))
    common = (hits + 1) / (sum(counts) + 2)
    return 2 * (common * (1 - common) * sum(1 / count for count in counts)) ** 0.5


@_evaluated
def duplicates(run: RunFacts, evaluation: Evaluation) -> str | None:
    """What copies of training pictures in the test part of the split of 2019 are worth."""
    own, honest = run.tested.get("exact"), evaluation.exact_accuracy
    if own is None or run.part is None or run.record.settings.split != "coursework":
        return None
    first = f"On its own test part, which holds copies of training pictures, all four are right on {percent(own)}"
    if abs(own - honest) < APART:
        return f"{first}; without the copies on {percent(honest)}: about the same."
    return f"{first}, {points(own - honest)} {'more' if own > honest else 'less'} than without ({percent(honest)})."


def method_weights(run: RunFacts) -> str | None:
    """Which head the balancing method favoured at the end."""
    chosen = {head: weight for head, weight in (run.effective_weights or {}).items() if weight}
    if len(chosen) < 2:
        return None
    most, least = (pick(chosen, key=lambda head: chosen[head]) for pick in (max, min))
    if chosen[least] <= 0 or np.isclose(chosen[most], chosen[least], rtol=0.01):
        return None
    return (
        f"At the end the method gave {most} the largest weight, {chosen[most]:.3g}: "
        f"{chosen[most] / chosen[least]:.1f} times that of {least} ({chosen[least]:.3g})."
    )


def changes(run: RunFacts) -> str | None:
    """Changes during training."""
    if not run.marks:
        return None
    first = run.marks[0]
    return (
        f"The run was changed during training, {counted(len(run.marks), 'time')}, first at step {first['step']:,} "
        f"({first['label']}): its command alone does not repeat it."
    )


INFERENCES: dict[str, _Rule] = {
    rule.__name__: rule
    for rule in (
        *(
            switched_off,
            solved_last,
            weakest_head,
            angle_neighbours,
            exact_and_product,
            calibration,
            one_sided,
            hardest_lines,
        ),
        *(joint_mistakes, training_and_validation, duplicates, method_weights, changes),
    )
}


def run_findings(run: RunFacts) -> list[str]:
    """All sentences that hold."""
    return [sentence for rule in INFERENCES.values() if (sentence := rule(run))]
