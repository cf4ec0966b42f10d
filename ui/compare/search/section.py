"""The section of the weight search: which search, how far it is, and what it has found."""

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any

import streamlit as st

from runs.records import SearchNotFound, TrialRecord
from training.run import Search
from training.search.goals import GOALS
from training.search.selection import complete
from training.search.space import BUDGET, ENOUGH
from ui.compare import fields
from ui.compare.search import charts, cost, parallel_coordinates, trial
from ui.compare.search.form import form, show
from ui.compare.search.text import WHY, importance_sentence, progress_words, waits_words
from ui.shared import session_keys
from ui.shared.format import escaped, shortened
from ui.shared.store import store
from ui.shared.theme import PLAIN
from ui.shared.theme_colours import accent
from ui.shared.url_state import Field
from ui.shared.url_widgets import selectbox

TICK = 2.0  # seconds
MORE = 10  # trials
PICKER = f"{fields.SEARCH.name}_picker"
STATUSES = {"running": "Searching", "stopped": "Stopped", "done": "Done", "failed": "Given up"}


def section() -> None:
    searches = {search.id: search for search in store().searches()}
    form(opened=not searches)
    if not searches:
        st.info("No search has been started yet. Choose a goal above, and start one.", icon=":material/travel_explore:")
        return
    search = searches[_picker(searches)]
    every = TICK if search.status == "running" else None
    st.fragment(_search, run_every=every)(search.id, search.status)


def _picker(searches: dict[str, Search]) -> str:
    """The search of the link, else the newest."""
    name = fields.SEARCH.given(choices=searches).follow() or next(iter(searches))
    fields.SEARCH.write(name)
    st.session_state[PICKER] = name
    labels = {
        one.id: f"{shortened(one.name, 40)} · {STATUSES[one.status].lower()} · {one.id}" for one in searches.values()
    }
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        st.selectbox(
            "Search that is shown",
            list(labels),
            key=PICKER,
            format_func=labels.__getitem__,
            label_visibility="collapsed",
            on_change=lambda: show(st.session_state[PICKER]),
            width=460,
        )
        with st.popover("Why?", type="tertiary"):
            st.markdown(WHY)
    return name


def _search(search_id: str, status: str) -> None:
    """All of one search; looks again by itself while it goes on."""
    search = store().search(search_id)
    if search is None or search.status != status:
        st.rerun()
    trials = store().trials(search_id)
    _bar(search, trials)
    chosen = trial.picker(search, trials)
    if chosen is not None:
        trial.card(search, next(one for one in trials if one.number == chosen))
    _charts(search, trials, chosen)


def _bar(search: Search, trials: Sequence[TrialRecord]) -> None:
    """How far it is, and its buttons."""
    workers = cost.workers(store().engine())
    seconds = cost.left(search, trials, workers)
    ended = sum(not one.undecided for one in trials)
    words = f"**{STATUSES[search.status]}** · {progress_words(search, trials, seconds)}"
    st.progress(min(1.0, ended / search.budget), words)
    if search.message:
        st.warning(escaped(search.message), icon=":material/warning:")
    elif search.status == "running" and not workers:
        st.caption("The engine is not running yet: the search waits for it.")
    elif waits := waits_words(search, trials, store().searches()):
        st.caption(waits)
    with st.container(horizontal=True, gap="small"):
        _buttons(search)


def _buttons(search: Search) -> None:
    running = search.status == "running"
    st.button(
        "Stop",
        key="stop_search",
        icon=":material/stop:",
        on_click=_ask,
        args=(store().stop_search, search.id),
        disabled=not running,
    )
    st.button(
        "Resume",
        key="resume_search",
        icon=":material/resume:",
        on_click=_ask,
        args=(store().resume_search, search.id),
        disabled=search.status not in ("stopped", "failed"),
        help="Go on where it stopped; no trial is made twice.",
    )
    st.button(
        f"{MORE} more trials",
        key="extend_search",
        icon=":material/add:",
        on_click=partial(_ask, store().resume_search, search.id, budget=search.budget + MORE),
        disabled=running or search.budget + MORE > BUDGET[1],
    )
    with st.popover("Delete", icon=":material/delete:", type="tertiary"):
        st.markdown("The search goes, with the runs of its trials. This cannot be undone.")
        st.button("Delete this search", key="delete_search", on_click=_delete, args=(search.id,))


def _ask(change: Callable[..., object], search_id: str, **how: Any) -> None:
    try:
        change(search_id, **how)
    except SearchNotFound as error:
        st.toast(str(error), icon=":material/error:")


def _delete(search_id: str) -> None:
    _ask(store().delete_search, search_id)
    show(None)


def _charts(search: Search, trials: Sequence[TrialRecord], chosen: int | None) -> None:
    """Two to a row; on a phone one below the other."""
    if not complete(trials):
        st.caption("The charts come with the first trial that has ended.")
        return
    colour = accent()
    alt = charts.alt(search, trials, chosen)
    left, right = st.columns(2, gap="medium")
    with left:
        _front(search, trials, chosen, colour, alt)
    with right:
        st.markdown("**Every trial**: its weights, and what they came to (good is above)")
        trial.chart(parallel_coordinates.chart(search, trials, chosen, colour), session_keys.PARALLEL, alt)
    left, right = st.columns(2, gap="medium")
    if GOALS[search.goal].single:
        with left:
            st.markdown("**Trial by trial**")
            trial.chart(charts.history(search, trials, chosen, colour), session_keys.HISTORY, alt)
    with right if GOALS[search.goal].single else left:
        _importance(search, trials, colour)


def _front(search: Search, trials: Sequence[TrialRecord], chosen: int | None, colour: str, alt: str) -> None:
    """The Pareto front in two chosen losses."""
    fixed = search.goal == "angle-against-rest"
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        st.markdown("**Pareto front**: lower left is better", width="content")
        across, up = ("the rest", "angle") if fixed else (_axis("Across", fields.ACROSS), _axis("Up", fields.UP))
    trial.chart(charts.pareto(search, trials, across, up, chosen, colour), session_keys.FRONT, alt)


def _axis(label: str, field: Field) -> str:
    return selectbox(label, field, persist_state=None, label_visibility="collapsed", width=120)


def _importance(search: Search, trials: Sequence[TrialRecord], colour: str) -> None:
    st.markdown("**What mattered**")
    if sentence := importance_sentence(search, trials):
        st.plotly_chart(charts.importance(search, colour), key="search_importance", config=PLAIN, alt=sentence)
        st.markdown(sentence)
    else:
        st.caption(f"Comes at the end of a search with {ENOUGH} complete trials or more that differ.")
