"""The numbers of an evaluation, beside those of scikit-learn and SciPy."""

import numpy as np
import pytest
from scipy import stats
from sklearn import metrics
from sklearn.calibration import calibration_curve

from data.labels import CLASS_COUNTS, class_index
from model.evaluate import compare, evaluate, slices, together, worst_first
from model.evaluate.compare import sign_test
from model.evaluate.confusion import class_scores, confusion
from model.evaluate.evaluation import ALL
from model.evaluate.slices import by_pixel, wilson
from model.evaluate.together import wrong_counts
from model.heads import HEADS

pytestmark = pytest.mark.slow  # loads scikit-learn

NAMES = list(HEADS)
COUNT = 800


def labels_of(seed, count=COUNT):
    return np.random.default_rng(seed).integers(0, CLASS_COUNTS, size=(count, 4))


def made(seed=0, skill=2.0, labels=None):
    """An evaluation of made-up answers; the higher the skill, the fewer mistakes."""
    labels = labels_of(seed) if labels is None else labels
    rng = np.random.default_rng(seed + 1_000)
    probabilities = {}
    for i, classes in enumerate(CLASS_COUNTS):
        logits = rng.normal(size=(len(labels), classes)) + skill * np.eye(classes)[labels[:, i]]
        probabilities[NAMES[i]] = np.exp(logits) / np.exp(logits).sum(axis=1, keepdims=True)
    return evaluate(probabilities, labels)


@pytest.fixture(params=[0, 1, 2])
def evaluation(request):
    return made(request.param)


@pytest.mark.parametrize("column", range(4), ids=NAMES)
def test_each_head_has_the_numbers_of_scikit_learn(evaluation, column):
    name, true, said = NAMES[column], evaluation.labels[:, column], evaluation.predictions[:, column]
    scores = evaluation.scores[name]
    expected = metrics.precision_recall_fscore_support(true, said, zero_division=0)
    for ours, theirs in zip((scores.precision, scores.recall, scores.f1, scores.support), expected, strict=True):
        np.testing.assert_allclose(ours, theirs, atol=1e-12)
    macro = metrics.precision_recall_fscore_support(true, said, average="macro", zero_division=0)[:3]
    np.testing.assert_allclose((scores.macro_precision, scores.macro_recall, scores.macro_f1), macro, atol=1e-12)
    assert evaluation.accuracy[name] == pytest.approx(metrics.accuracy_score(true, said))
    np.testing.assert_array_equal(evaluation.matrices[name], metrics.confusion_matrix(true, said))


def test_the_matrix_of_all_classes_and_the_exact_match_are_those_of_scikit_learn(evaluation):
    true, said = class_index(evaluation.labels), class_index(evaluation.predictions)
    np.testing.assert_array_equal(
        evaluation.matrices[ALL], metrics.confusion_matrix(true, said, labels=np.arange(np.prod(CLASS_COUNTS)))
    )
    expected = metrics.precision_recall_fscore_support(true, said, average="macro", zero_division=0)
    scores = evaluation.scores[ALL]
    np.testing.assert_allclose((scores.macro_precision, scores.macro_recall, scores.macro_f1), expected[:3])
    assert evaluation.exact_accuracy == pytest.approx(metrics.accuracy_score(true, said))
    assert evaluation.product == pytest.approx(np.prod([evaluation.accuracy[name] for name in HEADS]))


def test_a_class_that_was_never_said_or_never_stood_there_counts_as_zero():
    true, said = np.array([0, 0, 1, 2]), np.array([0, 0, 0, 0])
    scores = class_scores(confusion(true, said, 4))
    expected = metrics.precision_recall_fscore_support(true, said, labels=range(4), zero_division=0)
    for ours, theirs in zip((scores.precision, scores.recall, scores.f1, scores.support), expected, strict=True):
        np.testing.assert_allclose(ours, theirs)


@pytest.mark.parametrize("many", [1, 2, 5, 40])
def test_the_macro_of_a_small_set_leaves_out_classes_that_are_not_there(many):
    found = made(seed=many, skill=9.0, labels=labels_of(many)[:many])
    true, said = class_index(found.labels), class_index(found.predictions)
    scores = found.scores[ALL]
    assert scores.macro_f1 == pytest.approx(metrics.f1_score(true, said, average="macro", zero_division=0))
    assert scores.macro_f1 > scores.f1.mean()
    assert class_scores(confusion(true[:0], said[:0], 96)).macro_f1 == 0


@pytest.mark.parametrize("column", range(4), ids=NAMES)
def test_reliability_bins_are_those_of_scikit_learn_and_give_the_error(evaluation, column):
    found = evaluation.reliability[NAMES[column]]
    right, confidence = evaluation.right[:, column], evaluation.confidence[:, column]
    accuracy, mean = calibration_curve(right, confidence, n_bins=10)
    held = found.count > 0
    np.testing.assert_allclose(found.accuracy[held], accuracy)
    np.testing.assert_allclose(found.confidence[held], mean)
    assert found.count.sum() == COUNT
    error = 0.0
    for low, high in zip(found.edges[:-1], found.edges[1:], strict=True):
        inside = (confidence > low) & (confidence <= high)
        if inside.any():
            error += inside.mean() * abs(right[inside].mean() - confidence[inside].mean())
    assert found.error == pytest.approx(error)


def test_a_head_that_is_always_sure_and_right_is_perfectly_calibrated():
    labels = labels_of(0)
    perfect = evaluate({name: np.eye(CLASS_COUNTS[i])[labels[:, i]] for i, name in enumerate(HEADS)}, labels)
    assert perfect.exact_accuracy == perfect.product == 1
    assert {one.error for one in perfect.reliability.values()} == {0.0}
    assert perfect.angle_errors.max() == 0
    assert together(perfect).observed.tolist() == [COUNT, 0, 0, 0, 0]
    assert {pair.phi for pair in together(perfect).pairs.values()} == {0.0}


def test_angle_errors_go_around_the_half_circle(evaluation):
    steps = np.abs(evaluation.predictions[:, 3] - evaluation.labels[:, 3])
    np.testing.assert_allclose(evaluation.angle_errors, 15 * np.minimum(steps, 12 - steps))


def test_slices_are_accuracies_of_the_pictures_with_one_class(evaluation):
    found = slices(evaluation)
    assert [(one.of, one.value) for one in found] == [(name, value) for name in HEADS for value in HEADS[name].classes]
    for one in found:
        column = NAMES.index(one.of)
        rows = evaluation.labels[:, column] == HEADS[one.of].classes.index(one.value)
        assert one.count == rows.sum()
        for head, name in enumerate(HEADS):
            expected = metrics.accuracy_score(evaluation.labels[rows, head], evaluation.predictions[rows, head])
            assert one.accuracy[name] == pytest.approx(expected)
        assert one.accuracy["exact"] == pytest.approx(evaluation.exact[rows].mean())
        assert all(one.low[name] <= one.accuracy[name] <= one.high[name] for name in one.accuracy)


@pytest.mark.parametrize(("hits", "count"), [(0, 10), (3, 10), (10, 10), (950, 1000)])
def test_intervals_are_those_of_scipy(hits, count):
    low, high = wilson(np.array([hits]), count)
    expected = stats.binomtest(hits, count).proportion_ci(0.95, method="wilson")
    np.testing.assert_allclose((low[0], high[0]), expected, atol=1e-6)


def test_a_slice_without_pictures_knows_nothing():
    labels = labels_of(0)
    labels[:, 0] = 0
    empty = slices(made(labels=labels))[1]
    assert (empty.value, empty.count, empty.low["angle"], empty.high["angle"]) == ("long", 0, 0, 1)
    assert np.isnan(empty.accuracy["angle"])


def test_the_map_counts_the_lines_that_pass_through_a_pixel():
    rng = np.random.default_rng(0)
    covered, wrong = rng.random((50, 28, 28)) < 0.1, rng.random(50) < 0.3
    covered[:, 0, 0] = False
    found = by_pixel(covered, wrong)
    assert np.isnan(found[0, 0])
    for row, column in ((3, 4), (20, 11)):
        assert found[row, column] == pytest.approx(wrong[covered[:, row, column]].mean())


def test_mistakes_together_are_counted_and_expected(evaluation):
    found, wrong = together(evaluation), ~evaluation.right
    assert found.observed.tolist() == [(wrong.sum(axis=1) == k).sum() for k in range(5)]
    assert found.expected.sum() == pytest.approx(COUNT)
    assert found.expected[0] == pytest.approx(COUNT * evaluation.product)
    assert (np.arange(5) * found.expected).sum() == pytest.approx(wrong.sum())
    for (one, other), pair in found.pairs.items():
        first, second = wrong[:, NAMES.index(one)], wrong[:, NAMES.index(other)]
        np.testing.assert_array_equal(pair.table, metrics.confusion_matrix(first, second))
        assert pair.phi == pytest.approx(metrics.matthews_corrcoef(first, second))
        assert pair.expected == pytest.approx(COUNT * first.mean() * second.mean())


def test_equal_rates_are_a_binomial_distribution():
    np.testing.assert_allclose(wrong_counts(np.full(4, 0.2)), stats.binom.pmf(range(5), 4, 0.2))


def test_heads_that_always_err_together_correlate_wholly():
    labels = labels_of(0)
    said = labels.copy()
    said[:100, :2] = 1 - said[:100, :2]
    found = together(evaluate({name: np.eye(CLASS_COUNTS[i])[said[:, i]] for i, name in enumerate(HEADS)}, labels))
    assert found.pairs["length", "width"].phi == pytest.approx(1)
    assert found.pairs["length", "width"].both == 100
    assert found.pairs["length", "width"].expected == pytest.approx(100 * 100 / COUNT)


def test_a_comparison_says_who_alone_is_right():
    labels = labels_of(0)
    first, second = made(0, skill=3.0, labels=labels), made(5, skill=1.0, labels=labels)
    found = compare(first, second)
    for i, name in enumerate(HEADS):
        table = metrics.confusion_matrix(~first.right[:, i], ~second.right[:, i])
        np.testing.assert_array_equal(found[name].table, table)
    both = found["exact"]
    assert both.only_first == (first.exact & ~second.exact).sum()
    assert both.only_second == (second.exact & ~first.exact).sum()
    assert both.chance == pytest.approx(stats.binomtest(both.only_first, both.only_first + both.only_second).pvalue)


@pytest.mark.parametrize(("one", "other"), [(0, 0), (0, 1), (5, 0), (7, 7), (3, 12), (1_500, 1_400)])
def test_the_sign_test_is_that_of_scipy(one, other):
    expected = stats.binomtest(one, one + other).pvalue if one + other else 1
    assert sign_test(one, other) == pytest.approx(expected)


def test_the_surest_mistake_comes_first_and_then_the_closest_call(evaluation):
    rows = np.flatnonzero(evaluation.labels[:, 0] == 1)
    for column, name in enumerate(HEADS):
        ordered = worst_first(evaluation, rows, name)
        assert sorted(ordered) == sorted(rows)
        right, confidence = evaluation.right[ordered, column], evaluation.confidence[ordered, column]
        assert (np.diff(right.astype(int)) >= 0).all()
        assert (np.diff(confidence[~right]) <= 0).all()
        assert (np.diff(confidence[right]) >= 0).all()
    exact = evaluation.exact[worst_first(evaluation, rows)]
    assert (np.diff(exact.astype(int)) >= 0).all()


def test_what_cannot_be_judged_is_refused():
    labels = labels_of(0)
    good = {name: np.full((COUNT, CLASS_COUNTS[i]), 0.5) for i, name in enumerate(HEADS)}
    with pytest.raises(ValueError, match="one answer per head"):
        evaluate(good, labels[:-1])
    with pytest.raises(ValueError, match="0 labels"):
        evaluate({name: values[:0] for name, values in good.items()}, labels[:0])
    with pytest.raises(ValueError, match="same pictures"):
        compare(made(0), made(1))
