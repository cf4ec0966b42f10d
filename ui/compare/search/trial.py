"""The chosen trial: picked from a list or by a click on a chart; its weights, results and buttons."""

from collections.abc import Sequence
from functools import partial

import plotly.graph_objects as go
import streamlit as st

from model.heads import HEADS
from model.networks import CUSTOM
from runs.records import TrialRecord
from training.presets import PRESETS
from training.results.measures import tested
from training.run import Search
from training.search.goals import GOALS
from training.search.selection import best_trial, pareto_front
from training.search.space import LEARNING_RATE, trial_settings
from training.settings import RunSettings
from ui.compare import fields
from ui.compare.search.text import objectives_text, trial_state, trial_weights
from ui.shared import fields as train
from ui.shared import navigation, notify
from ui.shared.format import percent
from ui.shared.layout import action_button, draw_chart, horizontal, picker
from ui.shared.store import store
from ui.shared.url_state import gone, switch_page

TRIAL_PICKER = f"{fields.TRIAL.name}_picker"


def pick_trial(search: Search, trials: Sequence[TrialRecord]) -> int | None:
    """The number of the chosen trial: that in the link, else the best; None while there is none."""
    known = {str(trial.number): trial for trial in trials}
    if not known:
        return None
    goal = GOALS[search.goal]
    usual = best_trial(goal, trials) or trials[0]
    best_numbers = {trial.number for trial in pareto_front(goal, trials)}
    field = fields.TRIAL.given(choices=("", *known))
    name = field.follow(gone("trial", "showing the best")) or str(usual.number)
    labels = {number: _label(search, trial, trial.number in best_numbers) for number, trial in known.items()}
    picker("Trial", TRIAL_PICKER, labels, name, choose_trial, width=560)
    return int(name)


def _label(search: Search, trial: TrialRecord, is_best: bool) -> str:
    goal = GOALS[search.goal]
    star = (" ★ best single run" if goal.single else " ◆ on the front") if is_best else ""
    ended = f" · {objectives_text(goal, trial)}" if trial.scores and goal.single else ""
    return f"Trial {trial.number} · {trial_weights(trial)} · {trial_state(trial)}{ended}{star}"


def choose_trial(number: str) -> None:
    """Choose a trial; for callbacks. The text of an outdated label changes nothing."""
    if number.isdecimal():
        fields.TRIAL.choose(number)


def draw_clickable_chart(figure: go.Figure, key: str, alt: str) -> None:
    """A chart in which a click on a point chooses its trial."""
    draw_chart(figure, key, alt, on_select=partial(_choose_clicked, key), selection_mode="points")


def _choose_clicked(key: str) -> None:
    """The first value in a point's `customdata` is the number of its trial."""
    points = st.session_state[key]["selection"]["points"]
    number = next((point["customdata"][0] for point in points if point.get("customdata")), None)
    if number is not None:
        choose_trial(str(int(number)))


def draw_trial(search: Search, trial: TrialRecord) -> None:
    """Loss weights, results and buttons of a trial."""
    settings = trial_settings(search.settings.trainable(), trial.parameters)
    with st.container(border=True):
        st.markdown(f"**Trial {trial.number}** · {trial_state(trial)}")
        with horizontal("top"):
            for head, weight in settings.weights.items():
                accuracy = percent(trial.scores["accuracy"][head]) if trial.scores else "no accuracy yet"
                st.metric(f"Weight of {head}", f"{weight:g}", accuracy, delta_color="off", delta_arrow="off", width=145)
        if LEARNING_RATE in trial.parameters:
            st.markdown(f"Learning rate {settings.learning_rate:g}")
        st.markdown(_test_text(search, trial))
        _draw_links(settings, trial)


def _test_text(search: Search, trial: TrialRecord) -> str:
    """The test accuracy is shown after the search: it must not influence the choice."""
    if search.status == "running":
        return "Measured on validation pictures. The test accuracy is shown after the search."
    run = store().run(trial.run_id) if trial.run_id else None
    test = tested(run) if run else {}
    if not test or trial.status != "complete":
        return "Measured on validation pictures. There is no test accuracy: the trial did not finish."
    heads = " · ".join(f"{head} **{percent(test[head])}**" for head in HEADS)
    return f"On test pictures, which the search has not used: {heads} · all four right **{percent(test['exact'])}**."


def _draw_links(settings: RunSettings, trial: TrialRecord) -> None:
    with horizontal("top"):
        look = {"type": "primary", "help": "Opens Train with the settings of this trial."}
        action_button("Use these weights", "use_weights", "tune", use_settings, settings, **look)
        opens = "pages/train.py", train.RUN.link(trial.run_id or "")
        action_button("Open the run", "open_trial", "monitoring", switch_page, *opens, disabled=trial.run_id is None)


def use_settings(settings: RunSettings) -> None:
    """Open Train with these settings; for a callback."""
    if settings.preset not in PRESETS:
        notify.show_error(f"The preset `{settings.preset}` of these settings is not available. Open the run instead.")
        return
    navigation.open_train(settings, train_link(settings))


def train_link(settings: RunSettings) -> dict[str, str]:
    """The preset, and the settings in which Train's link differs from it; the session has the rest."""
    preset = PRESETS[settings.preset].settings
    link = train.PRESET.link(CUSTOM if settings.design else settings.preset)
    for head, value in settings.weights.items():
        link |= train.weight(head).link(value)
    for field in (train.EPOCHS, train.SEED, train.LEARNING_RATE):
        value = getattr(settings, field.name)
        link |= field.link(value) if value != getattr(preset, field.name) else {}
    return link
