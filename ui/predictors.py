"""The networks that may answer: shipped ones and finished runs, by name or run id."""

import json
from datetime import datetime

import streamlit as st

from model.predict import Predictor, shipped, shipped_names
from model.predict.predictor import SHIPPED
from runs.records import RunRecord
from ui.store import store

DEFAULT = "robust"


def networks() -> dict[str, str]:
    """Shipped names and run ids, each with a label: what it is and how many test lines it reads wholly right."""
    labels = {name: _shipped_label(name) for name in sorted(shipped_names(), key=lambda name: name != DEFAULT)}
    return labels | {run.id: _run_label(run) for run in store().runs() if _has_network(run)}


def predictor(name: str) -> Predictor:
    """The network of this shipped name or run id.

    Raises:
        KeyError: there is none, or the run has no network yet.
    """
    if name in shipped_names():
        return shipped(name)
    run = store().run(name)
    if run is None or not _has_network(run):
        raise KeyError(f"Networks are {', '.join(networks())}. Received: {name!r}. Choose one of these.")
    return _of_run(name, run.ended)


@st.cache_resource(show_spinner=False, max_entries=32)
def _of_run(run_id: str, ended: datetime | None) -> Predictor:
    """A run's network; a run that was resumed has a new one when it ends again."""
    network = store().artefact(run_id, "network.tflite")
    if network is None:
        raise KeyError(f"Run {run_id} has no network. Start it again on the Train page.")
    return Predictor(network)


def _has_network(run: RunRecord) -> bool:
    return run.status in ("done", "stopped") and "test" in (run.result or {})


def _run_label(run: RunRecord) -> str:
    return _label(f"{run.name} · run {run.id}", (run.result or {})["test"]["exact"])


@st.cache_data(show_spinner=False)
def _shipped_label(name: str) -> str:
    report = json.loads((SHIPPED / f"{name}.json").read_text())["report"]
    return _label(name, report["test"]["exact"])


def _label(name: str, exact: float) -> str:
    return f"{name} · {exact:.1%} exact"
