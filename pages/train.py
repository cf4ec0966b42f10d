"""Choose loss weights, a method and an optimiser, start a run or a race, and follow the four heads' curves."""

import streamlit as st

from ui.shared import page_frame
from ui.train import (
    control_bar,
    gradient_panels,
    live_chart,
    optimizer_form,
    result_bar,
    run_actions,
    settings_form,
    weight_sliders,
)

page_frame.open_page("Train", sidebar=340)
view = run_actions.chosen_run()

with st.sidebar:
    preset = settings_form.preset_picker()
    method = settings_form.method_picker(preset)
    weight_sliders.sliders(preset, method, run_actions.frozen_parts(view), joint=settings_form.joint())
    control_bar.apply_weights(view)
    optimizer_form.picker()
    settings_form.numbers()

control_bar.control_bar(view)
live_chart.curves(view)
result_bar.result(view)
gradient_panels.under_the_hood(view)
result_bar.terminal(view)
