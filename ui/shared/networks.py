"""The networks that a page may be about: shipped ones and finished runs, by name or run id."""

import streamlit as st

from training.catalogue import TrainedNetwork
from training.pretrained import same_network
from training.settings import RunSettings
from ui.shared import fields
from ui.shared.store import catalogue
from ui.shared.url_state import Field
from ui.shared.url_widgets import selectbox

DEFAULT: str = fields.NETWORK.default
NONE = ""  # of a second network: none
WIDTH = 350  # px


def pick(
    field: Field = fields.NETWORK, label: str = "Network that answers", *, optional: bool = False, width: int = WIDTH
) -> TrainedNetwork | None:
    """A select box of the networks; its choice is in the link and holds on all pages.

    Args:
        field: A second network has another one.
        optional: Whether there may be none, as at first.
    """
    labels = {NONE: f"{label}: none"} if optional else {}
    labels |= labels_by_name(field.read(), st.session_state.get(field.name))
    instead = f"{field.default} answers" if field.default else "none is compared"
    name = selectbox(
        label,
        field.given(choices=labels),
        labels.__getitem__,
        gone=f"That network is not here: {instead}.",
        label_visibility="collapsed",
        icon=":material/network_node:",
        width=width,
    )
    return catalogue().get(name) if name else None


def answering(width: int = WIDTH) -> TrainedNetwork:
    """The select box of the network that answers."""
    network = pick(width=width)
    assert network is not None
    return network


def labels_by_name(*also: str | None) -> dict[str, str]:
    """Shipped names and run ids, each with a label: what it is and how many test lines it reads wholly right.

    Args:
        also: Ids of runs that are listed too, though they are not among the newest: old ones, trials of a search.
    """
    return {network.name: network.label for network in catalogue().entries(*also)}


def of_kind(settings: RunSettings, *also: str | None) -> dict[str, str]:
    """Those of them, with their labels, whose weights fit into the network that these settings train."""
    return {network.name: network.label for network in catalogue().entries(*also) if _fits(network, settings)}


def _fits(network: TrainedNetwork, settings: RunSettings) -> bool:
    trained_with = network.run.readable
    return trained_with is not None and same_network(trained_with, settings)
