"""The sections of the page, one of which is open; which one stands in the link."""

from dataclasses import dataclass

import streamlit as st

from training.catalogue import TrainedNetwork
from training.settings import SettingsError
from ui.probe import counterfactual, cross_talk, fields, position_maps, response_curves, robustness
from ui.probe.context import draw_controls
from ui.shared import canvas_state
from ui.shared.drawing import FIRST_DRAWING, Drawing
from ui.shared.format import sentence
from ui.shared.layout import action_button, horizontal, why_popover
from ui.shared.sections import Section, open_section

NO_LINE = (
    "The chosen picture is no straight line of ours, so nothing in it can be moved. Take a line, or open "
    "**Cross-talk** or **Robustness**, which have lines of their own."
)
SEED_HELP = "**The seed** (the die) sets the noise, the sampled lines and the search directions."
NO_TEST_PART = "The test part of this run cannot be reproduced."


@dataclass(frozen=True, slots=True)
class ProbeSection(Section):
    """A section that draws from a `ProbeContext`."""

    help: str
    needs_line: bool = True
    has_painters: bool = False  # of its own: the chosen painter is not used


SECTIONS: dict[str, ProbeSection] = {
    "curves": ProbeSection("Response curves", response_curves.draw_response_curves,
        "One property of the line moves, everything else is held: where does each prediction change?",
        response_curves.RESPONSE_CURVES_HELP),
    "cross-talk": ProbeSection("Cross-talk", cross_talk.draw_cross_talk,
        "How much does a head's answer change when a property that is not its own is moved?",
        cross_talk.CROSS_TALK_HELP, needs_line=False),
    "robustness": ProbeSection("Robustness", robustness.draw_robustness,
        "Test lines are corrupted more and more: which head breaks first?",
        robustness.ROBUSTNESS_HELP, needs_line=False, has_painters=True),
    "positions": ProbeSection("Position maps", position_maps.draw_position_maps,
        "The line slides over the frame: how does each prediction depend on its position?",
        position_maps.POSITION_MAPS_HELP),
    "nearest": ProbeSection("Nearest flip", counterfactual.draw_counterfactual,
        "The nearest counterfactual: the smallest change of the line that changes the prediction of one head.",
        counterfactual.COUNTERFACTUAL_HELP),
}  # fmt: skip


@st.fragment
def draw_probe_sections(network: TrainedNetwork, drawing: Drawing) -> None:
    """The choice of a section, and the chosen one: runs alone when something in it is chosen."""
    if canvas_state.current() != drawing:
        st.rerun()  # a button in here has changed the line, which stands above too
    with horizontal(key="probe_bar"):
        section = open_section(SECTIONS, fields.PROBE_SECTION, "What to see")
        context = draw_controls(network, drawing, fixed_painter=section.has_painters)
        why_popover(f"{section.help}\n{SEED_HELP}")
    st.caption(section.about)
    if section.needs_line and not context.has_line:
        st.info(NO_LINE, icon=":material/draw:")
        action_button("Take the first line", "first_line", "restart_alt", canvas_state.put_drawing, FIRST_DRAWING)
        return
    try:
        section.draw(context)
    except SettingsError as error:
        st.info(sentence(f"{NO_TEST_PART} {error}"), icon=":material/history:")
