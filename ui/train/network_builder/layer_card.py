"""The card of a layer of the custom network: its values, size and place in the trunk."""

from typing import Any

import streamlit as st

from model.networks.design import Design, Rule, rules_of
from model.networks.plan import Plan
from ui.shared.format import sentence
from ui.shared.layout import action_button, horizontal
from ui.train.network_builder import state
from ui.train.network_builder.text import costs_text

_WIDTHS = {"number": 120, "choice": 150}  # px; on a phone they wrap


def draw_layer(part: int, place: int, design: Design, summary: Plan, trouble: str | None) -> None:
    """Draw a layer.

    Args:
        part: The name of the layer in keys.
        place: Its index in the trunk.
        trouble: Why its values are not allowed.
    """
    layer = design.trunk[place]
    with st.container(border=True, gap="xsmall"):
        with horizontal():
            st.markdown(f"**{place + 1} · {layer.kind.capitalize()}**", width="content")
            st.caption(costs_text(summary.of_layer(place)), width="content")
            st.space("stretch")
            _moves(part, place, len(design.trunk))
        with horizontal("bottom"):
            for name, rule in rules_of(type(layer)).items():
                value_control(part, name, rule, getattr(layer, name))
        show_problem(trouble or (summary.problem if summary.misfit == place else None))


def _moves(part: int, place: int, count: int) -> None:
    for name, by in (("up", -1), ("down", 1)):
        look = {"type": "tertiary", "disabled": not 0 <= place + by < count}
        key, icon = f"design_{name}_{part}", f"arrow_{name}ward"
        action_button(name.capitalize(), key, icon, state.move_layer, part, by, **look)
    action_button("Remove", f"design_drop_{part}", "delete", state.remove_layer, part, type="tertiary")


def value_control(part: int | str, name: str, rule: Rule, now: Any) -> None:
    """Draw the control of a value by its rule."""
    key = state.value_key(part, name)
    if rule.switch:
        st.checkbox(rule.label, now, key=key, width="content")
    elif rule.choices:
        st.selectbox(rule.label, rule.choices, rule.choices.index(now), key=key, width=_WIDTHS["choice"])
    else:
        kind, step = (int, 1) if rule.whole else (float, 0.05)
        low, high = kind(rule.low), kind(rule.high)
        st.number_input(rule.label, low, high, kind(now), step, key=key, width=_WIDTHS["number"])


def show_problem(problem: str | None) -> None:
    """Draw an error, if there is one."""
    if problem:
        st.error(sentence(problem), icon=":material/error:")
