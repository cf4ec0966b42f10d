"""What the browser needs to answer by itself has addresses that never give anything else."""

import gzip
import json

import pytest
from starlette.requests import Request

from model.files.browser import browser_file
from training.network_files import WEIGHTS_FILE, ShippedFiles
from training.presets import PRESETS
from ui.browser_files import ROUTES, network_file, rules_file, snapshot_file
from ui.shared import line_rules
from ui.shared.networks import SNAPSHOT_ADDRESS, browser_address, snapshot_address
from ui.shared.store import catalogue


def get(endpoint, **parameters):
    return endpoint(Request({"type": "http", "path_params": parameters}))


def test_the_browser_keeps_a_network_for_ever(store):
    network = catalogue().get("robust")
    answer = get(network_file, name="robust", version=network.version)
    assert answer.status_code == 200
    assert "immutable" in answer.headers["cache-control"]
    assert answer.headers["content-encoding"] == "gzip"
    assert gzip.decompress(answer.body) == network.browser_file


def test_a_run_at_one_of_its_steps_has_an_address_of_its_own(store, make_run):
    run_id = make_run("running", **PRESETS["fast"].settings.to_json())
    weights = ShippedFiles("fast").file(WEIGHTS_FILE)
    store.save_snapshot(run_id, 30, weights)
    network = catalogue().find(run_id)
    [snapshot] = network.snapshots
    assert SNAPSHOT_ADDRESS in ROUTES
    assert snapshot_address(network, snapshot) == f"snapshots/{run_id}/30/{snapshot.version}"
    place = {"run": run_id, "step": "30", "version": snapshot.version}
    answer = get(snapshot_file, **place)
    assert answer.status_code == 200
    assert gzip.decompress(answer.body) == browser_file(PRESETS["fast"].settings.built_design, weights)
    for other in ({"step": "29"}, {"step": "030"}, {"version": "of before"}):
        assert get(snapshot_file, **place | other).status_code == 404


def test_the_rules_of_lines_are_one_file():
    answer = get(rules_file, version=line_rules.rules_version())
    assert json.loads(gzip.decompress(answer.body)) == json.loads(json.dumps(line_rules.line_rules()))
    assert len(answer.body) < 400_000


def test_addresses_are_those_of_the_routes(store):
    network = catalogue().get("robust")
    addresses = [browser_address(network), line_rules.rules_address()]
    filled = [path.format(name="robust", version=network.version) for path in ROUTES if "{name}" in path]
    filled += [path.format(version=line_rules.rules_version()) for path in ROUTES if path.count("{") == 1]
    assert [f"/{address}" for address in addresses] == filled


@pytest.mark.parametrize(
    ("endpoint", "parameters", "words"),
    [
        (network_file, {"name": "robust", "version": "1"}, "The network robust has changed. Reload the page."),
        (network_file, {"name": "nothing", "version": "1"}, "Received: 'nothing'"),
        (snapshot_file, {"run": "robust", "step": "0", "version": "1"}, "robust at step 0 are not there any more"),
        (snapshot_file, {"run": "nothing", "step": "0", "version": "1"}, "no network or run nothing here"),
        (rules_file, {"version": "1"}, "The rules of lines have changed. Reload the page."),
    ],
)
def test_what_is_not_there_is_said_in_words(store, endpoint, parameters, words):
    answer = get(endpoint, **parameters)
    assert answer.status_code == 404
    assert words in answer.body.decode()


def test_a_large_network_has_no_address(store, make_run):
    run_id = make_run("done", **PRESETS["one-head"].settings.to_json())
    assert browser_address(catalogue().find(run_id)) is None
