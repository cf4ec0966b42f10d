"""The language of claims: what it computes, and what it says to what it cannot read."""

import re
from math import inf

import pytest
from hypothesis import given
from hypothesis import strategies as st

from training.lessons.expression import ExpressionError, Name, numbers_from, parse_check, parse_number

A, B = Name("one", "test", ("angle",)), Name("two", "solved", ("colour",))
NUMBERS = numbers_from({A: [0.25, 0.75], B: [inf]})
share = st.floats(0, 1, allow_subnormal=False)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("one.test.angle", 0.5),
        ("spread(one.test.angle)", 0.5),
        ("1 + 2 * 3 - 4 / 2", 5),
        ("(1 + 2) * 3", 9),
        ("10 %", 0.1),
        ("min(3, one.test.angle, 2)", 0.5),
        ("abs(0 - one.test.angle)", 0.5),
        ("two.solved.colour", inf),
    ],
)
def test_numbers(text, value):
    assert parse_number(text)(NUMBERS) == pytest.approx(value)


@pytest.mark.parametrize(
    ("text", "holds"),
    [
        ("one.test.angle < two.solved.colour", True),
        ("0 < one.test.angle < 50 %", False),
        ("0 < one.test.angle <= 50 %", True),
        ("1 > 2 or 2 > 1 and 3 > 2", True),
        ("1 > 2 and 2 > 1 or 1 > 3", False),
    ],
)
def test_checks(text, holds):
    assert bool(parse_check(text)(NUMBERS)) == holds


@given(a=share, b=share)
def test_a_chain_is_both_of_its_halves(a, b):
    numbers = numbers_from({A: [a], B: [b]})
    chain = parse_check("0 <= one.test.angle < two.solved.colour")
    assert bool(chain(numbers)) == (0 <= a < b)


@pytest.mark.parametrize(
    "text", ["one.test.angle", "1 <", "1 < 2 2", "(1 < 2", "angle < 2", "max < 2", "1 < __import__"]
)
def test_what_is_no_check_says_what_was_expected(text):
    with pytest.raises(ExpressionError, match=r"expected|Received"):
        parse_check(text)


def test_names_are_listed():
    assert parse_check("one.test.angle < two.solved.colour").names == (A, B)


@pytest.mark.parametrize(
    ("text", "rest"),
    [
        ("one.test.angle < 5 % 3", "'3'"),
        ("1 <", "'the end'"),
        ("1 < one.test.angle ** 2", "'one.test.angle ** 2'"),
        ("1 < True", "'True'"),
        ("spread(1) < 2", "'spread(1) < 2'"),
        ("1 < (2).real", "'(2).real'"),
        ("max(1, key=abs) < 2", "'max(1, key=abs) < 2'"),
    ],
)
def test_what_cannot_be_read_is_shown_from_there_on(text, rest):
    with pytest.raises(ExpressionError, match=re.escape(f"came to {rest}")):
        parse_check(text)
