"""The panel beside the table: name, tags and note of a chosen run, and the actions for all chosen runs."""

from collections.abc import Callable, Sequence
from typing import Any

import streamlit as st

from runs.curation import KEPT_DELETED, NAME_AT_MOST, NOTE_AT_MOST, TAGS_AT_MOST
from runs.records import RunNotFound
from training.catalogue import has_network
from training.run import Run
from ui.compare import deleted_runs, fields, queue_runs, run_filter
from ui.compare.chosen_runs import choose_runs, side_by_side_button
from ui.compare.fields import CHOSEN_AT_MOST
from ui.shared import navigation, session_keys
from ui.shared.fields import RUN
from ui.shared.layout import action_button, horizontal
from ui.shared.notify import queue_notice
from ui.shared.store import store
from ui.shared.url_state import switch_page
from ui.shared.url_widgets import selectbox
from ui.shared.viewer import change_look

_HINT = f"""**No run is chosen.**

Tick a run in the table to name, tag, annotate, open or delete it; tick two to {CHOSEN_AT_MOST} runs to compare them
side by side."""


def draw_editor(chosen: Sequence[Run], runs: Sequence[Run]) -> None:
    """
    Args:
        runs: All runs.
    """
    if not chosen:
        st.markdown(_HINT)
        return
    _draw_actions(chosen)
    run = _pick_run(chosen)
    _draw_fields(run, all_tags(runs))
    with horizontal("top", gap="xsmall"):
        _draw_links(run)
        queue_runs.repeat_button(run, runs)


def all_tags(runs: Sequence[Run]) -> list[str]:
    return sorted({tag for run in runs for tag in run.tags or []}, key=str.casefold)


def _pick_run(chosen: Sequence[Run]) -> Run:
    """The run to edit: the last chosen one, unless another is picked."""
    labels = {run.id: run_filter.run_label(run) for run in chosen}
    picked = selectbox("Chosen run", fields.EDITED.given(default=chosen[-1].id), labels, persist_state=None)
    return next(run for run in chosen if run.id == picked)


def _draw_fields(run: Run, tags: Sequence[str]) -> None:
    """Changes are saved at once; the fields always show what the store has."""
    changes: dict[str, tuple[Callable[[str, Any], None], Any]] = {
        "name": (store().rename, run.name),
        "tags": (store().tag, run.tags or []),
        "note": (store().note, run.note or ""),
    }
    for name, (_, value) in changes.items():
        st.session_state[session_keys.run_field(name, run.id)] = value

    def saved(name: str) -> dict[str, Any]:
        key = session_keys.run_field(name, run.id)
        return change_look(run.owner, key=key, on_change=_save, args=(changes[name][0], run.id, key))

    st.text_input("Name", max_chars=NAME_AT_MOST, **saved("name"))
    tagging = {"accept_new_options": True, "max_selections": TAGS_AT_MOST, "placeholder": "Add a tag"}
    st.multiselect("Tags", tags, **tagging, **saved("tags"))
    hint = "What you tried, and the result"
    st.text_area("Note", max_chars=NOTE_AT_MOST, height=80, placeholder=hint, **saved("note"))


def _save(change: Callable[[str, Any], None], run_id: str, key: str) -> None:
    try:
        change(run_id, st.session_state[key])
    except (ValueError, RunNotFound) as error:
        queue_notice(str(error))


def _draw_links(run: Run) -> None:
    """The buttons that open other pages with this run."""
    ready = has_network(run)
    train, evaluate = ("pages/train.py", RUN.link(run.id)), ("pages/evaluate.py", run.id)
    action_button("Train", "open_train", "play_circle", switch_page, *train, help="Show its curves on Train.")
    words = "Show the mistakes of its network." if ready else "It has no network yet: wait until it is done."
    look = {"help": words, "disabled": not ready}
    action_button("Evaluate", "open_evaluate", "fact_check", navigation.open_with_network, *evaluate, **look)


def _draw_actions(chosen: Sequence[Run]) -> None:
    """The buttons for all chosen runs."""
    ids, own = [run.id for run in chosen], [run.id for run in chosen if store().viewer.may_change(run.owner)]
    several = len(ids) > 1
    with horizontal("top", gap="xsmall"):
        words = f"Compare the {len(ids)} chosen runs." if several else "Choose a second run first."
        side_by_side_button(ids, key="side_by_side", type="primary", disabled=not several, help=words)
        action_button("Clear", "choose_none", "close", choose_runs, [], help="Choose none.")
        label = f"Delete {len(own)}" if several else "Delete"
        words = f"Deleted runs can be restored for {KEPT_DELETED.days} days."
        words += "" if own == ids else " Runs that are not yours stay."
        look = {"help": words} if own else change_look(chosen[0].owner)
        action_button(label, "delete", "delete", deleted_runs.delete_runs, own, **look)
