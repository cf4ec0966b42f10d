"""The Evaluate page without a browser: links, cells and their pictures, every view, every set, honest words."""

import base64
import io
import json
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
from PIL import Image
from streamlit.testing.v1 import AppTest

from data.counting_limit import limit_of, mirror_bound
from data.importer import read_set
from data.labelled_set import Labelled
from data.line import FRAME
from data.paint import PAINTERS
from data.sample import SamplerSettings, sample
from model.heads import HEADS
from tests.tiers import cases
from training.imported_sets import library
from training.results.evaluation_sets import SETS
from training.run_store import RunStore
from ui.evaluate import confusion_tables, fields, gallery, off_grid, views
from ui.shared.evaluated import evaluation_on, paired_evaluation
from ui.shared.format import percent
from ui.shared.store import catalogue

pytestmark = pytest.mark.slow

ROOT = Path(__file__).resolve().parents[3]
SHIPPED = ROOT / "model" / "shipped"
WEAK = {"network": "coursework-v3", "test_set": "wobble"}
PERFECT = {"network": "robust", "test_set": "hard"}


def page(**query):
    app = AppTest.from_file(str(ROOT / "pages" / "evaluate.py"), default_timeout=60)
    for name, value in query.items():
        app.query_params[name] = value
    app.run()
    assert not app.exception
    return app


def sent(app, part):
    """What the component with this part in its data was sent."""
    found = [json.loads(one.proto.json) for one in app.get("bidi_component")]
    return next(data for data in found if part in data)


def linked(app, name):
    """What stands in the page's address."""
    value = app.query_params[name]
    return value[0] if isinstance(value, list) else value


def words(app):
    return " ".join(one.value for one in [*app.caption, *app.markdown, *app.info, *app.success, *app.error])


def test_it_opens_with_numbers_matrices_and_the_surest_mistakes():
    app, found = page(**WEAK), evaluation_on(catalogue().get("coursework-v3"), "wobble")
    assert [one.label for one in app.metric] == ["All four right", *(name.capitalize() for name in HEADS)]
    assert app.metric[0].value == percent(found.evaluation.exact_accuracy)
    assert app.metric[4].value == percent(found.evaluation.accuracy["angle"])
    data = sent(app, "matrices")
    assert [one["name"] for one in data["matrices"]] == list(HEADS)
    for one in data["matrices"]:
        full = np.zeros((len(one["rows"]),) * 2, int)
        for row, column, count in one["cells"]:
            full[row, column] = count
        np.testing.assert_array_equal(full, found.evaluation.matrices[one["name"]])
    shown = sent(app, "strip")
    assert shown["total"] == (~found.evaluation.exact).sum()
    assert all(one["true"] != one["said"] for one in shown["items"])
    assert shown["shown"] == shown["items"][0]["row"]
    assert f"{percent(found.evaluation.product)}" in words(app)


def test_a_link_shows_the_pictures_of_its_cell_row_or_column():
    evaluation = evaluation_on(catalogue().get("coursework-v3"), "wobble").evaluation
    true, said = evaluation.labels[:, 3], evaluation.predictions[:, 3]
    for cell, expected in (
        ("angle.7.6", (true == 7) & (said == 6)),
        ("angle.7.", true == 7),
        ("angle..6", said == 6),
    ):
        data = sent(page(cell=cell, **WEAK), "strip")
        assert data["total"] == expected.sum() > 0
        assert {one["row"] for one in data["items"]} <= set(np.flatnonzero(expected))
    assert data["title"] == "Angle: predicted 90°"


def test_a_choice_goes_into_the_link_and_a_new_one_begins_the_pictures_anew():
    app = page(**WEAK)
    app.session_state[fields.SHOWN_PICTURE.name] = str(sent(app, "strip")["items"][3]["row"])
    app.run()
    assert linked(app, "shown") == str(sent(app, "strip")["shown"])
    app.session_state[fields.CELL.name] = "length.1.0"
    app.session_state[fields.SHOWN_PICTURE.name] = ""
    app.run()
    assert sent(app, "matrices")["cell"] == "length.1.0"
    assert linked(app, "cell") == "length.1.0"
    assert "shown" not in app.query_params


@pytest.mark.parametrize(
    "link", ["angle.12.0", "angle..", "angle.1", "nobody.0.0", "<b>", "versus_angle.0.1", "all.96."]
)
def test_a_cell_that_there_is_not_falls_back_to_all_mistakes(link):
    app = page(cell=link, shown="99999", view="<b>", **WEAK)
    assert sent(app, "matrices")["cell"] == ""
    assert sent(app, "strip")["title"].startswith("All mistakes")
    assert not {"cell", "shown", "view"} & set(app.query_params)


def test_pictures_are_sent_as_they_are():
    app, part = page(**WEAK), evaluation_on(catalogue().get("coursework-v3"), "wobble").part
    data = sent(app, "strip")
    image = Image.open(io.BytesIO(base64.b64decode(data["strip"].split(",")[1])))
    rows = [one["row"] for one in data["items"]]
    np.testing.assert_array_equal(np.asarray(image).reshape(-1, FRAME, FRAME, 3), part.pictures[rows])
    assert len(rows) == gallery.PAGE


@pytest.mark.parametrize("view", views.MISTAKE_VIEWS)
@pytest.mark.parametrize("network", [WEAK, pytest.param(PERFECT, marks=pytest.mark.long)], ids=["weak", "perfect"])
def test_every_view_opens_for_weak_and_perfect_networks(view, network):
    evaluation_on(catalogue().get(network["network"]), network["test_set"])  # robust's takes longer than a page may
    app = page(view=view, against="fast", **network)
    assert not app.error
    assert sent(app, "strip")["items"]


def test_a_network_without_mistakes_says_so():
    app = page(view="where", **PERFECT)
    assert sent(app, "strip")["title"].startswith("No mistakes")
    assert "No mistake at all" in words(app)
    assert "No line is read wrong" in words(app)


@pytest.mark.parametrize("name", cases(SETS, {"own", "coursework", "smooth", "free", "grey"}))
def test_every_set_opens_and_says_what_it_is(name):
    app = page(network="fast", test_set=name)
    assert SETS[name].about in words(app)


def test_the_share_that_was_trained_on_is_told():
    found = evaluation_on(catalogue().get("coursework-v3"), "coursework")
    seen, exact = found.part.seen, found.evaluation.exact
    told = words(page(network="coursework-v3", test_set="coursework"))
    assert f"**{percent(seen.mean())} of them were also in its training part**" in told
    assert f"{percent(exact[seen].mean())} of these, on {percent(exact[~seen].mean())} of the rest" in told


def test_two_networks_are_compared_on_pictures_that_neither_was_trained_on():
    app = page(view="compare", against="fast", network="coursework-v3", test_set="hard")
    first, second = catalogue().get("coursework-v3"), catalogue().get("fast")
    both = paired_evaluation(first, second, "hard")
    assert 0 < len(both.rows) < len(evaluation_on(first, "hard").part)
    exact = both.comparison["exact"]
    assert f"**fast alone on {exact.only_second:,}**" in words(app)
    tables = {one["name"]: one for one in sent(app, "matrices")["matrices"]}
    assert list(tables) == [*(f"versus_{name}" for name in HEADS), "versus_exact"]
    assert [1, 0, exact.only_second] in tables["versus_exact"]["cells"]
    app = page(view="compare", against="fast", network="coursework-v3", test_set="hard", cell="versus_exact.1.0")
    data = sent(app, "strip")
    assert data["total"] == exact.only_second
    assert all(one["other"] == one["true"] != one["said"] for one in data["items"])
    assert data["title"] == "All four: coursework-v3 wrong, fast right"


def test_without_a_second_network_compare_says_how():
    assert "Choose a second network" in words(page(view="compare", **WEAK))


def test_a_run_of_settings_that_are_no_more_is_refused_in_words():
    store = RunStore()
    run_id = store.create_run("old", {"gone": 1})
    store.set_status(run_id, "running")
    store.save_artefact(run_id, "network.tflite", (SHIPPED / "fast.tflite").read_bytes())
    store.set_status(run_id, "done", result={"test": {"exact": 0.5}})
    assert "cannot be evaluated" in words(page(network=run_id))


def test_a_picture_is_opened_elsewhere_as_its_line_where_a_painter_paints_it():
    hard, noisy = (evaluation_on(catalogue().get("robust"), name) for name in ("hard", "noise"))
    drawn = [gallery.drawing_of(hard, row) for row in range(40)]
    assert sum(one is not None for one in drawn) > 30
    for row, one in enumerate(drawn):
        assert one is None or np.array_equal(one.painted(), hard.part.pictures[row])
    assert gallery.drawing_of(noisy, 0) is None


def test_every_picture_is_in_one_cell_of_every_matrix():
    found = evaluation_on(catalogue().get("coursework-v3"), "wobble")
    for one in [
        *confusion_tables.head_matrices(found),
        *confusion_tables.all_class_matrices(found),
        *confusion_tables.head_pair_matrices(found),
    ]:
        assert sum(count for _, _, count in one.cells()) == len(found.part)
        rows = [
            confusion_tables.MatrixCell(matrix=one, row=row, column=None).pictures() for row in range(len(one.rows))
        ]
        np.testing.assert_array_equal(np.sort(np.concatenate(rows)), np.arange(len(found.part)))


def test_what_is_judged_is_made_once():
    network = catalogue().get("coursework-v3")
    assert evaluation_on(network, "wobble") is evaluation_on(catalogue().get("coursework-v3"), "wobble")
    assert paired_evaluation(network, catalogue().get("fast"), "wobble") is paired_evaluation(
        network, catalogue().get("fast"), "wobble"
    )


@pytest.mark.parametrize(
    ("share", "text"),
    [(1, "100\u00a0%"), (0.99999, "> 99.9\u00a0%"), (0.9934, "99.3\u00a0%"), (0, "0.0\u00a0%")],
)
def test_a_hundred_per_cent_is_exact(share, text):
    assert percent(share) == text


def test_the_server_draws_it_without_tensorflow():
    code = "import sys, ui.evaluate.page; sys.exit(bool({'tensorflow', 'keras', 'sklearn'} & set(sys.modules)))"
    assert subprocess.run([sys.executable, "-c", code], cwd=ROOT, check=False).returncode == 0


def test_an_imported_set_is_judged_each_picture_once_and_what_was_trained_on_is_told(tmp_path, monkeypatch):
    monkeypatch.setenv("LINEHEADS_HOME", str(tmp_path))
    drawn = sample(SamplerSettings(per_class=2, seed=5, painters=("hard",)))
    twice = Labelled(np.concatenate([drawn.pictures] * 2), np.concatenate([drawn.labels] * 2))
    file = io.BytesIO()
    np.savez(file, **{"x": twice.pictures, **one_hot(twice.labels)})
    file.seek(0)
    key = library().add("mine", read_set(file))
    found = evaluation_on(catalogue().get("fast"), key)
    distinct = len(np.unique(drawn.pictures.reshape(len(drawn), -1), axis=0))
    assert (len(found.part), found.part.left_out) == (distinct, len(twice) - distinct)
    assert 0.7 < found.part.seen.mean() < 0.9  # of lines that `fast` is dealt 80 % of
    app = page(network="fast", test_set=key)
    assert "imported on the Data page" in app.caption[0].value
    assert "also in its training part" in app.caption[0].value
    for view in views.MISTAKE_VIEWS:
        page(network="fast", test_set=key, view=view)


def one_hot(labels):
    return {f"y_{name}": np.eye(len(head.classes))[labels[:, i]] for i, (name, head) in enumerate(HEADS.items())}


def test_free_lines_have_a_row_for_each_painter_beside_the_most_that_can_be_right():
    found = evaluation_on(catalogue().get("fast"), "free")
    rows = off_grid.painter_rows(found)
    assert rows["painter"] == list(PAINTERS)
    assert rows["all four right"][0] == percent(found.evaluation.exact[found.part.painter == 0].mean())
    bounds = [f"{percent(mirror_bound(name), 2)} or less" for name in ("smooth", "subpixel")]
    assert rows["at most"] == [percent(limit_of("hard")), *bounds, percent(limit_of("pillow"))]
    curves = off_grid.painter_curves(found)
    assert [int(curve.count.sum()) for curve in curves.values()] == np.bincount(found.part.painter).tolist()
    assert all(curve.accuracy[0] > curve.accuracy[-1] for curve in curves.values())
    assert "at most" in words(page(view="off_grid", network="fast", test_set="free"))
    assert "Choose the pictures" in words(page(view="off_grid", **WEAK))
