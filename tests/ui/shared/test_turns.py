"""Imports take turns in the order in which they came."""

import threading

import pytest

from ui.shared.turns import Turns, _say


class LeftError(Exception):
    """The user has gone."""


@pytest.mark.slow
def test_one_has_the_turn_and_the_others_are_told_their_place():
    turns, inside = Turns(), []
    places = {name: [] for name in ("second", "third")}
    waiting = {name: threading.Event() for name in places}

    def go(name):
        def waits(ahead):
            places[name].append(ahead)
            waiting[name].set()

        with turns.turn(waits):
            inside.append(name)

    with turns.turn(pytest.fail):
        threads = []
        for name in places:
            threads.append(threading.Thread(target=go, args=(name,)))
            threads[-1].start()
            assert waiting[name].wait(10)
        assert inside == []
    for thread in threads:
        thread.join(10)
    assert inside == ["second", "third"]
    assert (places["second"][0], places["third"][0]) == (1, 2)


def test_who_leaves_while_waiting_gives_the_place_away():
    turns = Turns()

    def leave(_ahead):
        raise LeftError

    with turns.turn(pytest.fail), pytest.raises(LeftError), turns.turn(leave):
        pytest.fail("it was not its turn")
    with turns.turn(pytest.fail):
        pass


@pytest.mark.parametrize(("ahead", "words"), [(1, "yours is next"), (3, "3 are before yours")])
def test_the_place_is_told_in_words(ahead, words):
    said = []
    _say(lambda text, **_: said.append(text), ahead)
    assert said == [f"Another import is under way: {words}. It starts by itself."]
