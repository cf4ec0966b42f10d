"""Questions are answered once, in order, can be cancelled, and survive an engine that went away."""

import pytest

from runs import queries

QUESTION = {"view": "structure", "network": "fast", "arguments": {}}


def test_a_question_is_answered_once(store):
    store.ask("k", QUESTION, b"pixels")
    assert store.explanation("k").status == "waiting"
    claimed = store.claim_question("engine")
    assert (claimed.key, claimed.question, claimed.picture, claimed.status) == ("k", QUESTION, b"pixels", "working")
    assert store.claim_question("engine") is None
    assert store.tell_progress("k", 0.5)
    assert store.explanation("k").progress == 0.5
    assert store.answer("k") is None
    store.give_answer("k", b"found")
    store.ask("k", QUESTION)
    assert (store.explanation("k").status, store.answer("k")) == ("done", b"found")
    assert store.claim_question("engine") is None


def test_questions_are_answered_in_order(store):
    for key in "abc":
        store.ask(key, QUESTION)
    assert [store.claim_question("engine").key for _ in range(3)] == ["a", "b", "c"]


@pytest.mark.parametrize("claimed", [False, True])
def test_a_cancelled_question_stays_cancelled_until_it_is_asked_anew(store, claimed):
    store.ask("k", QUESTION, b"a large file")
    if claimed:
        store.claim_question("engine")
    store.cancel_question("k")
    assert store.explanation("k").picture is None
    assert not store.tell_progress("k", 0.9)
    store.give_answer("k", b"late")
    assert (store.explanation("k").status, store.answer("k")) == ("cancelled", None)
    store.ask("k", QUESTION)
    assert store.claim_question("engine").progress == 0


def test_one_that_failed_says_why_and_can_be_asked_anew(store):
    store.ask("k", QUESTION)
    store.claim_question("engine")
    store.give_up("k", "The layer is unknown.")
    assert (store.explanation("k").status, store.explanation("k").message) == ("failed", "The layer is unknown.")
    store.ask("k", QUESTION)
    assert (store.explanation("k").status, store.explanation("k").message) == ("waiting", "")


def test_what_another_engine_left_is_asked_again(store):
    for key in "ab":
        store.ask(key, QUESTION)
    store.claim_question("old")
    store.claim_question("new")
    store.ask_again("new")
    assert [store.explanation(key).status for key in "ab"] == ["waiting", "working"]


def test_the_oldest_answers_give_way(store, monkeypatch):
    monkeypatch.setattr(queries, "KEPT", 2)
    store.ask("open", QUESTION)
    for key in "abc":
        store.ask(key, QUESTION)
        store.cancel_question(key)
    store.ask("d", QUESTION)
    assert [key for key in ("open", *"abcd") if store.explanation(key)] == ["open", "c", "d"]


def test_large_answers_give_way_sooner(store, monkeypatch):
    monkeypatch.setattr(queries, "ROOM", 10)
    for key, size in (("a", 1), ("b", 4), ("c", 6)):
        store.ask(key, QUESTION)
        store.claim_question("engine")
        store.give_answer(key, bytes(size))
    store.ask("d", QUESTION)
    assert [key for key in "abcd" if store.explanation(key)] == ["b", "c", "d"]
