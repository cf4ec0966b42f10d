"""Files of networks and runs: made when asked for, offered when checked; a network that is brought."""

import io
import json
import subprocess
import sys
import zipfile

import numpy as np
import pytest
from streamlit.testing.v1 import AppTest

from model.explain import pack
from model.files import NETWORK_EXPORTS, network
from model.heads import HEADS
from model.predict.predictor import SHIPPED
from runs.history import read_history
from training.curves import CURVE_FORMATS
from training.files import EXPORT, IMPORT
from training.presets import PRESETS
from ui.compare import fields as compare_fields
from ui.shared import downloads, run_view, session_keys, worker_query
from ui.shared.downloads import EVERYTHING
from ui.shared.fields import RUN
from ui.shared.run_view import view_of
from ui.shared.store import catalogue

pytestmark = pytest.mark.slow

ROOT = SHIPPED.parents[1]
FILE = np.frombuffer(b"file" * 40_000, np.uint8)
TEST = dict.fromkeys(HEADS, 1.0) | {"average": 1.0, "exact": 0.995}


def page(run_id=None):
    from ui.shared import downloads
    from ui.shared.store import catalogue, store

    downloads.downloads(store().run(run_id) if run_id else catalogue().get("fast"))


def opened(run_id=None, form=None):
    name = run_id or "fast"
    app = AppTest.from_function(page, default_timeout=20, kwargs={"run_id": run_id})
    app.session_state[f"{session_keys.download_form(name)}_open"] = True
    app.session_state[session_keys.download_form(name)] = form
    return shown(app)


def shown(app):
    app.run()
    assert not app.exception
    return app


def forms(app):
    return [option.content for option in app.get("button_group")[0].proto.options]


def download_labels(app):
    return [one.proto.label for one in app.get("download_button")]


@pytest.fixture
def finished(store, make_run):
    run = make_run()
    store.save_artefact(run, "network.tflite", (SHIPPED / "fast.tflite").read_bytes())
    store.set_status(run, "done", result={"test": TEST, "seconds": 3.0, "first_solved": {}})
    return run


def test_a_network_has_every_form_of_network_and_nothing_is_made_before_it_is_asked_for(store):
    app = opened()
    assert forms(app) == [one.label for one in NETWORK_EXPORTS.values()]
    assert download_labels(app) == []
    assert store.claim_query("engine") is None


def test_a_closed_popover_asks_for_nothing(store):
    app = AppTest.from_function(page, default_timeout=20)
    app.session_state[session_keys.download_form("fast")] = "onnx"
    assert not shown(app).get("button_group")
    assert store.claim_query("engine") is None


def test_a_finished_run_has_its_curve_too(finished):
    assert forms(opened(finished)) == [
        *(one.label for one in (*NETWORK_EXPORTS.values(), *CURVE_FORMATS.values())),
        "All in one zip",
    ]


@pytest.mark.parametrize(("status", "expected"), [("running", 2), ("queued", 0)])
def test_a_run_under_way_has_a_curve_alone(make_run, status, expected):
    app = opened(make_run(status, steps=range(0, 41, 20) if status == "running" else ()))
    assert (len(forms(app)) if expected else len(app.get("button_group"))) == expected


def test_the_curve_of_a_long_run_is_downloaded_whole(store, make_run, monkeypatch):
    monkeypatch.setattr(run_view, "POINTS_KEPT", 20)
    run = make_run(steps=range(100))
    assert len(view_of(run).points) < 30
    files = downloads._files(view_of(run))
    assert read_history(files["curve.json"]) == store.points(run)
    assert len(downloads._curve_file(CURVE_FORMATS["csv"], [store.run(run)]).splitlines()) == 101


@pytest.mark.parametrize("form", NETWORK_EXPORTS)
def test_a_file_is_asked_for_shown_with_its_check_and_offered(store, form):
    app = opened(form=form)
    assert [one.label for one in app.button] == ["Cancel"]
    asked = store.claim_query("engine")
    assert asked.job == worker_query.job_about(EXPORT, catalogue().get("fast"), form=form)
    store.save_answer(asked.key, pack({"file": FILE, "pictures": 1000, "difference": 2.3e-7}))
    shown(app)
    assert download_labels(app) == ["160 kB · Download"]
    said = "Checked on 1,000 test pictures: same answers, largest difference 2e-7."
    assert [one.value for one in app.caption] == [NETWORK_EXPORTS[form].about, said]
    assert downloads._file(asked.key) == FILE.tobytes()
    assert store.claim_query("engine") is None


def test_a_refusal_is_told_and_can_be_tried_again(store):
    app = opened(form="onnx")
    store.fail_query(store.claim_query("engine").key, "The ONNX file is not handed out.")
    shown(app)
    assert app.warning[0].value == "The ONNX file is not handed out."
    assert download_labels(app) == []
    app.button[0].click().run()
    assert store.claim_query("engine").job == worker_query.job_about(EXPORT, catalogue().get("fast"), form="onnx")


@pytest.mark.parametrize("form", [*CURVE_FORMATS, EVERYTHING])
def test_a_curve_is_there_at_once(store, finished, form):
    assert download_labels(opened(finished, form)) == ["Download"]
    assert store.claim_query("engine") is None


def test_curves_of_several_runs_stand_in_one_file(store, make_run):
    runs = [store.run(make_run()), store.run(make_run(steps=range(0, 41, 20)))]
    table = downloads._curve_file(CURVE_FORMATS["csv"], runs).decode().splitlines()
    assert len(table) == 1 + 6 + 3
    assert {line.split(",")[0] for line in table} == {"run", *(run.id for run in runs)}


def test_a_choice_that_is_not_offered_any_more_is_forgotten(make_run):
    app = opened(make_run(), "onnx")
    assert download_labels(app) == []


def test_sizes_in_words():
    assert [downloads.size_text(count) for count in (12, 1_499, 167_884, 1_440_000)] == [
        "1 kB",
        "1 kB",
        "168 kB",
        "1.4 MB",
    ]


def bring_page():
    from ui.compare import import_network

    import_network.draw_network_import()


def parcel(**changes):
    """A file that can be read; whether its weights fit its network is for the worker to say."""
    weights = io.BytesIO()
    np.savez_compressed(weights, kernel=np.zeros((2, 2), np.float32))
    told = {"format": "lineheads-network", "version": 1, "name": "Mine", "heads": network.heads()}
    told |= {"settings": PRESETS["fast"].settings.to_json(), "weights": {"kernel": [2, 2]}} | changes
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("network.json", json.dumps(told))
        archive.writestr("weights.npz", weights.getvalue())
    return file.getvalue()


def uploaded(file):
    app = AppTest.from_function(bring_page, default_timeout=20).run()
    app.file_uploader[0].upload("mine.zip", file, "application/zip")
    return shown(app)


def test_a_network_is_brought_by_the_worker(store):
    file = parcel()
    app = uploaded(file)
    assert "Mine: network fast, trained with seed 0" in app.text[0].value
    assert store.claim_query("engine") is None
    app.button(key="bring").click()
    shown(app)
    asked = store.claim_query("engine")
    assert (asked.job.kind, asked.job.payload) == (IMPORT, file)
    store.save_answer(asked.key, pack({"run": "abcd2345", "test": TEST}))
    shown(app)
    assert app.success[0].value == "Imported as run `abcd2345`: all four right on 99.50\u00a0% of its test part."


def test_what_the_worker_refuses_is_told(store):
    app = uploaded(parcel())
    app.button(key="bring").click()
    shown(app)
    store.fail_query(store.claim_query("engine").key, "These weights belong to another network.")
    shown(app)
    assert app.warning[0].value == "These weights belong to another network."


@pytest.mark.parametrize(
    ("file", "words"),
    [
        (b"PK", "not a network of LineHeads"),
        (parcel(version=7), "reads version 1"),
        (parcel(settings={"preset": "evil"}), "`preset` must be one of"),
    ],
)
def test_a_file_that_cannot_be_used_is_refused_before_it_reaches_a_worker(store, file, words):
    app = uploaded(file)
    assert words in app.error[0].value
    assert not app.button
    assert store.claim_query("engine") is None


def test_a_run_of_a_file_opens_on_every_page(store):
    """It has no curve; Train and Compare must not miss it."""
    litert = (SHIPPED / "fast.tflite").read_bytes()
    settings = PRESETS["fast"].settings.to_json()
    run = store.import_run("Mine", settings, {"test": TEST, "brought": True}, {"network.tflite": litert}, "Brought.")
    app = AppTest.from_file(str(ROOT / "app.py"), default_timeout=30)
    app.query_params[RUN.name] = run
    app.switch_page("pages/train.py").run()
    assert not app.exception
    assert any("all four **99.50\u00a0%**." in one.value and "of training" not in one.value for one in app.markdown)
    app.query_params[compare_fields.CHOSEN.name] = run
    for section in ("runs", "beside", "leaderboard"):
        app.query_params[compare_fields.SECTION.name] = section
        app.switch_page("pages/compare.py").run()
        assert not app.exception


def test_the_server_process_stays_without_tensorflow():
    heavy = {"tensorflow", "keras", "dask", "onnx", "tf2onnx", "onnxruntime", "tensorboardX"}
    code = f"import sys, ui.shared.downloads, ui.compare.import_network; sys.exit(bool({heavy} & set(sys.modules)))"
    assert subprocess.run([sys.executable, "-c", code]).returncode == 0
