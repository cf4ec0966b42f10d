"""The ways to look at the mistakes of a network: one function each, listed in `VIEWS`."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np
import streamlit as st

from model.evaluate.compare import EXACT
from model.heads import HEADS
from ui.evaluate import charts, confusion_tables
from ui.evaluate.confusion_component import choose, matrices
from ui.evaluate.confusion_tables import class_words
from ui.shared import session_keys
from ui.shared.evaluated import Judged, Versus
from ui.shared.format import percent
from ui.shared.theme import PLAIN
from ui.shared.url_state import followed

SHARES = ("precision", "recall", "F1")
SLICES = "chart_slices"
SURPRISING = 0.01  # a difference that chance makes less often is called real


@dataclass(frozen=True, slots=True, kw_only=True)
class Scene:
    """What a view draws from."""

    judged: Judged
    names: tuple[str, str]  # of the network and of the one it is compared with; '' for none
    versus: Versus | None  # None, too, if the other network was trained on all of the pictures
    cell: str  # the one that is chosen


def confusion(scene: Scene) -> None:
    matrices(confusion_tables.of_heads(scene.judged), scene.cell)


def classes(scene: Scene) -> None:
    st.caption("Every line is one of 96: length, width, colour and angle together. The list has the usual mistakes.")
    matrices(confusion_tables.of_classes(scene.judged), scene.cell)


def scores(scene: Scene) -> None:
    st.caption("A click on a column sorts by it. Below the heads' classes stand the 96 that all four make together.")
    share = {name: st.column_config.ProgressColumn(name, min_value=0, max_value=1, format="%.3f") for name in SHARES}
    alt = "Precision, recall and F1 of every class of every head"
    st.dataframe(score_rows(scene.judged), hide_index=True, height=680, column_config=share, alt=alt)


def score_rows(judged: Judged) -> dict[str, Any]:
    """Columns of the table of F-scores: one row per class of each head, and then of the 96 classes."""
    tables = [*confusion_tables.of_heads(judged), *confusion_tables.of_classes(judged)]
    found = [judged.evaluation.scores[one.name] for one in tables]
    return {
        "head": [one.title.lower() for one in tables for _ in one.rows],
        "class": [word for one in tables for word in one.rows],
        "precision": np.concatenate([one.precision for one in found]),
        "recall": np.concatenate([one.recall for one in found]),
        "F1": np.concatenate([one.f1 for one in found]),
        "pictures": np.concatenate([one.support for one in found]),
    }


def calibration(scene: Scene) -> None:
    found = scene.judged.evaluation.reliability
    worst = max(found, key=lambda name: found[name].error)
    errors = ", ".join(f"{name} {percent(found[name].error, 2)}" for name in HEADS)
    st.caption(f"Below the dotted line a head is surer than it is right. Calibration error: {errors}.")
    alt = f"How often each head is right, by how sure it is. Largest calibration error: {worst}. All: {errors}."
    st.plotly_chart(charts.calibration(found), key="chart_calibration", config=PLAIN, alt=alt)


def slices(scene: Scene) -> None:
    names = (EXACT, *HEADS)
    of = _one_of(
        session_keys.OF_HEAD, "Whose answers", names, lambda name: "All four" if name == EXACT else name.capitalize()
    )
    found = [one for one in scene.judged.slices if one.count]
    worst = min(found, key=lambda one: one.accuracy[of])
    word = dict(zip(HEADS[worst.of].classes, class_words(worst.of), strict=True))[worst.value]
    words = f"Weakest slice: {worst.of} {word}, {percent(worst.accuracy[of])} of {worst.count:,} pictures right."
    st.caption(
        f"{words} Whiskers are 95 % intervals: where they overlap widely, "
        "the difference may be chance. A click on a dot shows its pictures."
    )
    who = "All four heads" if of == EXACT else f"The {of} head"
    alt = f"{who}: share right by true length, width, colour and angle. {words}"
    st.plotly_chart(
        charts.slices(found, of), key=SLICES, config=PLAIN, alt=alt, on_select=_take_slice, selection_mode="points"
    )


def _take_slice() -> None:
    """A click on a slice chooses its row: the pictures with that class."""
    points = st.session_state[SLICES]["selection"]["points"]
    choose(points[0]["customdata"][3] if points else "")


def where(scene: Scene) -> None:
    maps = scene.judged.maps
    most = max(float(np.nanmax(one)) for one in maps.values())
    if most == 0:
        st.success("No line is read wrong, wherever it lies.", icon=":material/done_all:")
    st.caption(
        "Of the lines that pass through a pixel, how many are read wrong? "
        f"Full orange is {percent(most)}: one scale for all maps."
    )
    names = (EXACT, *HEADS)
    for some in (names[:3], names[3:]):  # rows of columns, so that a phone has them in this order
        for column, name in zip(st.columns(3), some, strict=False):
            with column:
                _map(name, maps[name], most)


def _map(name: str, shares: np.ndarray, most: float) -> None:
    """One map under its title."""
    title = "Any head" if name == EXACT else name.capitalize()
    row, column = np.unravel_index(np.nanargmax(shares), shares.shape)
    highest = percent(float(shares[row, column]))
    st.markdown(f"**{title}** · up to {highest}")
    alt = f"{title}: share of lines read wrong by pixel; the most, {highest}, at column {column}, row {row}."
    st.plotly_chart(charts.mistake_map(shares, most or 1), key=f"map_{name}", config=PLAIN, alt=alt)


def together(scene: Scene) -> None:
    found = scene.judged.together
    both, expected = found.observed[2:].sum(), found.expected[2:].sum()
    st.caption(
        f"Two heads or more are wrong on **{both:,} pictures**; if each erred on its own, as often as it does, "
        f"it would be **{expected:,.1f}**."
    )
    counts = ", ".join(f"{k}: {found.observed[k]:,} ({found.expected[k]:,.1f} expected)" for k in range(1, 5))
    figure = charts.wrong_counts(found.observed, found.expected)
    st.plotly_chart(figure, key="chart_together", config=PLAIN, alt=f"Pictures by the number of wrong heads. {counts}.")
    related = [pair for pair in found.pairs.items() if pair[1].both]
    for (one, other), pair in sorted(related, key=lambda item: -item[1].phi)[:2]:
        words = f"{pair.both:,} together, {pair.expected:,.1f} expected, correlation {pair.phi:.2f}"
        st.caption(f"**{one} and {other}**: {words}.")
    matrices(confusion_tables.of_pairs(scene.judged), scene.cell)


def compare(scene: Scene) -> None:
    if not scene.names[1]:
        st.info(
            "Choose a second network above: then you see which of the two is right alone.", icon=":material/compare:"
        )
        return
    if scene.versus is None:
        st.warning("One of the two was trained on each of these pictures. Choose another set.", icon=":material/block:")
        return
    exact = scene.versus.comparison[EXACT]
    left = len(scene.judged.part) - len(scene.versus.rows)
    st.caption(
        f"On {len(scene.versus.rows):,} pictures"
        + (f" ({left:,} left out: one of them was trained on these)" if left else "")
        + f": all four right by **{scene.names[0]} alone on {exact.only_first:,}**, "
        f"by **{scene.names[1]} alone on {exact.only_second:,}**. {chance_words(exact.chance)} "
        "A click on a cell shows its pictures."
    )
    matrices(confusion_tables.of_versus(scene.versus, len(scene.judged.part), scene.names), scene.cell)


def chance_words(chance: float) -> str:
    """Whether a difference may be luck (McNemar's test)."""
    if chance < SURPRISING:
        return "Luck alone hardly makes such a difference (McNemar's test: p < 0.01)."
    return f"That may be luck (McNemar's test: p = {chance:.2f})."


VIEWS: dict[str, tuple[str, Callable[[Scene], None]]] = {  # name in links -> label, drawing
    "confusion": ("Confusion", confusion),
    "classes": ("96 classes", classes),
    "scores": ("F-scores", scores),
    "calibration": ("Calibration", calibration),
    "slices": ("Slices", slices),
    "where": ("Where", where),
    "together": ("Together", together),
    "compare": ("Compare", compare),
}


def pick() -> str:
    """The row of views; the chosen one is in the link."""
    return _one_of(session_keys.VIEW, "What to look at", tuple(VIEWS), lambda name: VIEWS[name][0])


def _one_of(key: str, label: str, names: tuple[str, ...], words: Callable[[str], str]) -> str:
    """A row of buttons, of which the first is chosen at first."""
    followed(key, names.__contains__, names[0])
    st.segmented_control(
        label, names, format_func=words, key=key, label_visibility="collapsed", required=True, persist_state="session"
    )
    return st.session_state[key]
