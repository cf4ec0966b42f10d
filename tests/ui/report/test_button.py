"""The button: its dialog makes both files, with the maps that a worker gives, or a sentence on why there are none."""

import numpy as np
import pytest
from streamlit.testing.v1 import AppTest

from model.explain import pack
from model.heads import HEADS
from model.predict.predictor import SHIPPED
from runs.history import read_history
from runs.records import EngineRecord, now
from training.network_files import LITERT_FILE
from training.presets import PRESETS
from training.results.scores import first_solved
from ui.report import build
from ui.report.button import COMPARED_AT_MOST
from ui.shared import session_keys

pytestmark = pytest.mark.slow

MAP = np.eye(28, dtype=np.float32)


@pytest.fixture
def finished(store):
    """A finished run with the network of `fast`."""
    points = read_history((SHIPPED / "fast.curve.json").read_text())
    run = store.create_run("mine", PRESETS["fast"].settings.to_json())
    store.set_status(run, "running", total_steps=1_049)
    store.add_points(run, points)
    store.save_artefact(run, LITERT_FILE, (SHIPPED / "fast.tflite").read_bytes())
    scores = dict.fromkeys((*HEADS, "average", "exact"), 0.99)
    store.set_status(run, "done", result={"test": scores, "first_solved": first_solved(points), "seconds": 3.0})
    return store.run(run)


def page():
    from ui.report.button import report_button
    from ui.shared.store import store

    report_button(store().runs())


def pressed():
    app = AppTest.from_function(page, default_timeout=60).run()
    app.button(key="report_button").click().run()
    assert not app.exception
    return app


def files(app):
    return {one.proto.label: one for one in app.get("download_button")}


@pytest.mark.long
def test_both_files_are_made_and_the_lack_of_an_engine_is_told(finished):
    app = pressed()
    assert list(files(app)) == ["HTML", "PDF"]
    assert app.caption[-1].value.endswith(build.MAPS_NEED_ENGINE)
    made = app.session_state[session_keys.REPORT_FILES]
    assert build.MAPS_NEED_ENGINE in made["html"].decode()
    assert "mine" in made["html"].decode()
    assert made["pdf"].startswith(b"%PDF")
    assert made["name"] == f"lineheads-report-{finished.id}"
    app.run()
    assert app.session_state[session_keys.REPORT_FILES] is made


@pytest.fixture
def engine(store):
    """An engine that lives, but answers only when it is told to."""
    store.beat(EngineRecord(id="e", pid=1, started=now(), heartbeat=now(), workers=1, warm=True))


def answering(store, waited):
    """Answers one question at every look."""

    def wait(share, words):
        waited.append(share)
        asked = store.claim_query("e")
        if asked:
            assert asked.job.kind == "attribution"
            store.save_answer(asked.key, pack({f"map/{head}": MAP for head in HEADS} | {"classes": {}}))
        return True

    return wait


def test_maps_are_waited_for_and_drawn(finished, store, engine, monkeypatch):
    monkeypatch.setattr(build, "MAPS_TICK", 0.0)
    facts, waited = build.report_facts([finished], store, lambda share: None), []
    found = build.with_attribution_maps(facts, answering(store, waited))
    (run,) = found.runs
    assert len(run.attributions) == 3
    assert run.evaluation.exact[run.attributions[0].row]
    assert not run.evaluation.exact[[one.row for one in run.attributions[1:]]].any()
    assert waited == sorted(waited)
    assert waited[0] == 0
    np.testing.assert_array_equal(run.attributions[0].maps["angle"], MAP)
    made = build.report_files(found, lambda share: None)
    assert "Grad-CAM" in made["html"].decode()
    assert "no attribution maps" not in made["words"]


def test_a_user_who_does_not_wait_gets_the_report_without_them(finished, store, engine):
    facts = build.report_facts([finished], store, lambda share: None)
    found = build.with_attribution_maps(facts, lambda share, words: False)
    assert not found.runs[0].attributions
    assert build.NOT_WAITED in build.report_files(found, lambda share: None)["html"].decode()


def test_a_worker_that_fails_or_is_late_is_quoted(finished, store, engine, monkeypatch):
    monkeypatch.setattr(build, "MAPS_TICK", 0.0)
    facts = build.report_facts([finished], store, lambda share: None)

    def fail(share, words):
        asked = store.claim_query("e")
        if asked:
            store.fail_query(asked.key, "The network has no weights.")
        return True

    assert build.with_attribution_maps(facts, fail).runs[0].no_maps_reason == "The network has no weights."
    monkeypatch.setattr(build, "MAPS_PATIENCE", 0.0)
    assert build.with_attribution_maps(facts, lambda share, words: True).runs[0].no_maps_reason == build.TOO_LATE


def test_several_runs_with_and_without_networks_become_one_report(finished, store):
    other = store.create_run("diverged one", PRESETS["fast"].settings.to_json() | {"learning_rate": 1.0})
    store.set_status(other, "running", total_steps=10)
    store.set_status(other, "diverged")
    page = pressed().session_state[session_keys.REPORT_FILES]["html"].decode()
    assert "2 runs compared" in page
    assert "differ in one setting alone, learning rate" in page


def test_too_many_runs_are_refused_in_words(store):
    for _ in range(COMPARED_AT_MOST + 1):
        store.create_run("one of many", PRESETS["fast"].settings.to_json())
    button = AppTest.from_function(page).run().button(key="report_button")
    assert button.disabled
    assert f"{COMPARED_AT_MOST} runs at most" in button.help


def test_train_offers_the_report_of_the_run_that_comes_with_the_project(open_train, press):
    app = open_train()
    press(app, "report_button")
    assert list(files(app))[-2:] == ["HTML", "PDF"]
    assert "comes with LineHeads" in app.session_state[session_keys.REPORT_FILES]["html"].decode()
