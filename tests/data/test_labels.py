import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from data.labels import CLASS_COUNT, PROPERTIES, class_index, file_stem, labels_of

classes = st.integers(0, CLASS_COUNT - 1)


def test_every_class_has_one_number():
    labels = labels_of(np.arange(CLASS_COUNT))
    assert labels.shape == (96, len(PROPERTIES))
    assert len(np.unique(labels, axis=0)) == CLASS_COUNT
    assert (labels.max(axis=0) + 1 == [len(one.classes) for one in PROPERTIES.values()]).all()


def test_every_class_of_a_property_has_a_value():
    assert all(len(one.classes) == len(one.values) for one in PROPERTIES.values())


@settings(deadline=None)
@given(st.lists(classes))
def test_class_numbers_round_trip(numbers):
    assert class_index(labels_of(np.array(numbers, int))).tolist() == numbers


@settings(deadline=None)
@given(classes, st.integers(0, 10**9))
def test_file_names_round_trip(number, picture):
    row = labels_of(np.array([number]))[0]
    length, width, angle, colour, parsed = map(int, file_stem(row, picture).split("_"))
    assert (length, width, colour, angle) == tuple(row)
    assert parsed == picture


def test_a_file_name_has_the_order_of_2019():
    assert file_stem(np.array((1, 1, 0, 9)), 3) == "1_1_9_0_3"
