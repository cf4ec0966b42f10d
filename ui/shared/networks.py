"""The networks that a page may be about: shipped ones and finished runs, by name or run id."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import streamlit as st

from model.predict import Predictor, shipped, shipped_names
from model.predict.predictor import SHIPPED
from runs.records import RunRecord
from training.pretrained import same_network
from training.settings import RunSettings, SettingsError
from ui.shared import session_keys
from ui.shared.run_view import STORY, STORY_NETWORK
from ui.shared.store import store

DEFAULT = "robust"
NONE = ""  # of a second network: none
WIDTH = 350  # px


@dataclass(frozen=True, slots=True, kw_only=True)
class Network:
    """A trained network, ready to answer."""

    name: str  # shipped name or run id
    label: str  # what the picker shows
    version: str  # changes when the network does: a part of every key under which something of it is kept
    trained_with: dict[str, Any]  # settings as JSON
    predictor: Predictor

    @property
    def settings(self) -> RunSettings:
        """What it was trained with.

        Raises:
            SettingsError: The run is of another version that had other settings.
        """
        return RunSettings.from_json(self.trained_with)


def pick(
    key: str = session_keys.NETWORK, label: str = "Network that answers", *, optional: bool = False, width: int = WIDTH
) -> Network | None:
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
    return named(name) if name else None


def answering(width: int = WIDTH) -> Network:
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
    return {name: label for name, (label, _) in _known(also).items()}


def of_kind(settings: RunSettings, *also: str | None) -> dict[str, str]:
    """Those of them, with their labels, whose weights fit into the network that these settings train."""
    return {name: label for name, (label, trained_with) in _known(also).items() if _fits(trained_with, settings)}


def _known(also: Sequence[str | None]) -> dict[str, tuple[str, dict[str, Any]]]:
    """Label and settings of every network by its name; the one that answers at first comes first."""
    names = shipped_names()
    runs = {run.id: run for run in store().runs()}
    for name in {*filter(None, also)} - {*names, *runs}:
        run = store().run(name)
        runs |= {run.id: run} if run and not run.deleted else {}
    known = {name: (_shipped_label(name), _card(name)["settings"]) for name in names}
    return known | {run.id: (_run_label(run), run.settings) for run in runs.values() if has_network(run)}


def _fits(trained_with: dict[str, Any], settings: RunSettings) -> bool:
    try:
        return same_network(RunSettings.from_json(trained_with), settings)
    except SettingsError:  # of another version
        return False


def named(name: str) -> Network:
    """The network of this shipped name or run id.

    Raises:
        KeyError: There is none, or the run has no network yet.
    """
    if name in shipped_names():
        return _shipped(name)
    run = store().run(name)
    if run is None or not has_network(run):
        raise KeyError(f"Networks are {', '.join(labels_by_name())}. Received: {name!r}. Choose one of these.")
    return Network(
        name=name,
        label=_run_label(run),
        version=f"{name}-{run.ended.timestamp() if run.ended else 0:.3f}",
        trained_with=run.settings,
        predictor=_of_run(name, run.ended),
    )


@st.cache_resource(show_spinner=False, max_entries=32)
def _of_run(run_id: str, ended: datetime | None) -> Predictor:
    """A run's network; a run that was resumed has a new one when it ends again."""
    network = store().artefact(run_id, "network.tflite")
    if network is None:
        raise KeyError(f"Run {run_id} has no network. Start it again on the Train page.")
    return Predictor(network)


def name_of(run: RunRecord) -> str:
    """How the pages call the network of a run."""
    return STORY_NETWORK if run.id == STORY else run.id


def has_network(run: RunRecord) -> bool:
    """Whether a run has ended with a network."""
    return run.status in ("done", "stopped") and "test" in (run.result or {})


def _run_label(run: RunRecord) -> str:
    return _label(f"{run.name} · run {run.id}", (run.result or {})["test"]["exact"])


def _shipped_label(name: str) -> str:
    return _label(name, _card(name)["report"]["test"]["exact"])


@st.cache_data(show_spinner=False)
def _card(name: str) -> dict[str, Any]:
    return json.loads((SHIPPED / f"{name}.json").read_text())


def _shipped(name: str) -> Network:
    return Network(
        name=name,
        label=_shipped_label(name),
        version=f"{name}-{(SHIPPED / f'{name}.weights.npz').stat().st_mtime_ns}",
        trained_with=_card(name)["settings"],
        predictor=shipped(name),
    )


def _label(name: str, exact: float) -> str:
    return f"{name} · {exact:.1%} exact"
