"""Presenting: a page for a projector or a frame in slides, larger and with few controls.

`?present=1&show=weights,start` shows the parts that the link names, and those that always stay. A page lists its
parts in its `fields.py`; the looks are in `present.css`.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import plotly.graph_objects as go
import streamlit as st

from ui.shared import session_keys
from ui.shared.fields import PRESENT, SHOW
from ui.shared.url_state import GONE_ICON, gone

_SEPARATOR = ","  # of the names in the link
_ALL = "*"  # parts of a page whose names are not known where it is opened
_LOOKS = Path(__file__).with_name("present.css").read_text(encoding="utf-8")
_LARGER = 1.4  # texts and lines of Plotly's charts


@dataclass(frozen=True, slots=True)
class PagePart:
    """A part of a page that is shown or hidden while presenting."""

    label: str
    key: str = ""  # of its container, or a custom property '--...' that a component takes as `display`
    stays: bool = False  # always shown: the key matters only in columns


PageParts = Mapping[str, PagePart]  # by their names in the link


def follow_link(parts: PageParts) -> str:
    """Take from the link whether the page is presented, and which parts are shown; returns its CSS."""
    st.session_state[session_keys.PARTS] = [[name, part.label, part.stays] for name, part in parts.items()]
    if not PRESENT.follow():
        return ""
    is_new = SHOW.changed() is not None
    names = list(filter(None, SHOW.follow().split(_SEPARATOR)))
    known = list(parts) if names == [_ALL] else [name for name in names if name in parts]
    if known != names:
        SHOW.choose(_SEPARATOR.join(known))
        if is_new and names != [_ALL]:  # not the names of the page before
            st.toast(gone("part of the page", "showing the others"), icon=GONE_ICON)
    return _LOOKS + hiding_css(parts, known)


def hiding_css(parts: PageParts, shown: Collection[str]) -> str:
    """CSS that hides all other parts, and columns in which nothing is left."""
    keys: dict[bool, list[str]] = {True: [], False: []}
    for name, part in parts.items():
        keys[part.stays or name in shown] += [part.key] if part.key else []
    hidden = [f".st-key-{key}" for key in keys[False] if not key.startswith("--")]
    properties = "".join(f" {key}: none;" for key in keys[False] if key.startswith("--"))
    css = f":root {{{properties} }}\n" if properties else ""
    if hidden:
        kept = "".join(f":not(:has(.st-key-{key}))" for key in keys[True])
        of_any = f":is({', '.join(hidden)})"
        empty = f".stColumn:has({of_any}){kept}"
        css += f"{of_any}, [data-testid=stLayoutWrapper]:has(> {of_any}), {empty} {{ display: none !important; }}\n"
    return css


def is_presented() -> bool:
    return bool(PRESENT.held())


def present(shown: str) -> None:
    """Present the page; a callback.

    Args:
        shown: The names of its parts, as in the link.
    """
    PRESENT.choose(1)
    SHOW.choose(shown)


def shown_parts() -> str | None:
    """The names of the parts that are shown, as in the link; None if the page is not presented."""
    return SHOW.held("") if is_presented() else None


def show_all_next() -> None:
    """The page that opens next is presented with all its parts, if this one is presented; a callback."""
    if is_presented():
        SHOW.choose(_ALL)


def leave() -> None:
    """Show the whole page again; a callback."""
    PRESENT.choose(0)
    SHOW.forget()


def tools_data() -> dict[str, Any]:
    """What the script of the page tools needs to know of presenting."""
    shown = SHOW.held("") if is_presented() else ""
    return {
        "parts": st.session_state.get(session_keys.PARTS, []),
        "shown": list(filter(None, shown.split(_SEPARATOR))),
        "presented": is_presented(),
        "embedded": bool(st.context.is_embedded),
    }


def enlarged_chart(figure: go.Figure) -> go.Figure:
    """The chart with larger texts and thicker lines while presenting."""
    if not is_presented():
        return figure
    size = round(12 * _LARGER)
    figure.update_layout(font_size=size, legend_font_size=size, hoverlabel_font_size=size)
    for update in (figure.update_xaxes, figure.update_yaxes):
        update(tickfont_size=size, title_font_size=size)
    figure.for_each_annotation(lambda note: note.update(font_size=(note.font.size or 12) * _LARGER))
    traces: Any = figure.data
    for trace in traces:
        if "line" in trace and trace.line.width:
            trace.line.width *= _LARGER
    return figure
