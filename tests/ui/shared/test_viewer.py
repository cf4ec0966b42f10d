"""Who may change what on a page: as the server was started, and whose it is."""

import pytest
from streamlit import config

from data.viewer import Viewer
from ui import server
from ui.shared import owners, viewer
from ui.shared.store import store_of
from ui.shared.viewer import OPEN, change_look, is_open

MINE, THEIRS = "my-browser-token", "their-browser-token"


@pytest.fixture
def looks(monkeypatch):
    """A server where each browser changes its own, seen by a browser."""
    monkeypatch.setenv(OPEN, "0")
    monkeypatch.setattr(viewer, "get_script_run_ctx", lambda **_: True)
    monkeypatch.setattr(viewer, "browser_token", lambda: MINE)


@pytest.mark.parametrize(
    ("arguments", "environment", "opened"),
    [
        ([], "", True),
        (["--address", "localhost"], "", True),
        (["--address", "0.0.0.0"], "", False),
        (["--address", "192.168.7.5"], "", False),
        (["--address", "0.0.0.0", "--open"], "", True),
        (["--no-open"], "", False),
        (["--address", "0.0.0.0"], "1", True),
        ([], "0", False),
        (["--open"], "0", True),
    ],
)
def test_a_server_is_open_as_it_is_told_or_on_this_machine_alone(monkeypatch, arguments, environment, opened):
    monkeypatch.setenv(OPEN, environment)
    assert server._options(arguments).open == opened


@pytest.mark.parametrize(("address", "opened"), [("127.0.0.1", True), ("0.0.0.0", False), (None, False)])
def test_streamlit_run_goes_by_its_address(monkeypatch, address, opened):
    monkeypatch.delenv(OPEN, raising=False)
    before = config.get_option("server.address")
    config.set_option("server.address", address)
    try:
        assert is_open() == opened
    finally:
        config.set_option("server.address", before)


def test_a_control_of_what_belongs_to_others_is_disabled_with_the_reason(looks):
    assert change_look(MINE, help="Stops it.") == {"help": "Stops it."}
    theirs = change_look(THEIRS, "search", help="Stops it.", key="stop")
    assert theirs["help"].startswith("This search belongs to another browser. You can look at it and copy it")
    assert (theirs["disabled"], theirs["key"]) == (True, "stop")
    assert "no browser" in change_look(None)["help"]
    ended = {"disabled": True, "help": "It has ended."}
    assert change_look(THEIRS, **ended) == ended


def test_on_an_open_server_everything_is_enabled(looks, monkeypatch):
    monkeypatch.setenv(OPEN, "1")
    assert change_look(THEIRS) == change_look(None) == {}
    assert [owners.owner_words()(owner) for owner in (MINE, THEIRS, None)] == ["", "", ""]


def test_outside_of_a_session_nobody_looks(monkeypatch):
    monkeypatch.setenv(OPEN, "0")
    assert viewer.viewer() == Viewer()


def test_whose_it_is_stands_in_words_and_in_a_class_by_nickname(looks, store):
    school_class, _ = store.create_class("A class")
    for owner, nickname in ((MINE, "Ada"), (THEIRS, "Bea")):
        words = owners.owner_words()
        assert [words(each) for each in (MINE, THEIRS, None)] == ["yours", "another browser's", "nobody's"]
        store_of(owner).join(school_class.id, owner, nickname)
    words = owners.owner_words()
    assert [words(owner) for owner in (MINE, THEIRS, "x")] == ["yours", "Bea", "another browser's"]
