"""The button that makes a report, and the dialog that hands it out: progress, then an HTML file and a PDF."""

from collections.abc import Sequence
from typing import Any

import streamlit as st

from training.run import Run
from ui.report import build
from ui.shared import session_keys
from ui.shared.layout import action_button, download_button, horizontal
from ui.shared.store import store

COMPARED_AT_MOST = 8
MANY = f"A report compares {COMPARED_AT_MOST} runs at most: choose fewer."
REPORT_FORMS = {"html": ("HTML", "html", "text/html"), "pdf": ("PDF", "picture_as_pdf", "application/pdf")}


def report_button(runs: Sequence[Run]) -> None:
    """'Report': everything about one run, or several compared, as files to hand in, read or keep."""
    many = len(runs) > COMPARED_AT_MOST
    ids = [run.id for run in runs]
    words = MANY if many else "Settings, curves, results, mistakes and findings, as HTML and PDF."
    action_button("Report", "report_button", "description", _open, ids, disabled=not runs or many, help=words)
    if runs and st.session_state.get(session_keys.REPORT_OF) == ids:
        _dialog(runs)


def _open(ids: list[str]) -> None:
    st.session_state[session_keys.REPORT_OF] = ids
    st.session_state[session_keys.REPORT_PLAIN] = False
    st.session_state.pop(session_keys.REPORT_FILES, None)


def _close() -> None:
    st.session_state.pop(session_keys.REPORT_OF, None)
    st.session_state.pop(session_keys.REPORT_FILES, None)


def _skip_maps() -> None:
    """Do not wait for attribution maps."""
    st.session_state[session_keys.REPORT_PLAIN] = True


@st.dialog("Report", icon=":material/description:", on_dismiss=_close)
def _dialog(runs: Sequence[Run]) -> None:
    words = runs[0].name if len(runs) == 1 else f"{len(runs)} runs compared"
    st.text(words)
    files: dict[str, Any] | None = st.session_state.get(session_keys.REPORT_FILES)
    if files is None:
        files = _make_files(runs)
        st.session_state[session_keys.REPORT_FILES] = files
    with horizontal("top"):
        for form, (label, icon, mime) in REPORT_FORMS.items():
            name = f"{files['name']}.{form}"
            download_button(label, files[form], name, mime, f"report_{form}", icon=f":material/{icon}:")
    st.caption(files["words"])


def _make_files(runs: Sequence[Run]) -> dict[str, Any]:
    """The files, as plain values."""
    place = st.empty()
    with place.container():
        bar = st.progress(0.0, "Collecting the numbers")
        skip = st.empty()

    def show_progress(share: float) -> None:
        bar.progress(share, "Collecting the numbers" if share < 0.3 else "Drawing and writing")

    def wait(share: float, words: str) -> bool:
        bar.progress(0.3 + share / 2, words)
        return not st.session_state.get(session_keys.REPORT_PLAIN)

    facts = build.report_facts(runs, store(), lambda share: show_progress(0.29 * share))
    skip.button("Continue without maps", key="report_plain_button", on_click=_skip_maps)
    facts = build.with_attribution_maps(facts, wait)
    skip.empty()
    show_progress(0.8)
    files = build.report_files(facts, lambda share: show_progress(0.8 + 0.2 * share))
    place.empty()
    return files
