"""An explanation without a drawing of its own: what it answers, as pictures and tables."""

from typing import Any

import numpy as np
import streamlit as st

from data.line import FRAME
from model.explain import View
from training.catalogue import TrainedNetwork
from ui.shared import worker_query


def draw_values(view: View, network: TrainedNetwork, picture: np.ndarray) -> None:
    subject = picture if view.needs == "picture" else None
    button = view.label if view.slow else None
    worker_query.draw_answer(view.name, network, subject, draw=_values, button=button, key=view.name)


def _values(answer: dict[str, Any]) -> None:
    for name, value in answer.items():
        st.markdown(f"**{name}**")
        if not isinstance(value, np.ndarray):
            st.json(value)
        elif value.shape == (FRAME, FRAME):
            st.image(_levels(value), width=10 * FRAME)
        else:
            st.dataframe(value.reshape(len(np.atleast_1d(value)), -1))


def _levels(values: np.ndarray) -> np.ndarray:
    """Grey levels from the smallest value to the largest, `(28, 28)` uint8."""
    span = np.ptp(values) or 1
    return (255 * (values - values.min()) / span).astype(np.uint8)
