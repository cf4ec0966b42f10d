"""Elements that recur on all pages: a row, a button with an icon, a chart, the popover that explains a part."""

from collections.abc import Callable, Mapping
from typing import Any, Literal

import plotly.graph_objects as go
import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from ui.shared import present
from ui.shared.format import unbroken
from ui.shared.theme import PLOTLY_CONFIG


def horizontal(align: Literal["top", "center", "bottom"] = "center", **options: Any) -> DeltaGenerator:
    """A container whose elements stand side by side and wrap; `align` is vertical."""
    return st.container(horizontal=True, vertical_alignment=align, **options)


def action_button(label: str, key: str, icon: str, act: Callable[..., Any], *args: Any, **options: Any) -> bool:
    """A button that calls `act(*args)`, with the Material symbol `icon`."""
    return st.button(label, key=key, icon=f":material/{icon}:", on_click=act, args=args, **options)


def download_button(label: str, make: Any, name: str, mime: str | None, key: str, **options: Any) -> None:
    """A button that downloads what `make` returns, as a file of this name; the page is not drawn again."""
    look: dict[str, Any] = {"icon": ":material/download:", "on_click": "ignore"}
    st.download_button(label, make, name, mime, key, **look | options)


def picker(
    label: str, key: str, labels: Mapping[str, str], chosen: str, choose: Callable[[str], None], **options: Any
) -> None:
    """A select box that shows `chosen`; another choice calls `choose` with it.

    What is chosen elsewhere gets a new select box, as a message that the browser sent before it heard of that has the
    old value, and would pass for a choice.
    """
    count, shown = st.session_state.get(f"{key}_picker", (0, key))
    if st.session_state.get(shown, chosen) != chosen:
        count, shown = count + 1, f"{key}_{count + 1}"
    st.session_state[f"{key}_picker"] = count, shown
    st.session_state[shown] = chosen

    def take() -> None:
        if st.session_state[f"{key}_picker"] == (count, shown):
            choose(st.session_state[shown])

    st.selectbox(label, list(labels), key=shown, format_func=labels.__getitem__, on_change=take, **options)


def draw_chart(figure: go.Figure, key: str, alt: str, **options: Any) -> None:
    """A chart of Plotly without its own buttons; `alt` is its text for screen readers."""
    st.plotly_chart(present.enlarged_chart(figure), key=key, config=PLOTLY_CONFIG, alt=alt, **options)


def why_popover(text: str) -> None:
    """'Why?', which opens a text in Markdown."""
    with st.popover("Why?", type="tertiary"):
        st.markdown(unbroken(text))
