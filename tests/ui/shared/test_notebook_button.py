"""A run can be taken away as a notebook."""

import nbformat
import pytest
from streamlit.testing.v1 import AppTest

from model.heads import HEADS
from training.presets import PRESETS
from training.run import OTHER_VERSION, Run
from ui.shared import notebook_button
from ui.shared.run_view import shipped_run

pytestmark = pytest.mark.slow


def code_of(run: Run) -> str:
    made = nbformat.reads(notebook_button.notebook_of(run).decode(), as_version=4)
    return "\n".join(cell.source for cell in made.cells)


def test_the_notebook_tells_how_the_run_went(store, make_run):
    run = make_run("running", method="gradnorm", method_parameters={})
    store.add_mark(run, 40, "frozen: trunk")
    store.set_status(run, "stopped", step=60)
    record = store.run(run)
    assert record is not None
    told = code_of(record)
    assert "*GradNorm* chose the weights anew" in told
    assert "LAST_STEP = 60" in told
    assert notebook_button.notebook_file(record) == f"lineheads-{run}.ipynb"


def test_the_finished_run_of_the_project_is_a_notebook_too(store):
    told = code_of(shipped_run().record)
    assert "reached" in told
    assert "32, 7, strides=4" in told


def test_a_run_with_one_answer_is_told_so_with_both_of_its_exact_matches(store, make_run):
    run = make_run("running", **PRESETS["one-head"].settings.to_json())
    test = dict.fromkeys(HEADS, 0.9) | {"exact": 0.8, "joint": 0.7}
    store.set_status(run, "done", result={"test": test})
    told = code_of(store.run(run))
    assert "| 80.0000 % | 70.0000 % |" in told
    assert "LOSS_WEIGHTS" not in told


def test_train_offers_it(open_train, make_run):
    make_run("done")
    assert any(one.label == "Notebook" for one in open_train().get("download_button"))


def test_compare_offers_one_for_each_chosen_run_and_says_why_there_is_none(store, make_run):
    ids = [make_run("done"), make_run("done", network="one-head", preset="one-head"), make_run("done", magic=1)]

    def page(ids):
        from ui.shared import notebook_button
        from ui.shared.store import store

        notebook_button.notebook_buttons([store().run(run_id) for run_id in ids])

    app = AppTest.from_function(page, args=(ids,)).run()
    some = app.get("download_button")
    assert [one.proto.disabled for one in some] == [False, False, True]
    assert [one.proto.help for one in some] == [
        notebook_button._ABOUT,
        notebook_button._ABOUT,
        OTHER_VERSION,
    ]
    app = AppTest.from_function(page, args=(ids[:1],)).run()
    assert [one.label for one in app.get("download_button")] == ["Notebook"]
