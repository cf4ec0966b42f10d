"""Whose turn it is: browsers take turns, so that nobody waits behind all that another one has queued.

Who waits says so by a random token of the browser (`owner`); what has none, such as runs of commands, is one owner too.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from itertools import islice
from math import inf
from typing import Any

from sqlalchemy import ColumnElement, Connection, and_, case, false, func, or_, select

from data.counted import counted
from runs.class_limits import NotAllowed, check_settings, class_limits
from runs.records import ACTIVE, QueueFull
from runs.tables import QueryRow, RunRow

RUNS_AT_MOST = 40  # that wait, of one browser; a leaderboard is repeated with a few clicks
QUICK_AT_MOST, SLOW_AT_MOST = 100, 20  # queries that wait, of one browser; a report asks for dozens of quick ones
QUICK_FIRST = 5  # quick queries that go before a slow one that waits
IN_QUEUE = RunRow.status == "queued", RunRow.races.is_(None)
# People's runs first
QUEUE = select(RunRow.id).where(*IN_QUEUE).order_by(RunRow.search.is_not(None), RunRow.queued, RunRow.id)
WAITING = QueryRow.status == "waiting"


@dataclass(frozen=True, slots=True)
class Past:
    """What owners had already."""

    busy: Counter[str | None] = field(default_factory=Counter)  # what a worker has of theirs now
    served: Mapping[str | None, datetime] = field(default_factory=dict)  # when a worker was last done with theirs


def in_turns(waiting: Iterable[tuple[str, str | None, datetime]], past: Past) -> list[str]:
    """The keys in the order of their turns.

    Who has less under way goes first; among equals who waits longest, counted from the last turn.

    Args:
        waiting: Key, owner and since when, for each owner in the order of their own.
    """
    rounds, turns = Counter(past.busy), []
    for key, owner, since in waiting:
        turns.append((rounds[owner], max(since, past.served.get(owner) or since), key))
        rounds[owner] += 1
    return [key for *_, key in sorted(turns)]


def run_order(connection: Connection) -> list[str]:
    """The ids of the queued runs, the next one first: people's by turns, then trials of searches."""
    columns = RunRow.owner, RunRow.queued, RunRow.search
    waiting = connection.execute(QUEUE.add_columns(*columns)).all()
    people = [(row.id, row.owner, row.queued) for row in waiting if row.search is None]
    past = _past_runs(connection, {owner for _, owner, _ in people})
    return in_turns(people, past) + [row.id for row in waiting if row.search]


def startable_runs(connection: Connection) -> list[str]:
    """Those of `run_order` that may start: classes are paused, and bound how many runs of a student train at once."""
    waiting = {row.id: row for row in connection.execute(QUEUE.add_columns(RunRow.owner, RunRow.search))}
    order, owners = run_order(connection), {row.owner for row in waiting.values()}
    limits = class_limits(connection, owners)
    if not limits:
        return order
    busy = _past_runs(connection, owners).busy
    room = {owner: each["runs_at_once"] and each["runs_at_once"] - busy[owner] for owner, each in limits.items()}
    startable = []
    for run in (waiting[run_id] for run_id in order):
        most = room.get(run.owner, inf)
        if most > 0 or (run.search and limits[run.owner]["runs_at_once"]):
            startable.append(run.id)
            room[run.owner] = most - (run.search is None)
    return startable


def _past_runs(connection: Connection, owners: set[str | None]) -> Past:
    busy = and_(RunRow.status.in_(ACTIVE), RunRow.races.is_(None))
    served = case((RunRow.started.is_not(None), RunRow.ended))  # not those that were taken out of the queue
    of_them = or_(RunRow.owner.in_(owners - {None}), RunRow.owner.is_(None) if None in owners else false())
    return _past(connection, RunRow.owner, busy, served, of_them, RunRow.search.is_(None))


def _past(connection: Connection, owner: Any, busy: Any, served: Any, *where: Any) -> Past:
    columns = owner.label("owner"), func.count(case((busy, 1))).label("busy"), func.max(served).label("served")
    rows = connection.execute(select(*columns).where(*where).group_by(owner)).all()
    return Past(Counter({row.owner: row.busy for row in rows}), {row.owner: row.served for row in rows if row.served})


def query_order(connection: Connection) -> list[str]:
    """The keys of the waiting queries, the next one first: quick ones before slow ones, which have every sixth turn."""
    quick, slow = (iter(_of_kind(connection, is_slow)) for is_slow in (False, True))
    order = list(islice(quick, max(0, QUICK_FIRST - _quick_since_a_slow_one(connection))))
    while rest := [*islice(slow, 1), *islice(quick, QUICK_FIRST)]:
        order += rest
    return order


def _of_kind(connection: Connection, slow: bool) -> list[str]:
    columns = QueryRow.key, QueryRow.owner, QueryRow.submitted
    ordered = select(*columns).where(WAITING, _kind(slow)).order_by(QueryRow.submitted, QueryRow.key)
    waiting = [(row.key, row.owner, row.submitted) for row in connection.execute(ordered)]
    if not waiting:
        return []
    working = QueryRow.status == "working"
    served = case((QueryRow.status != "working", QueryRow.heartbeat))  # its worker was last heard of when it was done
    return in_turns(waiting, _past(connection, QueryRow.owner, working, served, _kind(slow)))


def _kind(slow: bool) -> ColumnElement[bool]:
    return QueryRow.slow.is_(True) if slow else QueryRow.slow.is_not(True)


def _quick_since_a_slow_one(connection: Connection) -> int:
    """How many quick queries a worker took after the last slow one."""
    last = connection.scalar(select(func.max(QueryRow.heartbeat)).where(_kind(slow=True)))
    after = QueryRow.heartbeat.is_not(None) if last is None else QueryRow.heartbeat > last
    return connection.scalar(select(func.count()).where(_kind(slow=False), after)) or 0


def check_runs(connection: Connection, owner: str | None, settings: Mapping[str, Any]) -> None:
    """Raises `QueueFull` if no further run of this owner may wait, or its class allows none with these settings."""
    if owner is None:
        return
    check_settings(connection, owner, settings)
    count = select(func.count()).where(*IN_QUEUE, RunRow.owner == owner, RunRow.search.is_(None))
    waiting = connection.scalar(count) or 0
    if waiting >= RUNS_AT_MOST:
        raise QueueFull(
            f"{RUNS_AT_MOST} runs of this browser are in the queue, the most that one may have. "
            "Wait until one starts, or cancel some on Compare."
        )
    for limits in class_limits(connection, [owner]).values():
        most = limits["runs_waiting"]
        if waiting >= most + max(0, limits["runs_at_once"] - _past_runs(connection, {owner}).busy[owner]):
            raise NotAllowed(
                f"In your class {counted(most, 'run')} of one student may wait. Start this one when another has ended."
            )


def check_queries(connection: Connection, owner: str | None, slow: bool) -> None:
    """Raises `QueueFull` if no further query of this owner may wait."""
    most = SLOW_AT_MOST if slow else QUICK_AT_MOST
    count = select(func.count()).where(WAITING, QueryRow.owner == owner, _kind(slow))
    if owner is not None and (connection.scalar(count) or 0) >= most:
        kind = "slow questions" if slow else "questions"
        raise QueueFull(
            f"{most} {kind} of this browser wait for an answer, the most that one may have. Wait, or cancel some."
        )


def first_free(connection: Connection, column: Any, order: Iterable[str], *waits: Any) -> str | None:
    """The first key that still waits and that no other engine is taking; locked."""
    for key in order:
        row = select(column).where(column == key, *waits).with_for_update(skip_locked=True)
        if connection.scalar(row) is not None:
            return key
    return None
