"""Look inside: what the page asks, what it sends to the browser, and what of it stands in the link."""

import base64
import json

import numpy as np
import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from model.explain import VIEWS
from model.heads import HEADS
from runs.home import REPOSITORY
from training.catalogue import Catalogue, TrainedNetwork
from ui.look_inside import ablation, architecture, attribution, feature_visualisation, fields, linear_probes
from ui.look_inside.sections import QUESTIONS
from ui.shared import network_diagram, networks, worker_query

pytestmark = pytest.mark.slow

RNG = np.random.default_rng(0)
CONV = {"kernel": [3, 3], "strides": [2, 2], "padding": "valid", "filters": 4}


def entry(name, kind, shape, inputs=(), owner="trunk", parameters=0, **details):
    layer = {"name": name, "kind": kind, "owner": owner, "inputs": list(inputs), "shape": shape, "details": details}
    return layer | {"parameters": parameters, "operations": 10 * parameters, "activation": "relu"}


LAYERS = [
    entry("pixels", "InputLayer", [28, 28, 3]),
    entry("trunk_conv_1", "Conv2D", [13, 13, 4], ["pixels"], parameters=112, **CONV),
    entry("trunk_conv_2", "Conv2D", [6, 6, 5], ["trunk_conv_1"], parameters=185, **CONV),
    entry("trunk_features", "Flatten", [180], ["trunk_conv_2"]),
    *[entry(head, "Dense", [HEADS[head].units], ["trunk_features"], owner=head, parameters=181) for head in HEADS],
]
MAPS = {f"maps/{one['name']}": RNG.normal(size=one["shape"]).astype(np.float32) for one in LAYERS}
MAPS["maps/pixels"] *= 1000


def attributed(randomised):
    found = {
        "classes": {"length": 1, "width": 0, "colour": 0, "angle": 4},
        "scores": dict.fromkeys(HEADS, -3.25),
        "gaps": {},
        "layer": "trunk_conv_2",
    }
    if randomised:
        found["similarity"] = {"length": 0.75, "width": -0.3, "colour": 0.01, "angle": None}
    return found | {f"map/{head}": RNG.normal(size=(28, 28)).astype(np.float32) for head in HEADS}


ANSWERS = {
    "structure": lambda _: {"layers": LAYERS, "parameters": 1021, "operations": 10210},
    "activations": lambda _: MAPS,
    "layer": lambda given: {"kernel": np.ones((3, 3, 3, 4)), "bias": np.zeros(4)} if "conv" in given["layer"] else {},
    "attribution": lambda given: attributed(given["randomised"]),
    "synthesis": lambda _: {
        "pictures": np.zeros((2, 28, 28, 3), np.uint8),
        "scores": np.array([[0.0, 3.0, 1.0], [0, 1, 2]]),
        "best": 0,
    },
    "ablation": lambda _: {"accuracy": np.full((5, 4), 0.25), "base": np.full(4, 0.75)},
    "readability": lambda _: {
        "layers": ["pixels", "trunk_conv_1"],
        "accuracy": np.full((2, 4), 0.5),
        "chance": np.full(4, 0.25),
    },
}


@pytest.fixture
def on_server(monkeypatch):
    """No network has a file for the browser."""
    monkeypatch.setattr(TrainedNetwork, "browser_file", None)


@pytest.fixture
def asked(monkeypatch, on_server):
    """A worker that answers at once what is asked without a button: (view, arguments) of all questions."""
    asked, pressed = [], set()

    def show(view, network, picture=None, *, draw, key, button=None, **arguments):
        if button and key not in pressed:
            st.button(button, key=key, on_click=pressed.add, args=(key,))
            return
        asked.append((view, arguments))
        draw(ANSWERS[view](arguments))

    monkeypatch.setattr(worker_query, "draw_answer", show)
    return asked


@pytest.fixture
def sent(monkeypatch):
    """What the browser was sent last, by the key of the drawing."""
    sent = {}
    monkeypatch.setattr(network_diagram, "_look_inside", lambda key, data, **_: sent.__setitem__(key, data))
    return sent


@pytest.fixture
def opened(store):
    def run(**link):
        app = AppTest.from_file(str(REPOSITORY / "app.py"), default_timeout=20)
        for name, value in link.items():
            app.query_params[name] = value
        app.switch_page("pages/look_inside.py").run()
        assert not app.exception
        return app

    return run


def linked(app, name):
    return app.query_params.get(name)


def array(sent):
    return np.frombuffer(base64.b64decode(sent["values"]), "<f4").reshape(sent["shape"])


def test_the_first_sight_is_the_network_and_its_first_layer_with_weights(opened, asked, sent):
    opened()
    assert [one["name"] for one in sent[architecture.NETWORK]["layers"]] == [one["name"] for one in LAYERS]
    assert sent[architecture.NETWORK]["opened"] == sent[architecture.LAYER]["layer"]["name"] == "trunk_conv_1"
    assert [view for view, _ in asked] == ["structure", "activations", "layer", "attribution"]


def test_a_link_opens_a_layer_and_only_its_arrays_travel(opened, asked, sent):
    app = opened(layer="trunk_conv_2")
    told = sent[architecture.LAYER]
    assert ("layer", {"layer": "trunk_conv_2"}) in asked
    assert [one["name"] for one in told["inputs"]] == ["trunk_conv_1"]
    np.testing.assert_array_equal(array(told["inputs"][0]), MAPS["maps/trunk_conv_1"])
    np.testing.assert_array_equal(array(told["output"]), MAPS["maps/trunk_conv_2"])
    assert array(told["kernel"]).shape == (3, 3, 3, 4)
    assert len(json.dumps(told)) < 20_000
    assert linked(app, "layer") == "trunk_conv_2"


def test_a_link_with_nonsense_falls_back(opened, asked, sent):
    app = opened(layer="nonsense", question="nonsense", attention_by="nonsense", wish="nonsense", ablated="nonsense")
    assert sent[architecture.LAYER]["layer"]["name"] == "trunk_conv_1"
    assert asked[-1] == ("attribution", {"method": "grad-cam", "randomised": False})
    assert linked(app, "layer") in (None, "trunk_conv_1")


def test_a_click_opens_a_layer_and_writes_the_link(opened, asked, sent):
    app = opened(layer="trunk_conv_2")
    app.session_state[fields.LAYER.name] = "angle"  # as the callback does
    app.run()
    assert sent[architecture.LAYER]["classes"]["angle"] == [f"{15 * i}°" for i in range(12)]
    assert sent[architecture.LAYER]["kernel"] is None
    assert linked(app, "layer") == "angle"


def test_before_any_answer_the_drawings_stand_there_empty(opened, sent, on_server, monkeypatch):
    monkeypatch.setattr(worker_query, "draw_answer", lambda *_, **__: st.progress(0, "Waiting"))
    opened(sanity="true")
    assert sent[architecture.NETWORK]["layers"] == []
    assert sent[architecture.LAYER]["known"] is False
    assert [row["maps"] for row in sent["attribution"]["rows"]] == [[None] * 4] * 2


def test_where_the_browser_computes_the_layers_no_worker_is_asked_for_them(opened, sent, monkeypatch):
    asked = []
    monkeypatch.setattr(worker_query, "draw_answer", lambda view, *_, **__: asked.append(view))
    app = opened(network="fast", layer="trunk_conv_2")
    assert asked == ["attribution"]
    diagram = sent[architecture.NETWORK]
    assert diagram["opened"] == "trunk_conv_2"
    assert diagram["live"]["network"].startswith("networks/fast/")
    assert [layer["name"] for layer in diagram["layers"]][:3] == ["pixels", "trunk_scale", "trunk_conv_1"]
    assert sum(layer["parameters"] for layer in diagram["layers"]) == diagram["parameters"]
    assert sent[architecture.LAYER]["live"] == diagram["live"]
    assert not any("answered by the server" in caption.value for caption in app.caption)


def test_a_network_that_the_server_answers_says_so(opened, asked, sent):
    assert any("answered by the server" in caption.value for caption in opened().caption)
    assert sent[architecture.NETWORK]["live"] is None
    assert sum(sent[architecture.NETWORK]["probabilities"]["angle"]) == pytest.approx(1)


def test_a_browser_that_cannot_read_the_network_asks_the_worker(opened, sent, monkeypatch):
    asked = []
    monkeypatch.setattr(worker_query, "draw_answer", lambda view, *_, **__: asked.append(view))
    app = opened(network="fast")
    app.session_state[architecture.session_keys.ON_SERVER] = {"fast"}
    app.run()
    assert "structure" in asked
    assert sent[architecture.NETWORK]["live"] is None


def test_the_layers_of_every_shipped_network_are_known_without_keras():
    for name in ("robust", "fast", "coursework-v3"):
        network = Catalogue().get(name)
        structure = networks.structure(network)
        assert structure["layers"][0]["name"] == "pixels"
        assert {layer["owner"] for layer in structure["layers"]} == {"trunk", *HEADS}


def test_one_engine_less_is_told_in_words(opened, monkeypatch):
    monkeypatch.setattr(worker_query, "ANSWER_WITHIN", 0.01)
    app = opened()
    assert not app.error
    assert "Cancel" in [button.label for button in app.button]


def test_global_scale_leaves_out_the_pixels():
    maps = {"pixels": np.full(3, 255.0), "a": np.array([-7.0]), "b": np.array([3.0])}
    assert architecture.largest_magnitude(maps) == 7


def test_the_units_of_a_head_have_names():
    maps = {one["name"]: MAPS[f"maps/{one['name']}"] for one in LAYERS}
    assert architecture._unit_labels()["length"] == ["long"]
    assert "classes" not in architecture.layer_payload(LAYERS[1], maps, {})


def test_the_sanity_check_asks_for_shuffled_weights_and_says_how_alike_the_maps_are(opened, asked, sent):
    app = opened()
    assert len(sent["attribution"]["rows"]) == 1
    app.toggle(key=fields.SANITY.name).set_value(True).run()
    trained, shuffled = sent["attribution"]["rows"]
    assert asked[-1] == ("attribution", {"method": "grad-cam", "randomised": True})
    assert trained["titles"] == ["long: score −3.2", "thin: score −3.2", "red: score −3.2", "60°: score −3.2"]
    assert trained["notes"] == ["Taken at the layer conv 2."] * 4
    words = ["0.75: mostly alike", "−0.30: somewhat alike", "0.01: hardly alike", "flat"]
    assert all(one in note for one, note in zip(words, shuffled["notes"], strict=True))


def test_an_empty_map_is_said_to_be_empty():
    found = attributed(randomised=False) | {"map/width": np.zeros((28, 28), np.float32)}
    assert "empty" in attribution.attribution_row(found)["notes"][1]


def test_the_gap_of_integrated_gradients_is_told():
    found = attributed(randomised=False) | {"gaps": dict.fromkeys(HEADS, -0.123), "layer": None}
    assert attribution.attribution_row(found)["notes"] == ["The pixels explain the score up to 0.12."] * 4


@pytest.mark.parametrize("name", QUESTIONS)
def test_every_question_opens_by_link_and_explains_itself(name, opened, asked, sent):
    app = opened(question=name)
    section = QUESTIONS[name]
    assert section.about in [one.value for one in app.markdown]
    assert VIEWS[section.view].why in [one.value for one in app.markdown]
    assert linked(app, "question") == (None if name == "attention" else name)


def test_another_tab_is_written_into_the_link(opened, asked, sent):
    app = opened()
    app.session_state[fields.QUESTION.name] = QUESTIONS["readable"].label
    app.run()
    assert linked(app, "question") == "readable"
    assert "readability" not in [view for view, _ in asked]
    app.button(key="readability").click().run()
    assert sent["linear_probes"]["chance"] == [0.25] * 4


def test_wishes_of_a_filter(opened, asked, sent):
    app = opened(question="wishes", wish="trunk_conv_2", wish_unit="3", wish_seed="7")
    app.button(key="synthesis").click().run()
    assert asked[-1] == ("synthesis", {"layer": "trunk_conv_2", "unit": 3, "seed": 7})
    assert sent["feature_visualisation"]["best"] == 0
    assert "**conv 2, filter 3**: the best of 2 starts reached 3.00." in [one.value for one in app.markdown]


def test_another_layer_begins_with_its_first_filter(opened, asked, sent):
    app = opened(question="wishes", wish_unit="11")
    assert app.selectbox(key=fields.VISUALISED_UNIT.name).value == 11
    app.selectbox(key=fields.VISUALISED.name).set_value("trunk_conv_1").run()
    assert app.selectbox(key=fields.VISUALISED_UNIT.name).value == 0
    assert linked(app, "wish_unit") is None


@pytest.mark.parametrize(
    ("question", "key", "wanted"), [("wishes", "wish", "angle"), ("needed", "ablated", "trunk_conv_2")]
)
def test_a_choice_that_another_network_had_is_forgotten(question, key, wanted, opened, asked, sent, monkeypatch):
    app = opened(question=question, layer="trunk_conv_2", **{key: "trunk_conv_1"})
    assert app.selectbox(key=key).value == "trunk_conv_1"
    other = [one for one in LAYERS if one["name"] != "trunk_conv_1"]
    monkeypatch.setitem(ANSWERS, "structure", lambda _: {"layers": other, "parameters": 0, "operations": 0})
    monkeypatch.setitem(other[1], "inputs", ["pixels"])
    app.run()
    assert not app.exception
    assert app.selectbox(key=key).value == wanted


def test_a_trunk_without_convolutions_is_told_in_words(opened, asked, sent, monkeypatch):
    dense = [one for one in LAYERS if one["kind"] != "Conv2D"]
    monkeypatch.setitem(ANSWERS, "structure", lambda _: {"layers": dense, "parameters": 0, "operations": 0})
    app = opened(question="needed")
    assert "no convolution" in app.info[0].value


def test_everything_with_filters_or_classes_can_wish():
    choices = feature_visualisation.visualisable_units(LAYERS)
    assert list(choices) == [*HEADS, "trunk_conv_1", "trunk_conv_2"]
    assert choices["length"] == ["short", "long"]
    assert len(choices["trunk_conv_2"]) == 5


def test_falls_are_what_is_lost(opened, asked, sent):
    app = opened(question="needed")
    app.button(key="ablation").click().run()
    assert asked[-1] == ("ablation", {"layer": "trunk_conv_2"})
    assert sent["ablation"]["falls"] == [[0.5] * 4] * 5
    rising = {"accuracy": np.array([[1.0] * 4]), "base": np.full(4, 0.75)}
    assert ablation.accuracy_losses(rising)["falls"] == [[-0.25] * 4]


def test_a_line_goes_along_the_trunk_and_then_through_its_own_head():
    names = ["pixels", "trunk_conv_1", "length_hidden_1", "angle_hidden_1", "angle_hidden_2"]
    accuracy = np.arange(20.0).reshape(5, 4)
    found = linear_probes.probe_curves({"layers": names, "accuracy": accuracy, "chance": np.zeros(4)})
    assert found["ticks"] == ["pixels", "conv 1", "own layer 1", "own layer 2"]
    assert found["lines"] == [[0, 4, 8], [1, 5], [2, 6], [3, 7, 15, 19]]


def test_every_help_text_is_on_the_page(opened, asked, sent):
    shown = {element.value for name in QUESTIONS for element in opened(question=name).markdown}
    assert {view.why for view in VIEWS.values()} <= shown
    assert tuple(fields.METHOD_LABELS) == next(
        one.options for one in VIEWS["attribution"].parameters if one.name == "method"
    )
