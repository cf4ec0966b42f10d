"""The report of 2019 again: published figures beside our own runs, and what an honest split does to them."""

from typing import Any

import numpy as np
import plotly.graph_objects as go
import streamlit as st

from model.heads import HEADS
from training.presets import PRESETS
from training.results.coursework_2019 import (
    PUBLISHED,
    REPORT_COMMAND,
    REPORT_SPLITS,
    SCORES,
    ReportRun,
    seed_statistics,
    with_spread,
)
from ui.evaluate import coursework_2019_charts as charts
from ui.evaluate import coursework_2019_text as words
from ui.evaluate import fields
from ui.evaluate.clipped_loss import draw_clipped_loss
from ui.evaluate.fields import CURVES, REPORT_VERSIONS
from ui.shared.format import percent
from ui.shared.help_text import help_beside
from ui.shared.report_2019 import accuracy_table, shipped_results
from ui.shared.theme import PLOTLY_CONFIG
from ui.shared.url_state import Field
from ui.shared.url_widgets import bound

_ABSENT = "Our runs of the three networks are not here yet. This command trains them and writes their results:"
MIX = (
    "Short lines fit in more places, so the honest test part holds more of them. "
    "The last column weights every class equally, as 2019 did."
)
_confusion_chart = st.cache_data(max_entries=32, show_spinner=False)(charts.confusion_chart)
COPIES_HELP = help_beside(__file__)


def draw_coursework_2019() -> None:
    """The whole section; shipped results are enough."""
    with st.container(key="report_part"):
        _draw_section()


def _draw_section() -> None:
    st.subheader("The report of 2019, reproduced", anchor="report-2019")
    results = shipped_results()
    if results is None:
        st.info(_ABSENT, icon=":material/terminal:")
        st.code(REPORT_COMMAND, language="bash")
    else:
        st.fragment(_draw_report)(results)


def _draw_report(results: dict[str, Any]) -> None:
    chosen = st.segmented_control(
        "Network of 2019",
        list(REPORT_VERSIONS),
        default=fields.REPORT_NETWORK.default,
        required=True,
        **bound(fields.REPORT_NETWORK),
    )
    version = REPORT_VERSIONS[chosen or fields.REPORT_NETWORK.default]
    runs = results["versions"][version]
    st.caption(PRESETS[version].about)
    _draw_accuracies(version, runs)
    _draw_curves(version, runs)
    _draw_confusion(version, runs)
    _draw_f_scores(runs)
    draw_clipped_loss(results["versions"]["coursework-v2"]["coursework"])
    opening = st.expander("Why do copies matter?", icon=":material/help:", key="copies", on_change="rerun")
    with opening:
        st.markdown(COPIES_HELP)
        if opening.open:  # `st.code` loads a script of 1.5 MB
            st.code(f"{REPORT_COMMAND} --seed {results['seed']}", language="bash")


def _draw_accuracies(version: str, runs: dict[str, ReportRun]) -> None:
    """Published figures and ours, and what the differences say."""
    ours, honest = runs["coursework"], runs["honest"]
    published = PUBLISHED[version]
    columns = {
        "published": [published.get(name) for name in SCORES],
        "ours, split of 2019": with_spread(ours, "test"),
        "ours, honest split": with_spread(honest, "test"),
        "honest, balanced": with_spread(honest, "balanced"),
    }
    means = {"test": {name: mean for name, (mean, _) in seed_statistics(ours, "test").items()}}
    table, text = st.columns(2, gap="medium")
    with table:
        accuracy_table(
            "test accuracy, %",
            [words.LABELS[name] for name in SCORES],
            columns,
            alt=f"Test accuracy of {version}: published and ours",
        )
        st.caption(f"{words.seeds_sentence(runs)} {MIX}")
    with text:
        st.markdown(f"**Reproduction.** {words.published_sentence(version, means)}")
        st.markdown(f"**Memorisation.** {words.copies_sentence(ours)}")
        st.markdown(
            f"**Honest split.** {words.honest_split_sentence(ours, honest)} {words.memorisation_sentence(honest)}"
        )


def _draw_choice(title: str, label: str, field: Field) -> str:
    """A title, and at the other end of its row a choice that stands in the link."""
    with st.container(horizontal=True, vertical_alignment="bottom", horizontal_alignment="distribute"):
        st.markdown(f"**{title}**")
        link = bound(field) | {"required": True, "label_visibility": "collapsed"}
        chosen = st.segmented_control(label, list(field.choices or ()), default=field.default, **link)
    return chosen or field.default


def _draw_curves(version: str, runs: dict[str, ReportRun]) -> None:
    measure = _draw_choice("Learning curves", "Curve", fields.REPORT_CURVE)
    curves = {split: run["curve"] for split, run in runs.items()}
    for column, split in zip(st.columns(2), REPORT_SPLITS, strict=True):
        ends = ", ".join(f"{head} {percent(curves[split]['val_accuracy'][head][-1])}" for head in HEADS)
        alt = f"Validation {measure} of {version} on the {split} split by epoch. In the end the accuracies are: {ends}."
        figure = _curve_chart(curves, split, measure)
        column.caption(f"{split.capitalize()} split: {CURVES[measure]}")
        column.plotly_chart(figure, key=f"report_curve_{split}", config=PLOTLY_CONFIG, alt=alt)


@st.cache_data(max_entries=16, show_spinner=False)
def _curve_chart(curves: dict[str, Any], split: str, measure: str) -> go.Figure:
    return charts.learning_curve_chart(curves[split], measure, charts.axis_range([*curves.values()], measure))


def _draw_confusion(version: str, runs: dict[str, ReportRun]) -> None:
    head = _draw_choice("Confusion on the test part", "Head", fields.REPORT_HEAD)
    for column, split in zip(st.columns(2), REPORT_SPLITS, strict=True):
        matrix = np.array(runs[split]["confusion"][head])
        text = words.confusion_sentence(head, matrix)
        column.caption(f"{split.capitalize()} split: {text}")
        alt = f"Confusion matrix of the {head} head of {version} on the {split} split. {text}"
        column.plotly_chart(
            _confusion_chart(head, matrix), key=f"report_confusion_{split}", config=PLOTLY_CONFIG, alt=alt
        )


def _draw_f_scores(runs: dict[str, ReportRun]) -> None:
    st.markdown("**F-scores on the test part**")
    st.caption("The mean over the classes of each head (macro F1); 1 is perfect.")
    macro = {"head": list(HEADS)}
    macro |= {f"{split} split": [f"{runs[split]['macro_f1'][head]:.4f}" for head in HEADS] for split in REPORT_SPLITS}
    st.table(macro, border="horizontal", hide_index=True, alt="Mean F-score of the classes of each head")
    with st.expander("F-score of every class"):
        classes = [(head, name) for head in HEADS for name in HEADS[head].classes]
        rows = {"head": [head for head, _ in classes], "class": [name for _, name in classes]}
        rows |= {
            f"{split} split": [f"{f1:.4f}" for head in HEADS for f1 in runs[split]["f1"][head]]
            for split in REPORT_SPLITS
        }
        st.table(rows, border="horizontal", hide_index=True, alt="F-score of each class")
