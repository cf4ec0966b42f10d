"""On a server with owners a session changes what its own browser made, whatever messages it sends.

Sessions here speak as a browser that was tampered with: they press what is disabled, or stands behind what is.
"""

import asyncio
import io
import urllib.request

import pytest

from benchmarks.server import served
from benchmarks.sessions import Session
from data.drawings import Drafts
from data.export import EXPORTS
from data.importer import read_set
from data.library import Library
from data.sample import SamplerSettings, sample
from data.viewer import Viewer
from training.presets import PRESETS

pytestmark = pytest.mark.slow
FAST = PRESETS["fast"].settings.to_json()
DRAWN = sample(SamplerSettings(per_class=1))
SEARCH = {"goal": "worst-head", "varied": {"angle": [1.0, 100.0]}, "budget": 3, "seed": 0}
DENIED = "belongs to another browser"


@pytest.fixture(scope="module")
def server():
    with served(command=("-m", "ui.server", "--no-open", "--port")) as server:
        yield server


def cookie(server):
    """That of a new browser."""
    request = urllib.request.Request(server.url, headers={"Accept": "text/html"})
    with urllib.request.urlopen(request, timeout=20) as answer:
        return next(value.split(";")[0] for value in answer.headers.get_all("Set-Cookie") if "lineheads" in value)


@pytest.fixture(scope="module")
def browsers(server):
    """The cookies of who owns things, and of a stranger."""
    return cookie(server), cookie(server)


@pytest.fixture
def owner(browsers):
    token = browsers[0].split("=")[1].split(".")[0]
    return Viewer(owner=token)


def visit(server, browser, page, query, act):
    """Open a page as this browser, and act on it; returns the session."""

    async def run():
        session = Session(server.url, page, query, browser)
        async with session.opened():
            await act(session)
        return session

    return asyncio.run(run())


def press(label):
    return lambda session: session.press(label)


def press_in_vain(label):
    """Until it is told: the notice comes with the run after that of the click, and both may be told apart."""

    async def press_it(session):
        await session.press(label)
        if not any(DENIED in alert for alert in session.alerts):
            await session.rerun()

    return press_it


def type_into(label, text):
    return lambda session: session.type({label: text})


async def look(_session):
    pass


def press_as_drawn_for(other, label):
    """Press a button that another session's page has, whether or not one's own page has it."""

    async def press_it(session):
        session.widgets = other.widgets
        await session.press(label)

    return press_it


def running_run(server, owner):
    run_id = server.store.bound(owner).create_run("mine", FAST)
    assert server.store.claim_next("e").id == run_id
    server.store.set_status(run_id, "running", total_steps=100)
    return run_id


@pytest.mark.parametrize("label", ["Stop", "Pause"])
def test_a_run_is_stopped_and_paused_by_its_browser_alone(server, browsers, owner, label):
    run_id = running_run(server, owner)
    mine, theirs = browsers
    session = visit(server, theirs, "train", f"run={run_id}", press(label))
    assert DENIED in session.disabled[label]
    assert server.store.control(run_id).version == 0
    session = visit(server, mine, "train", f"run={run_id}", press(label))
    assert not session.alerts + session.errors
    assert server.store.control(run_id).state == label.lower()
    server.store.set_status(run_id, "stopped")


@pytest.mark.parametrize(
    ("link", "buttons"),
    [
        (("train", "run={}"), {"Start", "Pause", "Stop", "Apply weights"}),
        (("compare", "runs={}"), {"Delete"}),
    ],
)
@pytest.mark.parametrize("status", ["running", "stopped"])
def test_no_button_of_train_or_compare_changes_the_run_of_another(server, browsers, owner, link, buttons, status):
    run_id = server.store.bound(owner).create_run("mine", FAST)
    server.store.set_status(run_id, status, total_steps=100)
    page, query = link[0], link[1].format(run_id)
    before = server.store.run(run_id), server.store.control(run_id)
    drawn = visit(server, browsers[0], page, query, look)
    if status == "running":
        assert buttons <= drawn.buttons
    for label in sorted(drawn.buttons):
        visit(server, browsers[1], page, query, press_as_drawn_for(drawn, label))
    assert (server.store.run(run_id), server.store.control(run_id)) == before
    for run in server.store.runs():  # those of one's own that were started meanwhile
        if run.status == "queued":
            server.store.set_status(run.id, "stopped")


@pytest.mark.parametrize("part", ["students", "guesses", "lead", "class"])
def test_no_button_of_the_board_changes_the_class_of_another(server, browsers, owner, part):
    class_, secret = server.store.create_class("4b")
    server.store.join(class_.id, cookie(server).split("=")[1].split(".")[0], "Ada")
    board = f"{browsers[0]}; lineheads_boards={secret}"
    drawn = visit(server, board, "classroom", f"board_part={part}", look)
    assert "Pause new training" in drawn.buttons
    before = server.store.class_of_code(class_.code), server.store.members(class_.id)
    for label in sorted(drawn.buttons):
        visit(server, browsers[1], "classroom", f"board_part={part}", press_as_drawn_for(drawn, label))
    assert (server.store.class_of_code(class_.code), server.store.members(class_.id)) == before
    visit(server, board, "classroom", f"board_part={part}", press("Pause new training"))
    assert server.store.class_of_code(class_.code).paused


def test_a_forged_cookie_owns_nothing(server, browsers, owner):
    run_id = running_run(server, owner)
    name, value = browsers[0].split("=")
    for forged in (value.split(".")[0], f"{value[:-1]}{'0' if value[-1] != '0' else '1'}"):
        session = visit(server, f"{name}={forged}", "train", f"run={run_id}", press("Stop"))
        assert DENIED in session.disabled["Stop"]
    assert server.store.control(run_id).version == 0
    server.store.set_status(run_id, "stopped")


def test_a_run_is_named_and_deleted_by_its_browser_alone(server, browsers, owner):
    run_id = server.store.bound(owner).create_run("mine", FAST)
    mine, theirs = browsers
    link = "compare", f"runs={run_id}"
    visit(server, theirs, *link, type_into("Name", "stolen"))
    session = visit(server, theirs, *link, press("Delete"))
    assert DENIED in session.disabled["Delete"]
    assert (server.store.run(run_id).name, server.store.run(run_id).deleted) == ("mine", None)
    assert not visit(server, mine, *link, type_into("Name", "renamed")).alerts
    assert server.store.run(run_id).name == "renamed"
    visit(server, mine, *link, press("Delete"))
    assert server.store.run(run_id).deleted


def test_a_search_is_deleted_by_its_browser_alone(server, browsers, owner):
    search_id = server.store.bound(owner).create_search("mine", settings=FAST, **SEARCH)
    mine, theirs = browsers
    link = "compare", f"compare=search&search={search_id}"
    session = visit(server, theirs, *link, press_in_vain("Delete this search"))
    assert any(DENIED in alert for alert in session.alerts)
    assert server.store.search(search_id).status == "running"
    none_left = "There is no search yet. Choose an objective above and start the search."
    assert visit(server, mine, *link, press("Delete this search")).alerts == [none_left]
    assert server.store.search(search_id) is None


def test_a_set_is_removed_by_its_browser_alone(server, browsers, owner):
    library = Library(server.home / "data", owner)
    key = library.add("mine", read_set(io.BytesIO(EXPORTS["npz"].make(DRAWN))))
    mine, theirs = browsers
    link = "data", f"data=import&set={key}"
    session = visit(server, theirs, *link, press_in_vain("Remove this set"))
    assert any(DENIED in alert for alert in session.alerts)
    assert [card.key for card in library.sets()] == [key]
    assert not visit(server, mine, *link, press("Remove this set")).alerts
    assert library.sets() == []


def test_drawings_are_taken_back_by_their_browser_alone(server, browsers, owner):
    drafts = Drafts(server.home / "drawings", owner)
    drafts.add("abcd2345", DRAWN.pictures[0], DRAWN.labels[0])
    mine, theirs = browsers
    link = "explore", "drawings=abcd2345"
    session = visit(server, theirs, *link, press("Remove last"))
    assert DENIED in session.disabled["Remove last"]
    assert len(drafts.load("abcd2345")) == 1
    visit(server, theirs, *link, press("Keep this drawing"))
    assert len(drafts.load("abcd2345")) == 1
    assert len(list((server.home / "drawings").glob("*.npz"))) == 2  # one of its own
    visit(server, mine, *link, press("Remove last"))
    assert len(drafts.load("abcd2345")) == 0
