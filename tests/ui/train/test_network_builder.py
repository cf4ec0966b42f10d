"""A network of one's own on Train: the dialog, what reaches the run, saved ones, and hostile links."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from model.heads import HEADS
from model.networks.design import LAYERS_AT_MOST, Convolution, Design, DesignError, Dropout, Pooling
from model.networks.known import DESIGNS
from model.networks.link import from_text, to_text
from model.networks.plan import plan
from tests.tiers import cases
from training.cli_command import command_line
from training.command_line import parser, settings_from_options
from training.presets import PRESETS
from ui.shared import session_keys
from ui.shared.fields import PRESET, RUN
from ui.train import fields, run_actions
from ui.train.network_builder import saved, state
from ui.train.network_builder.text import short_number

pytestmark = pytest.mark.slow

MINE = Design(
    name="Mine",
    trunk=(Convolution(filters=4, stride=2, normalise=True), Dropout(), Pooling()),
    hidden={"length": (), "width": (3,), "colour": (8, 4), "angle": (16,)},
)


@pytest.fixture
def build(open_train):
    """Opens Train with the dialog open."""

    def opened(**link):
        app = open_train(preset="custom", **link)
        app.button(key="design_build").click().run()
        assert not app.exception
        return app

    return opened


@pytest.fixture(autouse=True)
def own_home(tmp_path, monkeypatch):
    monkeypatch.setenv("LINEHEADS_HOME", str(tmp_path))


def settled(app):
    assert not app.exception
    return from_text(app.query_params[fields.DESIGN.name])


def click(app, label):
    next(button for button in app.button if button.label == label).click().run()
    assert not app.exception


def test_the_usual_network_is_like_fast_and_leaves_the_link_alone(open_train, press):
    app = open_train(preset="custom")
    assert fields.DESIGN.name not in app.query_params
    press(app, "start")
    record = run_actions.view_of(app.query_params[RUN.name]).record
    assert record.settings == PRESETS["custom"].settings
    assert record.name == "My network"


def test_a_linked_network_is_shown_started_and_repeated_by_a_command(open_train, press):
    app = open_train(preset="custom", design=to_text(MINE), seed="4")
    assert settled(app) == MINE
    press(app, "start")
    record = run_actions.view_of(app.query_params[RUN.name]).record
    settings = record.settings
    assert (settings.network, settings.design, settings.seed, record.name) == ("custom", MINE, 4, "Mine")
    assert settings_from_options(parser().parse_args(command_line(settings).split()[3:])) == settings


@pytest.mark.parametrize("link", [{}, {"preset": "fast"}], ids=str)
def test_a_link_with_a_network_opens_it_whatever_preset_it_names(open_train, link):
    app = open_train(**link, design=to_text(MINE))
    assert settled(app) == MINE
    assert app.selectbox(key=PRESET.name).value == app.query_params[PRESET.name] == "custom"


def test_another_preset_leaves_the_link_and_brings_it_back(open_train):
    app = open_train(preset="custom", design=to_text(MINE))
    app.selectbox(key=PRESET.name).select("fast").run()
    assert fields.DESIGN.name not in app.query_params
    app.selectbox(key=PRESET.name).select("custom").run()
    assert settled(app) == MINE


@pytest.mark.parametrize("text", ["1x", "2abc", "<script>", to_text(MINE)[:-5]])
def test_a_hostile_link_is_refused_in_words(open_train, press, text):
    app = open_train(preset="custom", design=text)
    assert "Copy the link again" in app.toast[0].value
    assert fields.DESIGN.name not in app.query_params
    press(app, "start")


def test_layers_are_added_moved_changed_and_removed(build):
    app = build(design=to_text(MINE))
    click(app, "Add convolution")
    assert settled(app).trunk == (*MINE.trunk, Convolution())
    app.button(key="design_up_3").click().run()
    app.number_input(key="design_0_3_filters").set_value(7).run()
    app.checkbox(key="design_0_3_normalise").check().run()
    grown = Convolution(filters=7, normalise=True)
    assert settled(app).trunk == (*MINE.trunk[:2], grown, MINE.trunk[2])
    app.button(key="design_drop_1").click().run()
    assert settled(app).trunk == (MINE.trunk[0], grown, MINE.trunk[2])
    assert [app.button(key=f"design_up_{part}").disabled for part in (0, 3, 2)] == [True, False, False]
    assert [app.button(key=f"design_down_{part}").disabled for part in (0, 3, 2)] == [False, False, True]
    while len(settled(app).trunk) < LAYERS_AT_MOST:
        click(app, "Add dropout")
    assert app.button(key="design_add_dropout").disabled
    click(app, "Done")
    assert not [button for button in app.button if button.label == "Add dropout"]
    assert len(settled(app).trunk) == LAYERS_AT_MOST


def test_a_layer_that_cannot_fit_stops_start_with_the_reason(build):
    app = build()
    click(app, "Add pooling")
    app.number_input(key="design_0_2_size").set_value(8).run()
    sentence = "pooling 8 × 8 does not fit into 7 × 7 features"
    assert sum(sentence in error.value for error in app.error) == 2  # at the layer, and under the settings
    assert app.button(key="start").disabled
    assert sentence in app.button(key="start").help
    app.number_input(key="design_0_2_size").set_value(7).run()
    assert not app.error
    assert not app.button(key="start").disabled
    for part in (0, 1):
        app.button(key=f"design_drop_{part}").click().run()
    assert any("at least one convolution" in error.value for error in app.error)
    app.button(key="design_drop_2").click().run()
    assert not app.exception
    assert app.button(key="start").disabled


def test_head_sizes_are_read_from_text_and_refused_in_words(build):
    app = build()
    sizes = app.text_input(key="design_0_hidden_angle")
    sizes.set_value("64, 8").run()
    assert settled(app).hidden["angle"] == (64, 8)
    for bad in ("many", "5000", "8 8 8 8", "1.5", "-3"):
        app.text_input(key="design_0_hidden_angle").set_value(bad).run()
        assert "Received: " in app.error[0].value
        assert settled(app).hidden["angle"] == (64, 8)
    app.text_input(key="design_0_hidden_angle").set_value("").run()
    assert settled(app).hidden["angle"] == ()
    app.text_input(key="design_0_name_name").set_value("<b>").run()
    assert "`name` must be" in app.error[0].value
    assert app.button(key="design_save").disabled


@pytest.mark.parametrize("name", cases(DESIGNS, {"fast", "coursework-v2", "one-head"}))
def test_every_preset_can_be_started_from(build, name):
    app = build(design=to_text(MINE))
    app.selectbox(key=session_keys.START_FROM).select(name).run()
    assert settled(app) == DESIGNS[name]
    figures = " ".join(text.value for text in app.markdown)
    assert f"**{plan(DESIGNS[name]).parameters:,}** parameters" in figures


def test_a_network_is_saved_picked_replaced_and_removed(build, tmp_path):
    app = build(design=to_text(MINE))
    click(app, "Save")
    assert json.loads((tmp_path / "networks" / "Mine.json").read_text()) == MINE.to_json()
    assert app.button(key="design_save").disabled
    app.number_input(key="design_0_0_filters").set_value(5).run()
    click(app, "Replace the saved one")
    assert saved.saved_designs()["Mine"] == settled(app)
    fresh = build()
    fresh.selectbox(key=session_keys.START_FROM).select("Mine").run()
    assert settled(fresh) == saved.saved_designs()["Mine"]
    click(fresh, "Remove the saved one")
    assert not saved.saved_designs()


def test_files_that_are_no_networks_are_left_out(tmp_path):
    saved.save_design(MINE)
    folder = tmp_path / "networks"
    (folder / "Bad.json").write_text("{")
    (folder / "Other.json").write_text(json.dumps(MINE.to_json()))
    (folder / "Deep.json").write_text("[" * 5_000)
    assert saved.saved_designs() == {"Mine": MINE}
    saved.remove_design("../runs")
    assert set(saved.saved_designs()) == {"Mine"}


@given(st.lists(st.integers(0, 5_000), max_size=6))
def test_sizes_survive_their_text(units):
    assert state.units_of(", ".join(map(str, units))) == units


@pytest.mark.parametrize("text", ["a", "1.5", "1;2", "0x3", "--1"])
def test_other_sizes_are_refused_with_an_example(text):
    with pytest.raises(DesignError, match="64, 8"):
        state.units_of(text)


def test_large_numbers_are_short():
    assert [short_number(number) for number in (831, 40_239, 1_152_880)] == ["831", "40.2 k", "1.15 M"]


def test_a_rival_has_the_same_network(open_train, press):
    app = open_train(preset="custom", design=to_text(MINE))
    app.session_state[session_keys.RACE_OPEN] = True
    app.run()
    press(app, "race")
    runs = run_actions.store().runs()
    assert [run.settings.design for run in runs] == [MINE, MINE]
    assert set(HEADS) == set(MINE.hidden)
