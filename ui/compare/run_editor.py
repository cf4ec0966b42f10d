"""Beside the table: name, tags and note of a chosen run, and what can be done with all that are chosen."""

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any

import streamlit as st

from runs.curation import NAME_AT_MOST, NOTE_AT_MOST, TAGS_AT_MOST
from runs.records import RunNotFound
from training.catalogue import has_network
from training.run import Run
from ui.compare import deleted_runs, fields, queue_runs, run_filter
from ui.compare.chosen_runs import choose, side_by_side
from ui.compare.fields import AT_MOST
from ui.shared import navigation, session_keys
from ui.shared.fields import RUN
from ui.shared.notify import say
from ui.shared.store import store
from ui.shared.url_state import switch_page
from ui.shared.url_widgets import selectbox

HINT = f"""**No run is chosen.**

Tick one in the table to name it, tag it, write a note, open or delete it; tick two or more, {AT_MOST} at most, to see
them side by side."""


def panel(some: Sequence[Run], every: Sequence[Run]) -> None:
    """All of it, for the chosen runs among `every` run."""
    if not some:
        st.markdown(HINT)
        return
    _together(some)
    run = _picked(some)
    _fields(run, tags_of(every))
    with st.container(horizontal=True, gap="xsmall"):
        _opening(run)
        queue_runs.repeat_button(run, every)


def tags_of(every: Sequence[Run]) -> list[str]:
    return sorted({tag for run in every for tag in run.tags or []}, key=str.casefold)


def _picked(some: Sequence[Run]) -> Run:
    """Which of the chosen runs the fields are of: the one that was chosen last, unless another is picked."""
    labels = {run.id: run_filter.label(run) for run in some}
    field = fields.EDITED.given(choices=labels, default=some[-1].id)
    picked = selectbox("Chosen run", field, labels.__getitem__, persist_state=None)
    return next(run for run in some if run.id == picked)


def _fields(run: Run, tags: Sequence[str]) -> None:
    """What is typed is kept at once. The store's word stands in the fields, whoever changed it."""
    changes: dict[str, tuple[Callable[[str, Any], None], Any]] = {
        "name": (store().rename, run.name),
        "tags": (store().tag, run.tags or []),
        "note": (store().note, run.note or ""),
    }
    for name, (_, value) in changes.items():
        st.session_state[session_keys.run_field(name, run.id)] = value

    def how(name: str) -> dict[str, Any]:
        key = session_keys.run_field(name, run.id)
        return {"key": key, "on_change": _keep, "args": (changes[name][0], run.id, key)}

    st.text_input("Name", max_chars=NAME_AT_MOST, **how("name"))
    st.multiselect(
        "Tags",
        tags,
        accept_new_options=True,
        max_selections=TAGS_AT_MOST,
        placeholder="Add a tag",
        **how("tags"),
    )
    st.text_area("Note", max_chars=NOTE_AT_MOST, height=80, placeholder="What was tried, what came out", **how("note"))


def _keep(change: Callable[[str, Any], None], run_id: str, key: str) -> None:
    try:
        change(run_id, st.session_state[key])
    except (ValueError, RunNotFound) as error:
        say(str(error))


def _opening(run: Run) -> None:
    """The other pages, with this run."""
    ready = has_network(run)
    st.button(
        "Train",
        key="open_train",
        icon=":material/play_circle:",
        help="See its curves on Train.",
        on_click=partial(switch_page, "pages/train.py", RUN.link(run.id)),
    )
    st.button(
        "Evaluate",
        key="open_evaluate",
        icon=":material/fact_check:",
        help="See where its network fails." if ready else "It has no network yet: wait until it is done.",
        on_click=navigation.open_with_network,
        args=("pages/evaluate.py", run.id),
        disabled=not ready,
    )


def _together(some: Sequence[Run]) -> None:
    """What is done with all chosen runs."""
    many = len(some)
    with st.container(horizontal=True, gap="xsmall"):
        st.button(
            "Side by side",
            key="side_by_side",
            type="primary",
            icon=":material/view_column:",
            on_click=side_by_side,
            args=([run.id for run in some],),
            disabled=many < 2,
            help="Choose a second run first." if many < 2 else f"Compare the {many} chosen runs.",
        )
        st.button("Clear", key="choose_none", icon=":material/close:", on_click=choose, args=([],), help="Choose none.")
        st.button(
            f"Delete {many}" if many > 1 else "Delete",
            key="delete",
            icon=":material/delete:",
            on_click=deleted_runs.delete,
            args=([run.id for run in some],),
            help="They can come back for some days." if many > 1 else "It can come back for some days.",
        )
