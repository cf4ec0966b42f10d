"""Wrong codes are slowed down, for the browser and for the server, and the wait is said in words."""

import pytest

from ui.classroom.attempts import OF_BROWSER, OF_SERVER, Attempts, TooManyWrongCodes


@pytest.fixture
def clock():
    moment = [1000.0]

    def read():
        return moment[0]

    read.wait = lambda seconds: moment.__setitem__(0, moment[0] + seconds)
    return read


def wait_of(attempts, owner):
    try:
        attempts.check(owner)
    except TooManyWrongCodes as error:
        return str(error)
    return None


def test_each_wrong_code_doubles_the_wait_of_its_browser_alone(clock):
    attempts = Attempts(clock)
    for _ in range(OF_BROWSER.free):
        attempts.note_wrong("a")
        assert wait_of(attempts, "a") is None
    for seconds in (2, 4, 8):
        attempts.note_wrong("a")
        assert wait_of(attempts, "a") == f"Too many wrong codes. Wait {seconds} seconds, then try again."
        assert wait_of(attempts, "b") is None
        clock.wait(seconds - 0.5)
        assert wait_of(attempts, "a") == "Too many wrong codes. Wait 1 second, then try again."
        clock.wait(0.5)
        assert wait_of(attempts, "a") is None
    for _ in range(30):
        attempts.note_wrong("a")
    assert wait_of(attempts, "a") == "Too many wrong codes. Wait 5 minutes, then try again."


def test_a_right_code_and_time_forgive(clock):
    attempts = Attempts(clock)
    for _ in range(OF_BROWSER.free + 1):
        attempts.note_wrong("a")
    attempts.forgive("a")
    assert wait_of(attempts, "a") is None
    for _ in range(OF_BROWSER.free):
        attempts.note_wrong("a")
    clock.wait(OF_BROWSER.forgotten)
    attempts.note_wrong("a")
    assert wait_of(attempts, "a") is None


def test_many_browsers_at_once_slow_the_server_a_little(clock):
    attempts = Attempts(clock)
    for number in range(OF_SERVER.free + 10):  # each without cookies: a new browser every time
        attempts.note_wrong(f"browser {number}")
    assert wait_of(attempts, "new") == "Many wrong codes were typed on this server. Wait 4 seconds, then try again."
    clock.wait(OF_SERVER.longest)
    assert wait_of(attempts, "new") is None
