"""Every changing method of the store, from the wrong side and from the right one."""

import copy
import inspect
import re
from datetime import timedelta

import pytest
from sqlalchemy import select

from runs import rights
from runs.curation import KEPT_DELETED
from runs.database import Database
from runs.history import HistoryPoint
from runs.records import EngineRecord, Job, now
from runs.rights import NotYours, Viewer
from runs.store import RecordStore
from runs.tables import Base

MINE, THEIRS = "my-browser-token", "their-browser-token"
JOB = Job(kind="anything")
ENGINE = EngineRecord(id="e", pid=1, started=now(), heartbeat=now(), workers=1, warm=True)
METHODS = {name: method for name, method in inspect.getmembers(RecordStore, callable) if not name.startswith("_")}
RULES = {name: method.rule for name, method in METHODS.items() if hasattr(method, "rule")}
# For each of them a call: of a run, of a search, of a query, or of nobody's.
RUN_CALLS = {
    "rename": ("a name",),
    "tag": (["a tag"],),
    "star": (),
    "note": ("a note",),
    "delete": (),
    "restore": (),
    "requeue": (),
    "take_out": (),
    "give_up": (),
    "change_control": (),
}
BEFORE = {  # what must have happened to a run
    "requeue": lambda store, run_id: store.set_status(run_id, "stopped"),
    "restore": lambda store, run_id: store.delete(run_id),
    "give_up": lambda store, run_id: store.lose_runs([run_id], "gone"),
}
SEARCH_CALLS = {"stop_search": (), "resume_search": (), "delete_search": ()}
QUERY_CALLS = {"cancel_query": ()}
ENGINE_CALLS = {
    "claim_next": ("e",),
    "set_status": ("run", "running"),
    "forget_deleted": (timedelta(0),),
    "beat": (ENGINE,),
    "forget_engine": ("e",),
    "beat_run": ("run", 1),
    "interrupt_orphans": (),
    "lose_runs": (["run"], "gone"),
    "resume_lost": (),
    "add_points": ("run", [HistoryPoint(step=0)]),
    "add_mark": ("run", 0, "a mark"),
    "save_checkpoint": ("run", 0, b""),
    "save_artefact": ("run", "a file", b""),
    "save_snapshot": ("run", 0, b""),
    "thin_snapshots": ("run", 2),
    "request_yield": ("run", 0),
    "suspend_run": ("run",),
    "claim_query": ("e",),
    "beat_query": ("key",),
    "report_progress": ("key", 0.5),
    "save_answer": ("key", b""),
    "fail_query": ("key", "why"),
    "requeue_queries": ("e",),
    "searches_under_way": ("e",),
    "add_trial": ("search", 0, {}, {}),
    "end_trial": ("search", None, "complete"),
    "hold_trial": ("search", None),
    "reopen_trial": ("search", None),
    "say_of_run": ("run", "words"),
    "end_search": ("search", "done"),
    "save_importance": ("search", {}),
    "delete_expired_classes": (),
}
MEMBER_CALLS = {
    "leave": (),
    "see_member": ("a-lesson", 3),
    "set_following": (False,),
    "follow_push": (1,),
    "record_guess": ("a-lesson", 3, "a guess"),
    "record_outcome": ("a-lesson", 2, 0.5, "what it was"),
}
CLASS_CALLS = {
    "rename_member": (THEIRS, "Bea"),
    "remove_member": (THEIRS,),
    "readmit_member": (THEIRS,),
    "push": ("train?seed=3",),
    "pause": (),
    "set_limits": (),
    "reveal": ("a-lesson", 3),
    "end_class": (True,),
    "delete_class": (True,),
}
SEARCH = {"settings": {}, "goal": "exact", "varied": {}, "budget": 3, "seed": 0}


@pytest.fixture
def mine(store):
    return store.bound(Viewer(owner=MINE))


@pytest.fixture
def theirs(store):
    return store.bound(Viewer(owner=THEIRS))


def content(store):
    """All that the store holds."""
    with store.read() as connection:
        return {name: connection.execute(select(table)).all() for name, table in Base.metadata.tables.items()}


def test_every_method_that_changes_something_has_a_rule():
    """Here a new one fails until it has a decorator of `runs.rights`, and until it has a call in these tests."""
    sources = {name: inspect.getsource(inspect.unwrap(value)) for name, value in _functions().items()}
    changing = {"write", "execute"}
    while more := {name for name, source in sources.items() if _calls(source) & changing} - changing:
        changing |= more
    without = {name for name in changing & METHODS.keys() - vars(Database).keys() if name not in RULES}
    assert not without, f"Which of `of_run`, `for_oneself`, `for_engine` ... of runs/rights.py is for {without}?"


def _functions():
    classes = [kind for kind in RecordStore.__mro__ if kind.__module__.startswith("runs.") and kind is not Database]
    return {name: value for kind in classes for name, value in vars(kind).items() if inspect.isfunction(value)}


def _calls(source):
    return set(re.findall(r"self\.(\w+)\(", source))


def calls_of(rule):
    names = [name for name, each in RULES.items() if each is rule]
    assert names
    return names


@pytest.mark.parametrize("name", calls_of(rights._of_run))
def test_a_run_is_changed_by_its_browser_alone(name, mine, theirs, store):
    run_id = mine.create_run("a run", {})
    BEFORE.get(name, lambda store, run_id: None)(store, run_id)
    before = content(store)
    with pytest.raises(NotYours, match=r"This run belongs to another browser\. You can look at it"):
        getattr(theirs, name)(run_id, *RUN_CALLS[name])
    assert content(store) == before
    getattr(mine, name)(run_id, *RUN_CALLS[name])
    assert content(store) != before


@pytest.mark.parametrize("name", calls_of(rights._of_search))
def test_a_search_is_changed_by_its_browser_alone(name, mine, theirs, store):
    search_id = mine.create_search("a search", **SEARCH)
    if name == "resume_search":
        mine.stop_search(search_id)
    before = content(store)
    with pytest.raises(NotYours, match="This search belongs to another browser"):
        getattr(theirs, name)(search_id, *SEARCH_CALLS[name])
    assert content(store) == before
    getattr(mine, name)(search_id, *SEARCH_CALLS[name])
    assert content(store) != before


@pytest.mark.parametrize("name", calls_of(rights._of_query))
def test_a_question_is_cancelled_by_its_browser_alone(name, mine, theirs, store):
    mine.submit("key", JOB)
    before = content(store)
    with pytest.raises(NotYours, match="This question belongs to another browser"):
        getattr(theirs, name)("key", *QUERY_CALLS[name])
    assert content(store) == before
    getattr(mine, name)("key", *QUERY_CALLS[name])
    assert content(store) != before
    getattr(mine, name)("unknown", *QUERY_CALLS[name])


@pytest.mark.parametrize("name", calls_of(rights._for_engine))
def test_what_the_engine_does_no_browser_does(name, mine, store):
    before = content(store)
    with pytest.raises(NotYours, match="Only the engine"):
        getattr(mine, name)(*ENGINE_CALLS[name])
    assert content(store) == before


def test_what_a_browser_makes_is_its_own(mine, store):
    run_id = mine.create_run("a run", {}, owner=MINE)
    search_id = mine.create_search("a search", **SEARCH)
    imported = mine.import_run("imported", {}, {}, {"a file": b""}, "")
    mine.submit("key", JOB)
    trial = store.add_trial(search_id, 0, {}, {"name": "trial", "settings": {}})
    assert {store.run(each).owner for each in (run_id, imported, trial)} == {MINE}
    assert (store.search(search_id).owner, store.query("key").owner) == (MINE, MINE)


def test_nobody_makes_anything_in_the_name_of_another_or_beside_the_run_of_another(mine, theirs, store):
    before = content(store)
    forged = (
        lambda: mine.create_run("a run", {}, owner=THEIRS),
        lambda: mine.create_search("a search", **SEARCH, owner=THEIRS),
        lambda: mine.submit("key", JOB, THEIRS),
    )
    for make in forged:
        with pytest.raises(NotYours, match="for itself alone"):
            make()
    assert content(store) == before
    leader = theirs.create_run("a leader", {})
    with pytest.raises(NotYours, match="This run belongs to another browser"):
        mine.create_run("a rival", {}, races=leader)
    assert mine.create_run("a rival", {}, races=mine.create_run("a leader", {}))


def test_what_no_browser_has_made_is_left_alone_by_all(mine, store):
    run_id = store.create_run("of a command", {})
    with pytest.raises(NotYours, match=r"belongs to no browser.*--open"):
        mine.delete(run_id)
    with pytest.raises(NotYours, match="no browser"):
        store.bound(Viewer()).delete(run_id)
    store.bound(Viewer(owner=MINE, everything=True)).delete(run_id)
    assert [run.id for run in mine.deleted_runs(KEPT_DELETED)] == [run_id]


def test_a_bound_store_writes_through_rules_alone(mine):
    with pytest.raises(NotYours, match="no rule"), mine.write():
        pass


def test_a_bound_store_stays_bound_wherever_it_goes(theirs, mine):
    run_id = theirs.create_run("a run", {})
    copied = copy.copy(mine)
    with copied, pytest.raises(NotYours):
        copied.delete(run_id)
    with pytest.raises(NotYours):
        mine.delete(run_id)


@pytest.fixture
def class_id(store, theirs):
    school_class, _ = store.create_class("A class")
    theirs.join(school_class.id, THEIRS, "Ada")
    theirs.record_guess(THEIRS, "a-lesson", 2, "a guess")
    return school_class.id


@pytest.mark.parametrize("name", calls_of(rights._of_class))
def test_a_class_is_led_by_its_teacher_alone(name, class_id, mine, theirs, store):
    other, _ = store.create_class("Another class")
    limits = {"epochs": 5.0} if name == "set_limits" else {}
    if name == "readmit_member":
        store.remove_member(class_id, THEIRS)
    teachers = [store.bound(Viewer(owner=MINE, teaches=taught)) for taught in (other.id, class_id)]
    before = content(store)
    for wrong in (mine, theirs, teachers[0]):
        with pytest.raises(NotYours, match="Only the teacher of this class"):
            getattr(wrong, name)(class_id, *CLASS_CALLS[name], **limits)
    assert content(store) == before
    getattr(teachers[1], name)(class_id, *CLASS_CALLS[name], **limits)
    assert content(store) != before


@pytest.mark.parametrize("name", MEMBER_CALLS)
def test_a_student_speaks_for_itself_alone(name, class_id, mine, theirs, store):
    before = content(store)
    with pytest.raises(NotYours, match="for itself alone"):
        getattr(mine, name)(THEIRS, *MEMBER_CALLS[name])
    assert content(store) == before
    getattr(theirs, name)(THEIRS, *MEMBER_CALLS[name])
    assert content(store) != before


def test_nobody_joins_in_the_name_of_another(class_id, mine, store):
    before = content(store)
    with pytest.raises(NotYours, match="for itself alone"):
        mine.join(class_id, THEIRS, "Bea")
    assert content(store) == before
    mine.join(class_id, MINE, "Bea")


def test_every_call_of_these_tests_is_of_a_method_with_a_rule():
    free = {"create_class", "create_run", "create_search", "import_run", "submit", "join"}
    tables = RUN_CALLS, SEARCH_CALLS, QUERY_CALLS, ENGINE_CALLS, MEMBER_CALLS, CLASS_CALLS
    assert free | {name for calls in tables for name in calls} == RULES.keys()
