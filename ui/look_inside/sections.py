"""The four questions under the network, one open at a time: `?question=readable`."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import streamlit as st

from training.catalogue import TrainedNetwork
from ui.look_inside.ablation import needed
from ui.look_inside.attribution import attention
from ui.look_inside.feature_visualisation import wishes
from ui.look_inside.help import why
from ui.look_inside.linear_probes import readable
from ui.shared import session_keys


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    label: str
    about: str  # one sentence
    view: str  # of model.explain, for 'Why?'
    draw: Callable[[TrainedNetwork, np.ndarray], None]


SECTIONS: dict[str, Section] = {
    "attention": Section(
        label="Where do the heads look?",
        about="The parts of the picture that each head's answer rests on: four heads, one trunk, four maps.",
        view="attribution",
        draw=attention,
    ),
    "wishes": Section(
        label="What does it want to see?",
        about="Pictures made from nothing so that one filter, or one class of a head, answers as strongly as it can.",
        view="synthesis",
        draw=wishes,
    ),
    "needed": Section(
        label="Who needs which filter?",
        about="Each filter is silenced in turn: how much accuracy every head loses without it.",
        view="ablation",
        draw=needed,
    ),
    "readable": Section(
        label="Where does angle become readable?",
        about="After every layer a linear classifier tries to read each property: where it first succeeds, the "
        "network has laid it bare.",
        view="readability",
        draw=readable,
    ),
}


@st.fragment
def sections(network: TrainedNetwork, picture: np.ndarray) -> None:
    """Draw the tabs, and what is in the open one."""
    labels = {one.label: name for name, one in SECTIONS.items()}
    if session_keys.QUESTION not in st.session_state:
        asked = st.query_params.get("question", "")
        st.session_state[session_keys.QUESTION] = SECTIONS.get(asked, SECTIONS["attention"]).label
    tabs = st.tabs(list(labels), key=session_keys.QUESTION, on_change="rerun")
    for tab, (name, section) in zip(tabs, SECTIONS.items(), strict=True):
        if tab.open:
            _into_link(name)
            with tab:
                _section(section, network, picture)


def _section(section: Section, network: TrainedNetwork, picture: np.ndarray) -> None:
    with st.container(horizontal=True, vertical_alignment="center"):
        st.markdown(section.about, width="stretch")
        why(section.view)
    section.draw(network, picture)


def _into_link(name: str) -> None:
    """Name the open tab in the link; the first one leaves it."""
    if name != next(iter(SECTIONS)):
        st.query_params["question"] = name
    elif "question" in st.query_params:
        del st.query_params["question"]
