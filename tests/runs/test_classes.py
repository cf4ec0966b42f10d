"""A class: who joins with the code, who teaches with the secret, what is kept of it and for how long."""

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from runs import classes
from runs.class_records import CODE_SIGNS, DEFAULT_LIMITS, ClassNotFound, checked_nickname
from runs.records import now
from runs.tables import ClassRow, GuessRow, MemberRow, RunRow


@pytest.fixture
def school_class(store):
    return store.create_class("4b, Tuesday")[0]


def test_the_code_joins_and_the_secret_teaches(store):
    made, secret = store.create_class("  4b,   Tuesday ", days=10)
    assert (made.name, made.paused, made.pushed, made.revealed) == ("4b, Tuesday", False, None, [])
    assert made.limits == DEFAULT_LIMITS
    assert made.ends - made.created == timedelta(days=10)
    assert len(made.code) == 6
    assert set(made.code) <= set(CODE_SIGNS)
    for typed in (made.code, made.code.lower(), f" {made.code[:3]}-{made.code[3:]} "):
        assert store.class_of_code(typed) == made
    assert store.class_of_secret(secret) == made
    assert store.class_of_secret(made.code) is None
    for wrong in (secret, made.code[:5], made.code + "B", "", "\0", "é" * 6):
        assert store.class_of_code(wrong) is None
    for wrong in (secret[:-1], secret.lower(), "", "\0"):
        assert store.class_of_secret(wrong) is None


def test_the_store_does_not_keep_the_secret(store):
    _, secret = store.create_class("4b")
    with store.read() as connection:
        assert secret not in str(connection.execute(ClassRow.__table__.select()).all())


def test_a_code_is_never_given_twice(store, monkeypatch):
    codes = iter(["BBBBBB", "BBBBBB", "CCCCCC"])
    monkeypatch.setattr(classes, "new_code", lambda: next(codes))
    assert [store.create_class("a")[0].code, store.create_class("b")[0].code] == ["BBBBBB", "CCCCCC"]


@pytest.mark.parametrize(("name", "days"), [("", 30), ("x" * 61, 30), ("a\x07b", 30), ("4b", 0), ("4b", 366)])
def test_names_and_days_of_a_class_are_checked(store, name, days):
    with pytest.raises(ValueError):
        store.create_class(name, days)


@pytest.mark.parametrize(
    ("typed", "kept"), [("  Ada  Lovelace ", "Ada Lovelace"), ("Ａda", "Ada"), ("Zoë", "Zoë"), ("Иван 2", "Иван 2")]
)
def test_nicknames_are_trimmed_and_have_one_form(typed, kept):
    assert checked_nickname(typed) == kept


@pytest.mark.parametrize(
    "wrong", ["", "A", "x" * 21, "<b>Ada</b>", "A&B", "Ada\u202e", "A\0da", "---", "a" + "\u0301" * 5]
)
def test_a_nickname_that_is_not_allowed_says_what_to_do(wrong):
    with pytest.raises(ValueError, match=r"Choose another|Use letters"):
        checked_nickname(wrong)


@given(st.text(max_size=30))
def test_a_nickname_that_is_allowed_stays_as_it_is(text):
    try:
        name = checked_nickname(text)
    except ValueError:
        return
    assert checked_nickname(name) == name
    assert not set(name) & set("<>&\"'\n\r\t\0")


def test_a_name_in_a_class_is_taken_whatever_its_letters_case(store, school_class):
    store.join(school_class.id, "a", "Ada")
    for same in ("ada", "ADA", "Ａｄａ"):
        with pytest.raises(ValueError, match=r"called .* already\. Add a letter or a number"):
            store.join(school_class.id, "b", same)
    assert store.join(school_class.id, "a", "ADA").nickname == "ADA"  # the same browser
    other = store.create_class("another")[0]
    store.join(other.id, "b", "Ada")
    store.join(other.id, "c", "Bo")
    with pytest.raises(ValueError, match="already"):
        store.rename_member(
            store.class_of_member("b").id, store.join(store.class_of_member("b").id, "c", "Bo").owner, "ada"
        )


def test_a_browser_is_in_one_class_at_a_time(store, school_class):
    other = store.create_class("other")[0]
    store.join(school_class.id, "a", "Ada")
    store.join(other.id, "a", "Ada")
    assert store.class_of_member("a") == other
    assert store.members(school_class.id) == []
    joined = store.members(other.id)[0].joined
    store.join(school_class.id, "a", "Ada")
    store.join(other.id, "a", "Ada")
    assert store.members(other.id)[0].joined == joined  # its earlier runs stay those of the class


def test_who_is_gone_is_told_why(store, school_class):
    assert store.membership("a") is None
    for owner, nickname in (("a", "Ada"), ("b", "Bo"), ("c", "Cy")):
        store.join(school_class.id, owner, nickname)
    store.leave("a")
    store.remove_member(school_class.id, "b")
    assert [store.membership(owner)[1].gone for owner in "abc"] == ["left", "removed", ""]
    assert [member.nickname for member in store.members(school_class.id)] == ["Cy"]
    assert store.class_of_member("b") is None
    with pytest.raises(ValueError, match="took you out"):
        store.join(school_class.id, "b", "Bo again")
    assert [member.nickname for member in store.removed_members(school_class.id)] == ["Bo"]
    store.readmit_member(school_class.id, "b")
    assert store.join(school_class.id, "b", "Bo").gone == ""
    store.leave("b")
    assert not store.removed_members(school_class.id)
    assert store.join(school_class.id, "a", "Al").gone == "", "who left comes back"
    store.leave("a")
    store.rename_member(school_class.id, "c", "Ada")
    assert store.membership("c")[1].nickname == "Ada"
    ended = store.end_class(school_class.id)
    assert store.class_of_member("c") is None
    assert store.membership("c")[0].ended == ended.ended
    assert store.end_class(school_class.id).ended == ended.ended
    with pytest.raises(ValueError, match="has ended"):
        store.join(school_class.id, "d", "Di")
    store.delete_class(school_class.id)
    assert store.membership("c") is None
    for change in (store.pause, store.end_class, lambda class_id: store.join(class_id, "d", "Di")):
        with pytest.raises(ClassNotFound, match="deleted"):
            change(school_class.id)


def test_a_full_class_says_so(store, school_class, monkeypatch):
    monkeypatch.setattr(classes, "MEMBERS_AT_MOST", 1)
    store.join(school_class.id, "a", "Ada")
    with pytest.raises(ValueError, match="full"):
        store.join(school_class.id, "b", "Bo")


def test_heartbeats_are_written_when_they_say_something(store, school_class, monkeypatch):
    store.join(school_class.id, "a", "Ada")
    before = store.members(school_class.id)[0]
    store.see_member("a")
    assert store.members(school_class.id)[0] == before  # too soon
    store.see_member("a", "race", 3)
    member = store.members(school_class.id)[0]
    assert (member.lesson, member.step) == ("race", 3)
    assert member.seen > before.seen
    monkeypatch.setattr(classes, "HEARTBEAT", timedelta(0))
    store.see_member("a", "race", 3)
    assert store.members(school_class.id)[0].seen > member.seen
    store.see_member("nobody", "race", 3)
    store.leave("a")
    store.see_member("a", "race", 4)
    assert store.membership("a")[1].step == 3


def test_each_push_has_a_greater_number(store, school_class):
    store.join(school_class.id, "a", "Ada")
    assert store.push(school_class.id, "learn?lesson=race").pushed == {"query": "learn?lesson=race", "number": 1}
    assert store.push(school_class.id, "").pushed == {"query": "", "number": 2}
    with pytest.raises(ValueError, match="characters at most"):
        store.push(school_class.id, "x" * 5_000)
    store.follow_push("a", 2)
    store.set_following("a", False)
    member = store.members(school_class.id)[0]
    assert (member.followed, member.following) == (2, False)
    assert store.join(school_class.id, "a", "Ada").following


def test_limits_are_changed_one_by_one_within_their_bounds(store, school_class):
    assert store.set_limits(school_class.id, epochs=2.5, networks=["fast"]).limits == DEFAULT_LIMITS | {
        "epochs": 2.5,
        "networks": ["fast"],
    }
    assert store.pause(school_class.id).paused
    assert not store.pause(school_class.id, False).paused
    for wrong in ({"epochs": 0}, {"runs_at_once": 0}, {"runs_waiting": 41}, {"speed": 3}):
        with pytest.raises(ValueError, match="Received"):
            store.set_limits(school_class.id, **wrong)


def test_guesses_of_members_are_kept_the_last_of_each_step(store, school_class):
    store.record_guess("a", "race", 1, "angle")  # in no class
    for owner, nickname in (("a", "Ada"), ("b", "Bo")):
        store.join(school_class.id, owner, nickname)
        store.record_guess(owner, "race", 1, "angle")
    store.record_guess("b", "race", 1, "width")
    assert [(guess.owner, guess.guess) for guess in store.guesses(school_class.id)] == [("a", "angle"), ("b", "width")]
    store.remove_member(school_class.id, "a")
    assert [guess.owner for guess in store.guesses(school_class.id)] == ["b"]
    assert store.reveal(school_class.id, "race", 1).revealed == ["race/1"]
    assert store.reveal(school_class.id, "race", 1).revealed == ["race/1"]
    assert store.reveal(school_class.id, "race", 1, shown=False).revealed == []


def test_runs_of_a_class_are_those_of_members_since_they_joined_until_its_end(store, school_class):
    store.create_run("before", {}, owner="a")
    store.join(school_class.id, "a", "Ada")
    store.join(school_class.id, "b", "Bo")
    mine = [store.create_run("first", {}, owner="a"), store.create_run("second", {}, owner="b")]
    store.create_run("of nobody", {})
    store.create_run("of a stranger", {}, owner="z")
    assert [(owner, run.id) for owner, run in store.class_runs(school_class.id)] == [("a", mine[0]), ("b", mine[1])]
    store.end_class(school_class.id)
    after = store.create_run("after", {}, owner="a")
    assert [run.name for _, run in store.class_runs(school_class.id)] == ["first", "second"]
    store.end_class(school_class.id, delete_runs=True)
    assert store.class_runs(school_class.id) == []
    assert {run.name for run in store.runs()} == {"before", "of nobody", "of a stranger", "after"}
    assert store.run(mine[0]).status == "stopped"  # out of the queue
    assert store.run(after).status == "queued"
    assert store.class_runs(store.create_class("empty")[0].id) == []


def test_classes_go_when_their_time_is_over_and_their_runs_stay(store, school_class):
    store.join(school_class.id, "a", "Ada")
    store.record_guess("a", "race", 1, "angle")
    run_id = store.create_run("mine", {}, owner="a")
    assert store.delete_expired_classes() == []
    store.execute(ClassRow.__table__.update().values(ends=now() - timedelta(seconds=1)))
    assert store.delete_expired_classes() == [school_class.id]
    with store.read() as connection:
        for table in (ClassRow, MemberRow, GuessRow):
            assert connection.execute(table.__table__.select()).all() == []
        assert connection.scalar(RunRow.__table__.select()) == run_id


def test_a_class_is_deleted_with_its_runs_where_its_teacher_says_so(store, school_class):
    store.join(school_class.id, "a", "Ada")
    store.create_run("mine", {}, owner="a")
    store.delete_class(school_class.id, delete_runs=True)
    assert store.runs() == []


def test_what_ones_own_runs_said_is_kept_beside_the_guess_until_one_guesses_anew(store, school_class):
    store.record_outcome("a", "race", 1, 1.0, "in no class")
    store.join(school_class.id, "a", "Ada")
    store.record_outcome("a", "race", 1, 1.0, "before the guess")
    store.record_guess("a", "race", 1, "angle")
    store.record_guess("a", "race", 2, "angle")
    for distance in (0.5, 0.25, 0.25):
        store.record_outcome("a", "race", 1, distance, "It was colour.")
    kept = {guess.step: (guess.distance, guess.outcome) for guess in store.guesses(school_class.id)}
    assert kept == {1: (0.25, "It was colour."), 2: (None, None)}
    store.record_guess("a", "race", 1, "colour")
    assert {guess.distance for guess in store.guesses(school_class.id)} == {None}
