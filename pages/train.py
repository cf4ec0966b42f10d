"""Choose loss weights, a method and an optimiser, start a run or a race, and follow the four heads' curves."""

import streamlit as st

from ui.shared import keyboard, live_chart, page_frame
from ui.train import (
    control_bar,
    fields,
    gradient_panels,
    optimizer_form,
    result_bar,
    run_actions,
    settings_form,
    weight_sliders,
)

page_frame.open_page("Train", "How fast does each head learn, and what does a loss weight change?", fields.PARTS)
view = run_actions.chosen_run()
keyboard.use_keys(*control_bar.keys(view))
with st.container(key="train"):
    settings, run = st.columns([1, 3], gap="medium")

with settings:
    with st.container(key="preset_part"):
        preset = settings_form.preset_picker()
        method = settings_form.method_picker(preset)
    with st.container(key="weights_part"):
        frozen, joint = run_actions.frozen_parts(view), settings_form.joint_is_chosen()
        weight_sliders.draw_sliders(preset, method, frozen, joint=joint)
        control_bar.draw_apply_weights(view)
    with st.container(key="settings_part"):
        optimizer_form.optimizer_picker()
        settings_form.draw_numbers()

with run:
    control_bar.draw_control_bar(view)
    with st.container(key="curves_part"):
        live_chart.draw_curves(view)
    with st.container(key="result_part"):
        result_bar.draw_result(view)
    with st.container(key="panels_part"):
        gradient_panels.draw_gradient_panels(view)
        result_bar.draw_terminal(view)
