"""The Explore page without a browser: it opens, takes changes, answers, and falls back."""

import io
import json
from pathlib import Path

import numpy as np
import pytest
from PIL import Image
from streamlit.testing.v1 import AppTest

from model.predict import shipped_names
from training.catalogue import UnknownNetworkError
from training.run_store import RunStore
from ui.shared import networks, session_keys
from ui.shared.drawing import FIRST_DRAWING
from ui.shared.fields import NETWORK
from ui.shared.store import catalogue

pytestmark = pytest.mark.slow

ROOT = Path(__file__).resolve().parents[3]
SHIPPED = ROOT / "model" / "shipped"


def page(**query):
    app = AppTest.from_file(str(ROOT / "pages" / "explore.py"), default_timeout=20)
    for name, value in query.items():
        app.query_params[name] = value
    return app


def sent(app, part):
    """What the canvas (0) or the cards (1) were sent."""
    return json.loads(app.get("bidi_component")[part].proto.json)


def png(picture):
    data = io.BytesIO()
    Image.fromarray(picture).save(data, "PNG")
    return data.getvalue()


def classes(app):
    return [head["classes"][int(np.argmax(head["probabilities"]))] for head in sent(app, 1)["heads"]]


def upload(app, *files):
    app.file_uploader[0].set_value([(name, data, "image/png") for name, data in files]).run()


@pytest.fixture
def finished_run():
    store = RunStore()
    run_id = store.create_run("mine", {})
    store.set_status(run_id, "starting")
    store.set_status(run_id, "running")
    store.save_artefact(run_id, "network.tflite", (SHIPPED / "fast.tflite").read_bytes())
    store.set_status(run_id, "done", result={"test": {"exact": 0.987}})
    return run_id


def test_it_opens_with_an_answer():
    app = page().run()
    assert not app.exception
    assert classes(app) == ["long", "thick", "red", "60"]
    assert all(head["truth"]["class"] for head in sent(app, 1)["heads"])


def test_a_change_on_the_canvas_is_painted_and_answered():
    app = page().run()
    state = {**FIRST_DRAWING.to_json(), "points": [[5.5, 5.5], [12.5, 5.5]], "colour": "#0000ff", "width": 1}
    app.session_state[session_keys.CANVAS_DRAWING] = {"drawing": state, "seq": 8, "version": 0}
    app.run()
    assert classes(app) == ["short", "thin", "blue", "0"]
    assert sent(app, 1)["seq"] == sent(app, 0)["ack"] == 8


def test_an_empty_canvas_has_no_line():
    app = page().run()
    app.session_state[session_keys.CANVAS_DRAWING] = {
        "drawing": {**FIRST_DRAWING.to_json(), "kind": "none", "points": []},
        "seq": 1,
        "version": 0,
    }
    app.run()
    assert sent(app, 1)["found"] is False
    assert sent(app, 0)["said"] == "no line found"


def test_the_line_and_the_network_of_a_link_are_taken():
    app = page(line="5.5,5.5,5.5,20.5,1,0000ff,smooth", network="fast").run()
    assert classes(app) == ["long", "thin", "blue", "90"]
    assert app.selectbox[0].value == "fast"
    assert not app.toast


def test_a_bad_link_falls_back_in_words():
    app = page(line="<b>", network="<b>").run()
    assert not app.exception
    assert len(app.toast) == 2
    assert app.selectbox[0].value == networks.DEFAULT_NETWORK
    assert classes(app) == ["long", "thick", "red", "60"]


@pytest.mark.parametrize("name", shipped_names())
def test_every_shipped_network_answers(name):
    app = page().run()
    app.selectbox[0].set_value(name).run()
    assert not app.exception
    assert classes(app)[1:] == ["thick", "red", "60"]


def test_the_address_and_the_choice_stay_equal():
    app = page().run()
    assert NETWORK.name not in app.query_params
    app.selectbox[0].set_value("fast").run()
    assert app.query_params[NETWORK.name] == "fast"
    app.query_params[NETWORK.name] = "coursework-v3"  # as a link on another page does
    app.run()
    assert app.selectbox[0].value == "coursework-v3"
    app.selectbox[0].set_value(networks.DEFAULT_NETWORK).run()
    assert app.query_params[NETWORK.name] == networks.DEFAULT_NETWORK


def test_a_finished_run_answers(finished_run):
    app = page(network=finished_run).run()
    assert app.selectbox[0].value == finished_run
    assert networks.labels_by_name()[finished_run] == f"mine · run {finished_run} · 98.7 % exact"
    assert classes(app) == ["long", "thick", "red", "60"]


def test_a_run_that_is_not_among_the_newest_answers_when_the_link_names_it(finished_run, monkeypatch):
    monkeypatch.setattr(RunStore, "runs", lambda self: [])  # nor is a trial of a search
    app = page(network=finished_run).run()
    assert app.selectbox[0].value == finished_run
    assert not app.toast
    app.selectbox[0].set_value("fast").run()
    assert finished_run not in networks.labels_by_name()
    RunStore().delete(finished_run)
    assert page(network=finished_run).run().selectbox[0].value == networks.DEFAULT_NETWORK


def test_a_run_without_a_network_is_not_offered():
    run_id = RunStore().create_run("waiting", {})
    assert run_id not in networks.labels_by_name()
    with pytest.raises(UnknownNetworkError, match="Choose one"):
        catalogue().get(run_id)


def test_uploads_are_read_listed_and_opened():
    app = page().run()
    flat, steep = np.zeros((2, 28, 28, 3), np.uint8)
    flat[13:16, 6:22] = steep[4:12, 9, None] = (255, 0, 0)
    steep[4:12, 9] = (0, 0, 255)
    upload(
        app, ("flat.png", png(flat)), ("<i>.png", b"nothing"), ("steep.png", png(steep)), ("blank.png", png(flat * 0))
    )
    assert not app.exception
    assert [warning.value for warning in app.warning] == [
        "i.png: This is not a picture that can be read. Choose a PNG, JPEG, WebP, BMP or GIF file."
    ]
    labels = [button.label for button in app.button if button.key.startswith("open_")]
    assert labels == ["long, thick, red, 0°", "short, thin, blue, 90°", "no line found"]
    assert classes(app) == ["long", "thick", "red", "0"]
    assert all(head["truth"] is None for head in sent(app, 1)["heads"])
    app.button(key="open_1").click().run()
    assert classes(app) == ["short", "thin", "blue", "90"]
    assert sent(app, 0)["version"] == 2
