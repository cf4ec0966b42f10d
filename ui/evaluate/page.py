"""The parts of the Evaluate page: what is judged, the numbers, and a view of the mistakes beside their pictures."""

import streamlit as st

from training.catalogue import TrainedNetwork
from training.imported_sets import library
from training.results.evaluation_sets import OWN, SETS
from training.settings import SettingsError
from ui.evaluate import confusion_tables, headline_metrics, views
from ui.evaluate.gallery import gallery
from ui.evaluate.views import VIEWS, Scene
from ui.shared import networks, session_keys, url_state
from ui.shared.evaluated import Judged, Versus, about, judged, versus
from ui.shared.url_state import followed

SIDES = (1.2, 1)  # widths of the view and of the gallery
PICKER = 320  # px


def bar() -> tuple[TrainedNetwork, str, TrainedNetwork | None]:
    """Draw the row on top; returns the network, the name of its pictures, and the network it is compared with."""
    with st.container(horizontal=True, vertical_alignment="center"):
        network = networks.answering(width=PICKER)
        labels = {name: one.label for name, one in SETS.items()}
        labels |= {one.key: f"Imported: {one.name}" for one in library().sets()}
        name = url_state.selectbox(
            "Pictures",
            tuple(labels),
            session_keys.TEST_SET,
            OWN,
            labels.__getitem__,
            label_visibility="collapsed",
            icon=":material/photo_library:",
            width=PICKER - 70,
        )
        other = networks.pick(session_keys.AGAINST, "Compare with", optional=True, width=PICKER)
        with st.popover("Why?", type="tertiary"):
            st.markdown(headline_metrics.WHY)
    return network, name, other


def study(network: TrainedNetwork, name: str, other: TrainedNetwork | None) -> None:
    """Judge the network, and draw what came out."""
    try:
        found = judged(network, name)
        second = versus(network, other, name) if other else None
    except SettingsError as error:
        st.error(f"This run cannot be judged: its pictures cannot be made again. {error}", icon=":material/error:")
        return
    st.caption(about(found, name))
    headline_metrics.numbers(found.evaluation)
    _mistakes(found, second, (network.name, other.name if other else ""))


@st.fragment
def _mistakes(found: Judged, second: Versus | None, names: tuple[str, str]) -> None:
    """The view on the left and its pictures on the right; runs alone for every choice in them."""
    view = views.pick()
    known = [*confusion_tables.of_heads(found), *confusion_tables.of_classes(found), *confusion_tables.of_pairs(found)]
    known += confusion_tables.of_versus(second, len(found.part), names) if second else []
    cell = followed(session_keys.CELL, lambda text: not text or confusion_tables.cell_of(text, known) is not None)
    left, right = st.columns(SIDES, gap="medium")
    with left:
        VIEWS[view][1](Scene(judged=found, names=names, versus=second, cell=cell))
    with right:
        gallery(found, confusion_tables.cell_of(cell, known), second, names[1])
