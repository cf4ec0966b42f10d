"""The server as a process: what it loads, what it leaves behind, and links into it."""

import urllib.request
from pathlib import Path

import psutil
import pytest
from playwright.sync_api import expect

from benchmarks.server import OURS
from benchmarks.server import served as serve
from tests.waiting import wait_until
from training.engine.launch import LOG

pytestmark = pytest.mark.browser
STREAMLIT = ("-m", "streamlit", "run", "app.py", "--server.port")
PAGES = {
    "": "The network sees",
    "explore": "The network sees",
    "learn": "First steps",
    "train": "Loss of each head",
    "evaluate": "All four right",
    "look_inside": "The network",
    "probe": "Response curves",
    "compare": "Leaderboard",
    "data": "Classes",
}


@pytest.mark.long
@pytest.mark.skipif(not Path("/proc").exists(), reason="reads /proc")
def test_the_server_never_loads_tensorflow(served, page):
    for path, text in PAGES.items():
        page.goto(f"{served.url}/{path}")
        expect(page.get_by_text(text).first).to_be_visible()
    loaded = Path(f"/proc/{served.process.pid}/maps").read_text()
    assert "ai_edge_litert" in loaded
    assert "tensorflow" not in loaded


FRESH = [*((OURS, path) for path in PAGES), (STREAMLIT, ""), (STREAMLIT, "train")]
QUICK = [(OURS, "train")]


def fresh(command, path):
    marks = [] if (command, path) in QUICK else [pytest.mark.long]
    return pytest.param(command, path, id=f"{command[-2]}-{path}", marks=marks)


@pytest.mark.parametrize(("command", "path"), [fresh(*which) for which in FRESH])
def test_a_link_into_a_fresh_server_opens_its_page_first_and_again(page, command, path):
    with serve(command=command) as fresh:
        for _ in range(2):
            page.goto(f"{fresh.url}/{path}")
            expect(page.get_by_text(PAGES[path]).first).to_be_visible()
            expect(page.get_by_text("Page not found")).to_have_count(0)


def test_browsers_ask_before_they_use_a_kept_script(server):
    with urllib.request.urlopen(f"{server}/app/static/shared/line_pad/line_pad.js") as answer:
        assert answer.headers["Cache-Control"] == "no-cache"


@pytest.mark.long
@pytest.mark.parametrize("command", [OURS, STREAMLIT], ids=["make run", "streamlit run"])
def test_ending_the_server_leaves_no_process_behind(page, command):
    with serve(engine="on", command=command) as fresh:
        page.goto(fresh.url)
        wait_until(lambda: fresh.store.engine() and fresh.store.engine().workers, log=fresh.home / LOG)
        family = psutil.Process(fresh.process.pid).children(recursive=True)
        assert len(family) >= 2, "an engine and a worker"
    _, left = psutil.wait_procs(family, timeout=10)
    assert not left
