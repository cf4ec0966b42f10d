"""Choose loss weights, a method and an optimiser, start a run or a race, and follow the four heads' curves."""

import streamlit as st

from ui.shared import live_chart, page_frame
from ui.train import (
    control_bar,
    gradient_panels,
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
    weight_sliders.draw_sliders(preset, method, run_actions.frozen_parts(view), joint=settings_form.joint_is_chosen())
    control_bar.draw_apply_weights(view)
    optimizer_form.optimizer_picker()
    settings_form.draw_numbers()

control_bar.draw_control_bar(view)
live_chart.draw_curves(view)
result_bar.draw_result(view)
gradient_panels.draw_gradient_panels(view)
result_bar.draw_terminal(view)
