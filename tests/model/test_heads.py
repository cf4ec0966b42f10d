from math import log

import pytest

from data.labels import PROPERTIES
from model.heads import HEADS


def test_there_is_one_head_per_property_in_the_same_order():
    assert list(HEADS) == list(PROPERTIES)


@pytest.mark.parametrize("head", HEADS.values(), ids=HEADS)
def test_two_classes_share_one_sigmoid_unit_and_more_have_one_each(head):
    assert (head.units, head.activation) in ((1, "sigmoid"), (len(head.classes), "softmax"))
    assert (head.loss == "binary_crossentropy") == (head.units == 1)


def test_chance_is_the_loss_of_a_uniform_guess():
    assert HEADS["angle"].chance == log(12)
    assert HEADS["colour"].chance == log(2)
