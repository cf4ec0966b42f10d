"""Networks by name: those that come with the project and the runs of a store are asked in the same way."""

from dataclasses import replace

import numpy as np
import pytest

from model.heads import HEADS
from model.predict import shipped_names
from model.predict.predictor import SHIPPED
from training.catalogue import (
    ALIASES,
    ANCESTORS,
    SHIPPED_RUN,
    Catalogue,
    UnknownNetworkError,
    has_network,
    network_name,
)
from training.network_files import LITERT_FILE, WEIGHTS_FILE
from training.presets import PRESETS
from training.provenance import TrainingSet, sampler_of
from training.results.scores import first_solved
from training.settings import SettingsError

FAST = PRESETS["fast"].settings
TEST = dict.fromkeys((*HEADS, "average", "exact"), 0.9875)
FILES = {
    name: (SHIPPED / f"fast.{suffix}").read_bytes()
    for name, suffix in ((LITERT_FILE, "tflite"), (WEIGHTS_FILE, WEIGHTS_FILE))
}


def imported(store, settings=FAST, name="Mine", result=None):
    return store.import_run(name, settings.to_json(), result or {"test": TEST}, FILES, "Imported.")


def trained(store):
    """A run with the network and the curve of `fast`, as a worker leaves it."""
    run_id = store.create_run("Mine", FAST.to_json())
    store.set_status(run_id, "running", total_steps=1_049)
    store.add_points(run_id, Catalogue().get("fast").files.points())
    for name, content in FILES.items():
        store.save_artefact(run_id, name, content)
    store.set_status(run_id, "done", result={"test": TEST})
    return run_id


@pytest.mark.parametrize("kind", ["shipped", "run", "imported"])
def test_what_is_known_of_a_network_does_not_depend_on_where_it_comes_from(store, kind):
    name = {"shipped": lambda: "fast", "run": lambda: trained(store), "imported": lambda: imported(store)}[kind]()
    network = Catalogue(store).get(name)
    assert network.name == network.run.id == name
    assert network.settings == replace(FAST, seed=network.settings.seed)
    assert set(network.test) == set(TEST)
    assert (network.weights, network.litert) == (FILES[WEIGHTS_FILE], FILES[LITERT_FILE])
    assert set(network.files.names()) == set(FILES)
    assert bool(network.files.points()) == (kind != "imported")
    assert network.files.marks() == []
    assert network.provenance.sets == (TrainingSet(source=sampler_of(FAST), split="honest", seed=0),)
    answer, expected = (
        each.predictor(np.zeros((1, 28, 28, 3), np.uint8)) for each in (network, Catalogue().get("fast"))
    )
    np.testing.assert_array_equal(answer["angle"], expected["angle"])


def test_all_are_listed_the_default_first_and_then_the_newest_run(store):
    first, second = imported(store), imported(store, name="Later")
    waiting = store.create_run("Waiting", FAST.to_json())
    catalogue = Catalogue(store)
    assert [network.name for network in catalogue.entries()] == [*shipped_names(), second, first]
    assert catalogue.entries()[-2].label == f"Later · run {second} · 98.8 % exact"
    assert catalogue.entries()[0].label.startswith("robust · 9")
    store.delete(first)
    assert first not in {network.name for network in catalogue.entries(first, waiting, None)}
    assert [network.name for network in Catalogue().entries()] == list(shipped_names())


@pytest.mark.parametrize("name", ["nobody", "", "a\0b"])
def test_an_unknown_name_is_one_error_with_one_sentence(store, name):
    run_id = imported(store)
    with pytest.raises(UnknownNetworkError, match=f"Networks are robust, fast, .*{run_id}.*Choose one of these"):
        Catalogue(store).get(name)
    with pytest.raises(UnknownNetworkError, match="no network or run"):
        Catalogue(store).find(name)
    with pytest.raises(SettingsError):
        Catalogue().find(run_id)


def test_a_run_that_has_not_ended_is_found_but_not_handed_out(store):
    run_id = store.create_run("Waiting", FAST.to_json())
    catalogue = Catalogue(store)
    with pytest.raises(UnknownNetworkError, match="Choose one of these"):
        catalogue.get(run_id)
    network = catalogue.find(run_id)
    assert not has_network(network.run)
    assert (network.settings, network.test) == (FAST, {})
    with pytest.raises(UnknownNetworkError, match=f"Run {run_id} has left no weights. Train it again"):
        _ = network.weights
    with pytest.raises(UnknownNetworkError, match=f"Run {run_id} has no network yet. Train it to its end"):
        _ = network.predictor


def test_the_story_is_the_run_of_a_shipped_network():
    network = Catalogue().get(SHIPPED_RUN)
    points = network.files.points()
    assert network.name == network_name(SHIPPED_RUN) == ALIASES[SHIPPED_RUN] == "fast"
    assert network.run.step == network.run.total_steps == points[-1].step
    assert network.run.result == {
        "test": network.test, "test_pictures": 4_196,
        "seconds": points[-1].seconds, "first_solved": first_solved(points),
    }  # fmt: skip
    assert network_name("another") == "another"


def test_a_network_is_kept_until_its_run_changes(store):
    run_id = imported(store)
    catalogue = Catalogue(store)
    network = catalogue.get(run_id)
    assert catalogue.get(run_id) is network
    assert network.provenance is network.provenance
    assert network.predictor is network.predictor
    store.rename(run_id, "Another name")
    again = catalogue.get(run_id)
    assert (again.label.split(" · ")[0], again.version) == ("Another name", network.version)
    assert catalogue.get("fast") is catalogue.get(SHIPPED_RUN)


def test_what_a_network_started_from_belongs_to_its_provenance(store):
    first = imported(store, replace(FAST, start="robust", seed=1))
    second = imported(store, replace(FAST, start=first, seed=2))
    sets = Catalogue(store).get(second).provenance.sets
    assert [known.seed for known in sets] == [2, 1, 0]
    assert sets[-1].source == sampler_of(PRESETS["robust"].settings)
    assert Catalogue(store).get(second).provenance.own == sets[0]
    store.delete(first)  # it may come back, and what it was trained on stays true
    assert Catalogue(store).get(second).provenance.sets == sets


def test_a_network_whose_start_is_gone_says_so(store):
    settings = replace(FAST, start="nobody")
    with pytest.raises(SettingsError, match="no network or run nobody here"):
        _ = Catalogue(store).get(imported(store, settings)).provenance


def test_a_long_line_of_starts_is_refused(store):
    name = "fast"
    for _ in range(ANCESTORS):
        name = imported(store, replace(FAST, start=name))
    catalogue = Catalogue(store)
    assert len(catalogue.get(name).provenance.sets) == ANCESTORS + 1
    with pytest.raises(SettingsError, match=f"{ANCESTORS} others at most"):
        catalogue.provenance(replace(FAST, start=name))


def test_settings_of_another_version_are_told_when_they_are_asked_for(store):
    run_id = store.import_run("Old", {"from": "another version"}, {"test": TEST}, FILES, "")
    network = Catalogue(store).get(run_id)
    assert network.label == f"Old · run {run_id} · 98.8 % exact"
    for ask in (lambda: network.settings, lambda: network.provenance):
        with pytest.raises(SettingsError):
            ask()
