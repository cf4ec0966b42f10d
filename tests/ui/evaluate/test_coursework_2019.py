"""The report of 2019 as it is drawn from the shipped runs, and its sentences against the numbers."""

import json
import re
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from streamlit.testing.v1 import AppTest

from model.heads import HEADS
from training.results import coursework_2019
from training.results.coursework_2019 import PUBLISHED, REPORT_SPLITS, REPORT_VERSIONS, SCORES
from ui.evaluate import clipped_loss, fields
from ui.evaluate import coursework_2019_charts as charts
from ui.evaluate import coursework_2019_text as words
from ui.shared.fields import RUN
from ui.shared.format import percent
from ui.shared.theme import HEAD_STYLES

pytestmark = pytest.mark.slow

shares = st.floats(0.02, 0.98)
scores = st.fixed_dictionaries(dict.fromkeys(SCORES, shares))


@pytest.fixture(scope="module")
def shipped():
    return json.loads(coursework_2019.RESULTS_FILE.read_text())["versions"]


@pytest.fixture
def open_report():
    def run(**link):
        def page():
            from ui.evaluate import coursework_2019

            coursework_2019.draw_coursework_2019()

        app = AppTest.from_function(page, default_timeout=20)
        for name, value in link.items():
            app.query_params[name] = value
        app.run()
        assert not app.exception
        return app

    return run


def make_run(split="coursework", known=0.9, new=0.5, share=0.8, many=1_000, **test):
    """An entry of the file with these shares of pictures on which all four heads are right."""
    scores = dict.fromkeys(SCORES, new) | test
    seen = {**scores, "exact": known} if split == "coursework" else None
    return {
        "settings": {},
        "pictures": {"training": 8 * many, "validation": many, "test": many},
        "test": scores,
        "balanced": scores,
        "training": {**scores, "exact": known},
        "copies": {"share": share if seen else 0.0, "seen": seen, "new": scores},
    }


def test_the_published_figures_are_those_of_the_report():
    assert [list(PUBLISHED[version].values()) for version in REPORT_VERSIONS] == [
        [0.9196, 0.9642, 0.9953, 0.4464, 0.831],
        [0.9903, 0.9986, 0.9996, 0.9222, 0.978],
        [1.0, 0.9973, 0.9968, 0.9963, 0.9976],
    ]


PARTS = (("coursework", "test"), ("honest", "test"), ("honest", "balanced"))  # of the columns


def mean_and_deviation(run, part):
    values = np.array([[scores[part][name] for name in SCORES] for scores in run["seeds"]])
    means, spreads = 100 * values.mean(axis=0), 100 * values.std(axis=0)
    if len(values) == 1:
        return [f"{mean:.2f}" for mean in means]
    return [f"{mean:.2f} ± {spread:.2f}" for mean, spread in zip(means, spreads, strict=True)]


def test_of_several_seeds_mean_and_deviation_are_told():
    scores = [dict.fromkeys(SCORES, share) for share in (0.9, 0.94)]
    run = {"seeds": [{"test": one} for one in scores]}
    assert coursework_2019.with_spread(run, "test") == ["92.00 ± 2.00"] * len(SCORES) == mean_and_deviation(run, "test")


def test_one_click_races_v2_with_both_losses_and_with_a_reset(store, monkeypatch):
    opened = []
    monkeypatch.setattr(clipped_loss.navigation, "open_train", lambda settings, link: opened.append(link))
    for settings, other in coursework_2019.loss_races().values():
        clipped_loss._start(settings, other)
        leader = store.run(opened[-1][RUN.name])
        (rival,) = (store.run(run) for run in store.rivals(leader.id))
        assert (leader.settings, rival.settings) == (settings, other)
        assert rival.settings.loss_from == "logits"
    first, second = coursework_2019.loss_races().values()
    assert first[0] == replace(first[1], loss_from="clipped-probabilities")
    assert second[0] == replace(second[1], optimizer_reset=coursework_2019.RESET_STEP)


@pytest.mark.parametrize("short", ["v1", "v2", "v3"])
def test_the_table_holds_the_published_and_the_shipped_figures(open_report, shipped, short):
    app = open_report(**({fields.REPORT_NETWORK.name: short} if short != "v3" else {}))
    table, version = app.table[0].value, f"coursework-{short}"
    published = [f"{100 * PUBLISHED[version][name]:.2f}" if name in PUBLISHED[version] else "–" for name in SCORES]
    columns = [published, *(mean_and_deviation(shipped[version][split], part) for split, part in PARTS)]
    for column, expected in zip(list(table.columns)[-4:], columns, strict=True):
        assert list(table[column]) == expected
    for split in REPORT_SPLITS:
        seeds = ", ".join(str(scores["settings"]["seed"]) for scores in shipped[version][split]["seeds"])
        assert f"{seeds} ({split} split)" in " ".join(caption.value for caption in app.caption)
    text = " ".join(block.value for block in app.markdown)
    assert words.copies_sentence(shipped[version]["coursework"]) in text
    assert words.memorisation_sentence(shipped[version]["honest"]) in text


def test_the_choices_come_from_the_link_and_can_be_changed(open_report):
    app = open_report(report="v1", report_curve="loss", report_head="width")
    captions = [caption.value for caption in app.caption]
    assert any("divided by the loss of a guess" in text for text in captions)
    assert any("of these thi" in text for text in captions)
    app.segmented_control(key=fields.REPORT_NETWORK.name).set_value("v2").run()
    assert not app.exception
    assert app.table[0].value.iloc[0, 1] == "99.03"


def test_nonsense_in_the_link_shows_the_last_network(open_report):
    assert open_report(report="v9", report_head="size").table[0].value.iloc[0, 1] == "100.00"


def test_f_scores_are_those_of_the_confusion_matrices(open_report, shipped):
    app = open_report()
    runs = shipped["coursework-v3"]
    for split in REPORT_SPLITS:
        matrix = np.array(runs[split]["confusion"]["angle"])
        f1 = 2 * np.diagonal(matrix) / (matrix.sum(axis=0) + matrix.sum(axis=1))
        assert float(app.table[1].value[f"{split} split"].iloc[3]) == pytest.approx(f1.mean(), abs=1e-4)
        shown = app.table[2].value[f"{split} split"][-12:].astype(float)
        assert shown.tolist() == pytest.approx(f1.tolist(), abs=1e-4)


def test_without_results_the_command_is_told(open_report, monkeypatch, tmp_path):
    monkeypatch.setattr(coursework_2019, "RESULTS_FILE", tmp_path / "none.json")
    app = open_report()
    assert app.code[0].value == "python -m training.coursework"
    assert not app.table


@given(scores, scores)
def test_the_sentence_on_the_published_figures_names_the_furthest_head(ours, figures):
    run = make_run(**ours)
    with pytest.MonkeyPatch.context() as patch:
        patch.setitem(PUBLISHED, "coursework-v1", figures)
        text = words.published_sentence("coursework-v1", run)
    head = re.search(r"is the (\w+) head", text)[1]
    assert abs(ours[head] - figures[head]) == max(abs(ours[name] - figures[name]) for name in HEADS)
    for name in ("average", head):
        apart = ours[name] - figures[name]
        side = "within half a point of" if abs(apart) < words.LEVEL_WITHIN else "above" if apart > 0 else "below"
        assert f"{side} the published {percent(figures[name], 2)}" in text


@given(shares, shares, st.integers(1, 20_000))
def test_memory_is_what_is_more_than_chance(known, new, many):
    for text in (
        words.copies_sentence(make_run(known=known, new=new, many=many)),
        words.memorisation_sentence(make_run("honest", known, new, many=many)),
    ):
        assert percent(known, 2) in text
        assert percent(new, 2) in text
        if known <= new:
            assert "no sign of memorisation" in text
        if "are memorisation" in text:
            assert f"The {100 * (known - new):.1f} points between" in text


def test_a_large_gap_is_memory_and_a_small_one_may_be_chance():
    assert "20.0 points between are memorisation" in words.memorisation_sentence(
        make_run("honest", 0.9, 0.7, many=3_000)
    )
    assert "can be chance" in words.memorisation_sentence(make_run("honest", 0.99, 0.985, many=1_000))
    assert "can be chance" in words.memorisation_sentence(make_run("honest", 0.9, 0.7, many=15))


def test_without_copies_nothing_is_compared():
    assert words.copies_sentence(make_run("honest")).endswith("0\u00a0% also stand in the training part.")


def test_the_honest_split_is_told_by_what_it_takes():
    mine, fair = make_run(new=0.9), make_run("honest", new=0.8, angle=0.6)
    assert words.honest_split_sentence(mine, fair).endswith(
        "10.0 points less than with them; the angle head loses most (30.0 points)."
    )
    assert words.honest_split_sentence(mine, make_run("honest", new=0.905)).endswith("the same but for chance.")
    assert "more than with them." in words.honest_split_sentence(fair, mine | {"pictures": {"test": 9_000}})


def test_runs_with_another_loss_are_not_compared():
    other = {"settings": {"loss_from": "clipped-probabilities"}}
    assert "says nothing about the split" in words.honest_split_sentence(make_run() | other, make_run("honest"))


def test_mistakes_are_counted_round_the_half_circle():
    matrix = 5 * np.eye(12, dtype=int)
    matrix[0, 11], matrix[3, 4], matrix[2, 8] = 2, 1, 4
    assert words.confusion_sentence("angle", matrix).startswith("7 of 67 are wrong, 3 of these by one step of 15°")
    assert (
        words.confusion_sentence("width", np.array([[5, 0], [3, 5]]))
        == "3 of 13 are wrong, 3 of these thick read as thin."
    )
    assert words.confusion_sentence("width", np.diag([5, 5])) == "none of 10 is wrong."


@pytest.mark.parametrize("what", ["accuracy", "loss"])
def test_the_curves_are_drawn_as_the_heads_look_and_on_one_scale(shipped, what):
    curves = [run["curve"] for run in shipped["coursework-v1"].values()]
    low, high = charts.axis_range(curves, what)
    for curve in curves:
        figure = charts.learning_curve_chart(curve, what, (low, high))
        assert [trace.name for trace in figure.data] == list(HEADS)
        assert [trace.line.dash for trace in figure.data] == [look.dash for look in HEAD_STYLES.values()]
        assert all(trace.line.color is None for trace in figure.data)  # the theme's, which are those of the heads
        assert len(figure.layout.colorway) == len(HEADS)
        assert all(low <= value <= high for trace in figure.data for value in trace.y)


def test_wrong_cells_lie_on_the_other_side_of_the_scale():
    figure = charts.confusion_chart("width", np.array([[90, 10], [0, 100]]))
    depth = np.array(figure.data[0].z)
    assert (np.diagonal(depth) > charts.LEAST_DEPTH).all()
    assert depth[0, 1] < -charts.LEAST_DEPTH
    assert depth[1, 0] == 0
    assert figure.data[0].text.tolist() == [["90", "10"], ["", "100"]]
