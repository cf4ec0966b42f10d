"""Our runs of the networks of 2019 beside the published figures: the shipped results, and tables of accuracies."""

import json
from collections.abc import Mapping, Sequence
from typing import Any

import streamlit as st

from training.results import coursework_2019


def shipped_results() -> dict[str, Any] | None:
    """What `python -m training.coursework` has written: `seed`, and `versions` by name and split. None: nothing yet."""
    file = coursework_2019.RESULTS_FILE
    return _parsed_results(file.stat().st_mtime_ns) if file.exists() else None


@st.cache_data(max_entries=2, show_spinner=False)
def _parsed_results(modified: int) -> dict[str, Any]:
    return json.loads(coursework_2019.RESULTS_FILE.read_text())


def accuracy_table(
    title: str, rows: Sequence[str], columns: Mapping[str, Sequence[float | str | None]], alt: str
) -> None:
    """Draw accuracies in percent.

    Args:
        title: Of the column of row names.
        columns: By title, for each row a share, a text in its place, or None where there is no figure.
    """
    cells = {name: [_accuracy_cell(value) for value in values] for name, values in columns.items()}
    st.table({title: list(rows), **cells}, border="horizontal", hide_index=True, alt=alt)


def _accuracy_cell(value: float | str | None) -> str:
    return value if isinstance(value, str) else "–" if value is None else f"{100 * value:.2f}"
