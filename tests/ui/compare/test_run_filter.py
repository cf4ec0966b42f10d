"""What the Compare page computes for its table and its curves: order, thinning, names as text."""

import re

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from model.heads import HEADS
from runs.records import now
from training.presets import PRESETS
from training.results import leaderboard
from training.run import Run, read_settings
from ui.compare import curves, queue_runs, run_filter
from ui.shared.format import JOINER, escaped, sentence

FAST, COURSEWORK = PRESETS["fast"].settings, PRESETS["coursework-v3"].settings
HOSTILE = "<b>x</b> [y](javascript:z)"


def run(exact, run_id="a", status="done", **more):
    """A run with this result, or with none."""
    result = exact is not None and {"test": dict.fromkeys((*HEADS, "exact"), exact), "seconds": exact}
    given = {"name": "Fast", "settings": FAST.to_json(), **more}
    return Run(
        id=run_id, status=status, created=now(), started=None, ended=None, heartbeat=None, message="", step=1,
        total_steps=1, result=result or None, **given,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ({}, "abc"), ({"words": "upgrad LATE"}, "b"), ({"words": "BOLD"}, "c"), ({"words": "queued"}, "c"),
        ({"words": "5/2/1/50"}, "a"), ({"words": "fast zebra"}, ""), ({"tag": "lesson"}, "a"), ({"starred": True}, "b"),
        ({"status": "live"}, "c"), ({"status": "done"}, "a"), ({"status": "early"}, "b"),
        ({"status": "early", "tag": "lesson"}, ""), ({"owner": "me"}, "b"), ({"owner": "me", "tag": "lesson"}, ""),
    ],
)  # fmt: skip
def test_all_words_and_all_filters_must_fit(query, found):
    heavy, upgrad = FAST.to_json() | {"weights": COURSEWORK.weights}, FAST.to_json() | {"method": "upgrad"}
    runs = [
        run(0.9, "a", tags=["lesson"], settings=heavy),
        run(0.8, "b", "stopped", star=True, note="Late", settings=upgrad, owner="me"),
        run(None, "c", "queued", name="<b>bold</b>", settings={"magic": 1}),
    ]  # fmt: skip
    assert "".join(sorted(one.id for one in run_filter.matching_runs(runs, run_filter.RunQuery(**query)))) == found
    assert all(
        run_filter.run_row(one)["cells"].keys() == {column["name"] for column in run_filter.RUN_COLUMNS} for one in runs
    )


@settings(deadline=None)
@given(st.lists(st.tuples(st.floats(0, 1), st.booleans()), max_size=40), st.sampled_from([*run_filter.ORDERS]))
def test_an_order_sorts_what_is_known_and_puts_the_rest_last(pairs, order):
    runs = [run(score if there else None) for score, there in pairs]
    name, _, down = order.partition("-")
    found = [run_filter.SORT_KEYS[name](run) for run in run_filter.in_order(runs, order)]
    known = [value for value in found if value is not None]
    assert found == known + [None] * (len(found) - len(known))
    assert known == sorted(known, reverse=bool(down))
    assert run_filter.order_after_click(order, name) in run_filter.ORDERS


@pytest.mark.slow
@pytest.mark.parametrize("scale", curves.Y_SCALES)
@pytest.mark.parametrize("kind", curves.CURVE_KINDS)
def test_curves_keep_their_ends_and_are_thinned(make_point, kind, scale):
    points = [make_point(step, accuracy=step / 2000) for step in range(2000)]
    for head in HEADS:
        figure = curves.head_curves_chart([(HOSTILE, points), ("b", [])], head, kind, "step", scale)
        first, second = figure.data
        assert (len(first.x), first.x[0], first.x[-1], len(second.x)) == (curves.POINTS_DRAWN, 0, 1999, 0)
        ends = [0, 1999 / 2000] if kind == "accuracy" else [0.5, 0.5]
        ends = [1 - one for one in ends] if (kind, scale) == ("accuracy", "log") else ends
        np.testing.assert_allclose([first.y[0], first.y[-1]], ends)
        assert "<b>" not in first.name
        assert first.line.dash != second.line.dash


@settings(deadline=None)
@given(st.text(max_size=60))
def test_escaped_text_keeps_its_letters_and_leaves_no_sign_bare(text):
    made = escaped(text)
    signs = [made[i] for i in range(len(made)) if made[i] in "*_[]()<>`$:#~|!" and (i == 0 or made[i - 1] != "\\")]
    assert signs == []
    assert re.sub(r"\\(.)", r"\1", made).replace(JOINER, "") == " ".join(text.split()).replace(JOINER, "")


@pytest.mark.parametrize(
    "text", ["https://x.ex", "WWW.x.ex", "a@x.ex", ":streamlit:", ":smile:", ":material/home:", "ftp://a@www.x.ex"]
)
def test_what_streamlit_makes_links_and_logos_of_is_parted_invisibly(text):
    for escape in (escaped, sentence):
        made = re.sub(r"\\(.)", r"\1", escape(text))
        assert not re.search(r"://|www\.|@x|:[a-z]+[:/]", made, re.IGNORECASE)
        assert made.replace(JOINER, "") == text


@settings(deadline=None)
@given(st.text("`*[x ", max_size=12))
def test_code_of_a_message_stays_and_nothing_else_is_markup(text):
    outside = re.sub(r"(?<![`\\])`[^`]+`(?!`)", "", sentence(text))
    assert not re.search(r"(?<!\\)(\\\\)*[`*\[]", outside)
    assert sentence("Start one with `python -m a_b`. *Now*") == "Start one with `python -m a_b`. \\*Now\\*"


@pytest.mark.parametrize("head", HEADS)
def test_the_preset_of_one_head_is_the_baseline_of_fast(head):
    alone = PRESETS[f"single-{head}"].settings
    assert alone.group_key == leaderboard.baseline_key(FAST, head)
    assert queue_runs.default_name(alone) == f"{head.capitalize()} alone"
    assert queue_runs.default_name(leaderboard.baseline_settings(FAST, head)) == f"Fast, {head} alone"


def test_settings_of_many_runs_are_read_once():
    read_settings.cache_clear()
    leaderboard.groups([run(0.9) for _ in range(50)])
    assert read_settings.cache_info().misses == 1
