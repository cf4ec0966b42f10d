"""The heads answer in the browser: while the pointer moves nobody is asked, and the server agrees afterwards."""

import re
import signal
from contextlib import contextmanager

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.browser
COUNT = """() => { window.sent = 0; const send = WebSocket.prototype.send;
    WebSocket.prototype.send = function (data) { window.sent++; send.call(this, data); } }"""


@pytest.fixture
def canvas(page, server):
    """Explore, once the browser answers; no error may reach the console."""
    errors = []
    page.on("console", lambda message: message.type in ("error", "warning") and errors.append(message.text))
    open_live(page, server)
    page.evaluate(COUNT)
    yield page
    expect(page.locator(".bug")).to_have_text("")
    assert [error for error in errors if "disagree" in error or "server answers" in error] == []


def open_live(page, url):
    with page.expect_response(re.compile("/networks/")), page.expect_response(re.compile("/line-rules/")):
        page.goto(url)
    expect(page.locator(".card")).to_have_count(4)
    expect(page.locator(".root[data-live=true]")).to_be_visible()


def place(page, x, y):
    box = page.locator(".pad").bounding_box()
    return box["x"] + x / 28 * box["width"], box["y"] + (1 - y / 28) * box["height"]


@contextmanager
def stopped(process):
    process.send_signal(signal.SIGSTOP)
    try:
        yield
    finally:
        process.send_signal(signal.SIGCONT)


def wait_for_frames(page):
    page.evaluate("new Promise((done) => setTimeout(() => requestAnimationFrame(done), 300))")


def angle(page):
    return page.locator(".card[data-head=angle] .guess b").text_content()


def wait_for_server(page):
    """Until it has answered the last change."""
    last = page.locator(".root:has(> .pad)").get_attribute("data-seq")
    expect(page.locator(".root:has(> .cards)")).to_have_attribute("data-told", last)


def test_while_the_pointer_moves_nobody_is_asked(canvas):
    canvas.mouse.move(*place(canvas, 7, 14))
    canvas.mouse.down()
    readings = []
    for end in ((21, 14), (19.1, 21), (7, 26)):
        canvas.mouse.move(*place(canvas, *end), steps=6)
        canvas.evaluate("new Promise(requestAnimationFrame)")
        readings.append(angle(canvas))
    assert readings == ["0°", "30°", "90°"]
    assert canvas.evaluate("window.sent") == 0
    canvas.mouse.up()
    canvas.wait_for_function("window.sent > 0")
    wait_for_server(canvas)
    assert canvas.evaluate("window.sent") == 1
    assert angle(canvas) == readings[-1]


def test_an_answer_that_comes_while_the_next_line_is_drawn_asks_for_nothing(page, quiet):
    open_live(page, quiet.url)
    page.evaluate(COUNT)
    with stopped(quiet.process):
        page.mouse.move(*place(page, 7, 14))
        page.mouse.down()
        page.mouse.move(*place(page, 21, 14), steps=3)
        page.mouse.up()
        last = page.locator(".root:has(> .pad)").get_attribute("data-seq")
        page.mouse.move(*place(page, 4, 4))
        page.mouse.down()
        page.mouse.move(*place(page, 4, 20), steps=3)
    expect(page.locator(".root:has(> .cards)")).to_have_attribute("data-told", last)
    page.mouse.move(*place(page, 20, 20), steps=20)
    wait_for_frames(page)
    assert page.evaluate("window.sent") == 1
    page.mouse.up()
    wait_for_server(page)


def test_another_network_answers_from_then_on(canvas):
    with canvas.expect_response(re.compile("/networks/fast/")):
        canvas.get_by_role("combobox", name=re.compile("Network")).click()
        canvas.get_by_role("option", name=re.compile("^fast")).click()
    canvas.mouse.move(*place(canvas, 7, 14))
    canvas.mouse.down()
    canvas.mouse.move(*place(canvas, 21, 14), steps=5)
    canvas.mouse.up()
    wait_for_server(canvas)
    assert angle(canvas) == "0°"


def test_without_the_server_drawing_goes_on(page, quiet):
    open_live(page, quiet.url)
    with stopped(quiet.process):
        page.mouse.move(*place(page, 7, 14))
        page.mouse.down()
        page.mouse.move(*place(page, 21, 14), steps=5)
        page.mouse.up()
        assert angle(page) == "0°"
        expect(page.locator(".silence")).to_contain_text("The server does not answer")
    wait_for_server(page)
    expect(page.locator(".silence")).to_have_text("")
    page.wait_for_url(re.compile("line="))
