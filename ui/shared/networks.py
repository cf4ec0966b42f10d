"""The networks that a page may be about: shipped ones and finished runs, by name or run id."""

import streamlit as st

from training.catalogue import TrainedNetwork
from training.pretrained import same_network
from training.settings import RunSettings, SettingsError
from ui.shared import session_keys
from ui.shared.store import catalogue

DEFAULT = "robust"
NONE = ""  # of a second network: none
WIDTH = 350  # px


def pick(
    key: str = session_keys.NETWORK, label: str = "Network that answers", *, optional: bool = False, width: int = WIDTH
) -> TrainedNetwork | None:
    """A select box of the networks; its choice is in the link and holds on all pages.

    Args:
        key: Of the choice, in the link and the session. A second network has another one.
        optional: Whether there may be none, as at first.
    """
    labels = {NONE: f"{label}: none"} if optional else {}
    labels |= labels_by_name(st.query_params.get(key), st.session_state.get(key))
    _follow_link(key, labels, NONE if optional else DEFAULT)
    name = st.selectbox(
        label,
        list(labels),
        format_func=labels.__getitem__,
        key=key,
        persist_state="session",
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


def _follow_link(key: str, labels: dict[str, str], default: str) -> None:
    """Keep the page's address and the choice equal: the address wins when it has changed, else the choice."""
    linked, known = st.query_params.get(key), session_keys.linked(key)
    changed = linked is not None and linked != st.session_state.get(known)
    name = linked if changed else st.session_state.get(key, default)
    if name not in labels:
        instead = f"{default} answers" if default else "none is compared"
        st.toast(f"That network is not here: {instead}.", icon=":material/link_off:")
        name = default
    if name != (linked or default):
        st.query_params[key] = name
    st.session_state[key] = st.session_state[known] = name


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
    try:
        return same_network(network.settings, settings)
    except SettingsError:  # of another version
        return False
