"""What a served page does with more than it may hold."""

import asyncio

import psutil
import pytest

from benchmarks.importing import Importer
from benchmarks.server import served
from data.upload_limits import MEGABYTE, SESSION, SET

pytestmark = pytest.mark.slow


def test_a_page_that_holds_too_much_says_so_and_the_server_does_not_grow():
    async def uploads(server):
        session, fitting = Importer(server.url, "data", "data=import"), SESSION // SET
        await session.connect()
        alerts, memory = [], []
        for _ in range(fitting + 5):
            session.alerts.clear()
            await session.choose(bytes(SET * MEGABYTE - 10_000))  # room for what stands around the file
            alerts.append(" ".join(session.alerts))
            memory.append(psutil.Process(server.process.pid).memory_info().rss)
        await session.close()
        return alerts[:fitting], alerts[fitting:], memory[-1] - memory[fitting - 1]

    with served() as server:
        kept, dropped, grown = asyncio.run(uploads(server))
    assert all("damaged" in words for words in kept)  # they were read, and are no sets
    assert all(f"a page holds {SESSION} MB" in words and "damaged" not in words for words in dropped)
    assert grown < SET * MEGABYTE
