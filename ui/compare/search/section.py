"""The section of the weight search: its form, its progress, the chosen trial, and the charts."""

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any

import streamlit as st

from runs.records import SearchNotFound, TrialRecord
from training.run import Search
from training.search.goals import GOALS, unknown_goal
from training.search.selection import complete_trials
from training.search.space import BUDGET, TRIALS_FOR_IMPORTANCE
from ui.compare import fields
from ui.compare.search import charts, cost, parallel_coordinates, trial
from ui.compare.search.form import draw_search_form, show_search
from ui.compare.search.text import SEARCH_HELP, importance_sentence, search_progress, waiting_text
from ui.shared import notify, session_keys
from ui.shared.format import escaped, shortened
from ui.shared.layout import action_button, draw_chart, horizontal, picker, why_popover
from ui.shared.store import store
from ui.shared.theme_colours import accent
from ui.shared.url_state import Field, gone
from ui.shared.url_widgets import selectbox
from ui.shared.viewer import change_look

_REFRESH = 2.0  # seconds
_MORE_TRIALS = 10  # trials
_SEARCH_PICKER = f"{fields.SEARCH.name}_picker"
_STATUS_LABELS = {"running": "Searching", "stopped": "Stopped", "done": "Done", "failed": "Failed"}


def draw_search() -> None:
    searches = {search.id: search for search in store().searches()}
    field = fields.SEARCH.given(choices=("", *searches))
    shown = field.follow(gone("search", "showing the newest" if searches else "start another one"))
    draw_search_form(opened=not searches)
    if not searches:
        words = "There is no search yet. Choose an objective above and start the search."
        st.info(words, icon=":material/travel_explore:")
        return
    search = searches[_pick_search(searches, shown)]
    refresh = _REFRESH if search.status == "running" else None
    st.fragment(_draw_one_search, run_every=refresh)(search.id, search.status)


def _pick_search(searches: dict[str, Search], shown: str) -> str:
    """The id of the shown search: that in the link, else the newest."""
    name = shown or next(iter(searches))
    fields.SEARCH.write(name)
    labels = {
        search.id: f"{shortened(search.name, 40)} · {_STATUS_LABELS[search.status].lower()} · {search.id}"
        for search in searches.values()
    }
    with horizontal():
        picker("Shown search", _SEARCH_PICKER, labels, name, show_search, label_visibility="collapsed", width=460)
        why_popover(SEARCH_HELP)
    return name


def _draw_one_search(search_id: str, status: str) -> None:
    """A search; refreshed while it runs."""
    search = store().search(search_id)
    if search is None or search.status != status:
        st.rerun()
    if search.goal not in GOALS:
        st.warning(escaped(unknown_goal(search.goal)), icon=":material/warning:")
        with horizontal("top"):
            return _draw_buttons(search)
    trials = store().trials(search_id)
    _draw_progress(search, trials)
    chosen = trial.pick_trial(search, trials)
    if chosen is not None:
        trial.draw_trial(search, next(record for record in trials if record.number == chosen))
    _draw_charts(search, trials, chosen)


def _draw_progress(search: Search, trials: Sequence[TrialRecord]) -> None:
    """Progress, problems and buttons."""
    workers = cost.live_workers(store().engine())
    seconds = cost.search_seconds_left(search, trials, workers)
    ended = sum(not record.undecided for record in trials)
    words = f"**{_STATUS_LABELS[search.status]}** · {search_progress(search, trials, seconds)}"
    st.progress(min(1.0, ended / search.budget), words)
    if search.message:
        st.warning(escaped(search.message), icon=":material/warning:")
    elif search.status == "running" and not workers:
        st.caption("The engine is not running yet: the search waits for it.")
    elif waits := waiting_text(search, trials, store().searches()):
        st.caption(waits)
    with horizontal("top"):
        _draw_buttons(search)


def _draw_buttons(search: Search) -> None:
    running = search.status == "running"
    look = change_look(search.owner, "search", disabled=not running)
    action_button("Stop", "stop_search", "stop", _change, store().stop_search, search.id, **look)
    resume, more = store().resume_search, search.budget + _MORE_TRIALS
    words, ended = "Continue where it stopped; no trial is repeated.", search.status in ("stopped", "failed")
    look = change_look(search.owner, "search", disabled=not ended, help=words)
    action_button("Resume", "resume_search", "resume", _change, resume, search.id, **look)
    extend, full = partial(_change, resume, search.id, budget=more), running or more > BUDGET[1]
    look = change_look(search.owner, "search", disabled=full)
    action_button(f"{_MORE_TRIALS} more trials", "extend_search", "add", extend, **look)
    with st.popover("Delete", icon=":material/delete:", type="tertiary", **change_look(search.owner, "search")):
        st.markdown("Deletes the search and the runs of its trials. This cannot be undone.")
        st.button("Delete this search", key="delete_search", on_click=_delete, args=(search.id,))


def _change(change: Callable[..., object], search_id: str, **options: Any) -> None:
    try:
        change(search_id, **options)
    except SearchNotFound as error:
        notify.show_error(str(error))


def _delete(search_id: str) -> None:
    _change(store().delete_search, search_id)
    show_search(None)


def _draw_charts(search: Search, trials: Sequence[TrialRecord], chosen: int | None) -> None:
    """Two charts in a row; on a phone below each other."""
    if not complete_trials(trials):
        st.caption("The charts appear when the first trial is complete.")
        return
    colour = accent()
    alt = charts.charts_alt(search, trials, chosen)
    left, right = st.columns(2, gap="medium")
    with left:
        _draw_front(search, trials, chosen, colour, alt)
    with right:
        st.markdown("**All trials**: loss weights and results (better is higher)")
        trial.draw_clickable_chart(
            parallel_coordinates.parallel_chart(search, trials, chosen, colour), session_keys.PARALLEL, alt
        )
    left, right = st.columns(2, gap="medium")
    if GOALS[search.goal].single:
        with left:
            st.markdown("**Value by trial**")
            trial.draw_clickable_chart(charts.history_chart(search, trials, chosen, colour), session_keys.HISTORY, alt)
    with right if GOALS[search.goal].single else left:
        _draw_importance(search, trials, colour)


def _draw_front(search: Search, trials: Sequence[TrialRecord], chosen: int | None, colour: str, alt: str) -> None:
    """The Pareto front, seen in two chosen losses."""
    fixed = search.goal == "angle-against-rest"
    with horizontal():
        st.markdown("**Pareto front**: lower left is better", width="content")
        across, up = (
            ("the rest", "angle") if fixed else (_pick_axis("Across", fields.ACROSS), _pick_axis("Up", fields.UP))
        )
    trial.draw_clickable_chart(charts.pareto_chart(search, trials, across, up, chosen, colour), session_keys.FRONT, alt)


def _pick_axis(label: str, field: Field) -> str:
    return selectbox(label, field, persist_state=None, label_visibility="collapsed", width=120)


def _draw_importance(search: Search, trials: Sequence[TrialRecord], colour: str) -> None:
    st.markdown("**Parameter importance**")
    if sentence := importance_sentence(search, trials):
        draw_chart(charts.importance_chart(search, colour), "search_importance", sentence)
        st.markdown(sentence)
    else:
        st.caption(f"Known after a search with at least {TRIALS_FOR_IMPORTANCE} complete trials that differ.")
