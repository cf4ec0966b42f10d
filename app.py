"""Lists the pages."""

import streamlit as st

PAGES = [
    st.Page("pages/explore.py", title="Explore", icon=":material/draw:", url_path="home", default=True),
    st.Page("pages/train.py", title="Train", icon=":material/play_circle:"),
    # The default page answers at / alone; this is the same at /explore.
    st.Page("pages/explore.py", title="Explore", icon=":material/draw:", url_path="explore", visibility="hidden"),
]

st.logo("static/logo.svg", size="large")
st.navigation(PAGES, position="top").run()
