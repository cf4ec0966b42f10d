"""What is said of a change of weights follows from what was measured."""

from dataclasses import replace
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from model.heads import HEADS
from training.loop.optimizers import OPTIMIZERS
from ui.shared import weight_change_text

numbers = st.floats(0.01, 1000)
of_heads = st.fixed_dictionaries(dict.fromkeys(HEADS, numbers))
shares = st.fixed_dictionaries(dict.fromkeys(HEADS, st.floats(-2, 3)))
lengths = st.none() | st.floats(1e-3, 1e3)
changes = st.fixed_dictionaries(
    {
        "old": of_heads,
        "new": st.fixed_dictionaries(dict.fromkeys(HEADS, st.just(0.0) | numbers)),
        "share_before": shares,
        "share_after": shares,
        "trunk_step": lengths,
        "own_step": st.fixed_dictionaries(dict.fromkeys(HEADS, lengths)),
    }
)
EQUAL = dict.fromkeys(HEADS, 1.0)
SHARES = {"length": 0.4, "width": 0.2, "colour": 0.17, "angle": 0.23}


def change(new, after=SHARES, trunk=1.0, own=1.0):
    return {
        "old": EQUAL,
        "new": new,
        "share_before": SHARES,
        "share_after": after,
        "trunk_step": trunk,
        "own_step": dict.fromkeys(HEADS, own),
    }


@given(changes, st.sampled_from([*OPTIMIZERS, "of another version"]))
def test_every_change_has_words_and_every_number_is_told(change, optimizer):
    text = weight_change_text.change_text(change, optimizer)
    assert text.endswith(".")
    assert "nan" not in text
    assert "None" not in text
    if weight_change_text.common_factor(change) is None:
        for head in HEADS:
            arrow = f"{head} {change['old'][head]:g} → {change['new'][head]:g}"
            assert (arrow in text) == (change["old"][head] != change["new"][head])


@given(st.floats(0.01, 100).filter(lambda factor: abs(factor - 1) > 0.01), st.sampled_from(list(OPTIMIZERS)))
def test_a_factor_of_all_that_changes_nothing_says_so(factor, optimizer):
    text = weight_change_text.change_text(change(dict.fromkeys(HEADS, factor)), optimizer)
    assert text.startswith("all weights ×")
    assert "Nothing changed" in text
    assert "(×1.00)" in text
    assert ("divides a common factor out" in text) == OPTIMIZERS[optimizer].scale_free


@given(st.floats(1.2, 100))
def test_plain_descent_moves_everything_as_far_as_it_was_told(factor):
    new = dict.fromkeys(HEADS, factor)
    assert "Every part of the network now moves ×" in weight_change_text.change_text(
        change(new, trunk=factor, own=factor), "sgd"
    )
    assert "Nothing changed" not in weight_change_text.change_text(change(new, trunk=factor, own=factor), "adam")


def test_one_weight_is_told_by_its_share():
    after = {"length": 0.05, "width": 0.02, "colour": 0.02, "angle": 0.91}
    text = weight_change_text.change_text(change(EQUAL | {"angle": 50.0}, after, trunk=2.8), "adam")
    assert text == (
        "angle 1 → 50. With steady gradients angle has 91\u00a0% of the trunk's step, after 23\u00a0%. "
        "With steady gradients that step becomes longer (×2.80) until Adam has forgotten the gradients of before. "
        "Its own layers take the same steps as before (×1.00)."
    )


def test_a_share_below_the_threshold_is_no_change():
    just = SHARES | {"angle": SHARES["angle"] + weight_change_text._SAME_SHARE * 0.9}
    clear = SHARES | {"angle": SHARES["angle"] + weight_change_text._SAME_SHARE * 1.1}
    told = [weight_change_text.change_text(change(EQUAL | {"angle": 2.0}, after), "adam") for after in (just, clear)]
    assert "The heads share the trunk's next step as before." in told[0]
    assert "after 23\u00a0%" in told[1]


def test_the_real_steps_are_told_once_they_are_measured(make_point):
    steady = change(EQUAL | {"angle": 50.0}, {**SHARES, "angle": -0.51})
    next_step = {"step": 30, "share_next": {**SHARES, "angle": 1.0}}
    later = next_step | {"share_twentieth": {**SHARES, "angle": 0.85}}
    told = [
        weight_change_text.latest_change([make_point(20), replace(make_point(40), weight_change=steady | each)], "adam")
        for each in (next_step, later, {"step": 30, "share_next": None})
    ]
    assert told[0].startswith("Step 30: angle 1 → 50. Angle made 100\u00a0% of the trunk's next step. ")
    assert "Angle made 100\u00a0% of the trunk's next step and 85\u00a0% of the twentieth. " in told[1]
    assert "is not known" in told[2]
    assert not any("-51" in text or "−51" in text for text in told)


def test_the_newest_change_stays_and_tells_what_came_of_it(make_point):
    first, second = (change(EQUAL | {"angle": weight}, {**SHARES, "angle": 0.9}) for weight in (5.0, 50.0))
    changes = {40: first, 60: second}
    points = [replace(make_point(step), weight_change=changes.get(step)) for step in (20, 40, 60, 80)]
    assert weight_change_text.latest_change(points[:1], "adam") == weight_change_text.NO_CHANGE
    assert weight_change_text.latest_change(points[:2], "adam").startswith("Step 20: angle 1 → 5.")
    assert weight_change_text.latest_change(points, "adam").startswith("Step 40: angle 1 → 50.")
    points.append(replace(make_point(100), diagnostics={"update": {"angle": 0.88, "rest": 0.0}}))
    assert weight_change_text.latest_change(points, "adam").endswith("Of the step taken at 100 it made 88\u00a0%.")
    points.append(replace(make_point(120), diagnostics={"update": None}))
    assert weight_change_text.latest_change(points, "adam")


@pytest.mark.parametrize(("weight", "factor"), list(pairwise([1.0, 2.0, 4.0])))
def test_a_weight_that_was_switched_on_is_no_common_factor(weight, factor):
    old = EQUAL | {"length": 0.0}
    assert weight_change_text.common_factor({"old": old, "new": dict.fromkeys(HEADS, weight)}) is None
    scaled = {head: value * factor for head, value in old.items()}
    assert weight_change_text.common_factor({"old": old, "new": scaled}) == factor
