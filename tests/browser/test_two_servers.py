"""Two servers behind the nginx of compose.yaml: a browser stays with its server, and goes on at the other when that is
lost."""

import io
import os
import re
import secrets
import signal
import subprocess
import sys
import urllib.request
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import TimeoutError, expect

from benchmarks.server import OURS, free_port, wait_for_server
from data.importer import read_set
from runs.home import REPOSITORY
from tests.browser.proxies import balanced, passed_on
from tests.browser.test_data import a_set
from tests.waiting import wait_until

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.long]
EXPORT = "/data?data=export&sample_per_class=2&sample_seed=5"


class Site:
    """Two servers of one store, by their addresses, and nginx before them."""

    def __init__(self, folder):
        self.folder, self.running = folder, {}
        for _ in range(2):
            self.start(f"127.0.0.1:{free_port()}")

    def start(self, address):
        port = urlsplit(f"//{address}").port
        environment = os.environ | {"LINEHEADS_HOME": str(self.folder / "home"), "LINEHEADS_ENGINE": "off"}
        command = [sys.executable, *OURS, str(port), "--no-open"]
        with (self.folder / "log").open("ab") as log:
            process = subprocess.Popen(command, cwd=REPOSITORY, env=environment, stdout=log, stderr=log)
        self.running[address] = process
        wait_for_server(port, process)

    def lose(self, address):
        process = self.running.pop(address)
        process.send_signal(signal.SIGKILL)
        process.wait()

    def ask(self, cookie):
        """The server that answers a request with this cookie."""
        path = f"/healthz?{secrets.token_hex(4)}"
        assert urllib.request.urlopen(urllib.request.Request(self.url + path, headers={"Cookie": cookie})).status == 200
        wait_until(lambda: path in (self.folder / "access.log").read_text())
        return next(addresses[-1] for addresses, other in passed_on(self.folder) if other == path)


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    folder = tmp_path_factory.mktemp("site")
    site = Site(folder)
    try:
        with balanced([urlsplit(f"//{address}").port for address in site.running], folder) as site.url:
            yield site
    finally:
        for address in list(site.running):
            site.lose(address)


@pytest.fixture
def context(browser):
    """Another visitor than those of the other tests, with nothing kept."""
    context = browser.new_context(viewport={"width": 1440, "height": 900})
    context.set_default_timeout(60_000)
    yield context
    context.close()


def upload(page):
    page.locator("input[type=file]").set_input_files(a_set())
    expect(page.get_by_test_id("stMetricValue")).to_have_text(["192", "192", "2"])


def download_set(page, tries=1):
    """Tries: until the page has run at the server that it came to."""
    try:
        with page.expect_download(timeout=20_000) as download:
            page.get_by_role("button", name="PNG + CSV").click()
    except TimeoutError:
        assert tries > 1, "no file came"
        return download_set(page, tries - 1)
    assert read_set(io.BytesIO(download.value.path().read_bytes())).report.read == 192


def test_browsers_are_shared_out_and_each_stays(site):
    cookies = [f"lineheads_browser_ab12={number}Ab-c.12ef" for number in range(30)]
    first, second = ([site.ask(cookie) for cookie in cookies] for _ in range(2))
    assert first == second
    assert set(first) == set(site.running)


def test_pages_go_on_at_the_other_server_and_keep_it_when_theirs_is_back(site, context):
    importing, exporting, training = (context.new_page() for _ in range(3))
    importing.goto(f"{site.url}/data?data=import")  # the first request has no cookie yet
    expect(importing.locator("input[type=file]")).to_be_attached()
    begin = len(passed_on(site.folder))
    upload(importing)
    exporting.goto(site.url + EXPORT)
    download_set(exporting)
    training.goto(f"{site.url}/train?seed=41")
    expect(training.get_by_role("spinbutton", name="Seed")).to_have_value("41")
    [(own,)] = {addresses for addresses, _ in passed_on(site.folder)[begin:]}
    [other] = set(site.running) - {own}

    site.lose(own)
    expect(exporting.get_by_test_id("stConnectionStatus")).to_be_visible()
    expect(exporting.get_by_test_id("stConnectionStatus")).to_have_count(0)
    expect(exporting.get_by_text("192 pictures. Equal settings")).to_be_visible()
    download_set(exporting, tries=3)
    upload(importing)
    expect(training.get_by_role("spinbutton", name="Seed")).to_have_value("41")
    training.get_by_role("spinbutton", name="Seed").fill("42")
    training.get_by_role("spinbutton", name="Seed").press("Enter")
    expect(training).to_have_url(re.compile("seed=42"))

    site.start(own)
    [cookie] = [cookie for cookie in context.cookies(site.url) if cookie["name"].startswith("lineheads_browser")]
    cookie = f"{cookie['name']}={cookie['value']}"
    wait_until(lambda: site.ask(cookie) == own, log=site.folder / "log")
    begin = len(passed_on(site.folder))
    download_set(exporting)
    upload(importing)
    moved = [
        addresses for addresses, path in passed_on(site.folder)[begin:] if "/upload_file/" in path or "/media/" in path
    ]
    assert (own, other) in moved, "its own does not know the file, the other one is asked"
