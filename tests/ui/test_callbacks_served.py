"""What a click does is done whole, whatever the browser sends meanwhile."""

import asyncio
import sqlite3
import urllib.parse
from contextlib import closing, contextmanager

import pytest
from sqlalchemy import make_url, select

from benchmarks.server import served
from benchmarks.sessions import Session
from runs.tables import RunRow

pytestmark = pytest.mark.slow
START = "Start"
TRIES = 12  # sessions: by Streamlit itself a third of them lost their click


@pytest.fixture(scope="module")
def server():
    with served() as server:
        yield server


def runs(server):
    with server.store.read() as connection:
        return set(connection.scalars(select(RunRow.id)))


def shown_run(session):
    return urllib.parse.parse_qs(session.query).get("run", [""])[0]


def visit(server, act):
    """Open Train and act; returns the runs that are new, and the one that the page shows."""

    async def visiting():
        session = Session(server.url, "train", "")
        async with session.opened():
            await act(session)
        return shown_run(session)

    before = runs(server)
    shown = asyncio.run(visiting())
    return runs(server) - before, shown


@contextmanager
def busy_store(server):
    """Nobody else can write into it until the block ends."""
    with closing(sqlite3.connect(make_url(server.store.url).database, isolation_level=None)) as writer:
        writer.execute("BEGIN IMMEDIATE")
        yield
        writer.execute("ROLLBACK")


def test_a_run_that_is_being_queued_is_shown_though_another_message_comes(server):
    async def click_and_rerun(session):
        with busy_store(server):
            await session.click(START)
            await asyncio.sleep(0.5)
            drawn = asyncio.create_task(session.rerun())
            await asyncio.sleep(0.5)
        await drawn

    [new], shown = visit(server, click_and_rerun)
    assert shown == new


def test_a_double_click_while_the_store_is_busy_queues_one_run(server):
    async def click_twice(session):
        with busy_store(server):
            for _ in range(2):
                await session.click(START)
                await asyncio.sleep(0.3)
        await session.rerun()

    [new], shown = visit(server, click_twice)
    assert shown == new


def test_a_click_counts_though_another_message_follows_at_once(server):
    async def click_and_rerun(session):
        await session.click(START)
        await session.rerun()

    for _ in range(TRIES):
        [new], shown = visit(server, click_and_rerun)
        assert shown == new
