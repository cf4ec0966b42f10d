"""The card of a layer of the custom network: its values, size and place in the trunk."""

from typing import Any

import streamlit as st

from model.networks.design import Design, Rule, rules_of
from model.networks.plan import Plan
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
        with st.container(horizontal=True, vertical_alignment="center", gap="small"):
            st.markdown(f"**{place + 1} · {layer.kind.capitalize()}**", width="content")
            st.caption(costs_text(summary.of_layer(place)), width="content")
            st.space("stretch")
            _moves(part, place, len(design.trunk))
        with st.container(horizontal=True, vertical_alignment="bottom", gap="small"):
            for name, rule in rules_of(type(layer)).items():
                value_control(part, name, rule, getattr(layer, name))
        show_problem(trouble or (summary.problem if summary.misfit == place else None))


def _moves(part: int, place: int, count: int) -> None:
    for label, by, icon in (("Up", -1, ":material/arrow_upward:"), ("Down", 1, ":material/arrow_downward:")):
        st.button(
            label,
            key=f"design_{label.lower()}_{part}",
            icon=icon,
            type="tertiary",
            on_click=state.move_layer,
            args=(part, by),
            disabled=not 0 <= place + by < count,
        )
    st.button(
        "Remove",
        key=f"design_drop_{part}",
        icon=":material/delete:",
        type="tertiary",
        on_click=state.remove_layer,
        args=(part,),
    )


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
        st.error(problem, icon=":material/error:")
