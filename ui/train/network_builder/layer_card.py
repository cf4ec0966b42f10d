"""One layer of a network of one's own: its values, what comes of it, and its place in the trunk."""

from typing import Any

import streamlit as st

from model.networks.design import Design, Rule, rules_of
from model.networks.plan import Plan
from ui.train.network_builder import state
from ui.train.network_builder.text import costs

WIDTHS = {"number": 120, "choice": 150}  # px; on a phone they wrap


def layer_card(part: int, place: int, design: Design, found: Plan, trouble: str | None) -> None:
    """
    Args:
        part: What the layer is called in keys.
        place: Where it stands in the trunk.
        trouble: What of its values cannot be.
    """
    layer = design.trunk[place]
    with st.container(border=True, gap="xsmall"):
        with st.container(horizontal=True, vertical_alignment="center", gap="small"):
            st.markdown(f"**{place + 1} · {layer.kind.capitalize()}**", width="content")
            st.caption(costs(found.of_layer(place)), width="content")
            st.space("stretch")
            _moves(part, place, len(design.trunk))
        with st.container(horizontal=True, vertical_alignment="bottom", gap="small"):
            for name, rule in rules_of(type(layer)).items():
                value(part, name, rule, getattr(layer, name))
        error(trouble or (found.problem if found.misfit == place else None))


def _moves(part: int, place: int, count: int) -> None:
    for label, by, icon in (("Up", -1, ":material/arrow_upward:"), ("Down", 1, ":material/arrow_downward:")):
        st.button(
            label,
            key=f"design_{label.lower()}_{part}",
            icon=icon,
            type="tertiary",
            on_click=state.move,
            args=(part, by),
            disabled=not 0 <= place + by < count,
        )
    st.button(
        "Remove",
        key=f"design_drop_{part}",
        icon=":material/delete:",
        type="tertiary",
        on_click=state.remove,
        args=(part,),
    )


def value(part: int | str, name: str, rule: Rule, now: Any) -> None:
    """The control of one value, as its rule says."""
    key = state.key(part, name)
    if rule.switch:
        st.checkbox(rule.label, now, key=key, width="content")
    elif rule.choices:
        st.selectbox(rule.label, rule.choices, rule.choices.index(now), key=key, width=WIDTHS["choice"])
    else:
        kind, step = (int, 1) if rule.whole else (float, 0.05)
        low, high = kind(rule.low), kind(rule.high)
        st.number_input(rule.label, low, high, kind(now), step, key=key, width=WIDTHS["number"])


def error(problem: str | None) -> None:
    """A sentence where it belongs."""
    if problem:
        st.error(problem, icon=":material/error:")
