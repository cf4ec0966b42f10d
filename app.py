"""Lists the pages."""

import streamlit as st

from ui.shared import class_bar, page_help, page_tools, share_link

PAGES = [
    st.Page("pages/explore.py", title="Explore", icon=":material/draw:", url_path="home", default=True),
    st.Page("pages/learn.py", title="Learn", icon=":material/school:"),
    st.Page("pages/train.py", title="Train", icon=":material/play_circle:"),
    st.Page("pages/evaluate.py", title="Evaluate", icon=":material/fact_check:"),
    st.Page("pages/look_inside.py", title="Look inside", icon=":material/visibility:"),
    st.Page("pages/probe.py", title="Probe", icon=":material/tune:"),
    st.Page("pages/compare.py", title="Compare", icon=":material/leaderboard:"),
    st.Page("pages/data.py", title="Data", icon=":material/dataset:"),
    st.Page("pages/classroom.py", title="Classroom", icon=":material/groups:"),
    # The default page answers at / alone; this is the same at /explore.
    st.Page("pages/explore.py", title="Explore", icon=":material/draw:", url_path="explore", visibility="hidden"),
]

st.logo("static/logo.svg", size="large")
page = st.navigation(PAGES, position="top")
share_link.follow_version(page)
page.run()
share_link.copy_button()
page_tools.draw_page_tools()
page_help.draw_page_help()
class_bar.draw_class_bar()
