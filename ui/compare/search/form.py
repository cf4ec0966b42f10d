"""What the next search is to be, what it will cost, and its start."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import streamlit as st

from training.presets import PRESETS
from training.results.measures import weights_words
from training.run import Run
from training.search.goals import GOALS
from training.search.space import BUDGET, OFFERED, RATIOS, REFERENCE, SearchPlan
from training.settings import BOUNDS, RunSettings, SettingsError
from training.weight_grid import WEIGHTS
from ui.compare import fields
from ui.compare.chosen_runs import chosen_runs, every_run
from ui.compare.search import cost
from ui.compare.search.text import cost_words
from ui.shared import notify, session_keys
from ui.shared.format import shortened
from ui.shared.store import store

OF_PRESET, OF_RUN = "preset ", "run "
RUNS_OFFERED = 12
LOOKED_AT = 200  # runs, for how long such a network takes
USUAL_BUDGET = 20
AT_MOST = 100  # trials that the page offers; the terminal offers more
NAME_AT_MOST = 60  # characters


def key(name: str) -> str:
    return f"{session_keys.SEARCH_FORM}_{name}"


def form(opened: bool) -> None:
    """Folded away once there is a search."""
    with st.expander("New search", icon=":material/travel_explore:", expanded=opened):
        left, middle, right = st.columns(3, gap="medium")
        with left:
            settings = _base()
            goal = _goal()
        with middle:
            budget, epochs = _size(settings)
        with right:
            bounds, with_rate, seed = _space()
        _start(settings, {"goal": goal, "budget": budget, "seed": seed, "with_rate": with_rate}, epochs, bounds)


def _base() -> RunSettings:
    """The settings that every trial shares: of a preset, or of a run."""
    offered = {f"{OF_RUN}{run.id}": run for run in _offered(every_run())}
    labels = {f"{OF_PRESET}{name}": f"{PRESETS[name].label} (preset)" for name in OFFERED}
    labels |= {name: _run_label(run) for name, run in offered.items()}
    name = st.selectbox(
        "Settings of",
        list(labels),
        key=key("base"),
        format_func=labels.__getitem__,
        persist_state="session",
        help="Network, pictures, optimiser and seed of every trial. The first trial has these weights too.",
    )
    if name in offered:
        return offered[name].settings.trainable()
    return PRESETS[name.removeprefix(OF_PRESET)].settings


def _offered(every: Sequence[Run]) -> list[Run]:
    """The chosen runs, then the newest; those of another version are left out."""
    some = {run.id: run for run in [*chosen_runs(every), *every[:RUNS_OFFERED]]}.values()
    return [run for run in some if run.readable]


def _run_label(run: Run) -> str:
    return f"{shortened(run.name)} · {weights_words(run.settings)} · {run.id}"


def _goal() -> str:
    goal = st.selectbox(
        "Goal", list(GOALS), key=key("goal"), format_func=lambda name: GOALS[name].label, persist_state="session"
    )
    st.caption(GOALS[goal].about)
    return goal


def _size(settings: RunSettings) -> tuple[int, float]:
    """Trials, and epochs of each."""
    budget = st.number_input(
        "Trials",
        BUDGET[0],
        AT_MOST,
        USUAL_BUDGET,
        key=key("budget"),
        persist_state="session",
        help="At most so many runs.",
    )
    bound = BOUNDS["epochs"]
    epochs = st.number_input(
        "Epochs per trial",
        min_value=bound.low,
        max_value=bound.high,
        value=float(settings.epochs),
        step=0.25,
        format="%g",
        key=f"{key('epochs')}_{settings.preset}_{settings.epochs:g}",
        help="Shorter trials show less of what the weights do at the end.",
    )
    return int(budget), float(epochs)


def _space() -> tuple[tuple[float, float], bool, int]:
    """Bounds of the weights, whether the learning rate is looked for, and the sampler's seed."""
    bounds = st.select_slider(
        f"Weights, with {REFERENCE} at 1",
        WEIGHTS[1:],
        value=RATIOS,
        format_func=lambda weight: f"{weight:g}",
        key=key("bounds"),
        persist_state="session",
    )
    seed = st.number_input(
        "Seed of the search",
        0,
        int(BOUNDS["seed"].high),
        0,
        key=key("seed"),
        persist_state="session",
        help="Decides what is tried. The seed of the trials comes with their settings.",
    )
    with_rate = st.toggle(
        "Learning rate too",
        key=key("rate"),
        persist_state="session",
        help="From a tenth to ten times that of the settings: one dimension more to look through.",
    )
    return bounds, with_rate, int(seed)


def _start(settings: RunSettings, what: dict[str, Any], epochs: float, bounds: tuple[float, float]) -> None:
    """Name, estimate and button."""
    plan = _plan(settings, what, epochs, bounds)
    usual = f"{settings.design.name if settings.design else settings.preset}, {GOALS[what['goal']].label.lower()}"
    with st.container(horizontal=True, vertical_alignment="bottom"):
        name = st.text_input("Name", placeholder=usual, max_chars=NAME_AT_MOST, key=key("name"), width=320)
        st.button(
            "Start search",
            key=key("start"),
            icon=":material/play_arrow:",
            type="primary",
            disabled=isinstance(plan, str),
            on_click=start,
            args=(name.strip() or usual, plan),
        )
        if isinstance(plan, str):
            st.error(plan, icon=":material/error:")
        else:
            workers = cost.workers(store().engine())
            found = cost.before(plan.settings, plan.budget, workers, every_run()[:LOOKED_AT])
            st.caption(cost_words(found, GOALS[plan.goal], alive=workers > 0))


def _plan(settings: RunSettings, what: dict[str, Any], epochs: float, bounds: tuple[float, float]) -> SearchPlan | str:
    """The search, or why it cannot be."""
    try:
        return SearchPlan(settings=replace(settings, epochs=epochs), low=bounds[0], high=bounds[1], **what)
    except SettingsError as error:
        return str(error)


def start(name: str, plan: SearchPlan) -> None:
    """Begin the search and show it; a second click on the same plan does not begin another."""
    newest = next(iter(store().searches(1)), None)
    record = plan.to_record()
    values = record | {"settings": plan.settings}
    same = newest and newest.status == "running" and all(getattr(newest, name) == values[name] for name in values)
    if newest and same:
        notify.tell("This search is under way already.")
    show(newest.id if newest and same else store().create_search(name, **record))


def show(search_id: str | None) -> None:
    """Show another search; None: the newest."""
    fields.SEARCH.choose(search_id or "")
    fields.TRIAL.choose("")
