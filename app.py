"""Lists the pages."""

import streamlit as st

EXPLORE = {"page": "pages/explore.py", "title": "Explore", "icon": ":material/draw:"}
PAGES = [
    st.Page(**EXPLORE, url_path="home", default=True),
    st.Page("pages/train.py", title="Train", icon=":material/play_circle:"),
    st.Page(**EXPLORE, url_path="explore", visibility="hidden"),  # the default page answers at / alone
]

st.logo("static/logo.svg", size="large")
st.navigation(PAGES, position="top").run()
