"""Searches in the store: their trials are runs, kept apart, behind those of people, and nothing of them is lost."""

import pytest
from sqlalchemy.dialects import postgresql
from sqlalchemy.schema import CreateTable

from runs.records import SearchNotFound
from runs.store import Store
from runs.tables import SearchRow, TrialRow
from runs.turns import QUEUE

WHAT = {"settings": {"seed": 0}, "goal": "all-four", "varied": {"angle": [0.1, 100.0]}, "budget": 5, "seed": 3}


@pytest.fixture
def search_id(store):
    return store.create_search("a search", **WHAT)


def add(store, search_id, number=0):
    return store.add_trial(search_id, number, {"angle": 2.0}, {"name": f"trial {number}", "settings": {"seed": 0}})


def test_a_search_and_its_trials_are_kept(store, search_id):
    search = store.search(search_id)
    assert (search.name, search.status, search.ended, search.importance) == ("a search", "running", None, None)
    assert {name: getattr(search, name) for name in WHAT} == WHAT
    run_id = add(store, search_id)
    (trial,) = store.trials(search_id)
    assert (trial.number, trial.run_id, trial.status, trial.parameters) == (0, run_id, "open", {"angle": 2.0})
    assert (trial.run_status, trial.attempts, trial.undecided) == ("queued", 1, True)
    store.save_importance(search_id, {"angle": {"angle": 1.0}})
    store.end_search(search_id, "done")
    assert store.search(search_id).importance == {"angle": {"angle": 1.0}}
    assert store.searches() == [store.search(search_id)]
    assert store.searches_under_way("e") == []


def test_trials_do_not_stand_in_the_lists_and_wait_behind_people(store, search_id):
    trial, mine = add(store, search_id), store.create_run("mine", {})
    assert [run.id for run in store.runs()] == [mine]
    assert store.run(trial).search == search_id
    assert (store.queue_place(mine), store.queue_place(trial)) == (1, 2)
    assert store.waiting() == (1, 1)
    assert [store.claim_next("e").id for _ in range(2)] == [mine, trial]
    assert store.waiting() == (0, 0)


def test_a_number_is_given_once(store, search_id):
    add(store, search_id)
    assert add(store, search_id) is None, "another conductor was quicker: the next turn reads its trial"
    assert (len(store.trials(search_id)), store.waiting()) == (1, (0, 1))  # the second run was not left behind


def test_a_stopped_search_stops_its_trials_and_takes_no_more(store, search_id):
    training, waiting = add(store, search_id), add(store, search_id, 1)
    store.claim_next("e")
    store.stop_search(search_id)
    store.stop_search(search_id)
    assert store.search(search_id).status == "stopped"
    assert [trial.status for trial in store.trials(search_id)] == ["held", "held"]
    assert store.control(training).state == "stop"
    assert store.run(waiting).status == "stopped"
    assert add(store, search_id, 2) is None
    store.end_search(search_id, "done")
    assert store.search(search_id).status == "stopped"
    store.resume_search(search_id, budget=9)
    search = store.search(search_id)
    assert (search.status, search.ended, search.budget) == ("running", None, 9)
    store.set_status(training, "stopped")
    for trial in store.trials(search_id):
        assert store.reopen_trial(search_id, trial)
    assert [(trial.status, trial.attempts) for trial in store.trials(search_id)] == [("open", 1)] * 2
    assert store.control(training).state == "run"


def test_a_trial_of_a_stopped_search_is_not_queued_again(store, search_id):
    run_id = add(store, search_id)
    store.stop_search(search_id)
    assert not store.reopen_trial(search_id, store.trials(search_id)[0])
    assert (store.trials(search_id)[0].status, store.run(run_id).status) == ("held", "stopped")


def test_a_trial_that_has_ended_stops_its_run_which_then_says_why(store, search_id):
    run_id = add(store, search_id)
    store.claim_next("e")
    store.end_trial(
        search_id, store.trials(search_id)[0], "pruned", scores={"exact": 0.5}, reports={"20": 0.5}, step=20
    )
    assert store.control(run_id).state == "stop"
    store.set_status(run_id, "stopped", "Stopped at step 25.")
    store.say_of_run(run_id, "pruned")
    trial = store.trials(search_id)[0]
    assert (trial.status, trial.step, trial.reports, trial.run_message) == ("pruned", 20, {"20": 0.5}, "pruned")
    done = add(store, search_id, 1)
    store.claim_next("e")
    store.set_status(done, "done", "Solved.")
    store.say_of_run(done, "pruned")
    assert store.run(done).message == "Solved."


def test_only_trials_that_may_be_resumed_keep_their_checkpoints(store, search_id):
    kept = {}
    for number, status in enumerate(("complete", "diverged", "pruned", "failed")):
        kept[status] = add(store, search_id, number)
        store.save_checkpoint(kept[status], 1, b"state")
        store.end_trial(search_id, store.trials(search_id)[number], status)
    assert [status for status, run_id in kept.items() if store.checkpoint(run_id)] == ["pruned", "failed"]


def test_an_interrupted_trial_counts_its_attempts(store, search_id):
    run_id = add(store, search_id)
    for attempt in (1, 2):
        store.claim_next("e")
        store.set_status(run_id, "interrupted")
        assert store.trials(search_id)[0].attempts == attempt
        store.reopen_trial(search_id, store.trials(search_id)[0])


def test_what_is_thrown_away(store, search_id):
    kept, gone = add(store, search_id), store.create_search("another", **WHAT)
    theirs = [add(store, gone), add(store, gone, 1)]
    store.claim_next("e")
    store.delete_search(gone)
    assert [search.id for search in store.searches()] == [search_id]
    assert store.trials(gone) == []
    assert all(store.run(run_id).deleted for run_id in theirs)
    assert not store.run(kept).deleted
    for what in (store.stop_search, store.resume_search, store.delete_search):
        with pytest.raises(SearchNotFound, match="There is no search"):
            what(gone)


def test_the_engine_that_conducts_is_written_down(store, search_id):
    for engine in ("first", "second"):
        assert [search.id for search in store.searches_under_way(engine)] == [search_id]


def test_postgresql_would_take_it():
    dialect = postgresql.dialect()
    assert "JSON" in str(CreateTable(SearchRow.__table__).compile(dialect=dialect))
    assert "ON DELETE SET NULL" in str(CreateTable(TrialRow.__table__).compile(dialect=dialect))
    assert "search IS NOT NULL" in str(QUEUE.compile(dialect=dialect))


def test_a_store_of_an_older_version_gets_searches(old_store):
    run_id = "oldrun22"
    with Store(old_store("4_curation")) as store:
        assert [run.id for run in store.runs()] == [run_id]
        assert store.queue_place(run_id) == 1
        assert store.search(store.create_search("a search", **WHAT)).status == "running"
