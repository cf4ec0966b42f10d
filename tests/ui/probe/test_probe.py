"""The Probe page: what its sections send, what stands in the link, and that nothing is computed twice."""

import json
import re
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from PIL import Image
from streamlit.testing.v1 import AppTest

from model.heads import HEADS
from model.probe import CORRUPTIONS, FACTORS, painted
from runs.home import REPOSITORY
from training.results import evaluation_sets
from ui.probe import cached, counterfactual, cross_talk, fields, position_maps, response_curves, robustness
from ui.probe.component import HEADS_SHOWN, rounded_probabilities
from ui.probe.context import ProbeContext
from ui.probe.film_strip import film_strip
from ui.probe.sections import SECTIONS
from ui.shared import session_keys
from ui.shared.drawing import FIRST_DRAWING
from ui.shared.store import catalogue

pytestmark = pytest.mark.slow

ROOT = Path(REPOSITORY)
STATIC = ROOT / "static"


@pytest.fixture
def probed(store):
    return ProbeContext(network=catalogue().get("fast"), drawing=replace(FIRST_DRAWING, edge="smooth"), seed=0)


@pytest.fixture
def open_probe(store):
    """Opens the page with this link; the page must have no error."""

    def run(**link):
        app = AppTest.from_file(str(ROOT / "app.py"), default_timeout=60)
        for name, value in link.items():
            app.query_params[name] = value
        app.switch_page("pages/probe.py").run()
        assert not app.exception
        return app

    return run


def plain(data):
    """As JSON has it; fails on what JSON cannot hold."""
    return json.loads(json.dumps(data, allow_nan=False))


def tiles(sent):
    """The pictures of a film, as the browser cuts them."""
    import base64
    import io

    with Image.open(io.BytesIO(base64.b64decode(sent["src"].split(",")[1]))) as image:
        sheet = np.asarray(image.convert("RGB"))
    rows = sheet.reshape(-1, 28, sent["columns"], 28, 3).swapaxes(1, 2)
    return rows.reshape(-1, 28, 28, 3)


@pytest.mark.parametrize("count", [1, 5, 182])
def test_a_film_brings_every_pixel(count):
    pictures = np.random.default_rng(0).integers(0, 256, (count, 28, 28, 3), np.uint8)
    np.testing.assert_array_equal(tiles(film_strip(pictures))[:count], pictures)


@pytest.mark.parametrize("name", FACTORS)
def test_curves_are_plain_json_small_and_begin_with_the_held_line(probed, name):
    swept = cached.response_sweep(probed, name)
    sent = plain(response_curves.response_curves_payload(probed, FACTORS[name], swept))
    assert len(json.dumps(sent)) < 400_000
    assert len(sent["values"]) == len(sent["inside"]) == len(swept.pictures)
    for head, one in HEADS.items():
        assert np.shape(sent["probabilities"][head]) == (len(one.classes), len(swept.pictures))
    np.testing.assert_array_equal(tiles(sent["film"])[sent["held"]], painted(probed.scene)[0])


def test_a_flip_is_told_in_words(probed):
    sent = response_curves.response_curves_payload(probed, FACTORS["length"], cached.response_sweep(probed, "length"))
    (flip,) = [one for one in sent["flips"] if one["head"] == "length"]
    assert re.fullmatch(r"length flips to long at \d+(\.\d)? px", flip["words"])
    angles = response_curves.response_curves_payload(probed, FACTORS["angle"], cached.response_sweep(probed, "angle"))[
        "flips"
    ]
    assert {one["words"].split(" at ")[0] for one in angles} >= {"angle flips to 15°", "angle flips to 0°"}


def test_trained_values_are_those_of_the_network():
    robust, fast = catalogue().get("robust"), catalogue().get("fast")
    assert response_curves.trained_values(FACTORS["noise"], robust) == [6]
    assert response_curves.trained_values(FACTORS["noise"], fast) == [0]
    assert response_curves.trained_values(FACTORS["edge"], robust) == [0, 1]
    assert response_curves.trained_values(FACTORS["edge"], fast) == [0]
    assert response_curves.trained_values(FACTORS["length"], fast) == [7, 15]
    older = replace(fast, run=replace(fast.run, settings={"from": "another version"}))
    assert response_curves.trained_values(FACTORS["noise"], older) == []


def test_what_is_nearly_certain_is_not_rounded_to_certainty():
    assert rounded_probabilities(np.array([0.0, 1e-9, 0.5, 1 - 1e-7, 1.0])) == [0, 1e-4, 0.5, 0.9999, 1]


def test_the_table_of_cross_talk_names_its_strongest_cell(probed):
    measured = cached.cross_talk_table(probed)
    sent = plain(cross_talk.cross_talk_payload(probed, measured))
    assert [row["name"] for row in sent["rows"]] == list(FACTORS)
    assert [row["own"] for row in sent["rows"] if row["own"] is not None] == [3, 0, 1, 2]
    others = [
        (sent["distance"][i][j], row["label"].lower(), head)
        for i, row in enumerate(sent["rows"])
        for j, head in enumerate(HEADS)
        if row["own"] != j
    ]
    value, label, head = max(others)
    assert sent["words"].startswith(f"Most cross-talk: moving {label} changes {head} by {value:.2f}")
    silent = replace(measured, distance=np.zeros_like(measured.distance))
    assert cross_talk.cross_talk_summary(silent).startswith("No cross-talk")


def test_robustness_is_measured_on_lines_that_were_never_trained_on(probed):
    scenes, labels = cached.test_lines(probed.network, 0)
    assert len(scenes) == len(labels) == cached.TEST_LINES
    assert not probed.network.provenance.contains(painted(scenes)).any()
    part = evaluation_sets.evaluation_pictures(evaluation_sets.OWN, probed.network.provenance)
    plain_pictures = {picture.tobytes() for picture in part.pictures}
    assert all(picture.tobytes() in plain_pictures for picture in painted(scenes))


def test_every_disturbance_is_a_card_with_a_sentence(probed):
    sent = plain(robustness.robustness_payload(probed))
    assert [card["name"] for card in sent["cards"]] == list(CORRUPTIONS)
    for card, one in zip(sent["cards"], CORRUPTIONS.values(), strict=True):
        assert np.shape(card["accuracy"]) == (len(HEADS), len(one.strengths))
        assert re.match(r"(\w+ breaks first, at \d)|\d heads break at|No head breaks", card["words"])
        assert len(tiles(card["film"])) >= len(one.strengths)
        for at, text in zip(card["at"], card["breaks"], strict=True):
            assert (at is None) == (text is None)


def test_maps_watch_the_true_class_or_else_the_answer(probed):
    known = {name: {"class": None, "value": None, "drawn": ""} for name in HEADS} | {
        "length": {"class": "short", "value": 7.0, "drawn": "7 px"}
    }
    sent = plain(position_maps.position_maps_payload(probed, cached.position_probabilities(probed), known))
    watched = [one["watched"] for one in sent["maps"]]
    assert watched == ["short", "thick", "red", "60°"]
    assert [one["true"] for one in sent["maps"]] == [True, False, False, False]
    long = sent["maps"][0]
    assert long["other"] == [int(answer != 0) for answer in long["answer"]]
    assert len(json.dumps(sent)) < 500_000


def test_changes_are_told_the_largest_first(probed):
    _, best = cached.counterfactuals(probed, "length")
    said = counterfactual.change_texts(probed.scene, best)
    assert re.match(r"length 15 → \d+(\.\d+)? px", said[0])
    assert len(said) == len(best.changes)


def test_every_kind_has_its_script_and_every_head_its_looks():
    script = (STATIC / "probe" / "probe.js").read_text()
    kinds = set(re.findall(r"(\w+): create\w+", script))
    assert kinds == {"curves", "cross_talk", "robustness", "maps", "nearest"}
    assert [one["name"] for one in HEADS_SHOWN] == list(HEADS)
    plain(HEADS_SHOWN)


@pytest.mark.parametrize(
    "line", ["5,5,5,5,1,000000,pillow", "0,0,28,28,5,ffffff,subpixel", "0,27.5,2,28,1,010203,hard"]
)
@pytest.mark.parametrize("name", [name for name, section in SECTIONS.items() if section.needs_line])
def test_strange_lines_break_nothing(open_probe, name, line):
    app = open_probe(probing=name, network="fast", line=line)
    for other in FACTORS if name == "curves" else ():
        app.button_group(key=fields.MOVED_PROPERTY.name).set_value(other).run()
        assert not app.exception


@pytest.mark.parametrize("name", SECTIONS)
def test_every_section_opens_by_its_link(open_probe, name):
    app = open_probe(probing=name, network="fast")
    assert app.session_state[fields.PROBE_SECTION.name] == name
    assert SECTIONS[name].about in [caption.value for caption in app.caption]


def test_a_link_opens_what_it_names_and_nonsense_opens_the_first(open_probe):
    app = open_probe(move="length", painter="smooth", draw="3", network="fast")
    assert app.session_state[fields.MOVED_PROPERTY.name] == "length"
    assert app.session_state[fields.PROBE_PAINTER.name] == "smooth"
    assert app.session_state[fields.PROBE_SEED.name] == 3
    app = open_probe(probing="nonsense", move="weight", painter="crayon")
    assert app.session_state[fields.PROBE_SECTION.name] == "curves"
    assert app.session_state[fields.MOVED_PROPERTY.name] == "angle"
    assert "probing" not in app.query_params


def test_choices_stand_in_the_link_and_defaults_leave_it(open_probe):
    app = open_probe(network="fast")
    app.button_group(key=fields.MOVED_PROPERTY.name).set_value("width").run()
    assert not app.exception
    assert app.query_params[fields.MOVED_PROPERTY.name] == "width"
    app.button_group(key=fields.MOVED_PROPERTY.name).set_value("angle").run()
    assert fields.MOVED_PROPERTY.name not in app.query_params
    app.button_group(key=fields.PROBE_SECTION.name).set_value("nearest").run()
    app.button_group(key=fields.HEAD_TO_FLIP.name).set_value("angle").run()
    assert not app.exception
    assert app.query_params[fields.HEAD_TO_FLIP.name] == "angle"
    assert app.query_params[fields.PROBE_SECTION.name] == "nearest"


def test_a_stroke_cannot_be_moved_and_a_line_is_offered(open_probe):
    app = open_probe(network="fast")
    stroke = replace(FIRST_DRAWING, kind="stroke", points=((3.0, 3.0), (9.0, 20.0), (20.0, 20.0)))
    app.session_state[session_keys.CANVAS_DRAWING] = {
        **app.session_state[session_keys.CANVAS_DRAWING],
        "drawing": stroke.to_json(),
    }
    app.query_params.clear()
    app.run()
    assert not app.exception
    assert any("no straight line" in one.value for one in app.info)
    app.button(key="first_line").click().run()
    assert not app.exception
    assert not app.info


def test_nothing_is_computed_again_for_a_change_that_does_not_matter(open_probe, monkeypatch):
    asked = []
    cached.st.cache_data.clear()
    real = cached.sweep
    monkeypatch.setattr(
        cached, "sweep", lambda held, moved, predict: asked.append(moved.name) or real(held, moved, predict)
    )
    app = open_probe(network="fast", line="5,5,20,9,2,ff0000,smooth")
    for name in ("length", "angle", "length"):
        app.button_group(key=fields.MOVED_PROPERTY.name).set_value(name).run()
    app.button_group(key=fields.PROBE_SECTION.name).set_value("cross-talk").run()
    app.button_group(key=fields.PROBE_SECTION.name).set_value("curves").run()
    assert sorted(asked) == ["angle", "length"]
    app.number_input(key=fields.PROBE_SEED.name).set_value(1).run()
    assert sorted(asked) == ["angle", "length", "length"]


def test_the_server_never_loads_keras():
    import subprocess
    import sys

    code = "import sys, ui.probe.sections; print('keras' in sys.modules or 'tensorflow' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"
