"""The sections of the page, one of which is open; which one stands in the link."""

from dataclasses import dataclass

import streamlit as st

from training.catalogue import TrainedNetwork
from training.settings import SettingsError
from ui.probe import counterfactual, cross_talk, position_maps, response_curves, robustness
from ui.probe.context import controls
from ui.shared import canvas_state, session_keys
from ui.shared.drawing import FIRST, Drawing
from ui.shared.sections import Section, opened

NO_LINE = (
    "The chosen picture is no straight line of ours, so nothing in it can be moved. Take a line, or open "
    "**Cross-talk** or **Robustness**, which have lines of their own."
)
SEED = "**The seed** (the die) decides the noise, the lines that are sampled, and the directions that are searched."
NO_TEST_PART = "The test part of this run cannot be made again."


@dataclass(frozen=True, slots=True, kw_only=True)
class ProbeSection(Section):
    """A section that draws what is probed."""

    why: str
    needs_line: bool = True
    has_painters: bool = False  # of its own: the page's plays no part


_TABLE = (
    ProbeSection(
        name="curves",
        label="Response curves",
        about="One property of the line moves, everything else is held: where does each head change its mind?",
        why=response_curves.WHY,
        draw=response_curves.section,
    ),
    ProbeSection(
        name="cross-talk",
        label="Cross-talk",
        about="How much does a head's answer change when a property that is not its own is moved?",
        why=cross_talk.WHY,
        draw=cross_talk.section,
        needs_line=False,
    ),
    ProbeSection(
        name="robustness",
        label="Robustness",
        about="Test lines are spoiled more and more: which head breaks first?",
        why=robustness.WHY,
        draw=robustness.section,
        needs_line=False,
        has_painters=True,
    ),
    ProbeSection(
        name="positions",
        label="Position maps",
        about="The line slides over the frame: where is each head sure, and where does it say something else?",
        why=position_maps.WHY,
        draw=position_maps.section,
    ),
    ProbeSection(
        name="nearest",
        label="Nearest flip",
        about="The smallest change of the line that makes one head say something else.",
        why=counterfactual.WHY,
        draw=counterfactual.section,
    ),
)
SECTIONS: dict[str, ProbeSection] = {one.name: one for one in _TABLE}


@st.fragment
def sections(network: TrainedNetwork, drawing: Drawing) -> None:
    """The choice of a section, and the chosen one: runs alone when something in it is chosen."""
    if canvas_state.current() != drawing:
        st.rerun()  # a button in here has changed the line, which stands above too
    with st.container(horizontal=True, vertical_alignment="center"):
        section = opened(SECTIONS, session_keys.PROBING, "What to see")
        probed = controls(network, drawing, fixed_painter=section.has_painters)
        with st.popover("Why?", type="tertiary"):
            st.markdown(f"{section.why}\n{SEED}")
    st.caption(section.about)
    if section.needs_line and not probed.has_line:
        _ask_for_a_line()
        return
    try:
        section.draw(probed)
    except SettingsError as error:
        st.info(f"{NO_TEST_PART} {error}", icon=":material/history:")


def _ask_for_a_line() -> None:
    st.info(NO_LINE, icon=":material/draw:")
    st.button(
        "Take the first line",
        icon=":material/restart_alt:",
        key="first_line",
        on_click=canvas_state.put,
        args=(FIRST,),
    )
