"""Colours of the visitor's theme, light or dark."""

from typing import Any

import streamlit as st


def accent() -> str:
    """The primary colour."""
    return _option("primaryColor")


def head_colours() -> list[str]:
    """The colours of the heads, in the order of `HEADS`; further ones follow."""
    return _option("chartCategoricalColors")


def _option(name: str) -> Any:
    return st.get_option(f"theme.{st.context.theme.type or 'light'}.{name}")
