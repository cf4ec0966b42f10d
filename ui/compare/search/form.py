"""The form of a new search, with its estimated duration."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import streamlit as st

from runs.records import QueueFull
from training.presets import PRESETS
from training.results.measures import loss_weights_text
from training.run import Run
from training.search.goals import GOALS
from training.search.space import BUDGET, REFERENCE, SEARCHABLE_PRESETS, WEIGHT_BOUNDS, SearchPlan
from training.settings import BOUNDS, RunSettings, SettingsError
from training.weight_grid import WEIGHT_GRID
from ui.compare import fields
from ui.compare.chosen_runs import all_runs, chosen_runs
from ui.compare.search import cost
from ui.compare.search.text import search_cost_text
from ui.shared import notify, session_keys
from ui.shared.format import sentence, shortened
from ui.shared.layout import action_button, horizontal
from ui.shared.store import store

_OF_PRESET, OF_RUN = "preset ", "run "
_RUNS_OFFERED = 12
_RUNS_FOR_ESTIMATE = 200
_USUAL_BUDGET = 20
_TRIALS_AT_MOST = 100  # in a terminal there may be more
_NAME_AT_MOST = 60  # characters


def form_key(name: str) -> str:
    return f"{session_keys.SEARCH_FORM}_{name}"


def draw_search_form(opened: bool) -> None:
    """The form; closed once there is a search."""
    with st.expander("New search", icon=":material/travel_explore:", expanded=opened):
        left, middle, right = st.columns(3, gap="medium")
        with left:
            settings = _pick_settings()
            goal = _pick_goal()
        with middle:
            budget, epochs = _pick_size(settings)
        with right:
            (low, high), with_rate, seed = _pick_space()
        choices = {"goal": goal, "budget": budget, "seed": seed, "with_rate": with_rate, "low": low, "high": high}
        _draw_start(settings, epochs, choices)


def _pick_settings() -> RunSettings:
    """The settings that all trials share: those of a preset or of a run."""
    offered = {f"{OF_RUN}{run.id}": run for run in _offered(all_runs())}
    labels = {f"{_OF_PRESET}{name}": f"{PRESETS[name].label} (preset)" for name in SEARCHABLE_PRESETS}
    for name, run in offered.items():
        labels[name] = f"{shortened(run.name)} · {loss_weights_text(run.settings)} · {run.id}"
    words = "Network, pictures, optimiser and seed of all trials. The first trial has their loss weights too."
    name = st.selectbox("Settings of", list(labels), format_func=labels.__getitem__, **_kept("base", words))
    return offered[name].settings.trainable() if name in offered else PRESETS[name.removeprefix(_OF_PRESET)].settings


def _kept(name: str, words: str | None = None) -> dict[str, Any]:
    return {"key": form_key(name), "persist_state": "session", "help": words}


def _offered(runs: Sequence[Run]) -> list[Run]:
    """The chosen runs, then the newest; without those of another version."""
    by_id = {run.id: run for run in [*chosen_runs(runs), *runs[:_RUNS_OFFERED]]}
    return [run for run in by_id.values() if run.readable]


def _pick_goal() -> str:
    goal = st.selectbox("Objective", list(GOALS), format_func=lambda name: GOALS[name].label, **_kept("goal"))
    st.caption(GOALS[goal].about)
    return goal


def _pick_size(settings: RunSettings) -> tuple[int, float]:
    """Number of trials, and epochs of each."""
    budget_options = _kept("budget", "The budget: the search ends after so many trials.")
    budget = st.number_input("Trials", BUDGET[0], _TRIALS_AT_MOST, _USUAL_BUDGET, **budget_options)
    bound, usual = BOUNDS["epochs"], float(settings.epochs)
    key = f"{form_key('epochs')}_{settings.preset}_{usual:g}"
    words = "Short trials say less about the accuracy after a whole training."
    epochs = st.number_input("Epochs per trial", bound.low, bound.high, usual, 0.25, "%g", key, help=words)
    return int(budget), float(epochs)


def _pick_space() -> tuple[tuple[float, float], bool, int]:
    """Bounds of the loss weights, whether the learning rate varies too, and the seed of the search."""
    label, options = f"Loss weights, with {REFERENCE} at 1", _kept("bounds")
    bounds = st.select_slider(label, WEIGHT_GRID[1:], value=WEIGHT_BOUNDS, format_func="{:g}".format, **options)
    words = "Decides which weights are tried. The seed of the trials themselves is in their settings."
    seed = st.number_input("Seed of the search", 0, int(BOUNDS["seed"].high), 0, **_kept("seed", words))
    words = "Vary the learning rate from a tenth to ten times that of the settings."
    with_rate = st.toggle("Learning rate too", **_kept("rate", words))
    return bounds, with_rate, int(seed)


def _draw_start(settings: RunSettings, epochs: float, choices: dict[str, Any]) -> None:
    """Name, estimate and button."""
    plan = _plan(settings, epochs, choices)
    usual = f"{settings.design.name if settings.design else settings.preset}, {GOALS[choices['goal']].label.lower()}"
    with horizontal("bottom"):
        name = st.text_input("Name", placeholder=usual, max_chars=_NAME_AT_MOST, key=form_key("name"), width=320)
        look = {"type": "primary", "disabled": isinstance(plan, str)}
        action_button(
            "Start search", form_key("start"), "play_arrow", start_search, name.strip() or usual, plan, **look
        )
        if isinstance(plan, str):
            st.error(sentence(plan), icon=":material/error:")
        else:
            workers = cost.live_workers(store().engine())
            estimate = cost.estimated_cost(plan.settings, plan.budget, workers, all_runs()[:_RUNS_FOR_ESTIMATE])
            st.caption(search_cost_text(estimate, GOALS[plan.goal], alive=workers > 0))


def _plan(settings: RunSettings, epochs: float, choices: dict[str, Any]) -> SearchPlan | str:
    """The search, or why it is refused."""
    try:
        return SearchPlan(settings=replace(settings, epochs=epochs), **choices)
    except SettingsError as error:
        return str(error)


def start_search(name: str, plan: SearchPlan) -> None:
    """Start the search and show it; a second click with the same plan starts no second search."""
    newest = next(iter(store().searches(1)), None)
    record = plan.to_record()
    values = record | {"settings": plan.settings}
    same = newest and newest.status == "running" and all(getattr(newest, name) == values[name] for name in values)
    if newest and same:
        notify.show_error("This search is already running.")
    try:
        show_search(newest.id if newest and same else store().create_search(name, **record))
    except QueueFull as error:
        notify.show_error(str(error))


def show_search(search_id: str | None) -> None:
    """Show a search; None: the newest."""
    fields.SEARCH.choose(search_id or "")
    fields.TRIAL.choose("")
