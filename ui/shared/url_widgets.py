"""Controls of fields. Pickers follow the URL with `Field.follow`; numbers and switches are bound to it by Streamlit.

Streamlit's own binding writes labels into the link, not names, so it serves for numbers, switches and plain words.
"""

from collections.abc import Callable, Mapping
from typing import Any

import streamlit as st

from ui.shared.url_state import Field

_CHOOSE = "It is gone: choose another"
Labels = Mapping[Any, str] | Callable[[Any], str]  # the choices with their labels, or the label of a choice


def selectbox(label: str, field: Field, labels: Labels = str, gone: str = "", **options: Any) -> Any:
    """A select box of the choices.

    Args:
        gone: As in `Field.follow`.
    """
    return _picker(st.selectbox, label, field, labels, gone, **options)


def segmented_control(label: str, field: Field, labels: Labels = str) -> Any:
    """Joined buttons for a single choice."""
    return _picker(st.segmented_control, label, field, labels, label_visibility="collapsed", required=True)


def pills(label: str, field: Field, labels: Labels = str) -> Any:
    """Separate buttons for a single choice, on several rows if needed."""
    return _picker(st.pills, label, field, labels, label_visibility="collapsed", required=True, wrap=True)


def _picker(
    widget: Callable[..., Any], label: str, field: Field, labels: Labels, gone: str = "", **options: Any
) -> Any:
    field = field.given(choices=labels) if isinstance(labels, Mapping) else field
    choices, value = list(field.choices or ()), field.follow(gone)
    if isinstance(labels, Mapping):
        if field.is_lost(value):
            labels, choices = {**labels, value: _CHOOSE}, [value, *choices]
        labels = labels.__getitem__
    options = {"persist_state": "session"} | options
    return widget(label, choices, key=field.name, format_func=labels, **options)


def toggle(label: str, field: Field) -> bool:
    field.follow()
    return st.toggle(label, key=field.name, persist_state="session")


def bound(field: Field, *, unused: bool = False) -> dict[str, Any]:
    """The arguments of a widget whose value Streamlit keeps in the link.

    Args:
        unused: The field does not apply now and is left out of the link.
    """
    return {"key": field.name, "bind": None if unused else "query-params"}


def number_input(label: str, field: Field, default: float | None = None, **options: Any) -> Any:
    """A number input within the bounds.

    Args:
        default: Replaces the field's default.
    """
    low, high, value = _numbers(field, default)
    return st.number_input(label, low, high, value, **bound(field), **options)


def slider(label: str, field: Field, **options: Any) -> Any:
    """A slider within the bounds."""
    low, high, value = _numbers(field)
    return st.slider(label, low, high, value, **bound(field), **options)


def _numbers(field: Field, default: float | None = None) -> tuple[Any, Any, Any]:
    """Minimum, maximum and default, in the field's kind."""
    assert field.bounds is not None
    low, high = field.bounds
    return field.kind(low), field.kind(high), field.kind(field.default if default is None else default)
