"""Method and optimiser in the sidebar, the link, the settings and the command."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from model.balance import METHODS
from runs.records import Control
from training.cli_command import command_line
from training.command_line import parser, settings_from_options
from training.loop.optimizers import OPTIMIZERS
from training.presets import PRESETS
from training.run import as_settings
from training.settings import LOSSES_FROM, SCHEDULES, RunSettings, with_method, with_optimizer
from ui.shared import fields, session_keys
from ui.shared.fields import DIAGNOSTICS_EVERY, LEARNING_RATE, PRESET, RUN, weight
from ui.shared.settings_difference import settings_difference
from ui.train import race, run_actions
from ui.train.optimizer_form import SCHEDULE_TEXTS
from ui.train.weight_sliders import PRESET_WEIGHTS

pytestmark = pytest.mark.slow

FAST = PRESETS["fast"].settings
OWNER = "ada_token_1234567"


def started(app, press):
    """The settings of a run started from this page."""
    press(app, "start")
    return run_actions.view_of(app.query_params[RUN.name]).record.settings


def captions(app):
    return " ".join(caption.value for caption in app.caption)


@pytest.mark.parametrize("name", METHODS)
def test_every_method_says_what_it_is_and_starts(open_train, press, name):
    app = open_train(method=name)
    assert app.selectbox(key=fields.METHOD.name).value == name
    for text in (METHODS[name].about, METHODS[name].sliders_mean, METHODS[name].cost):
        assert text in captions(app)
    assert started(app, press) == with_method(FAST, name)


@pytest.mark.parametrize("name", OPTIMIZERS)
def test_every_optimiser_of_a_link_starts_with_its_usual_rate(open_train, press, name):
    assert started(open_train(optimizer=name), press) == with_optimizer(FAST, name)


def test_parameters_stand_in_the_link_and_reach_the_run(open_train, press):
    method = next(method for method in METHODS.values() if method.parameters)
    one = method.parameters[0]
    value = (one.low + one.high) / 2 if one.high < 1e3 else one.low + 1
    app = open_train(method=method.name, optimizer="sgd", sgd_momentum="0.5", clip="2", l2="0.01", exact_shares="true")
    app.number_input(key=fields.parameter(method, one).name).set_value(value).run()
    got = started(app, press)
    assert got.method_parameters[one.name] == pytest.approx(value)
    assert (got.optimizer, got.optimizer_parameters) == ("sgd", {"momentum": 0.5})
    assert (got.clip, got.l2, got.exact_shares) == (2.0, 0.01, True)


def test_loss_and_reset_stand_in_the_link_and_the_networks_of_2019_have_their_own_loss(open_train, press):
    clipped = "clipped-probabilities"
    got = started(open_train(loss_from=clipped, optimizer_reset="12"), press)
    assert (got.loss_from, got.optimizer_reset) == (clipped, 12)
    app = open_train(preset="coursework-v2")
    assert app.selectbox(key=fields.LOSS_FROM.name).value == clipped
    assert fields.LOSS_FROM.name not in app.query_params
    app.selectbox(key=fields.LOSS_FROM.name).select("logits").run()
    assert app.query_params[fields.LOSS_FROM.name] == "logits"
    app.selectbox(key=PRESET.name).select("fast").run()
    assert app.selectbox(key=fields.LOSS_FROM.name).value == "logits"


@pytest.mark.parametrize("name", ["pcgrad", "upgrad", "nash"])
def test_gradients_are_measured_on_what_the_page_or_the_link_says(open_train, press, name):
    app = open_train(method=name)
    picker = app.selectbox(key=f"{name}_measure_on")
    assert picker.value == 0
    picker.select(1).run()
    assert app.query_params[f"{name}_measure_on"] == "1"
    settings = started(app, press)
    assert settings.method_parameters["measure_on"] == 1
    assert started(open_train(method=name, **{f"{name}_measure_on": "1"}), press) == settings
    assert started(open_train(method=name, **{f"{name}_measure_on": "2"}), press) == with_method(FAST, name)


def test_an_older_run_measures_on_the_whole_trunk_and_a_race_tells_the_places_apart():
    older = with_method(FAST, "upgrad").to_json() | {"method_parameters": {"every": 1.0, "eps": 1e-6}}
    whole = RunSettings.from_json(older)
    assert whole == with_method(FAST, "upgrad")
    last = replace(whole, method_parameters={"measure_on": 1})
    texts = settings_difference(whole, last)
    assert ["measure on whole trunk" in texts[0], "measure on last shared layer" in texts[1]] == [True, True]
    assert "--method-parameters measure_on=1" in command_line(last)


def test_an_optimiser_brings_its_rate_and_the_presets_own_comes_back(open_train):
    app = open_train()
    rate = app.number_input(key=LEARNING_RATE.name).value
    app.selectbox(key=fields.OPTIMIZER.name).select("sgd").run()
    assert app.number_input(key=LEARNING_RATE.name).value == OPTIMIZERS["sgd"].usual_rate
    assert app.query_params[fields.OPTIMIZER.name] == "sgd"
    app.selectbox(key=fields.OPTIMIZER.name).select("adam").run()
    assert app.number_input(key=LEARNING_RATE.name).value == rate == FAST.learning_rate
    assert app.number_input(key="adam_beta_2").value == FAST.optimizer_parameters["beta_2"]
    assert fields.OPTIMIZER.name not in app.query_params


def test_a_preset_takes_method_and_optimiser_back(open_train):
    app = open_train(method="gradnorm", optimizer="sgd")
    app.selectbox(key=PRESET.name).select("coursework-v3").run()
    assert app.selectbox(key=fields.METHOD.name).value == "manual"
    assert app.selectbox(key=fields.OPTIMIZER.name).value == "adam"
    assert app.number_input(key=LEARNING_RATE.name).value == PRESETS["coursework-v3"].settings.learning_rate


def test_nonsense_in_the_link_falls_back(open_train, press):
    app = open_train(method="x", optimizer="y", schedule="z", clip="-1", adam_beta_1="7", probe="3", exact_shares="?")
    assert started(app, press) == FAST


def test_sliders_rest_under_a_method_that_does_not_ask_them(open_train):
    unused = [name for name, method in METHODS.items() if method.role == "nothing"]
    for name in [*unused, "manual"]:
        app = open_train(method=name)
        sliders = [app.select_slider(key=weight(head).name) for head in ("length", "angle")]
        assert all(slider.disabled == (name in unused) for slider in sliders)


def test_one_factor_moves_all_sliders_as_far_as_they_go(open_train):
    app = open_train(weight_angle="200", weight_width="0")
    next(button for button in app.button if button.label == "All ×10").click().run()
    assert [app.select_slider(key=weight(head).name).value for head in ("length", "width", "angle")] == [
        10,
        0,
        1000,
    ]
    next(button for button in app.button if button.label == "All ÷10").click().run()
    assert app.select_slider(key=weight("length").name).value == 1


def test_in_a_class_there_are_as_many_diagnostics_as_it_allows(open_train, store, press):
    school_class, _ = store.create_class("4b")
    store.join(school_class.id, OWNER, "Ada")
    app = open_train(probe="50")
    app.session_state[session_keys.BROWSER] = OWNER
    app.run()
    assert app.selectbox(key=DIAGNOSTICS_EVERY.name).value == 500
    assert "gradient diagnostics come at most every 500 steps" in captions(app)
    press(app, "start")
    assert store.control(app.query_params[RUN.name]).probe == 500
    store.set_limits(school_class.id, diagnostics=0)
    app.run()
    assert app.selectbox(key=DIAGNOSTICS_EVERY.name).value == 500, "it holds for runs that are started from now on"
    press(app, "stop")
    app.run()
    assert app.selectbox(key=DIAGNOSTICS_EVERY.name).options == ["No gradient diagnostics"]
    assert "runs have no gradient diagnostics" in captions(app)


def test_how_often_to_look_is_asked_of_new_runs_and_of_the_live_one(open_train, store, press):
    app = open_train()
    press(app, "start")
    run = app.query_params[RUN.name]
    assert store.control(run).probe == DIAGNOSTICS_EVERY.default
    app.selectbox(key=DIAGNOSTICS_EVERY.name).select(200).run()
    assert store.control(run).probe == 200
    app.selectbox(key=DIAGNOSTICS_EVERY.name).select(0).run()
    assert store.control(run).probe is None
    assert Control().probe is None
    again = open_train(run="story", probe="20")
    press(again, "start")
    assert store.control(again.query_params[RUN.name]).probe == 20


def test_every_schedule_has_a_sentence():
    assert set(SCHEDULE_TEXTS) == set(SCHEDULES)


def values_of(parameters):
    return st.fixed_dictionaries({}, optional={one.name: numbers(one) for one in parameters})


def numbers(one):
    return st.integers(int(one.low), int(one.high)).map(float) if one.whole else st.floats(one.low, one.high)


@st.composite
def any_settings(draw):
    method, optimizer = draw(st.sampled_from(list(METHODS))), draw(st.sampled_from(list(OPTIMIZERS)))
    preset = draw(st.sampled_from([name for name, preset in PRESETS.items() if not preset.settings.joint]))
    return RunSettings(
        **{
            **PRESETS[preset].settings.to_json(),
            "painters": PRESETS[preset].settings.painters,
            "method": method,
            "method_parameters": draw(values_of(METHODS[method].parameters)),
            "optimizer": optimizer,
            "optimizer_parameters": draw(values_of(OPTIMIZERS[optimizer].parameters)),
            "schedule": draw(st.sampled_from(SCHEDULES)),
            "clip": draw(st.floats(0, 100)),
            "l2": draw(st.floats(0, 1)),
            "loss_from": draw(st.sampled_from(list(LOSSES_FROM))),
            "optimizer_reset": draw(st.integers(0, 1_000)),
            "exact_shares": draw(st.booleans()),
        }
    )


@settings(deadline=None)
@given(any_settings())
def test_the_command_line_repeats_method_and_optimiser(wanted):
    arguments = command_line(wanted).split()[3:]
    assert settings_from_options(parser().parse_args(arguments)) == wanted


@settings(deadline=None)
@given(any_settings(), any_settings())
def test_opponents_differ_keep_the_seed_and_can_be_told_apart(mine, shown):
    offers = race.race_options(mine, shown)
    assert len(offers) >= len(METHODS) + len(OPTIMIZERS) - 2
    for key in offers:
        rival = race.raced_settings(key, mine, shown)
        assert rival != mine
        assert rival.seed == mine.seed
        first, second = settings_difference(mine, rival)
        assert first != second


def test_two_runs_are_called_by_what_they_differ_in():
    coursework = replace(FAST, weights=PRESET_WEIGHTS["Coursework 5/2/1/50"])
    assert settings_difference(coursework, FAST) == ("5/2/1/50", "equal weights")
    tenfold = replace(FAST, weights=dict.fromkeys(FAST.weights, 10.0))
    assert settings_difference(tenfold, FAST) == ("10/10/10/10", "equal weights")
    sgd = with_optimizer(FAST, "sgd")
    assert settings_difference(FAST, sgd) == (
        "Adam, learning rate 0.006",
        "SGD with momentum, learning rate 0.01",
    )
    old = {name: value for name, value in FAST.to_json().items() if name in ("preset", "network", "weights", "seed")}
    assert "Adam" not in settings_difference(as_settings(old), coursework)[0]
    assert settings_difference(FAST, FAST) == ("this run", "the same settings")
