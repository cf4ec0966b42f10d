"""The four questions under the network, one open at a time: `?question=readable`."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

import numpy as np
import streamlit as st

from model.explain import VIEWS
from training.catalogue import TrainedNetwork
from ui.look_inside import as_values, fields
from ui.look_inside.ablation import draw_ablation
from ui.look_inside.attribution import draw_attribution
from ui.look_inside.feature_visualisation import draw_feature_visualisation
from ui.look_inside.help import help_popover
from ui.look_inside.linear_probes import draw_linear_probes
from ui.shared.layout import horizontal


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    label: str
    about: str  # one sentence
    view: str  # of model.explain, for its help
    draw: Callable[[TrainedNetwork, np.ndarray], None]


QUESTIONS: dict[str, Question] = {
    "attention": Question(
        label="Attribution",
        about="Which pixels does each head's answer depend on? Four heads, one trunk, four maps.",
        view="attribution",
        draw=draw_attribution,
    ),
    "wishes": Question(
        label="Feature visualisation",
        about="Pictures made from noise that activate one filter, or one class of a head, as strongly as possible.",
        view="synthesis",
        draw=draw_feature_visualisation,
    ),
    "needed": Question(
        label="Ablation",
        about="Which head needs which filter? Each filter is silenced in turn, and the accuracy lost is measured.",
        view="ablation",
        draw=draw_ablation,
    ),
    "readable": Question(
        label="Linear probes",
        about="After which layer can a linear classifier read each property? One is fitted on every layer.",
        view="readability",
        draw=draw_linear_probes,
    ),
}


ABOVE = {"structure", "activations", "layer"}  # views that the network itself is drawn with
QUESTIONS |= {
    view.name: Question(label=view.label, about=view.about, view=view.name, draw=partial(as_values.draw_values, view))
    for view in VIEWS.values()
    if view.name not in ABOVE | {question.view for question in QUESTIONS.values()}
}


@st.fragment
def draw_questions(network: TrainedNetwork, picture: np.ndarray) -> None:
    """Draw the tabs, and what is in the open one."""
    names = {question.label: name for name, question in QUESTIONS.items()}  # Streamlit knows tabs by their labels
    default = QUESTIONS[fields.QUESTION.default].label
    fields.QUESTION.given(choices=names, default=default, texts=names).follow()
    tabs = st.tabs(list(names), key=fields.QUESTION.name, on_change="rerun")
    for tab, question in zip(tabs, QUESTIONS.values(), strict=True):
        if tab.open:
            with tab:
                _draw_question(question, network, picture)


def _draw_question(question: Question, network: TrainedNetwork, picture: np.ndarray) -> None:
    with horizontal():
        st.markdown(question.about, width="stretch")
        help_popover(question.view)
    question.draw(network, picture)
