"""Choose loss weights, start a run, and watch the four heads learn."""

import streamlit as st

from ui import bar, controls, frame, live, summary, train, weights

frame.open_page("Train", sidebar=340)
view = train.chosen_run()

with st.sidebar:
    preset = controls.preset_picker()
    weights.sliders(preset)
    bar.apply_weights(view)
    controls.numbers(preset)

bar.control_bar(view)
live.curves(view)
summary.result(view)
summary.terminal(view)
