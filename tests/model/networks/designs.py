"""Designs for Hypothesis: any that is allowed, whether or not its layers fit."""

from hypothesis import strategies as st

from model.heads import HEADS
from model.networks.design import HIDDEN_AT_MOST, LAYERS, LAYERS_AT_MOST, Design, rules_of


def values_of(rule):
    if rule.switch:
        return st.booleans()
    if rule.choices:
        return st.sampled_from(rule.choices)
    if rule.whole:
        return st.integers(rule.low, rule.high)
    return st.floats(rule.low, rule.high)


def layers_of(kind, most=None):
    rules = {name: values_of(rule) for name, rule in rules_of(kind).items()}
    if most and "filters" in rules:
        rules["filters"] = st.integers(1, most)
    return st.builds(kind, **rules)


def designs(layers=LAYERS_AT_MOST, filters=None, units=1_024):
    """
    Args:
        layers, filters, units: At most.
    """
    any_layer = st.one_of([layers_of(kind, filters) for kind in LAYERS.values()])
    trunks = st.lists(any_layer, max_size=layers)
    hidden = st.lists(st.integers(1, units), max_size=HIDDEN_AT_MOST).map(tuple)
    return st.builds(
        Design,
        name=st.sampled_from(["My network", "Zwei Köpfe, 3 x 3", "a"]),
        trunk=trunks.map(tuple),
        hidden=st.fixed_dictionaries(dict.fromkeys(HEADS, hidden)),
        joint=st.none() | hidden,
        **{name: values_of(rule) for name, rule in rules_of(Design).items()},
    )
