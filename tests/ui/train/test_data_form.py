"""Train on one's own sets and from trained weights: the controls, the link, the words."""

import io
from dataclasses import replace

import numpy as np
import pytest

from data.export import EXPORTS
from data.importer import read_set
from data.labelled_set import Labelled
from data.sample import SamplerSettings, sample
from training import imported_data
from training.cli_command import command_line
from training.command_line import parser, settings_from_options
from training.imported_sets import library
from training.presets import PRESETS
from training.results.data_text import own_words
from training.run import as_settings
from ui.shared import networks
from ui.shared.fields import PRESET, RUN, STARTS_FROM, TRAINED_ON, weight
from ui.shared.run_text import settings_text

pytestmark = pytest.mark.slow
FAST = PRESETS["fast"].settings
DRAWN = sample(SamplerSettings(per_class=1, seed=8))


@pytest.fixture(autouse=True)
def home(tmp_path, monkeypatch):
    """A home of its own, so that imported sets are the test's."""
    monkeypatch.setenv("LINEHEADS_HOME", str(tmp_path))


def keep(name="mine", rows=slice(None)):
    held = Labelled(DRAWN.pictures[rows], DRAWN.labels[rows])
    return library().add(name, read_set(io.BytesIO(EXPORTS["npz"].make(held))))


def started(app, store, press):
    press(app, "start")
    return store.run(app.query_params[RUN.name]).settings


def words(app):
    return " ".join(one.value for one in [*app.caption, *app.markdown, *app.error])


def test_a_set_is_chosen_by_picker_or_link_and_brings_what_suits_it(open_train, store, press):
    key = keep()
    picked = open_train()
    picked.selectbox(key=TRAINED_ON.name).set_value(key).run()
    assert picked.query_params[TRAINED_ON.name] == key
    assert "77 pictures to train on, 9 to validate, 10 to test; 96 distinct." in words(picked)
    assert not [one for one in picked.number_input if one.key == "per_class"]
    linked = open_train(trained_on=key, seed="3")
    suited = imported_data.settings_for_set(FAST, key)
    assert started(picked, store, press) == suited
    assert started(linked, store, press) == replace(suited, seed=3)
    picked.selectbox(key=TRAINED_ON.name).set_value("").run()
    assert TRAINED_ON.name not in picked.query_params
    assert started(picked, store, press) == FAST


def test_weights_are_started_from_only_where_they_fit(open_train, store, press):
    app = open_train(starts_from="fast")
    assert app.selectbox(key=STARTS_FROM.name).options[0] == "New weights"
    assert set(networks.fitting_labels(FAST)) == {"fast"}
    assert started(app, store, press) == imported_data.settings_from_start(FAST, "fast")
    app.selectbox(key=PRESET.name).set_value("coursework-v3").run()
    assert not app.exception
    assert app.selectbox(key=STARTS_FROM.name).value == ""
    assert started(app, store, press) == PRESETS["coursework-v3"].settings


def test_a_set_with_one_colour_is_refused_until_the_head_has_no_weight(open_train, store, press):
    app = open_train(trained_on=keep(rows=np.flatnonzero(DRAWN.labels[:, 2] == 1)))
    assert app.button(key="start").disabled
    assert "every colour is blue" in words(app)
    app.select_slider(key=weight("colour").name).set_value(0.0).run()
    assert not app.button(key="start").disabled
    assert started(app, store, press).weights["colour"] == 0


@pytest.mark.parametrize("link", [{"trained_on": "0" * 40}, {"trained_on": "<b>"}, {"starts_from": "nosuchrun"}])
def test_a_link_to_what_is_gone_opens_and_says_so(open_train, store, press, link):
    app, (name,) = open_train(**link), link
    assert any("not here" in one.value for one in app.toast)
    assert app.button(key="start").disabled, "nothing else is trained on"
    assert "not here any more" in words(app)
    assert name not in app.query_params
    app.selectbox(key=name).set_value("").run()
    assert started(app, store, press) == FAST


def test_a_set_that_is_removed_while_it_is_chosen_is_said(open_train):
    key = keep()
    app = open_train(trained_on=key)
    library().remove(key)
    app.run()
    assert not app.exception
    assert app.selectbox(key=TRAINED_ON.name).value == TRAINED_ON.lost
    assert app.button(key="start").disabled
    assert any("not here" in one.value for one in app.toast)


def test_a_run_says_what_it_was_trained_on_and_started_from_and_its_command_repeats_it(store):
    settings = imported_data.settings_from_start(imported_data.settings_for_set(FAST, keep()), "robust")
    run = store.run(store.create_run("Fast", settings.to_json()))
    assert settings_text(run).endswith("on mine from robust")
    assert settings_from_options(parser().parse_args(command_line(settings).split()[3:])) == settings
    library().remove(settings.data)
    assert own_words(run.settings) == ["on a removed set", "from robust"]
    assert own_words(as_settings({})) == []
