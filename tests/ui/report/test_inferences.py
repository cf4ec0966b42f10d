"""Every sentence on one run says numbers that plain formulas find too, and is left out where it would say nothing."""

import re
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from data.labels import ANGLES
from model.heads import HEADS
from runs.history import HistoryPoint
from training.presets import PRESETS
from ui.report.inferences import ANGLE_STEP, INFERENCES, run_findings
from ui.report.scores import class_scores_section
from ui.shared.format import percent

NAMES = list(HEADS)
FAST = PRESETS["fast"].settings


def numbers(text):
    """All numbers of a sentence."""
    return [float(one.replace(",", "")) for one in re.findall(r"\d[\d,]*(?:\.\d+)?", text)]


@pytest.fixture
def infer():
    return lambda name, run: INFERENCES[name](run)


@pytest.mark.parametrize(
    ("steps", "sentence"),
    [
        (
            (40, 50, 60, 310),
            "Angle reached 95\u00a0% last, at step 310, 7.8 times as late as length (step 40).",
        ),
        (
            (40, 40, 60, 60),
            "Colour and angle reached 95\u00a0% last, at step 60, 1.5 times as late as length and width (step 40).",
        ),
        ((40, 40, 40, 40), "All four heads reached 95\u00a0% at the same validation, at step 40."),
        (
            (None, 50, 60, None),
            "Length and angle never reached 95\u00a0% of the validation pictures; width did so first, at step 50.",
        ),
        ((None,) * 4, "No head reached 95\u00a0% of the validation pictures."),
        ((0, 1, 2, 3_000), "Angle reached 95\u00a0% last, at step 3,000."),
    ],
)
def test_who_woke_last_and_how_late(infer, make_run, make_result, steps, sentence):
    assert infer("solved_last", make_run(result=make_result(steps=steps))) == sentence


def test_a_run_without_a_result_is_told_by_its_points(infer, make_run):
    points = [
        HistoryPoint(step=step, validation_accuracy=dict.fromkeys(HEADS, 0.96) | {"angle": angle})
        for step, angle in ((10, 0.5), (20, 0.9), (40, 0.97))
    ]
    run = make_run(status="diverged", points=points)
    assert infer("solved_last", run).startswith(
        "Angle reached 95\u00a0% last, at step 40, 4.0 times as late as length, width and"
    )
    assert infer("solved_last", make_run(status="diverged")) is None


@settings(max_examples=30, deadline=None)
@given(st.integers(0, 10_000), st.floats(0.0, 0.5))
@example(1124, 0.03125)  # a mean of 31.25 degrees, in the middle of two tenths
def test_what_is_said_of_the_mistakes_are_the_numbers_of_the_evaluation(
    make_run, make_evaluation, make_labels, seed, rate
):
    rng = np.random.default_rng(seed)
    labels, others = make_labels(300, seed), make_labels(300, seed + 1)
    said = np.where(rng.random(labels.shape) < rate * np.array((0.1, 0.3, 0.5, 1)), others, labels)
    run = make_run(evaluation=make_evaluation(said, labels))
    wrong = said != labels
    text = INFERENCES["weakest_head"](run)
    if text and "No head made" not in text:
        worst = int(wrong.sum(axis=0).argmax())
        assert text.startswith(NAMES[worst].capitalize())
        assert percent(1 - wrong[:, worst].mean()) in text
        assert f" {wrong[:, worst].sum()} mistake" in text
    text = INFERENCES["angle_neighbours"](run)
    if text:
        turn = np.abs(np.array(ANGLES)[said[:, 3]] - np.array(ANGLES)[labels[:, 3]])
        off = np.minimum(turn, 180 - turn)[wrong[:, 3]]
        near, total = int((off == ANGLE_STEP).sum()), len(off)
        share = float(percent(near / total, 0).split()[0])
        assert numbers(text) == [ANGLE_STEP, near, total, share, float(f"{off.mean():.1f}")]
        assert ("Most" in text) == (near > total / 2)
    text = INFERENCES["exact_and_product"](run)
    if text:
        exact, product = (~wrong).all(axis=1).mean(), np.prod(1 - wrong.mean(axis=0))
        assert percent(exact, 2) in text
        assert percent(product, 2) in text
        if "above" in text or "below" in text:
            assert f"{100 * abs(exact - product):.1f} points {'above' if exact > product else 'below'}" in text
    assert all(one.endswith(".") and "nan" not in one for one in run_findings(run))


def test_mistakes_that_fall_together_are_told_and_independent_ones_are_not_called_so(infer, make_run, make_evaluation):
    labels = np.zeros((1_000, 4), int)
    said = labels.copy()
    said[:40] = 1  # all four heads on the same pictures
    run = make_run(evaluation=make_evaluation(said, labels))
    assert "mistakes come together on the same pictures" in infer("exact_and_product", run)
    assert infer("joint_mistakes", run) == (
        "Length and width err together: both are wrong on 40 pictures, where independent mistakes would meet on 1.6."
    )
    apart = labels.copy()
    for i in range(4):
        apart[40 * i : 40 * (i + 1), i] = 1
    run = make_run(evaluation=make_evaluation(apart, labels))
    assert infer("joint_mistakes", run) is None
    assert "come together" not in infer("exact_and_product", run)


def test_a_head_that_is_too_sure_is_told_from_one_that_is_too_modest(infer, make_run, make_evaluation):
    labels = np.zeros((1_000, 4), int)
    said = labels.copy()
    said[:300, 1] = 1  # width is right on 70 %
    run = make_run(evaluation=make_evaluation(said, labels, confidence=1.0))
    assert infer("calibration", run) == (
        "Width is the worst calibrated head: overconfident by 30.0 points on average (calibration error 30.0\u00a0%)."
    )
    run = make_run(evaluation=make_evaluation(labels, labels, confidence=0.9))
    assert "underconfident by 10.0 points" in infer("calibration", run)
    run = make_run(evaluation=make_evaluation(labels, labels, confidence=0.998))
    assert infer("calibration", run).startswith("All heads are well calibrated")


def test_one_sided_mistakes_and_the_hardest_lines(infer, make_run, make_evaluation, make_labels):
    labels = make_labels(2_000)
    said = labels.copy()
    long = np.flatnonzero(labels[:, 0] == 1)[:90]
    short = np.flatnonzero(labels[:, 0] == 0)[:10]
    said[long, 0], said[short, 0] = 0, 1
    run = make_run(evaluation=make_evaluation(said, labels))
    assert infer("one_sided", run) == (
        "The mistakes of length go one way: 90 of 100 (90\u00a0%) are long lines read as short."
    )
    counts = (labels[:, 0] == 1).sum(), (labels[:, 0] == 0).sum()
    assert infer("hardest_lines", run) == (
        f"Long lines are the hardest: all four right on {percent(1 - 90 / counts[0])} of {counts[0]:,}, "
        f"against {percent(1 - 10 / counts[1])} where length is short."
    )
    assert infer("one_sided", make_run(evaluation=make_evaluation(labels, labels))) is None
    assert infer("hardest_lines", make_run(evaluation=make_evaluation(labels, labels))) is None


def test_learning_by_heart_copies_methods_and_changes(infer, make_run, make_result, make_evaluation):
    scores = dict.fromkeys(HEADS, 1.0)
    last = HistoryPoint(
        step=300,
        exact_match=0.98,
        validation_exact_match=0.913,
        validation_accuracy=scores,
        effective_weights=dict(zip(HEADS, (0.5, 1.0, 1.0, 4.0), strict=True)),
    )
    run = make_run(points=[last], marks=[{"step": 120, "label": "angle 1 → 10"}])
    assert infer("training_and_validation", run) == (
        "At step 300 all four heads were right on 98.0\u00a0% of the training batches, 6.7 points more than of the "
        "validation pictures (91.3\u00a0%)."
    )
    level = replace(last, exact_match=0.93)
    assert infer("training_and_validation", make_run(points=[level])).endswith("alone can put them.")
    assert infer("changes", run).startswith(
        "The run was changed during training, 1 time, first at step 120 (angle 1 → 10)"
    )
    assert infer("method_weights", run) is None  # the sliders chose them
    learned = PRESETS["fast"].settings.to_json() | {"method": "uncertainty", "method_parameters": {}}
    of_method = make_run(settings=type(run.settings).from_json(learned), points=[last])
    assert infer("method_weights", of_method) == (
        "At the end the method gave angle the largest weight, 4: 8.0 times that of length (0.5)."
    )
    labels = np.zeros((100, 4), int)
    said = labels.copy()
    said[:10, 3] = 1
    leaking = type(run.settings).from_json(PRESETS["fast"].settings.to_json() | {"split": "coursework"})
    known = {"evaluation": make_evaluation(said, labels), "part": object(), "result": make_result(exact=0.97)}
    assert infer("duplicates", make_run(settings=leaking, **known)).endswith(
        "7.0 points more than without (90.0\u00a0%)."
    )
    assert infer("duplicates", make_run(**known)) is None


@pytest.mark.parametrize("name", INFERENCES)
def test_nothing_is_said_of_a_run_that_left_nothing(infer, make_run, name):
    assert infer(name, make_run(status="failed")) is None


@pytest.fixture
def half_run(make_run, make_evaluation, make_labels):
    """Of two heads with a weight and two without, which read nothing right."""
    labels = make_labels(400)
    said = labels.copy()
    said[:, 1] = 1 - labels[:, 1]  # width
    said[:, 3] = (labels[:, 3] + 5) % len(ANGLES)
    said[:40, 2] = 1 - labels[:40, 2]  # a tenth of the colours

    def make(method="manual", points=()):
        weights = FAST.weights | {"width": 0.0, "angle": 0.0}
        settings_ = replace(FAST, weights=weights, method=method)
        return make_run(settings=settings_, evaluation=make_evaluation(said, labels), points=list(points))

    return make


def test_a_head_without_weight_is_switched_off_and_no_finding_blames_it(half_run):
    first, *rest = run_findings(half_run())
    assert first.startswith("Width and angle were switched off (loss weight 0)")
    assert rest
    assert not [text for text in rest if "width" in text.lower() or "angle" in text.lower() or "0.00\u00a0%" in text]
    assert any(text.startswith("Colour is the weakest head: 90.0\u00a0%") for text in rest)


def test_a_head_that_had_a_weight_for_a_while_or_whose_weight_counts_for_nothing_was_not_switched_off(half_run):
    later = HistoryPoint(step=5, weights=dict.fromkeys(HEADS, 1.0))
    assert half_run(points=[later]).switched_off == ()
    assert half_run(points=[replace(later, weights=half_run().record.settings.weights)]).switched_off == (
        "width",
        "angle",
    )
    assert half_run(method="nash").switched_off == ()


def test_classes_without_pictures_have_a_dash(make_run, make_evaluation, make_labels):
    labels = make_labels(300)
    labels[:, 1], labels[:, 3] = 0, labels[:, 3] % 6
    said = labels.copy()
    said[:5, 1] = 1  # wrong, and of a class without pictures
    (table,) = class_scores_section(make_run(evaluation=make_evaluation(said, labels)))
    rows = {tuple(row[:2]): row[2:] for row in table.rows}
    assert rows["width", "thick"] == ("0", "–", "–", "–")
    assert rows["angle", "165°"] == ("0", "–", "–", "–")
    assert rows["width", "thin"] == ("300", "1", "0.983", "0.992")
    assert "dash" in table.caption
