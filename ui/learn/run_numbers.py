"""The numbers of the learner's own runs, measured once."""

import streamlit as st

from training.catalogue import UnknownNetworkError
from training.lessons.expression import Name, Numbers
from training.lessons.measures import TrainedRun, measured
from ui.learn import progress
from ui.shared.store import catalogue


def run_numbers() -> Numbers:
    """Numbers of the runs in the link.

    Asking for one raises `UnknownNetworkError` if its run has left no network.
    """
    ids = progress.runs()

    def read(name: Name) -> list[float]:
        if name.run not in ids:
            raise UnknownNetworkError(f"The run {name.run} was not trained yet. Go back and train it.")
        try:
            return [_measured(run_id, name.measure, name.details) for run_id in ids[name.run]]
        except UnknownNetworkError as error:
            words = f"The run {name.run} has left no network, or is not here any more. Go back and train again."
            raise UnknownNetworkError(words) from error

    return read


@st.cache_data(show_spinner="Reading the numbers of your run …", max_entries=2_000)
def _measured(run_id: str, measure: str, details: tuple[str, ...]) -> float:
    return measured(_trained_run(run_id), measure, details)


@st.cache_resource(show_spinner=False, max_entries=12)
def _trained_run(run_id: str) -> TrainedRun:
    network = catalogue().get(run_id)
    return TrainedRun(
        network.settings,
        network.files.points(),
        network.test,
        predict=lambda pictures: network.predictor(pictures),
        weights=lambda: network.weights,
    )
