"""Choose loss weights, a method and an optimiser, start a run or a race, and watch the four heads learn."""

import streamlit as st

from ui import bar, controls, frame, hood, live, optimizing, summary, train, weights

frame.open_page("Train", sidebar=340)
view = train.chosen_run()

with st.sidebar:
    preset = controls.preset_picker()
    method = controls.method_picker(preset)
    weights.sliders(preset, method, train.frozen_parts(view), rest=controls.joint())
    bar.apply_weights(view)
    optimizing.picker()
    controls.numbers()

bar.control_bar(view)
live.curves(view)
summary.result(view)
hood.under_the_hood(view)
summary.terminal(view)
