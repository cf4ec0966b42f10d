"""Networks for the browser have addresses that never give anything else."""

import gzip

import pytest
from starlette.requests import Request

from training.presets import PRESETS
from ui.network_files import PATH, network_address, network_file
from ui.shared.store import catalogue


def get(address):
    _, name, version = address.split("/")
    return network_file(Request({"type": "http", "path_params": {"name": name, "version": version}}))


def test_the_browser_keeps_a_network_for_ever(store):
    network = catalogue().get("robust")
    answer = get(network_address(network))
    assert answer.status_code == 200
    assert "immutable" in answer.headers["cache-control"]
    assert answer.headers["content-encoding"] == "gzip"
    assert gzip.decompress(answer.body) == network.browser_file
    assert PATH.count("/") == network_address(network).count("/") + 1


@pytest.mark.parametrize(
    ("address", "words"),
    [
        ("networks/robust/robust-1", "The network robust has changed. Reload the page."),
        ("networks/nothing/nothing-1", "Received: 'nothing'"),
    ],
)
def test_what_is_not_there_is_said_in_words(store, address, words):
    answer = get(address)
    assert answer.status_code == 404
    assert words in answer.body.decode()


def test_a_large_network_has_no_address(store, make_run):
    run_id = make_run("done", **PRESETS["one-head"].settings.to_json())
    assert network_address(catalogue().find(run_id)) is None
