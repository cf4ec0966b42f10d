"""Drawings are kept with what they are, survive, and become a set that a network is judged and tuned on."""

from pathlib import Path

import numpy as np
import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from data.labels import labels_of
from data.sample import every_placement
from training.imported_sets import library
from ui.explore import fields
from ui.explore.drawings_dialog import drafts
from ui.shared import picture_strip, session_keys
from ui.shared.drawing import FIRST_DRAWING, Drawing
from ui.shared.fields import LEARNING_RATE, NETWORK, PRESET, STARTS_FROM, TEST_SET, TRAINED_ON

pytestmark = pytest.mark.slow
ROOT = Path(__file__).resolve().parents[3]
OFF = Drawing(points=((5.0, 5.0), (16.0, 5.0)), width=3.0)  # 11 px: neither short nor long
EMPTY = FIRST_DRAWING.to_json() | {"kind": "none", "points": []}


@pytest.fixture(autouse=True)
def home(tmp_path, monkeypatch):
    """A home of its own, so that drawings and sets are the test's."""
    monkeypatch.setenv("LINEHEADS_HOME", str(tmp_path))
    monkeypatch.delenv("LINEHEADS_STORE", raising=False)
    st.cache_resource.clear()
    yield tmp_path
    st.cache_resource.clear()


def page(**query):
    app = AppTest.from_file(str(ROOT / "app.py"), default_timeout=60)
    for name, value in query.items():
        app.query_params[name] = value
    app.run()
    assert not app.exception
    return app


def draw(app, drawing):
    values = drawing if isinstance(drawing, dict) else drawing.to_json()
    app.session_state[session_keys.CANVAS_DRAWING] = {"drawing": values, "seq": 0, "version": 0}
    app.run()


def press(app, key):
    app.button(key=key).click().run()
    assert not app.exception


def kept(app):
    return drafts().load(app.query_params[fields.DRAWINGS.name])


def line_of(index):
    one = every_placement(index).take(np.array([3]))
    return picture_strip.as_drawing(one)


def test_a_line_of_ours_is_kept_at_once_with_its_classes_and_the_last_can_be_undone():
    app = page()
    for index in (5, 60):
        draw(app, line_of(index))
        press(app, "keep_drawing")
    np.testing.assert_array_equal(kept(app).labels, labels_of(np.array([5, 60])))
    np.testing.assert_array_equal(kept(app).pictures[1], line_of(60).painted())
    press(app, "undo_drawing")
    assert len(kept(app)) == 1
    again = page(drawings=app.query_params[fields.DRAWINGS.name])  # a refresh is a new session: the link knows them
    assert again.button(key="all_drawings").label == "My drawings: 1"
    assert not again.button(key="undo_drawing").disabled


def test_what_the_canvas_does_not_know_the_person_says():
    app = page()
    draw(app, OFF)
    press(app, "keep_drawing")
    assert fields.DRAWINGS.name not in app.query_params
    asked = {head: session_keys.class_of_drawing(1, head) for head in ("length", "width", "colour", "angle")}
    assert app.button(key="keep_labelled").disabled
    assert app.segmented_control(key=asked["width"]).value == "thick"
    assert app.segmented_control(key=asked["length"]).value is None
    assert app.selectbox(key=asked["angle"]).value == "0"
    app.segmented_control(key=asked["length"]).set_value("long").run()
    press(app, "keep_labelled")
    assert kept(app).labels.tolist() == [[1, 1, 0, 0]]
    press(app, "keep_drawing")  # the very same again, and left
    assert app.segmented_control(key=session_keys.class_of_drawing(2, "length")).value is None
    press(app, "leave_drawing")
    assert len(kept(app)) == 1


def test_an_empty_canvas_and_a_drawing_that_is_there_are_refused_in_words():
    app = page()
    draw(app, EMPTY)
    press(app, "keep_drawing")
    assert "no line to keep" in app.toast[0].value
    draw(app, line_of(7))
    press(app, "keep_drawing")
    press(app, "keep_drawing")
    assert "kept already" in app.toast[0].value
    assert len(kept(app)) == 1


@pytest.fixture
def collected():
    """A page on which twenty lines are kept, with its dialog open."""
    name = "abcd2345"
    for index in range(2, 94, 4):
        drafts().add(name, line_of(index).painted(), labels_of(np.array([index]))[0])
    app = page(drawings=name, network="fast")
    app.session_state[session_keys.DRAWINGS_OPEN] = True
    app.run()
    return app


@pytest.fixture
def went(monkeypatch):
    """Where buttons led."""
    pages = []
    monkeypatch.setattr("streamlit.switch_page", lambda page, query_params: pages.append((page, query_params)))
    return pages


def test_my_drawings_become_a_set_that_networks_are_judged_on(collected, went):
    press(collected, "drawings_fact_check")
    (one,) = library().sets()
    assert one.name == "My drawings (23)"
    np.testing.assert_array_equal(library().load(one.key).pictures, drafts().load("abcd2345").pictures)
    assert went == [("pages/evaluate.py", {TEST_SET.name: one.key, NETWORK.name: "fast"})]
    assert collected.session_state[TEST_SET.name] == one.key


def test_a_network_is_fine_tuned_on_my_drawings(collected, went):
    press(collected, "drawings_model_training")
    (one,) = library().sets()
    link = {PRESET.name: "fast", TRAINED_ON.name: one.key, STARTS_FROM.name: "fast"}
    assert went == [("pages/train.py", link)]
    train = AppTest.from_file(str(ROOT / "app.py"), default_timeout=60)
    for name, value in link.items():
        train.query_params[name] = value
    train.switch_page("pages/train.py").run()
    for app in (collected, train):  # the session says what the link says
        assert app.session_state[STARTS_FROM.name] == "fast"
        assert app.session_state[LEARNING_RATE.name] == pytest.approx(6e-4)
        assert app.session_state["batch_size"] == 8
    assert not train.button(key="start").disabled


def test_a_new_collection_leaves_the_old_one_as_a_set(collected):
    press(collected, "drawings_restart_alt")
    assert fields.DRAWINGS.name not in collected.query_params
    assert len(library().sets()) == 1
    draw(collected, line_of(1))
    press(collected, "keep_drawing")
    assert collected.query_params[fields.DRAWINGS.name] != "abcd2345"
    assert len(kept(collected)) == 1
