import json
from dataclasses import replace

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from model.balance import METHODS
from model.heads import HEADS
from model.networks.design import Convolution, Design, Pooling
from model.networks.plan import plan
from tests.model.networks.designs import designs
from training.loop.optimizers import OPTIMIZERS
from training.presets import PRESETS
from training.settings import BOUNDS, RunSettings, SettingsError

FAST = PRESETS["fast"].settings
weights = st.fixed_dictionaries({head: st.floats(0.01, 1000) for head in HEADS})


@pytest.mark.parametrize("preset", PRESETS.values(), ids=PRESETS)
def test_every_preset_survives_json(preset):
    assert RunSettings.from_json(preset.settings.to_json()) == preset.settings
    assert PRESETS[preset.settings.preset] is preset


@given(weights, st.floats(1e-6, 1), st.integers(0, 2**31 - 1), st.one_of(st.none(), st.integers(10, 2000)))
def test_any_allowed_settings_survive_json(weights, rate, seed, per_class):
    settings = replace(FAST, weights=weights, learning_rate=rate, seed=seed, per_class=per_class)
    assert RunSettings.from_json(settings.to_json()) == settings


@pytest.mark.parametrize("name", BOUNDS)
@pytest.mark.parametrize("value", [-1, 1e12, float("nan"), "5", True])
def test_numbers_out_of_bounds_are_refused_with_the_bounds(name, value):
    with pytest.raises(SettingsError, match=rf"`{name}` must be a .*number from .* Received: "):
        replace(FAST, **{name: value})


@pytest.mark.parametrize("name", ["network", "method", "optimizer", "schedule", "split", "positions"])
def test_unknown_choices_are_refused_with_those_that_exist(name):
    with pytest.raises(SettingsError, match="must be one of"):
        replace(FAST, **{name: "nonsense"})


@pytest.mark.parametrize(
    "bad", [{}, {"length": 1.0}, dict.fromkeys(HEADS, 0.0), dict.fromkeys(HEADS, -1.0), dict.fromkeys(HEADS, None)]
)
def test_bad_weights_are_refused(bad):
    with pytest.raises(SettingsError):
        replace(FAST, weights=bad)


def test_settings_of_another_version_are_refused_in_words():
    with pytest.raises(SettingsError, match="Received: colour_of_the_sky"):
        RunSettings.from_json(FAST.to_json() | {"colour_of_the_sky": 1})
    with pytest.raises(SettingsError, match="must name a preset"):
        RunSettings.from_json({})


FAMILIES = [("method", METHODS), ("optimizer", OPTIMIZERS)]


@pytest.mark.parametrize(("family", "name"), [(family, name) for family, table in FAMILIES for name in table])
def test_every_method_and_optimiser_comes_with_all_its_parameters(family, name):
    parameters = dict(FAMILIES)[family][name].parameters
    settings = replace(FAST, **{family: name, f"{family}_parameters": {}})
    assert getattr(settings, f"{family}_parameters") == {one.name: one.default for one in parameters}
    assert RunSettings.from_json(settings.to_json()) == settings
    for one in parameters:
        kind = "a whole number" if one.whole else "a number"
        for bad in (one.low - 1, one.high + 1, float("nan"), "1", True, *([one.low + 0.5] if one.whole else [])):
            with pytest.raises(SettingsError, match=f"`{one.name}` must be {kind} from"):
                replace(settings, **{f"{family}_parameters": {one.name: bad}})


@pytest.mark.parametrize("family", dict(FAMILIES))
def test_a_parameter_of_something_else_is_refused(family):
    with pytest.raises(SettingsError, match="Received: nonsense"):
        replace(FAST, **{f"{family}_parameters": {"nonsense": 1.0}})


def test_settings_from_before_there_were_optimisers_are_still_read():
    old = {key: value for key, value in FAST.to_json().items() if not key.startswith(("method", "optimizer"))}
    assert RunSettings.from_json(old | {"beta_2": 0.98}) == FAST


OWN = PRESETS["custom"].settings


@pytest.mark.slow
@given(designs(layers=4, filters=8, units=32))
def test_any_network_of_ones_own_that_fits_survives_json(design):
    assume(not plan(design).problem)
    settings = replace(OWN, design=design)
    assert RunSettings.from_json(json.loads(json.dumps(settings.to_json()))) == settings


@pytest.mark.parametrize(
    ("settings", "change", "message"),
    [
        (OWN, {"design": None}, "needs a design"),
        (OWN, {"network": "fast"}, "no other has one"),
        (FAST, {"network": "custom"}, "needs a design"),
        (OWN, {"design": Design(trunk=(Convolution(stride=4), Pooling(size=8)))}, "My network: .*does not fit into 7"),
        (OWN, {"design": Design(trunk=(Convolution(filters=128),)), "batch_size": 16_384}, "Lower the batch size"),
    ],
)
def test_a_network_that_cannot_be_trained_is_refused_in_words(settings, change, message):
    with pytest.raises(SettingsError, match=message):
        replace(settings, **change)


@pytest.mark.parametrize("bad", [5, "x", {"trunk": 5}, {"code": "import os"}, {"ends": ["flatten"]}])
def test_a_design_of_nonsense_is_refused(bad):
    with pytest.raises(SettingsError, match=r"design: .*Received: "):
        RunSettings.from_json(OWN.to_json() | {"design": bad})


def test_settings_from_before_there_were_own_networks_are_still_read():
    old = {key: value for key, value in FAST.to_json().items() if key != "design"}
    assert RunSettings.from_json(old) == FAST
