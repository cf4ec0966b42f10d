"""Pages say whose runs and queries they queue, and tell in words what is too much for one browser."""

import pytest
from sqlalchemy import select
from streamlit.testing.v1 import AppTest

from runs import turns
from runs.tables import QueryRow, RunRow
from ui.shared import session_keys

pytestmark = pytest.mark.slow


def owners(store, table=RunRow):
    with store.read() as connection:
        return list(connection.scalars(select(table.owner)))


def test_a_browser_that_starts_too_many_runs_is_told(open_train, press, store, monkeypatch):
    monkeypatch.setattr(turns, "RUNS_AT_MOST", 2)
    app = open_train()
    for _ in range(3):
        press(app, "start")
    assert [toast.value for toast in app.toast if "2 runs of this browser are in the queue" in toast.value]
    assert owners(store) == [app.session_state[session_keys.BROWSER]] * 2
    another = open_train()
    press(another, "start")
    assert len(set(owners(store))) == 2


def queueing_page():
    from dataclasses import replace

    from training.presets import PRESETS
    from ui.compare import queue_runs
    from ui.shared import notify

    settings = PRESETS["fast"].settings
    queue_runs.queue_missing(lambda known: [replace(settings, seed=seed) for seed in range(5)])
    notify.show_notice()


def test_compare_queues_as_many_as_a_browser_may_and_says_so(store, monkeypatch):
    monkeypatch.setattr(turns, "RUNS_AT_MOST", 3)
    app = AppTest.from_function(queueing_page).run()
    assert not app.exception
    assert "Queued 3 runs. 3 runs of this browser are in the queue" in app.toast[0].value
    assert len(store.unfinished_runs()) == 3


def asking_page(seeds):
    from ui.shared import worker_query
    from ui.shared.store import catalogue

    network = catalogue().get("robust")
    for seed in range(seeds):
        about = {"draw": lambda _: None, "key": f"q{seed}", "button": None}
        worker_query.ANSWER_WITHIN = 0.0
        worker_query.draw_answer("feature-visualisation", network, seed=seed, **about)


def test_a_browser_that_asks_too_much_is_told_and_sees_its_places(store, monkeypatch):
    monkeypatch.setattr(turns, "SLOW_AT_MOST", 2)
    from runs.records import EngineRecord, now

    store.beat(EngineRecord(id="e", pid=1, started=now(), heartbeat=now(), workers=1, warm=True))
    app = AppTest.from_function(asking_page, args=(3,)).run()
    assert not app.exception
    assert ["2 slow questions of this browser wait" in toast.value for toast in app.toast] == [True]
    assert owners(store, QueryRow) == [app.session_state[session_keys.BROWSER]] * 2
    texts = [bar.proto.text for bar in app.get("progress")]
    assert texts == ["Waiting for the worker", "Waiting for the worker: number 2 in the queue"]
