"""How every Plotly chart is shown."""

import streamlit as st

PLAIN = {"displayModeBar": False}  # without Plotly's own buttons


def accent() -> str:
    """The theme's primary colour, light or dark as the visitor has it."""
    return st.get_option(f"theme.{st.context.theme.type or 'light'}.primaryColor")
