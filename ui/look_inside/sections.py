"""The four questions under the network, one open at a time: `?question=readable`."""

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
from ui.shared.sections import Section


@dataclass(frozen=True, slots=True)
class Question(Section):
    view: str  # of model.explain, for its help


QUESTIONS: dict[str, Question] = {
    "attention": Question("Attribution", draw_attribution,
        "Which pixels does each head's answer depend on? Four heads, one trunk, four maps.", "attribution"),
    "wishes": Question("Feature visualisation", draw_feature_visualisation,
        "Pictures made from noise that activate one filter, or one class of a head, as strongly as possible.",
        "synthesis"),
    "needed": Question("Ablation", draw_ablation,
        "Which head needs which filter? Each filter is silenced in turn, and the accuracy lost is measured.",
        "ablation"),
    "readable": Question("Linear probes", draw_linear_probes,
        "After which layer can a linear classifier read each property? One is fitted on every layer.", "readability"),
}  # fmt: skip


ABOVE = {"structure", "activations", "layer"}  # views that the network itself is drawn with
QUESTIONS |= {
    view.name: Question(view.label, partial(as_values.draw_values, view), view.about, view.name)
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
