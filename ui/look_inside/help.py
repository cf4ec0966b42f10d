"""The help beside each view: what it is, its formula, its source and its limits."""

import streamlit as st

from model.explain import VIEWS


def help_popover(*names: str) -> None:
    """Draw the popover of these views."""
    with st.popover("Why?", type="tertiary", help="Formula, source and limits", key=f"why_{names[0]}"):
        for name in names:
            view = VIEWS[name]
            st.markdown(f"**{view.label}.** {view.about}")
            st.markdown(view.why)
            st.caption(f"Source: {view.source}")
