"""Classes: who is in one, where its teacher leads, what its students guessed and trained.

The teacher is who has the secret; the code only joins. A browser is in one class at a time.
"""

import hmac
import secrets
from dataclasses import fields
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, and_, bindparam, delete, false, insert, or_, select, true, update

from runs.class_records import (
    DAYS_AT_MOST,
    DEFAULT_LIMITS,
    ClassNotFound,
    ClassRecord,
    GuessRecord,
    Member,
    checked_class_name,
    checked_limits,
    checked_nickname,
    clean_code,
    digest,
    new_code,
    nickname_key,
)
from runs.curation import throw_away
from runs.lifecycle import Lifecycle, new_run_id
from runs.records import RunRecord, RunT, now
from runs.rights import for_all, for_engine, for_oneself, of_class
from runs.tables import ClassRow, GuessRow, MemberRow, RunRow, record_columns

HEARTBEAT = timedelta(seconds=5)  # between two that are written
MEMBERS_AT_MOST = 200
PUSH_AT_MOST = 4_000  # characters
_CLASS = [getattr(ClassRow, field.name) for field in fields(ClassRecord)]
_MEMBER = [getattr(MemberRow, field.name) for field in fields(Member)]
_GUESS = [getattr(GuessRow, field.name) for field in fields(GuessRecord)]
_PRESENT = MemberRow.gone == ""
_MEMBERSHIP = (  # made once: every student's page asks for it every two seconds
    select(*_CLASS, *(column.label(f"member_{column.key}") for column in _MEMBER))
    .join(MemberRow, MemberRow.class_id == ClassRow.id)
    .where(MemberRow.owner == bindparam("owner"))
    .order_by(MemberRow.gone != "", MemberRow.seen.desc())
    .limit(1)
)


class Classes(Lifecycle[RunT]):
    """Classes, their members, and what these guess and train."""

    @for_all
    def create_class(self, name: str, days: float = 30) -> tuple[ClassRecord, str]:
        """A new class, and the secret of its teacher, of which the store keeps a hash alone.

        Raises:
            ValueError: The name is empty or too long, or the days are too many.
        """
        row: dict[str, Any] = {"id": new_run_id(), "name": checked_class_name(name), "created": now()}
        if not 0 < days <= DAYS_AT_MOST:
            raise ValueError(f"A class is kept for 1 to {DAYS_AT_MOST} days. Received: {days:g}.")
        secret = secrets.token_urlsafe(24)
        with self.write() as connection:
            code = new_code()
            while connection.execute(select(ClassRow.id).where(ClassRow.code == code)).first():
                code = new_code()
            row |= {"code": code, "secret_hash": digest(secret), "ends": row["created"] + timedelta(days=days)}
            connection.execute(insert(ClassRow).values(**row, limits=DEFAULT_LIMITS, paused=False, revealed=[]))
            return _class(connection, row["id"]), secret

    def school_class(self, class_id: str) -> ClassRecord | None:
        """The class, or None if it was deleted."""
        return self._first_class(ClassRow.id == class_id)

    def class_of_code(self, code: str) -> ClassRecord | None:
        """The class that people join with these letters, in any case; it may have ended."""
        return self._first_class(ClassRow.code == clean_code(code))

    def class_of_secret(self, secret: str) -> ClassRecord | None:
        """The class whose teacher has this secret."""
        kept = digest(secret)
        with self.read() as connection:
            row = connection.execute(select(*_CLASS, ClassRow.secret_hash).where(ClassRow.secret_hash == kept)).first()
        if row is None or not hmac.compare_digest(row.secret_hash, kept):
            return None
        return ClassRecord(**{field.name: row._mapping[field.name] for field in fields(ClassRecord)})

    def class_of_member(self, owner: str) -> ClassRecord | None:
        """The class that this browser is in; None if it left, was removed, or the class ended."""
        class_, member = self.membership(owner) or (None, None)
        return class_ if class_ and member and not member.gone and not class_.ended else None

    def membership(self, owner: str) -> tuple[ClassRecord, Member] | None:
        """The class that this browser is in, or was in last, and as whom."""
        with self.read() as connection:
            row = connection.execute(_MEMBERSHIP, {"owner": owner}).first()
        if row is None:
            return None
        values = row._mapping
        member = Member(**{field.name: values[f"member_{field.name}"] for field in fields(Member)})
        return ClassRecord(**{field.name: values[field.name] for field in fields(ClassRecord)}), member

    @for_oneself
    def join(self, class_id: str, owner: str, nickname: str) -> Member:
        """Let a browser into a class, under this name; it leaves the class that it was in. Not one that was removed.

        Raises:
            ValueError: The name is not allowed or taken, the class has ended or is full; the message is for people.
            ClassNotFound: The class was deleted.
        """
        name, moment = checked_nickname(nickname), now()
        with self.write() as connection:
            class_ = _class(connection, class_id)
            if class_.ended:
                raise ValueError(f"The class {class_.name} has ended. Ask your teacher for the code of a new one.")
            others = [member for member in _members(connection, class_id) if member.owner != owner]
            if len(others) >= MEMBERS_AT_MOST:
                raise ValueError(f"The class {class_.name} is full: it has {MEMBERS_AT_MOST} students.")
            _check_free(name, others)
            mine = MemberRow.class_id == class_id, MemberRow.owner == owner
            if connection.scalar(select(MemberRow.gone).where(*mine)) == "removed":
                raise ValueError("Your teacher took you out of this class. Ask to be let in again.")
            elsewhere = MemberRow.owner == owner, MemberRow.class_id != class_id, _PRESENT
            connection.execute(update(MemberRow).where(*elsewhere).values(gone="left"))
            values = {"nickname": name, "seen": moment, "gone": "", "following": True}
            if not connection.execute(update(MemberRow).where(*mine).values(values)).rowcount:
                row = {"class_id": class_id, "owner": owner, "joined": moment, "lesson": "", "step": 0, "followed": 0}
                connection.execute(insert(MemberRow).values(row | values))
            return Member(**connection.execute(select(*_MEMBER).where(*mine)).one()._asdict())

    @for_oneself
    def leave(self, owner: str) -> None:
        """Let a browser out of its class; its runs stay."""
        self._change_member(owner, gone="left")

    def members(self, class_id: str) -> list[Member]:
        """Who is in a class, by the time of joining."""
        with self.read() as connection:
            return _members(connection, class_id)

    @for_oneself
    def see_member(self, owner: str, lesson: str = "", step: int = 0) -> tuple[ClassRecord, Member] | None:
        """Tell that a student's browser is there and what is open, and return its membership.

        It is written once in `HEARTBEAT`, or when something else is open: the usual case must not lock out writers.
        """
        last = self.membership(owner)
        if last is None or last[0].ended or last[1].gone:
            return last
        class_, member = last
        moment = now()
        if moment - member.seen > HEARTBEAT or (member.lesson, member.step) != (lesson, step):
            self._change_member(owner, seen=moment, lesson=lesson, step=step)
        return class_, member

    @for_oneself
    def set_following(self, owner: str, following: bool) -> None:
        """Whether a student's pages go where the teacher leads."""
        self._change_member(owner, following=following)

    @for_oneself
    def follow_push(self, owner: str, number: int) -> None:
        """Tell that a student's page went to this push: a reload does not go there again."""
        self._change_member(owner, followed=number)

    @of_class
    def rename_member(self, class_id: str, owner: str, nickname: str) -> None:
        """Call a student otherwise. Raises ValueError if the name is not allowed or taken."""
        name = checked_nickname(nickname)
        with self.write() as connection:
            _class(connection, class_id)
            _check_free(name, [member for member in _members(connection, class_id) if member.owner != owner])
            connection.execute(update(MemberRow).where(_one_of(class_id, owner)).values(nickname=name))

    @of_class
    def remove_member(self, class_id: str, owner: str) -> None:
        """Take a student out of a class, whose browser cannot join it again; the runs stay."""
        self.execute(update(MemberRow).where(_one_of(class_id, owner), _PRESENT).values(gone="removed"))

    @of_class
    def readmit_member(self, class_id: str, owner: str) -> None:
        """Let a browser that was removed join again."""
        removed = _one_of(class_id, owner), MemberRow.gone == "removed"
        self.execute(update(MemberRow).where(*removed).values(gone="left"))

    def removed_members(self, class_id: str) -> list[Member]:
        """Who was taken out of a class, by the time of joining."""
        with self.read() as connection:
            return _members(connection, class_id, MemberRow.gone == "removed")

    @of_class
    def push(self, class_id: str, query: str) -> ClassRecord:
        """Lead the class to this page: its name and the values of its link; "" leads nowhere any more."""
        if len(query) > PUSH_AT_MOST:
            raise ValueError(f"A link has {PUSH_AT_MOST:,} characters at most. Received: {len(query):,}.")
        with self.write() as connection:
            number = (_class(connection, class_id).pushed or {"number": 0})["number"] + 1
            return _change_class(connection, class_id, pushed={"query": query, "number": number})

    @of_class
    def pause(self, class_id: str, paused: bool = True) -> ClassRecord:
        """Whether no new training may start."""
        with self.write() as connection:
            return _change_class(connection, class_id, paused=paused)

    @of_class
    def set_limits(self, class_id: str, **changes: Any) -> ClassRecord:
        """Change some of the limits in `DEFAULT_LIMITS`. Raises ValueError if one is unknown or out of bounds."""
        checked_limits(changes)
        with self.write() as connection:
            return _change_class(connection, class_id, limits=_class(connection, class_id).limits | changes)

    @of_class
    def reveal(self, class_id: str, lesson: str, step: int, shown: bool = True) -> ClassRecord:
        """Show the class its guesses at a step of a lesson, or hide them."""
        place = f"{lesson}/{step}"
        with self.write() as connection:
            revealed = [other for other in _class(connection, class_id).revealed if other != place]
            return _change_class(connection, class_id, revealed=revealed + [place] * shown)

    @for_oneself
    def record_guess(self, owner: str, lesson: str, step: int, guess: str) -> None:
        """Keep the guess of a student; of a browser in no class, nothing. The last guess at a step counts."""
        if (class_ := self.class_of_member(owner)) is None:
            return
        row = {"class_id": class_.id, "owner": owner, "lesson": lesson, "step": step, "guess": guess, "moment": now()}
        row |= {"distance": None, "outcome": None}
        with self.write() as connection:
            self.upsert(connection, GuessRow, row)

    @for_oneself
    def record_outcome(self, owner: str, lesson: str, step: int, distance: float, outcome: str) -> None:
        """Keep what a student's own runs said to a guess, and how far it was off."""
        if (class_ := self.class_of_member(owner)) is None:
            return
        place = GuessRow.lesson == lesson, GuessRow.step == step
        mine = GuessRow.class_id == class_.id, GuessRow.owner == owner, *place
        news = or_(GuessRow.distance.is_(None), GuessRow.distance != distance, GuessRow.outcome != outcome)
        with self.read() as connection:
            if connection.execute(select(GuessRow.step).where(*mine, news)).first() is None:
                return  # the usual case must not take the lock of the writers
        self.execute(update(GuessRow).where(*mine, news).values(distance=distance, outcome=outcome))

    def guesses(self, class_id: str) -> list[GuessRecord]:
        """The guesses of those who are in the class, oldest first."""
        mine = and_(MemberRow.class_id == GuessRow.class_id, MemberRow.owner == GuessRow.owner, _PRESENT)
        kept = select(*_GUESS).join(MemberRow, mine).where(GuessRow.class_id == class_id).order_by(GuessRow.moment)
        with self.read() as connection:
            return [GuessRecord(**row._asdict()) for row in connection.execute(kept)]

    def class_runs(self, class_id: str, owner: str | None = None) -> list[tuple[str, RunT]]:
        """The runs of the members since they joined until the class ended, each with its owner, oldest first.

        Args:
            owner: The one member whose runs are read; None: all.
        """
        columns = record_columns(RunRow, RunRecord)
        with self.read() as connection:
            mine = RunRow.owner == owner if owner else true()
            statement = select(RunRow.owner.label("class_owner"), *columns).where(*_runs_of(connection, class_id), mine)
            rows = connection.execute(statement.order_by(RunRow.created, RunRow.id)).all()
        runs = [row._asdict() for row in rows]
        return [(run.pop("class_owner"), self.run_type(**run)) for run in runs]

    @of_class
    def end_class(self, class_id: str, delete_runs: bool = False) -> ClassRecord:
        """Let all students go. What they did can still be looked at until the class is deleted.

        Args:
            delete_runs: Throw away all that the members trained in the class.
        """
        with self.write() as connection:
            if delete_runs:
                _throw_away_runs(connection, class_id)
            return _change_class(connection, class_id, ended=_class(connection, class_id).ended or now())

    @of_class
    def delete_class(self, class_id: str, delete_runs: bool = False) -> None:
        """Forget a class with its nicknames and guesses; the runs stay unless `delete_runs`."""
        with self.write() as connection:
            if delete_runs:
                _throw_away_runs(connection, class_id)
            connection.execute(delete(ClassRow).where(ClassRow.id == class_id))

    @for_engine
    def delete_expired_classes(self) -> list[str]:
        """Forget the classes whose time is over; returns their ids."""
        over = select(ClassRow.id).where(ClassRow.ends < now())
        with self.read() as connection:
            expired = list(connection.scalars(over))
        for class_id in expired:
            self.delete_class(class_id)
        return expired

    def _first_class(self, *where: Any) -> ClassRecord | None:
        with self.read() as connection:
            row = connection.execute(select(*_CLASS).where(*where)).first()
        return ClassRecord(**row._asdict()) if row else None

    def _change_member(self, owner: str, **changes: Any) -> None:
        self.execute(update(MemberRow).where(MemberRow.owner == owner, _PRESENT).values(**changes))


def _class(connection: Connection, class_id: str) -> ClassRecord:
    """The class, locked against other writers of it."""
    row = connection.execute(select(*_CLASS).where(ClassRow.id == class_id).with_for_update()).first()
    if row is None:
        raise ClassNotFound(class_id)
    return ClassRecord(**row._asdict())


def _change_class(connection: Connection, class_id: str, **changes: Any) -> ClassRecord:
    connection.execute(update(ClassRow).where(ClassRow.id == class_id).values(**changes))
    return _class(connection, class_id)


def _members(connection: Connection, class_id: str, which: Any = _PRESENT) -> list[Member]:
    members = select(*_MEMBER).where(MemberRow.class_id == class_id, which).order_by(MemberRow.joined)
    return [Member(**row._asdict()) for row in connection.execute(members)]


def _one_of(class_id: str, owner: str) -> Any:
    return and_(MemberRow.class_id == class_id, MemberRow.owner == owner)


def _check_free(nickname: str, others: list[Member]) -> None:
    if nickname_key(nickname) in {nickname_key(member.nickname) for member in others}:
        raise ValueError(f"Somebody in this class is called {nickname} already. Add a letter or a number.")


def _runs_of(connection: Connection, class_id: str) -> tuple[Any, ...]:
    """What holds for the runs of a class."""
    ended: datetime | None = connection.scalar(select(ClassRow.ended).where(ClassRow.id == class_id))
    since = [
        and_(RunRow.owner == member.owner, RunRow.created >= member.joined) for member in _members(connection, class_id)
    ]
    kept = RunRow.deleted.is_(None), RunRow.search.is_(None), or_(false(), *since)
    return (*kept, RunRow.created <= ended) if ended else kept


def _throw_away_runs(connection: Connection, class_id: str) -> None:
    for run_id in connection.scalars(select(RunRow.id).where(*_runs_of(connection, class_id))).all():
        throw_away(connection, run_id)
