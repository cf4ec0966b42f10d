"""The parts of the Evaluate page: the pickers, the metrics, and a view of the mistakes beside their pictures."""

import streamlit as st

from training.catalogue import TrainedNetwork
from training.results.evaluation_sets import OWN, SETS
from training.settings import SettingsError
from ui.evaluate import confusion_tables, fields, headline_metrics, views
from ui.evaluate.gallery import draw_gallery
from ui.evaluate.views import MISTAKE_VIEWS, ViewData
from ui.shared import networks
from ui.shared.evaluated import PairedEvaluation, SetEvaluation, evaluation_on, paired_evaluation, set_text
from ui.shared.format import percent, sentence
from ui.shared.layout import horizontal, why_popover
from ui.shared.store import set_library
from ui.shared.url_state import gone
from ui.shared.url_widgets import selectbox

SIDES = (1.2, 1)  # widths of the view and of the gallery
PICKER = 320  # px


def draw_pickers() -> tuple[TrainedNetwork, str, TrainedNetwork | None]:
    """Draw the row on top; returns the network, the name of its pictures, and the network it is compared with."""
    with horizontal(key="choice_part"):
        network = networks.answering_network(width=PICKER)
        labels = {name: test_set.label for name, test_set in SETS.items()}
        labels |= {imported.key: f"Imported: {imported.name}" for imported in set_library().sets()}
        look = {"label_visibility": "collapsed", "icon": ":material/photo_library:", "width": PICKER - 70}
        name = selectbox("Pictures", fields.TEST_SET, labels, gone("set", "using its own test part"), **look)
        other = networks.network_picker(fields.AGAINST, "Compare with", optional=True, width=PICKER)
        why_popover(headline_metrics.METRICS_HELP)
    return network, name, other


def draw_evaluation(network: TrainedNetwork, name: str, other: TrainedNetwork | None) -> None:
    """Evaluate the network, and draw the results."""
    try:
        evaluated = evaluation_on(network, name)
        second = paired_evaluation(network, other, name) if other else None
    except SettingsError as error:
        words = f"This run cannot be evaluated: its pictures cannot be reproduced. {error}"
        st.error(sentence(words), icon=":material/error:")
        return
    free = _free_lines_text(network.settings.free_lines) if name == OWN else ""
    st.caption(set_text(evaluated, name) + free)
    with st.container(key="metrics_part"):
        headline_metrics.draw_headline_metrics(evaluated.evaluation)
    _draw_mistakes(evaluated, second, (network.name, other.name if other else ""))


def _free_lines_text(share: float) -> str:
    """Which part of the test part nobody can read wholly; '' if there is none."""
    words = "of its lines are free: where the angle lies between two classes, no network can always be right."
    return f" {percent(share, 0)} {words}" if share else ""


@st.fragment
def _draw_mistakes(evaluated: SetEvaluation, second: PairedEvaluation | None, names: tuple[str, str]) -> None:
    """The view on the left and its pictures on the right; runs alone for every choice in them."""
    view = views.pick_view()
    tables = confusion_tables.head_matrices, confusion_tables.all_class_matrices, confusion_tables.head_pair_matrices
    matrices = [matrix for table in tables for matrix in table(evaluated)]
    matrices += confusion_tables.network_pair_matrices(second, len(evaluated.part), names) if second else []
    field = fields.CELL.given(valid=lambda text: not text or confusion_tables.cell_of(text, matrices) is not None)
    cell = field.follow()
    left, right = st.columns(SIDES, gap="medium")
    with left:
        MISTAKE_VIEWS[view][1](ViewData(judged=evaluated, names=names, versus=second, cell=cell))
    with right:
        draw_gallery(evaluated, confusion_tables.cell_of(cell, matrices), second, names[1])
