import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from model.heads import HEADS
from model.scores import accuracies, class_probabilities, predicted


@st.composite
def answered(draw):
    """Outputs of a network for some pictures, and the truth."""
    rng = np.random.default_rng(draw(st.integers(0, 2**32)))
    count = draw(st.integers(1, 30))
    outputs = {
        head.name: rng.dirichlet(np.ones(head.units), count) if head.units > 1 else rng.uniform(size=(count, 1))
        for head in HEADS.values()
    }
    labels = np.stack([rng.integers(len(head.classes), size=count) for head in HEADS.values()], axis=1)
    return outputs, labels


@settings(deadline=None)
@given(answered())
def test_probabilities_sum_to_one(case):
    for probabilities in class_probabilities(case[0]).values():
        np.testing.assert_allclose(probabilities.sum(axis=1), 1)


@settings(deadline=None)
@given(answered())
def test_accuracies_agree_with_counting_by_hand(case):
    outputs, labels = case
    probabilities = class_probabilities(outputs)
    right = [
        [int(np.argmax(probabilities[name][row])) == labels[row, column] for column, name in enumerate(HEADS)]
        for row in range(len(labels))
    ]
    scores = accuracies(probabilities, labels)
    assert scores["exact"] == pytest.approx(sum(map(all, right)) / len(right))
    assert scores["average"] == pytest.approx(sum(map(sum, right)) / (4 * len(right)))
    assert [scores[name] for name in HEADS] == pytest.approx([sum(column) / len(right) for column in zip(*right)])  # noqa: B905


@settings(deadline=None)
@given(answered())
def test_exact_match_is_never_above_the_worst_head(case):
    scores = accuracies(class_probabilities(case[0]), case[1])
    assert scores["exact"] <= min(scores[name] for name in HEADS) + 1e-12


@settings(deadline=None)
@given(answered())
def test_an_even_guess_takes_the_first_class(case):
    labels = case[1]
    even = {name: np.full((len(labels), len(head.classes)), 1 / len(head.classes)) for name, head in HEADS.items()}
    assert (predicted(even) == 0).all()
