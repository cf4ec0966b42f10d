"""The views of the mistakes of a network: one function each, listed in `MISTAKE_VIEWS`."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np
import streamlit as st

from model.evaluate.compare import EXACT
from model.heads import HEADS
from ui.evaluate import charts, confusion_tables, fields
from ui.evaluate.confusion_component import draw_matrices, select_cell
from ui.evaluate.off_grid import draw_off_grid
from ui.shared.class_labels import class_labels
from ui.shared.evaluated import PairedEvaluation, SetEvaluation
from ui.shared.format import UNKNOWN, counted, percent
from ui.shared.layout import draw_chart
from ui.shared.url_widgets import segmented_control

_SHARES = ("precision", "recall", "F1")
_SLICES = "chart_slices"
SIGNIFICANT = 0.01  # a p-value below is called significant


@dataclass(frozen=True, slots=True, kw_only=True)
class ViewData:
    """What a view draws from."""

    judged: SetEvaluation
    names: tuple[str, str]  # of the network and of the one it is compared with; '' for none
    versus: PairedEvaluation | None  # None, too, if the other network was trained on all of the pictures
    cell: str  # the one that is chosen


def draw_confusion(data: ViewData) -> None:
    draw_matrices(confusion_tables.head_matrices(data.judged), data.cell)


def draw_all_classes(data: ViewData) -> None:
    st.caption("Every line is one of 96 classes: length, width, colour and angle. The list has the commonest mistakes.")
    draw_matrices(confusion_tables.all_class_matrices(data.judged), data.cell)


def draw_scores(data: ViewData) -> None:
    st.caption(f"A click on a column sorts by it. The 96 classes of all four heads together follow below. {UNKNOWN}")
    share = {name: st.column_config.ProgressColumn(name, min_value=0, max_value=1, format="%.3f") for name in _SHARES}
    alt = "Precision, recall and F1 of every class of every head"
    look = {"hide_index": True, "height": 680, "column_config": share, "placeholder": "–"}
    st.dataframe(score_rows(data.judged), alt=alt, **look)


def score_rows(judged: SetEvaluation) -> dict[str, Any]:
    """Columns of the table of F-scores: one row per class of each head, and then of the 96 classes."""
    tables = [*confusion_tables.head_matrices(judged), *confusion_tables.all_class_matrices(judged)]
    class_scores = [judged.evaluation.scores[table.name] for table in tables]
    columns = zip(*(each.known for each in class_scores), strict=True)
    return {
        "head": [table.title.lower() for table in tables for _ in table.rows],
        "class": [label for table in tables for label in table.rows],
        **{name: np.concatenate(column) for name, column in zip(_SHARES, columns, strict=True)},
        "pictures": np.concatenate([each.support for each in class_scores]),
    }


def draw_calibration(data: ViewData) -> None:
    reliability = data.judged.evaluation.reliability
    worst = max(reliability, key=lambda name: reliability[name].error)
    errors = ", ".join(f"{name} {percent(reliability[name].error, 2)}" for name in HEADS)
    st.caption(f"Below the dotted line a head is overconfident. Calibration error: {errors}.")
    alt = f"Accuracy of each head by its confidence. Largest calibration error: {worst}. All: {errors}."
    draw_chart(charts.calibration_chart(reliability), "chart_calibration", alt)


def draw_slices(data: ViewData) -> None:
    labels = {EXACT: "All four"} | {name: name.capitalize() for name in HEADS}
    of = segmented_control("Predictions of", fields.OF_HEAD, labels)
    slices = [part for part in data.judged.slices if part.count]
    worst = min(slices, key=lambda part: part.accuracy[of])
    label = dict(zip(HEADS[worst.of].classes, class_labels(worst.of), strict=True))[worst.value]
    words = (
        f"Weakest slice: {worst.of} {label}, {percent(worst.accuracy[of])} of {counted(worst.count, 'picture')} right."
    )
    st.caption(
        f"{words} Whiskers are {percent(0.95, 0)} intervals: where they overlap widely, "
        "the difference may be chance. A click on a dot shows its pictures."
    )
    who = "All four heads" if of == EXACT else f"The {of} head"
    alt = f"{who}: share right by true length, width, colour and angle. {words}"
    draw_chart(charts.slice_chart(slices, of), _SLICES, alt, on_select=_take_slice, selection_mode="points")


def _take_slice() -> None:
    """A click on a slice chooses its row: the pictures with that class."""
    points = st.session_state[_SLICES]["selection"]["points"]
    select_cell(points[0]["customdata"][0] if points else "")


def draw_error_maps(data: ViewData) -> None:
    maps = data.judged.maps
    most = max(float(np.nanmax(shares)) for shares in maps.values())
    if most == 0:
        st.success("No line is read wrong, wherever it lies.", icon=":material/done_all:")
    st.caption(
        "Of the lines that pass through a pixel, how many are read wrong? "
        f"Full orange is {percent(most)}: one scale for all maps."
    )
    names = (EXACT, *HEADS)
    for row in (names[:3], names[3:]):  # rows of columns, so that a phone has them in this order
        for column, name in zip(st.columns(3), row, strict=False):
            with column:
                _draw_map(name, maps[name], most)


def _draw_map(name: str, shares: np.ndarray, most: float) -> None:
    """One map under its title."""
    title = "Any head" if name == EXACT else name.capitalize()
    row, column = np.unravel_index(np.nanargmax(shares), shares.shape)
    highest = percent(float(shares[row, column]))
    st.markdown(f"**{title}** · up to {highest}")
    alt = f"{title}: share of lines read wrong by pixel; the most, {highest}, at column {column}, row {row}."
    draw_chart(charts.error_map(shares, most or 1), f"map_{name}", alt)


def draw_joint_mistakes(data: ViewData) -> None:
    joint = data.judged.together
    both, expected = joint.observed[2:].sum(), joint.expected[2:].sum()
    st.caption(
        f"Two heads or more are wrong on **{counted(int(both), 'picture')}**; if their mistakes were independent, "
        f"it would be **{expected:,.1f}**."
    )
    counts = ", ".join(f"{k}: {joint.observed[k]:,} ({joint.expected[k]:,.1f} expected)" for k in range(1, 5))
    alt = f"Pictures by the number of wrong heads. {counts}."
    draw_chart(charts.error_count_chart(joint.observed, joint.expected), "chart_together", alt)
    related = [pair for pair in joint.pairs.items() if pair[1].both]
    for (first, second), pair in sorted(related, key=lambda item: -item[1].phi)[:2]:
        words = f"{pair.both:,} together, {pair.expected:,.1f} expected, correlation {pair.phi:.2f}"
        st.caption(f"**{first} and {second}**: {words}.")
    draw_matrices(confusion_tables.head_pair_matrices(data.judged), data.cell)


def draw_network_comparison(data: ViewData) -> None:
    if not data.names[1]:
        words = "Choose a second network above to see which of the two is right where the other is wrong."
        st.info(words, icon=":material/compare:")
        return
    if data.versus is None:
        st.warning("One of the two was trained on each of these pictures. Choose another set.", icon=":material/block:")
        return
    exact, (first, second) = data.versus.comparison[EXACT], data.names
    left = len(data.judged.part) - len(data.versus.rows)
    left_out = f" ({left:,} left out: one of them was trained on these)" if left else ""
    st.caption(
        f"On {counted(len(data.versus.rows), 'picture')}{left_out}: all four right by "
        f"**{first} alone on {exact.only_first:,}**, by **{second} alone on {exact.only_second:,}**. "
        f"{mcnemar_sentence(exact.chance)} A click on a cell shows its pictures."
    )
    draw_matrices(confusion_tables.network_pair_matrices(data.versus, len(data.judged.part), data.names), data.cell)


def mcnemar_sentence(chance: float) -> str:
    """Whether a difference may be chance (McNemar's test)."""
    if chance < SIGNIFICANT:
        return "The difference is significant (McNemar's test: p < 0.01)."
    return f"The difference may be chance (McNemar's test: p = {chance:.2f})."


MISTAKE_VIEWS: dict[str, tuple[str, Callable[[ViewData], None]]] = {  # name in links -> label, drawing
    "confusion": ("Confusion", draw_confusion),
    "classes": ("96 classes", draw_all_classes),
    "scores": ("F-scores", draw_scores),
    "calibration": ("Calibration", draw_calibration),
    "slices": ("Slices", draw_slices),
    "off_grid": ("Off the grid", lambda data: draw_off_grid(data.judged)),
    "where": ("Error maps", draw_error_maps),
    "together": ("Joint mistakes", draw_joint_mistakes),
    "compare": ("Compare", draw_network_comparison),
}


def pick_view() -> str:
    """The row of views; the chosen one is in the link."""
    return segmented_control("View", fields.VIEW, {name: label for name, (label, _) in MISTAKE_VIEWS.items()})
