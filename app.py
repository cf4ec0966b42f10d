"""Lists the pages."""

import streamlit as st

PAGES = [
    st.Page("pages/explore.py", title="Explore", icon=":material/draw:", default=True),
    st.Page("pages/train.py", title="Train", icon=":material/play_circle:"),
]

st.logo("static/logo.svg", size="large", link=None)
st.navigation(PAGES, position="top").run()
