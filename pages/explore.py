"""Draw, generate or upload a line; four heads answer live."""

import streamlit as st

from ui import canvas, collecting, explore, frame, keys, uploads

frame.open_page("Explore")
canvas.begin()
predict = explore.bar()
explore.reading(predict)
uploads.strip(predict)
collecting.strip(st.session_state[keys.NETWORK])
