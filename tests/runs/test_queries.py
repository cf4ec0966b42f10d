"""Questions are answered once, in order, can be cancelled, and survive an engine that went away."""

from dataclasses import replace

import pytest
from sqlalchemy import text

from runs import queries
from runs.records import Job

JOB = Job(kind="structure", arguments={"network": "fast"})


def test_a_question_is_answered_once(store):
    store.submit("k", replace(JOB, payload=b"pixels"))
    assert store.query("k").status == "waiting"
    claimed = store.claim_query("engine")
    assert (claimed.key, claimed.job, claimed.status) == ("k", replace(JOB, payload=b"pixels"), "working")
    assert store.claim_query("engine") is None
    assert store.report_progress("k", 0.5)
    assert store.query("k").progress == 0.5
    assert store.answer("k") is None
    store.save_answer("k", b"found")
    store.submit("k", JOB)
    assert (store.query("k").status, store.answer("k")) == ("done", b"found")
    assert store.claim_query("engine") is None


def test_questions_are_answered_in_order(store):
    for key in "abc":
        store.submit(key, JOB)
    assert [store.claim_query("engine").key for _ in range(3)] == ["a", "b", "c"]


@pytest.mark.parametrize("claimed", [False, True])
def test_a_cancelled_question_stays_cancelled_until_it_is_asked_anew(store, claimed):
    store.submit("k", replace(JOB, payload=b"a large file"))
    if claimed:
        store.claim_query("engine")
    store.cancel_query("k")
    assert store.query("k").job.payload is None
    assert not store.report_progress("k", 0.9)
    store.save_answer("k", b"late")
    assert (store.query("k").status, store.answer("k")) == ("cancelled", None)
    store.submit("k", JOB)
    assert store.claim_query("engine").progress == 0


def test_one_that_failed_says_why_and_can_be_asked_anew(store):
    store.submit("k", JOB)
    store.claim_query("engine")
    store.fail_query("k", "The layer is unknown.")
    assert (store.query("k").status, store.query("k").message) == ("failed", "The layer is unknown.")
    store.submit("k", JOB)
    assert (store.query("k").status, store.query("k").message) == ("waiting", "")


def test_what_another_engine_left_is_asked_again(store):
    for key in "ab":
        store.submit(key, JOB)
    store.claim_query("old")
    store.claim_query("new")
    store.requeue_queries("new")
    assert [store.query(key).status for key in "ab"] == ["waiting", "working"]


def test_the_oldest_answers_give_way(store, monkeypatch):
    monkeypatch.setattr(queries, "QUERIES_KEPT", 2)
    store.submit("open", JOB)
    for key in "abc":
        store.submit(key, JOB)
        store.cancel_query(key)
    store.submit("d", JOB)
    assert [key for key in ("open", *"abcd") if store.query(key)] == ["open", "c", "d"]


def test_large_answers_give_way_sooner(store, monkeypatch):
    monkeypatch.setattr(queries, "ANSWER_BYTES_AT_MOST", 10)
    for key, size in (("a", 1), ("b", 4), ("c", 6)):
        store.submit(key, JOB)
        store.claim_query("engine")
        store.save_answer(key, bytes(size))
    store.submit("d", JOB)
    assert [key for key in "abcd" if store.query(key)] == ["b", "c", "d"]


def test_a_question_of_an_older_store_has_no_kind(store):
    columns = "key, question, picture, status, progress, message, asked"
    values = """'k', '{"view":"layer","network":"fast","arguments":{"layer":"a"}}', NULL, 'waiting', 0, '', 1"""
    with store.write() as connection:
        connection.execute(text(f"INSERT INTO explanations ({columns}) VALUES ({values})".replace(":", r"\:")))
    assert store.claim_query("engine").job.kind == ""
