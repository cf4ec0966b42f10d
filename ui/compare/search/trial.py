"""The chosen trial: picked by its number or by a click on a chart; its weights, and what to do with them."""

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
from training.search.selection import best, front
from training.search.space import RATE, settings_of
from training.settings import RunSettings
from ui.compare import fields
from ui.compare.search.text import state_words, values_words, weights_words
from ui.shared import fields as train
from ui.shared import navigation, notify
from ui.shared.format import percent
from ui.shared.store import store
from ui.shared.theme import PLAIN
from ui.shared.url_state import switch_page

PICKER = f"{fields.TRIAL.name}_picker"


def picker(search: Search, trials: Sequence[TrialRecord]) -> int | None:
    """The trial of the link, else the best; None while there is none."""
    known = {str(trial.number): trial for trial in trials}
    if not known:
        return None
    goal = GOALS[search.goal]
    usual = best(goal, trials) or trials[0]
    good = {trial.number for trial in front(goal, trials)}
    name = fields.TRIAL.given(choices=known).follow() or str(usual.number)
    labels = {number: _label(search, trial, trial.number in good) for number, trial in known.items()}
    st.session_state[PICKER] = name
    st.selectbox(
        "Trial",
        list(labels),
        key=PICKER,
        format_func=labels.__getitem__,
        on_change=lambda: choose(st.session_state[PICKER]),
        width=560,
    )
    return int(name)


def _label(search: Search, trial: TrialRecord, good: bool) -> str:
    goal = GOALS[search.goal]
    star = (" ★ best" if goal.single else " ◆ on the front") if good else ""
    ended = f" · {values_words(goal, trial)}" if trial.scores and goal.single else ""
    return f"Trial {trial.number} · {weights_words(trial)} · {state_words(trial)}{ended}{star}"


def choose(number: str) -> None:
    """Choose a trial; it then stands in the link. A label that has changed meanwhile comes as text: nothing changes."""
    if number.isdecimal():
        fields.TRIAL.choose(number)


def chart(figure: go.Figure, key: str, alt: str) -> None:
    """A chart whose points choose their trial."""
    st.plotly_chart(figure, key=key, config=PLAIN, alt=alt, on_select=partial(_take, key), selection_mode="points")


def _take(key: str) -> None:
    """The first value that a point carries is the number of its trial."""
    points = st.session_state[key]["selection"]["points"]
    found = next((point["customdata"] for point in points if point.get("customdata")), None)
    if found is not None and found[0] is not None:
        choose(str(int(found[0])))


def card(search: Search, trial: TrialRecord) -> None:
    """Its weights, what they came to, and the ways on."""
    settings = settings_of(search.settings.trainable(), trial.parameters)
    with st.container(border=True):
        st.markdown(f"**Trial {trial.number}** · {state_words(trial)}")
        with st.container(horizontal=True, gap="small"):
            for head, weight in settings.weights.items():
                words = f"{percent(trial.scores['accuracy'][head])} right" if trial.scores else "no score yet"
                st.metric(f"Weight of {head}", f"{weight:g}", words, delta_color="off", delta_arrow="off", width=145)
        if RATE in trial.parameters:
            st.markdown(f"Learning rate {settings.learning_rate:g}")
        st.markdown(_test_words(search, trial))
        _ways_on(settings, trial)


def _test_words(search: Search, trial: TrialRecord) -> str:
    """The test part is shown once the search has ended: it must not help to choose."""
    if search.status == "running":
        return "Measured on validation pictures. The test part is shown when the search has ended."
    run = store().run(trial.run_id) if trial.run_id else None
    test = tested(run) if run else {}
    if not test or trial.status != "complete":
        return "Measured on validation pictures. There is no test result: the trial did not come to its end."
    heads = " · ".join(f"{head} **{percent(test[head])}**" for head in HEADS)
    return f"On test pictures, which no trial was chosen by: {heads} · all four **{percent(test['exact'])}**."


def _ways_on(settings: RunSettings, trial: TrialRecord) -> None:
    with st.container(horizontal=True, gap="small"):
        st.button(
            "Use these weights",
            key="use_weights",
            icon=":material/tune:",
            type="primary",
            on_click=use,
            args=(settings,),
            help="Opens Train with the settings of this trial.",
        )
        st.button(
            "Open the run",
            key="open_trial",
            icon=":material/monitoring:",
            on_click=_open,
            args=(trial.run_id,),
            disabled=trial.run_id is None,
        )


def use(settings: RunSettings) -> None:
    """Open Train with these settings. A callback: it leaves before the page is drawn again."""
    if settings.preset not in PRESETS:
        notify.tell(f"These settings are of the preset `{settings.preset}`, which is not here. Open the run instead.")
        return
    navigation.open_train(settings, link_of(settings))


def link_of(settings: RunSettings) -> dict[str, str]:
    """The settings that stand in Train's link beside the preset; the session has the rest."""
    preset = PRESETS[settings.preset].settings
    link = train.PRESET.link(CUSTOM if settings.design else settings.preset)
    for head, value in settings.weights.items():
        link |= train.weight(head).link(value)
    for field in (train.EPOCHS, train.SEED, train.RATE):
        value = getattr(settings, field.name)
        link |= field.link(value) if value != getattr(preset, field.name) else {}
    return link


def _open(run_id: str | None) -> None:
    switch_page("pages/train.py", train.RUN.link(run_id or ""))
