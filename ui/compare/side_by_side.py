"""The chosen runs side by side: curves, settings that differ, results, costs, and the reference run for Train."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import partial

import streamlit as st

from model.heads import HEADS
from training.results.costs import cost_measures
from training.results.measures import RunMeasure, result_measures, settings_rows
from training.run import Run
from ui.compare import curves, exports, fields, latency, run_filter
from ui.compare.chosen_runs import all_runs, choose_runs, chosen_runs
from ui.compare.curves import CURVE_KINDS, STROKES, X_AXES, Y_SCALES
from ui.compare.fields import CHOSEN_AT_MOST
from ui.shared import reference_run, session_keys
from ui.shared.fields import RUN
from ui.shared.format import counted, escaped, percent, shortened
from ui.shared.layout import action_button, draw_chart, horizontal
from ui.shared.run_text import duration
from ui.shared.run_view import view_of
from ui.shared.url_state import switch_page
from ui.shared.url_widgets import segmented_control, toggle

_REFRESH = 2.0  # seconds
_BEST_ICON = ":material/check_circle:"
_FORMATS: dict[str, Callable[[float], str]] = {
    "share": partial(percent, digits=2),
    "step": "step {:,.0f}".format,
    "seconds": "{:.1f} s".format,
    "milliseconds": "{:.2f} ms".format,
    "count": "{:,.0f}".format,
}
_RESULTS_HELP = (
    "Each column is one run. With another seed another run may lead: repeat them under **Leaderboard**, which shows "
    "the mean over seeds and its spread."
)
_COSTS_HELP = (
    "Pictures a second: the median over the run, on the machine that trained it. One answer: for one picture, all four "
    "heads, measured on this server."
)
_SCALE_HELP = (
    "On the logarithmic scale the error rate is drawn in place of the accuracy, so that the last percents are visible."
)


def draw_side_by_side() -> None:
    listed = all_runs()
    runs = chosen_runs(listed)
    _draw_picker(listed, runs)
    if not runs:
        _draw_empty(listed)
        return
    _draw_legend(runs)
    kind, axis, scale = _draw_controls()
    live = any(not run.finished or run.goes_on for run in runs)
    st.fragment(_draw_charts, run_every=_REFRESH if live else None)([run.id for run in runs], kind, axis, scale)
    settings, results = st.columns((0.42, 0.58), gap="medium")
    with settings:
        _draw_settings(runs)
    with results:
        st.markdown(f"**Results** ({_BEST_ICON} best of these single runs)", help=_RESULTS_HELP)
        _draw_measures("result", runs, result_measures(runs), alt="Results of the chosen runs; the best are marked")
        _draw_costs(runs)
    _draw_ghost_choice(runs)
    exports.draw_downloads(runs)


def _draw_picker(listed: Sequence[Run], chosen: Sequence[Run]) -> None:
    labels = {run.id: f"{shortened(run.name)} · {run.id}" for run in [*listed, *chosen]}
    st.session_state[session_keys.PICKED] = [run.id for run in chosen]
    choose = {"key": session_keys.PICKED, "on_change": lambda: choose_runs(st.session_state[session_keys.PICKED])}
    options = {"max_selections": CHOSEN_AT_MOST, "placeholder": "Choose runs by name or id"}
    label = f"Runs, at most {CHOSEN_AT_MOST}"
    st.multiselect(label, list(labels), format_func=labels.__getitem__, **choose, **options)


def _draw_empty(listed: Sequence[Run]) -> None:
    done = [run.id for run in listed if run.finished][:2]
    st.info("No run is chosen. Choose some above, or tick them under **Runs**.", icon=":material/checklist:")
    action_button("Choose the last two", "last_two", "history", choose_runs, done, disabled=len(done) < 2)


def _draw_controls() -> tuple[str, str, str]:
    """Kind of the curves, x axis and scale."""
    with horizontal():
        kind = segmented_control("Curves", fields.CURVE_KIND, CURVE_KINDS)
        axis = segmented_control("Over", fields.X_AXIS, lambda axis: f"by {axis}")
        scale = segmented_control("Scale", fields.Y_SCALE, Y_SCALES)
        st.caption("On the validation sample.", width="content", help=_SCALE_HELP)
    return kind, axis, scale


def _draw_legend(runs: Sequence[Run]) -> None:
    """Which line is which run."""
    lines = []
    for number, (run, stroke) in enumerate(zip(runs, STROKES, strict=False), start=1):
        status = "" if run.finished else f", {run.status}"
        lines.append(f"{number}  {stroke.sign}  {run_filter.run_label(run)} ({stroke.description}{status})")
    st.text("\n".join(lines))


def _draw_charts(ids: Sequence[str], kind: str, axis: str, scale: str) -> None:
    """A chart for each head; those of active runs grow."""
    views = [view for view in map(view_of, ids) if view]
    for column, head in zip(st.columns(len(HEADS), gap="small"), HEADS, strict=True):
        figure = curves.head_curves_chart([(view.record.name, view.points) for view in views], head, kind, axis, scale)
        alt = f"{CURVE_KINDS[kind]} of the {head} head by {X_AXES[axis]}, for {counted(len(views), 'run')}."
        with column:
            draw_chart(figure, f"beside_{head}", alt)


def _draw_settings(runs: Sequence[Run]) -> None:
    with horizontal(horizontal_alignment="distribute"):
        st.markdown("**Settings**")
        complete = toggle("All settings", fields.ALL_SETTINGS)
    rows = settings_rows(runs, only_different=not complete)
    if not rows:
        hint = "Choose a second run to see how the settings differ."
        st.caption("Their settings are equal." if len(runs) > 1 else hint)
        return
    lines = {name: map(escaped, values) for name, values in rows.items()}
    _draw_table("setting", runs, lines, alt="Settings of the chosen runs")


def _draw_costs(runs: Sequence[Run]) -> None:
    """Size and speed of the networks."""
    st.markdown("**Costs**", help=_COSTS_HELP)
    points = [view.points if (view := view_of(run.id)) else [] for run in runs]
    lines = cost_measures(runs, points, [latency.answer_milliseconds(run) for run in runs])
    _draw_measures("cost", runs, lines, alt="Costs of the networks of the chosen runs; the best are marked")


def _draw_measures(title: str, runs: Sequence[Run], lines: Sequence[RunMeasure], alt: str) -> None:
    _draw_table(title, runs, {line.label: _cells(line) for line in lines}, alt)


def _draw_table(title: str, runs: Sequence[Run], lines: Mapping[str, Iterable[str]], alt: str) -> None:
    """A column for each run; `lines` are named in the column `title`."""
    headers = [f"{number} {escaped(shortened(run.name))}" for number, run in enumerate(runs, start=1)]
    rows = [{title: name} | dict(zip(headers, cells, strict=True)) for name, cells in lines.items()]
    st.table(rows, border="horizontal", hide_index=True, alt=alt)


def _cells(line: RunMeasure) -> list[str]:
    texts = [_value_text(value, line.kind) for value in line.values]
    return [f"**{text}** {_BEST_ICON}" if place in line.best else text for place, text in enumerate(texts)]


def _value_text(value: float | None, kind: str) -> str:
    if value is None:
        return "–"
    if kind == "seconds" and value >= 10:
        return duration(value)
    return _FORMATS[kind](value)


def _draw_ghost_choice(runs: Sequence[Run]) -> None:
    """Opens Train with a run with another as its reference run."""
    behind = [run for run in runs if run.status in reference_run.COMPARABLE]
    if len(runs) < 2 or not behind:
        return  # a run cannot stand behind itself
    numbers = {run.id: f"{number} {run.name}" for number, run in enumerate(runs, start=1)}
    with horizontal(key="ghost_row"):
        st.markdown("**On Train** show", width="content")
        front = _pick_run("In front", [run.id for run in runs], numbers, "ghost_front")
        st.markdown("with this reference run", width="content")
        back = _pick_run("Behind", [run.id for run in behind if run.id != front], numbers, "ghost_back")
        show = partial(_open_with_ghost, front, back)
        action_button("Show", "haunt", "layers", show, disabled=not back)


def _pick_run(label: str, ids: list[str], numbers: dict[str, str], key: str) -> str:
    if st.session_state.get(key) not in ids:
        st.session_state.pop(key, None)
    return st.selectbox(label, ids, key=key, format_func=numbers.__getitem__, label_visibility="collapsed", width=220)


def _open_with_ghost(front: str, back: str) -> None:
    reference_run.keep_reference(front, back)
    switch_page("pages/train.py", RUN.link(front))
