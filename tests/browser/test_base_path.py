"""The app under a path of the server, alone and behind proxies that end TLS: every page, its scripts, its health.

The proxies are the real nginx and Caddy with the files of deploy/; they run in `make long`, which installs them.
"""

import contextlib
import io
import re
import urllib.request
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import expect

from benchmarks.server import served
from data.importer import read_set
from tests.browser.proxies import NAME, proxied
from tests.browser.test_data import a_set
from tests.browser.test_server import PAGES
from tests.tiers import cases
from tests.waiting import wait_until
from training.engine.launch import LOG
from ui.classroom.board_secrets import COOKIE as BOARDS
from ui.shared.browser import COOKIE

pytestmark = [pytest.mark.browser, pytest.mark.slow]
BASE = "/lineheads"
PROXIES = ("nginx", "caddy")
IDLE = 70_000  # ms, longer than a proxy keeps a silent connection by itself


@pytest.fixture(scope="module")
def server():
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("STREAMLIT_SERVER_BASE_URL_PATH", BASE)
        patch.setenv("LINEHEADS_HOSTS", NAME)
        with served() as server:
            yield server


@pytest.fixture(scope="module")
def addresses(server, tmp_path_factory):
    """Starts a proxy when it is first asked for; the address of the app there."""
    running = {"alone": server.url + BASE}
    with contextlib.ExitStack() as stack:

        def address(program):
            if program not in running:
                entered = proxied(program, urlsplit(server.url).port, tmp_path_factory.mktemp(program))
                running[program] = stack.enter_context(entered) + BASE
            return running[program]

        yield address


@pytest.fixture(params=["alone", *(pytest.param(program, marks=pytest.mark.long) for program in PROXIES)])
def based(request, addresses):
    return addresses(request.param)


@pytest.fixture(params=[pytest.param(program, marks=pytest.mark.long) for program in PROXIES])
def behind(request, addresses):
    """The app's address at a proxy."""
    return addresses(request.param)


@pytest.fixture(scope="module")
def context(browser):
    """One that takes our certificate, and may read what Copy link copies."""
    context = browser.new_context(viewport={"width": 1440, "height": 900}, ignore_https_errors=True)
    context.grant_permissions(["clipboard-read", "clipboard-write"])
    context.set_default_timeout(60_000)
    yield context
    context.close()


@pytest.mark.parametrize(
    "end", cases(("", "/", "/explore", "/train", "/compare", "/data", "/evaluate"), {"", "/", "/compare"})
)
def test_every_page_draws_its_scripts(based, page, end):
    scripts, failures = [], []
    page.on("response", lambda answer: scripts.append(answer) if "/app/static/" in answer.url else None)
    page.on("pageerror", lambda error: failures.append(str(error)))
    page.goto(based + end)
    expect(page.get_by_text("Copy link")).to_be_visible()
    if end in ("", "/", "/explore"):
        expect(page.locator("canvas").first).to_be_visible()
    if end == "/train":
        expect(page.locator(".js-plotly-plot").first).to_be_visible()
    assert scripts
    assert not failures
    for answer in scripts:
        assert answer.url.startswith(f"{based}/app/static/")
        kind = "json" if urlsplit(answer.url).path.endswith(".json") else "javascript"  # the glossary comes later
        assert kind in answer.headers["content-type"]


@pytest.mark.long
def test_links_between_pages_stay_under_the_path(based, page):
    page.goto(based)
    page.get_by_role("link", name="Train").first.click()
    page.wait_for_url(f"{based}/train**")
    expect(page.locator(".js-plotly-plot").first).to_be_visible()


def test_its_health_is_told_behind_a_proxy(behind, page):
    page.goto(f"{behind}/healthz")
    expect(page.get_by_text('{"status":"ok"}')).to_be_visible()


def test_its_health_is_told_under_the_path_too(server):
    for url in (f"{server.url}{BASE}/healthz", f"{server.url}/healthz"):
        assert urllib.request.urlopen(url).read() == b'{"status":"ok"}'


@pytest.mark.parametrize("path", [path for path in PAGES if path])
def test_every_page_opens_behind_a_proxy_and_no_request_fails(behind, page, path):
    failed = []
    page.on("response", lambda answer: failed.append((answer.status, answer.url)) if is_failure(answer) else None)
    page.on("requestfailed", lambda request: failed.append((request.failure, request.url)))
    page.goto(f"{behind}/{path}")
    expect(page.get_by_text(PAGES[path]).first).to_be_visible()
    expect(page.get_by_test_id("stException")).to_have_count(0)
    assert not failed


def is_failure(answer):
    """Streamlit finds out under which path it is served by trying longer ones first."""
    return answer.status >= 400 and not re.search("/_stcore/(health|host-config)$", answer.url)


def test_a_set_goes_up_and_comes_down_behind_a_proxy(behind, page):
    page.goto(f"{behind}/data?data=import")
    page.locator("input[type=file]").set_input_files(a_set())
    expect(page.get_by_test_id("stMetricValue")).to_have_text(["192", "192", "2"])
    page.goto(f"{behind}/data?data=export&sample_per_class=2&sample_seed=5")
    expect(page.get_by_text("192 pictures. Equal settings")).to_be_visible()
    with page.expect_download() as download:
        page.get_by_role("button", name="PNG + CSV").click()
    assert read_set(io.BytesIO(download.value.path().read_bytes())).report.read == 192


def test_a_large_file_gets_through_a_proxy_to_the_words_of_the_server(behind, page, tmp_path):
    file = tmp_path / "large.zip"
    file.write_bytes(bytes(45_000_000))
    page.goto(f"{behind}/data?data=import")
    page.locator("input[type=file]").set_input_files(file)
    expect(page.get_by_test_id("stAlert").first).to_be_visible()
    expect(page.get_by_text(re.compile("413|Network Error|status code"))).to_have_count(0)


def test_a_copied_link_holds_the_name_of_the_proxy(behind, page):
    page.goto(f"{behind}/train?preset=coursework-v3")
    page.get_by_role("spinbutton", name="Seed").fill("41")
    page.get_by_role("spinbutton", name="Seed").press("Enter")
    expect(page).to_have_url(re.compile("seed=41"))
    page.get_by_role("button", name="Copy link").click()
    expect(page.get_by_role("button", name="Copied")).to_be_visible()
    link = page.evaluate("navigator.clipboard.readText()")
    assert link.startswith(f"{behind}/train?")
    page.goto(link)
    expect(page.get_by_role("spinbutton", name="Seed")).to_have_value("41")


def test_a_browser_is_known_again_behind_a_proxy(behind, page, server):
    before = {run.id for run in server.store.runs()}
    for count in (1, 2):
        page.goto(f"{behind}/train?preset=fast")
        page.get_by_role("button", name="Start", exact=True).click()
        wait_until(lambda: len(server.store.runs()) == len(before) + count, log=server.home / LOG)  # noqa: B023
    owners = {run.owner for run in server.store.runs() if run.id not in before}
    assert len(owners) == 1
    (cookie,) = (cookie for cookie in page.context.cookies(behind) if cookie["name"].startswith(COOKIE))
    assert cookie["httpOnly"]
    assert cookie["secure"]
    assert cookie["path"].rstrip("/") == BASE
    assert cookie["value"].startswith(f"{owners.pop()}.")


def test_a_class_and_its_board_are_reached_by_their_links_behind_a_proxy(behind, page, browser):
    page.context.clear_cookies()  # cookies know no ports: behind the other proxy this browser has a class already
    page.goto(f"{behind}/classroom")
    page.get_by_role("textbox", name="Name of the class").fill("Behind a proxy")
    page.get_by_test_id("stFormSubmitButton").get_by_role("button", name="Start").click()
    join, board = (shown_address(page, rf"{name}=\w+") for name in ("join", "board"))
    assert join.startswith(f"{behind}/classroom?join=")
    student = browser.new_context(ignore_https_errors=True)
    joined = student.new_page()
    joined.goto(join)
    joined.get_by_role("textbox", name="Nickname").fill("Ada")
    joined.get_by_role("button", name="Join").click()
    expect(joined.get_by_text("Behind a proxy").first).to_be_visible()
    joined.reload()
    expect(joined.get_by_text("Behind a proxy").first).to_be_visible()
    student.close()
    page.goto(board)
    expect(page.get_by_text("Ada", exact=True).first).to_be_visible()
    assert page.url.startswith(f"{behind}/classroom")
    assert "board=" not in page.url
    (cookie,) = (cookie for cookie in page.context.cookies(behind) if cookie["name"] == BOARDS)
    assert cookie["httpOnly"]
    assert cookie["secure"], "the server was told that TLS ended at the proxy"


def shown_address(page, pattern):
    shown = page.get_by_text(re.compile(pattern)).first
    expect(shown).to_be_visible()
    return shown.inner_text().strip()


@pytest.mark.long
def test_a_page_that_is_left_alone_keeps_its_connection(addresses, context):
    pages = [context.new_page() for _ in PROXIES]
    sockets = []
    for page, program in zip(pages, PROXIES, strict=True):
        page.on("websocket", lambda socket: sockets.append(socket.url))
        page.goto(f"{addresses(program)}/train")
        expect(page.locator(".js-plotly-plot").first).to_be_visible()
    pages[0].wait_for_timeout(IDLE)
    for page in pages:
        page.get_by_role("spinbutton", name="Seed").fill("7")
        page.get_by_role("spinbutton", name="Seed").press("Enter")
        expect(page).to_have_url(re.compile("seed=7"))
        page.close()
    assert len(sockets) == len(PROXIES), "none was opened anew"
