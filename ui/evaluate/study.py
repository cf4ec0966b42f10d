"""The parts of the Evaluate page: what is judged, the numbers, and a view of the mistakes beside their pictures."""

import streamlit as st

from training.library import library
from training.settings import SettingsError
from training.test_sets import OWN, SETS
from ui import keys, linked, networks
from ui.evaluate import matrix, numbers, views
from ui.evaluate.gallery import gallery
from ui.evaluate.judged import Judged, Versus, about, judged, versus
from ui.evaluate.views import VIEWS, Scene
from ui.linked import followed
from ui.networks import Network

SIDES = (1.2, 1)  # widths of the view and of the gallery
PICKER = 320  # px


def bar() -> tuple[Network, str, Network | None]:
    """Draw the row on top; returns the network, the name of its pictures, and the network it is compared with."""
    with st.container(horizontal=True, vertical_alignment="center"):
        network = networks.answering(width=PICKER)
        labels = {name: one.label for name, one in SETS.items()}
        labels |= {one.key: f"Imported: {one.name}" for one in library().sets()}
        name = linked.selectbox(
            "Pictures",
            tuple(labels),
            keys.TEST_SET,
            OWN,
            labels.__getitem__,
            label_visibility="collapsed",
            icon=":material/photo_library:",
            width=PICKER - 70,
        )
        other = networks.pick(keys.AGAINST, "Compare with", optional=True, width=PICKER)
        with st.popover("Why?", type="tertiary"):
            st.markdown(numbers.WHY)
    return network, name, other


def study(network: Network, name: str, other: Network | None) -> None:
    """Judge the network, and draw what came out."""
    try:
        found = judged(network, name)
        second = versus(network, other, name) if other else None
    except SettingsError as error:
        st.error(f"This run cannot be judged: its pictures cannot be made again. {error}", icon=":material/error:")
        return
    st.caption(about(found, name))
    numbers.numbers(found.evaluation)
    _mistakes(found, second, (network.name, other.name if other else ""))


@st.fragment
def _mistakes(found: Judged, second: Versus | None, names: tuple[str, str]) -> None:
    """The view on the left and its pictures on the right; runs alone for every choice in them."""
    view = views.pick()
    known = [*matrix.of_heads(found), *matrix.of_classes(found), *matrix.of_pairs(found)]
    known += matrix.of_versus(second, len(found.part), names) if second else []
    cell = followed(keys.CELL, lambda text: not text or matrix.cell_of(text, known) is not None)
    left, right = st.columns(SIDES, gap="medium")
    with left:
        VIEWS[view][1](Scene(judged=found, names=names, versus=second, cell=cell))
    with right:
        gallery(found, matrix.cell_of(cell, known), second, names[1])
