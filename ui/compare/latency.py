"""How fast the networks of runs answer, measured in this process when it is first asked for."""

import numpy as np
import streamlit as st

from data.line import FRAME
from model.predict.timing import microseconds
from training.catalogue import UnknownNetworkError
from training.run import Run
from ui.shared.store import catalogue

REPEATS = 21  # answers that the median is taken of: 1 ms for `fast`, 25 for `one-head`


def milliseconds(run: Run) -> float | None:
    """Of one answer; None of a run without a network."""
    try:
        return _measured(run.id, catalogue().get(run.id).version)
    except UnknownNetworkError:  # also where its file is missing
        return None


@st.cache_data(show_spinner=False, max_entries=256)
def _measured(run_id: str, version: str) -> float:
    """Of the network in this version, in hundredths: what is below them is chance."""
    picture = np.zeros((1, FRAME, FRAME, 3), np.uint8)
    return round(microseconds(catalogue().get(run_id).predictor, picture, REPEATS) / 1e3, 2)
