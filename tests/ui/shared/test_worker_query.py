"""Questions of a page: asked once, drawn when answered, cancelled, asked again; in words when something is wrong."""

import numpy as np
import pytest
from streamlit.testing.v1 import AppTest

from model.explain import pack
from ui.shared import worker_query
from ui.shared.store import catalogue

pytestmark = pytest.mark.slow

FOUND = pack({"parameters": 42})


def page():
    """A page with one quick and one slow view."""
    import streamlit as st

    from ui.shared import worker_query
    from ui.shared.store import catalogue

    network = catalogue().get("fast")
    worker_query.draw_answer(
        "structure", network, draw=lambda answer: st.markdown(f"quick {answer['parameters']}"), key="quick"
    )
    worker_query.draw_answer(
        *("layer", network), draw=lambda answer: st.markdown(f"slow {answer['parameters']}"),
        key="slow", button="Show me", layer="trunk_conv_1",
    )  # fmt: skip


@pytest.fixture
def opened(store, monkeypatch):
    monkeypatch.setattr(worker_query, "ANSWER_WITHIN", 0.05)
    return AppTest.from_function(page, default_timeout=20).run()


def waiting(store):
    return store.claim_query("engine")


def test_a_quick_question_is_asked_at_once_and_a_slow_one_by_its_button(store, opened):
    assert [button.label for button in opened.button] == ["Cancel", "Show me"]
    quick = waiting(store)
    assert quick.job.kind == "structure"
    assert waiting(store) is None
    store.save_answer(quick.key, FOUND)
    opened.run()
    assert [one.value for one in opened.markdown] == ["quick 42"]
    opened.button(key="slow").click().run()
    slow = waiting(store)
    assert slow.job == worker_query.job_about("layer", catalogue().get("fast"), layer="trunk_conv_1")
    store.save_answer(slow.key, FOUND)
    opened.run()
    assert not opened.exception
    assert [one.value for one in opened.markdown] == ["quick 42", "slow 42"]
    assert not opened.button


def test_a_failure_is_told_and_can_be_asked_again(store, opened):
    store.fail_query(waiting(store).key, "The network has no weights.")
    opened.run()
    assert opened.warning[0].value == "The network has no weights."
    opened.button(key="quick").click().run()
    assert waiting(store).job.kind == "structure"


def test_a_cancelled_question_is_not_asked_again_by_itself(store, opened):
    opened.button(key="quick_cancel").click().run()
    opened.run()
    assert waiting(store) is None
    assert [button.label for button in opened.button] == ["Try again", "Show me"]


def test_it_says_that_nobody_answers(opened):
    assert opened.get("progress")[0].proto.text == worker_query._NO_ENGINE


def test_another_network_another_picture_or_other_arguments_are_other_questions(store):
    fast, robust = catalogue().get("fast"), catalogue().get("robust")
    black, white = (np.full((28, 28, 3), level, np.uint8) for level in (0, 255))
    jobs = [
        worker_query.job_about("structure", fast),
        worker_query.job_about("structure", robust),
        worker_query.job_about("layer", fast, layer="a"),
        worker_query.job_about("layer", fast, layer="b"),
        worker_query.job_about("activations", fast, black),
        worker_query.job_about("activations", fast, white),
    ]
    keys = [worker_query.job_key(job) for job in jobs]
    assert len(set(keys)) == 6
    assert worker_query.job_key(worker_query.job_about("structure", fast)) == keys[0]
