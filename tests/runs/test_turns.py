"""Browsers take turns in both queues; the place that is told is the turn that comes."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from runs import turns
from runs.records import Job, now
from runs.turns import QUICK_FIRST, Past, QueueFull, in_turns

JOB = Job(kind="structure")


def queue(store, owner, count=1):
    return [store.create_run(f"{owner} {number}", {}, owner=owner) for number in range(count)]


def ask(store, owner, count=1, slow=False, name=""):
    keys = [f"{owner} {'slow' if slow else 'quick'} {name}{number}" for number in range(count)]
    for key in keys:
        store.submit(key, JOB, owner, slow)
    return keys


def end(store, run_id):
    store.set_status(run_id, "running")
    store.set_status(run_id, "done")


def served(store):
    """The owners of all queries in the order in which one worker answers them."""
    order = []
    while query := store.claim_query("engine"):
        store.save_answer(query.key, b"")
        order.append(query.key)
    return order


@pytest.mark.slow
def test_the_next_visitor_does_not_wait_behind_all_runs_of_another(store, monkeypatch):
    monkeypatch.setattr(turns, "RUNS_AT_MOST", 200)
    many = queue(store, "a", 200)
    assert store.claim_next("engine").id == many[0]
    visitor = queue(store, "b")[0]
    assert store.queue_place(visitor) == 1
    end(store, many[0])
    assert store.claim_next("engine").id == visitor


def test_one_worker_serves_browsers_in_turn(store):
    owners = {run_id: owner for owner in "abc" for run_id in queue(store, owner, 3)}
    order = []
    while run := store.claim_next("engine"):
        order.append(owners[run.id])
        end(store, run.id)
    assert order == list("abcabcabc")


def test_a_browser_that_had_its_turn_is_not_overtaken_by_ever_new_ones(store):
    first, second = queue(store, "a", 2)
    assert store.claim_next("engine").id == first
    end(store, first)
    queue(store, "b")
    assert store.claim_next("engine").id == second


@pytest.mark.slow
@pytest.mark.parametrize("ended", [False, True])
def test_the_place_of_a_run_is_the_turn_that_comes(store, ended):
    busy = queue(store, "a")[0]
    store.claim_next("engine")
    if ended:
        end(store, busy)
    runs = [run_id for owner in ("a", "b", None, "c") for run_id in queue(store, owner, 3)]
    places = {run_id: store.queue_place(run_id) for run_id in runs}
    assert sorted(places.values()) == list(range(1, 13))
    listed = [run.id for run in store.unfinished_runs() if run.status == "queued"]
    assert [places[run_id] for run_id in listed] == list(range(1, 13))
    assert [places[store.claim_next("engine").id] for _ in runs] == list(range(1, 13))


def test_a_run_taken_out_of_the_queue_was_no_turn(store):
    gone, mine = queue(store, "a", 2)
    queue(store, "b")
    store.set_status(gone, "stopped")
    assert store.claim_next("engine").id == mine


def test_runs_of_people_go_before_trials_whoever_asks(store):
    trial_search = store.create_search("s", settings={}, goal="g", varied={}, budget=1, seed=0)
    trial = store.add_trial(trial_search, 0, {}, {"name": "trial", "settings": {}})
    mine = queue(store, "a", 2)
    assert [store.claim_next("engine").id for _ in range(3)] == [*mine, trial]


def test_a_browser_has_no_more_runs_in_the_queue_than_it_may(store, monkeypatch):
    monkeypatch.setattr(turns, "RUNS_AT_MOST", 2)
    queue(store, "a", 2)
    with pytest.raises(QueueFull, match="2 runs of this browser are in the queue"):
        queue(store, "a")
    queue(store, "b")
    queue(store, None, 3)  # commands have no browser
    store.claim_next("engine")
    queue(store, "a")


@pytest.mark.parametrize(("slow", "limit"), [(True, "SLOW_AT_MOST"), (False, "QUICK_AT_MOST")])
def test_a_browser_has_no_more_queries_than_it_may(store, monkeypatch, slow, limit):
    monkeypatch.setattr(turns, limit, 2)
    keys = ask(store, "a", 2, slow)
    with pytest.raises(QueueFull, match=r"2 .*of this browser wait"):
        ask(store, "a", 1, slow, "more")
    ask(store, "a", 1, not slow)
    ask(store, "b", 1, slow)
    store.submit(keys[0], JOB, "a", slow)  # it waits already
    store.cancel_query(keys[0])
    ask(store, "a", 1, slow, "more")


@pytest.mark.slow
def test_a_quick_query_goes_before_a_hundred_slow_ones(store, monkeypatch):
    monkeypatch.setattr(turns, "SLOW_AT_MOST", 100)
    ask(store, "a", 100, slow=True)
    assert store.claim_query("engine").key == "a slow 0"
    quick = ask(store, "b")[0]
    assert store.query_place(quick) == 1
    assert store.claim_query("engine").key == quick


def test_slow_queries_have_every_sixth_turn(store):
    ask(store, "a", 2, slow=True)
    ask(store, "b", 3 * QUICK_FIRST)
    order = served(store)
    assert [place for place, key in enumerate(order) if "slow" in key] == [QUICK_FIRST, 2 * QUICK_FIRST + 1]


def test_queries_of_browsers_take_turns(store):
    for owner in "abc":
        ask(store, owner, 2)
    assert [key[0] for key in served(store)] == list("abcabc")


def test_a_query_that_is_asked_again_keeps_its_place(store):
    keys = ask(store, "a", 3)
    store.submit(keys[0], JOB, "a")
    assert [store.query_place(key) for key in keys] == [1, 2, 3]
    assert served(store) == keys


def test_the_place_of_a_query_is_the_turn_that_comes(store):
    keys = [key for owner in ("a", "b", None) for slow in (True, False) for key in ask(store, owner, 4, slow)]
    places = {key: store.query_place(key) for key in keys}
    assert sorted(places.values()) == list(range(1, 25))
    assert [places[store.claim_query("engine").key] for _ in keys] == list(range(1, 25))
    assert store.query_place(keys[0]) is None


@settings(deadline=None)
@given(st.lists(st.sampled_from("abcd"), max_size=30), st.lists(st.sampled_from("abcd"), max_size=5))
def test_everybody_comes_within_a_round(owners, busy):
    moment = now()
    waiting = [(str(number), owner, moment) for number, owner in enumerate(owners)]
    past = Past()
    past.busy.update(busy)
    order = in_turns(waiting, past)
    assert sorted(order) == sorted(key for key, *_ in waiting)
    of = {key: owner for key, owner, _ in waiting}
    for owner in set(owners):
        own = [key for key in order if of[key] == owner]
        assert own == sorted(own, key=int)
        if owner not in busy:
            assert order.index(own[0]) < len(set(owners))
