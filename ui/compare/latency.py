"""How fast the networks of runs answer, measured in this process when it is first shown."""

import numpy as np
import streamlit as st

from data.line import FRAME
from model.predict.timing import microseconds
from training.catalogue import UnknownNetworkError
from training.run import Run
from ui.shared.store import catalogue

_REPEATS = 21  # answers, of which the median is taken: 1 ms for `fast`, 25 for `one-head`


def answer_milliseconds(run: Run) -> float | None:
    """Milliseconds of one answer; None for a run without a network."""
    try:
        return _measured_milliseconds(run.id, catalogue().get(run.id).version)
    except UnknownNetworkError:  # also where its file is missing
        return None


@st.cache_data(show_spinner=False, max_entries=256)
def _measured_milliseconds(run_id: str, version: str) -> float:
    """Rounded to hundredths, as less is noise."""
    picture = np.zeros((1, FRAME, FRAME, 3), np.uint8)
    return round(microseconds(catalogue().get(run_id).predictor, picture, _REPEATS) / 1e3, 2)
