"""The section of the chosen runs side by side: curves, what differs in the settings, results, and the ghost."""

from collections.abc import Callable, Sequence
from functools import partial

import streamlit as st

from model.heads import HEADS
from training.results.costs import costs
from training.results.measures import Measure, measures, settings_rows
from training.run import Run
from ui.compare import curves, exports, fields, latency, run_filter
from ui.compare.chosen_runs import choose, chosen_runs, every_run, lost_words
from ui.compare.curves import AXES, KINDS, SCALES, STROKES
from ui.compare.fields import AT_MOST
from ui.shared import reference_run, session_keys
from ui.shared.fields import RUN
from ui.shared.format import escaped, percent, shortened
from ui.shared.run_text import duration
from ui.shared.run_view import look
from ui.shared.theme import PLAIN
from ui.shared.url_state import switch_page
from ui.shared.url_widgets import segmented_control, toggle

LIVE = 2.0  # seconds between two looks at runs under way
BEST = ":material/check_circle:"
FORMATS: dict[str, Callable[[float], str]] = {
    "share": partial(percent, digits=2),
    "step": "step {:,.0f}".format,
    "seconds": "{:.1f} s".format,
    "milliseconds": "{:.2f} ms".format,
    "count": "{:,.0f}".format,
}
COSTS_HELP = (
    "Pictures a second: the median over the run, on the machine that trained it. One answer: one picture, all four "
    "heads, in this server; measured when it is first shown."
)
SCALE_HELP = "On the logarithmic scale accuracy is drawn as the share that is wrong: the last percents become visible."


def section() -> None:
    every = every_run()
    _picker(every)
    runs = chosen_runs(every)
    if lost := lost_words(runs):
        st.warning(lost, icon=":material/search_off:")
    if not runs:
        _ask_for_runs(every)
        return
    _legend(runs)
    kind, axis, scale = _controls()
    live = any(not run.finished for run in runs)
    st.fragment(_charts, run_every=LIVE if live else None)([run.id for run in runs], kind, axis, scale)
    settings, results = st.columns((0.42, 0.58), gap="medium")
    with settings:
        _settings(runs)
    with results:
        _results(runs)
        _costs(runs)
    _ghost(runs)
    exports.row(runs)


def _picker(every: Sequence[Run]) -> None:
    """The chosen runs again, so that one can be taken in or out here too."""
    some = chosen_runs(every)
    labels = {run.id: f"{shortened(run.name)} · {run.id}" for run in [*every, *some]}
    st.session_state[session_keys.PICKED] = [run.id for run in some]
    st.multiselect(
        f"Runs, at most {AT_MOST}",
        list(labels),
        key=session_keys.PICKED,
        format_func=labels.__getitem__,
        max_selections=AT_MOST,
        placeholder="Choose runs by name or id",
        on_change=lambda: choose(st.session_state[session_keys.PICKED]),
    )


def _ask_for_runs(every: Sequence[Run]) -> None:
    done = [run.id for run in every if run.finished][:2]
    st.info("No run is chosen. Choose some above, or tick them under **Runs**.", icon=":material/checklist:")
    st.button(
        "Take the last two",
        key="last_two",
        icon=":material/history:",
        on_click=choose,
        args=(done,),
        disabled=len(done) < 2,
    )


def _controls() -> tuple[str, str, str]:
    """What the curves show, over what, on which scale; all three stand in the link."""
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        kind = segmented_control("Curves", fields.CURVES, KINDS.__getitem__)
        axis = segmented_control("Over", fields.AXIS, lambda axis: f"by {axis}")
        scale = segmented_control("Scale", fields.SCALE, SCALES.__getitem__)
        st.caption("On the validation sample.", width="content", help=SCALE_HELP)
    return kind, axis, scale


def _legend(runs: Sequence[Run]) -> None:
    """Which line is which run, in words too."""
    lines = [
        f"{number}  {stroke.sign}  {run_filter.label(run)} ({stroke.words}{'' if run.finished else ', ' + run.status})"
        for number, (run, stroke) in enumerate(zip(runs, STROKES, strict=False), start=1)
    ]
    st.text("\n".join(lines))


def _charts(ids: Sequence[str], kind: str, axis: str, scale: str) -> None:
    """Four small charts; a run under way grows."""
    views = [view for view in map(look, ids) if view]
    for column, head in zip(st.columns(len(HEADS), gap="small"), HEADS, strict=True):
        figure = curves.chart([(view.record.name, view.points) for view in views], head, kind, axis, scale)
        alt = f"{KINDS[kind]} of the {head} head by {AXES[axis]}, for {len(views)} runs."
        column.plotly_chart(figure, key=f"beside_{head}", config=PLAIN, alt=alt)


def _headers(runs: Sequence[Run]) -> list[str]:
    return [f"{number} {escaped(shortened(run.name))}" for number, run in enumerate(runs, start=1)]


def _settings(runs: Sequence[Run]) -> None:
    with st.container(horizontal=True, vertical_alignment="center", horizontal_alignment="distribute"):
        st.markdown("**Settings**")
        every = toggle("All settings", fields.ALL_SETTINGS)
    rows = settings_rows(runs, only_different=not every)
    if not rows:
        st.caption("They differ in nothing." if len(runs) > 1 else "One run alone differs in nothing: choose another.")
        return
    table = [
        {"setting": name} | dict(zip(_headers(runs), map(escaped, values), strict=True))
        for name, values in rows.items()
    ]
    st.table(table, border="horizontal", hide_index=True, alt="Settings of the chosen runs")


def _results(runs: Sequence[Run]) -> None:
    st.markdown(f"**Results** ({BEST} best)")
    _table("result", runs, measures(runs), alt="Results of the chosen runs; the best are marked")


def _costs(runs: Sequence[Run]) -> None:
    """How large the networks are, and how fast."""
    st.markdown("**Costs**", help=COSTS_HELP)
    points = [view.points if (view := look(run.id)) else [] for run in runs]
    found = costs(runs, points, [latency.milliseconds(run) for run in runs])
    _table("cost", runs, found, alt="What the networks of the chosen runs cost; the best are marked")


def _table(what: str, runs: Sequence[Run], lines: Sequence[Measure], alt: str) -> None:
    rows = [{what: one.label} | dict(zip(_headers(runs), _cells(one), strict=True)) for one in lines]
    st.table(rows, border="horizontal", hide_index=True, alt=alt)


def _cells(one: Measure) -> list[str]:
    return [
        f"**{_value(value, one.kind)}** {BEST}" if place in one.best else _value(value, one.kind)
        for place, value in enumerate(one.values)
    ]


def _value(value: float | None, kind: str) -> str:
    if value is None:
        return "–"
    if kind == "seconds" and value >= 10:
        return duration(value)
    return FORMATS[kind](value)


def _ghost(runs: Sequence[Run]) -> None:
    """Lets Train show one run with another one as a pale ghost behind it."""
    behind = [run for run in runs if run.status in reference_run.HAUNTING]
    if len(runs) < 2 or not behind:
        return  # a run cannot stand behind itself
    numbers = {run.id: f"{number} {run.name}" for number, run in enumerate(runs, start=1)}
    with st.container(horizontal=True, vertical_alignment="center", gap="small", key="ghost_row"):
        st.markdown("**On Train** show", width="content")
        front = _run_box("In front", [run.id for run in runs], numbers, "ghost_front")
        st.markdown("with this ghost behind", width="content")
        back = _run_box("Behind", [run.id for run in behind if run.id != front], numbers, "ghost_back")
        show = partial(_haunt, front, back)
        st.button("Show", key="haunt", icon=":material/layers:", on_click=show, disabled=not back)


def _run_box(label: str, ids: list[str], numbers: dict[str, str], key: str) -> str:
    if st.session_state.get(key) not in ids:
        st.session_state.pop(key, None)
    return st.selectbox(label, ids, key=key, format_func=numbers.__getitem__, label_visibility="collapsed", width=220)


def _haunt(front: str, back: str) -> None:
    reference_run.stands_behind(front, back)
    switch_page("pages/train.py", RUN.link(front))
