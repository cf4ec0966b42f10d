"""A class in three browsers: its teacher starts it, two students follow; what they lose on the way comes back."""

import os
import signal
import subprocess
import sys

import pytest
from playwright.sync_api import expect

from benchmarks.server import OURS, wait_for_server
from runs.home import REPOSITORY

pytestmark = pytest.mark.browser
STEP = "learn?lesson=who-wakes-first&lesson_step=1"
GUESS = "who is first, who is last?"


@pytest.fixture
def browsers(visitor):
    """A laptop and a phone, each with cookies of its own."""
    return [visitor().context, visitor(390, 844, has_touch=True).context]


@pytest.fixture
def school_class(quiet):
    class_, _ = quiet.store.create_class("4b")
    yield class_
    quiet.store.delete_class(class_.id)


def join(page, url, class_, nickname):
    page.goto(f"{url}/classroom?join={class_.code}")
    page.get_by_role("textbox", name="Nickname").fill(nickname)
    page.get_by_role("button", name="Join", exact=True).click()
    expect(page.get_by_text(f"You are {nickname} here.")).to_be_visible()
    expect(page.locator(".class-bar .bar")).to_be_visible()  # its script was loaded


def press(page, name):
    page.get_by_role("button", name=name, exact=True).click()


def test_a_teacher_starts_a_class_and_two_students_follow(quiet, page, browsers):
    page.goto(f"{quiet.url}/classroom")
    page.get_by_label("Name of the class").fill("4b")
    press(page, "Start")
    expect(page.get_by_text("Your secret link")).to_be_visible()
    expect(page.get_by_role("img", name="QR code of")).to_be_visible()
    link = page.get_by_text("/classroom?join=").inner_text()
    class_ = quiet.store.class_of_code(link[-6:])
    laptop, phone = (context.new_page() for context in browsers)
    join(laptop, quiet.url, class_, "Ada")
    join(phone, quiet.url, class_, "Bo")
    quiet.store.push(class_.id, STEP)
    for student in (laptop, phone):
        expect(student.get_by_role("heading", name=GUESS)).to_be_visible()
    press(laptop, "That is my guess")
    expect(laptop.get_by_role("button", name="Train now")).to_be_visible()
    (guess,) = quiet.store.guesses(class_.id)
    assert (guess.lesson, guess.step, guess.guess) == ("who-wakes-first", 1, "length.width.colour.angle")
    press(phone, "Go my own way")
    expect(phone.get_by_role("button", name="Follow again")).to_be_visible()
    quiet.store.push(class_.id, "learn?lesson=who-wakes-first&lesson_step=2")
    expect(laptop.get_by_role("button", name="Train now")).to_be_visible()
    assert "guess=1~length" in laptop.url  # of its own
    quiet.store.push(class_.id, "train?weight_angle=50")
    expect(laptop.get_by_role("heading", name="Train")).to_be_visible()
    expect(phone.get_by_text("Your teacher is at Train.")).to_be_visible()
    press(phone, "Follow again")
    expect(phone.get_by_role("heading", name="Train")).to_be_visible()
    quiet.store.end_class(class_.id)
    for student in (laptop, phone):
        expect(student.get_by_text("The class 4b has ended. Your runs stay.")).to_be_visible()
    press(phone, "Close")
    expect(phone.locator(".class-bar")).to_have_count(0)


@pytest.mark.long
def test_reload_second_tab_and_a_lost_connection(quiet, school_class, browsers):
    phone = browsers[1]
    tab = phone.new_page()
    join(tab, quiet.url, school_class, "Bo")
    quiet.store.push(school_class.id, STEP)
    expect(tab.get_by_role("heading", name=GUESS)).to_be_visible()
    press(tab, "That is my guess")
    expect(tab.get_by_role("button", name="Train now")).to_be_visible()
    tab.reload()
    expect(tab.get_by_role("button", name="Go my own way")).to_be_visible()
    second = phone.new_page()
    second.goto(f"{quiet.url}/classroom")
    expect(second.get_by_text("You are Bo here.")).to_be_visible()
    expect(second.locator(".class-bar .bar")).to_be_visible()
    assert "lesson_step=2" in tab.url  # nobody led it back to the step before
    phone.set_offline(True)
    quiet.store.push(school_class.id, "train")
    tab.wait_for_timeout(2_500)
    assert "/learn" in tab.url
    phone.set_offline(False)
    for page in (tab, second):
        expect(page.get_by_role("heading", name="Train")).to_be_visible()
    assert [member.nickname for member in quiet.store.members(school_class.id)] == ["Bo"]


@pytest.mark.long
def test_a_student_draws_on_while_the_connection_is_lost(quiet, school_class, browsers):
    laptop, sockets, lost = browsers[0], [], []

    def connect(socket):
        if lost:
            return socket.close()
        socket.connect_to_server()
        sockets.append(socket)

    laptop.route_web_socket("**/_stcore/stream", connect)
    page = laptop.new_page()
    join(page, quiet.url, school_class, "Ada")
    page.goto(f"{quiet.url}/?network=fast")
    expect(page.locator(".root:has(> .pad)[data-live=true]")).to_be_visible()
    box = page.locator(".st-key-pad canvas").first.bounding_box()

    def draw(*places):
        shown = page.url
        for i, (x, y) in enumerate(places):
            page.mouse.move(box["x"] + x, box["y"] + y, steps=3)
            if i == 0:
                page.mouse.down()
        page.mouse.up()
        expect(page).not_to_have_url(shown)
        return page.url

    draw((60, 60), (200, 60))
    lost.append(True)
    laptop.set_offline(True)
    sockets[-1].close()
    expect(page.get_by_role("dialog", name="Connection error")).to_be_visible()
    page.keyboard.press("Escape")
    drawn = draw((100, 200), (200, 100))
    expect(page.locator(".bar", has_text="Ada")).to_be_visible()
    expect(page.get_by_text("Draw on: your drawing is sent when it is back.")).to_be_visible()
    lost.clear()
    laptop.set_offline(False)
    expect(page.get_by_text("Draw on:")).to_be_hidden()
    expect(page.get_by_role("dialog")).to_be_hidden()
    assert page.url == drawn
    quiet.store.push(school_class.id, "train")
    expect(page.get_by_role("heading", name="Train")).to_be_visible()
    assert [member.nickname for member in quiet.store.members(school_class.id)] == ["Ada"]


@pytest.mark.long
def test_all_are_still_in_when_the_server_is_killed_and_comes_back(quiet, school_class, browsers):
    students = [context.new_page() for context in browsers]
    for student, nickname in zip(students, ("Ada", "Bo"), strict=True):
        join(student, quiet.url, school_class, nickname)
    quiet.process.send_signal(signal.SIGKILL)
    quiet.process.wait(30)
    quiet.store.push(school_class.id, "train")
    port = quiet.url.rpartition(":")[2]
    environment = os.environ | {"LINEHEADS_HOME": str(quiet.home), "LINEHEADS_ENGINE": "off"}
    process = subprocess.Popen([sys.executable, *OURS, port], cwd=REPOSITORY, env=environment)
    try:
        wait_for_server(int(port), process)
        for student, nickname in zip(students, ("Ada", "Bo"), strict=True):
            expect(student.get_by_role("heading", name="Train")).to_be_visible()
            student.goto(f"{quiet.url}/classroom")
            expect(student.get_by_text(f"You are {nickname} here.")).to_be_visible()
    finally:
        process.send_signal(signal.SIGINT)
        process.wait(30)
