"""What twenty imports from twenty sessions cost the server: its memory after each, and while they go on."""

import asyncio
import io
import threading
import time
import uuid
from collections.abc import Iterator
from contextlib import contextmanager

import numpy as np
import psutil
import requests
import websockets
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ClientState_pb2 import ClientState
from streamlit.proto.Common_pb2 import FileURLsRequest, FileURLsResponse, UploadedFileInfo
from streamlit.proto.WidgetStates_pb2 import WidgetState

from benchmarks.server import Served, served
from benchmarks.sessions import Session
from benchmarks.table import Row, show
from data.imports.limits import MAX_PICTURES
from data.sample import SamplerSettings, sample

SESSIONS = 20
UNASKED = 40  # uploads of a session that no widget takes
UNASKED_BYTES = 19_000_000
_QUERY = "data=import"


class Importer(Session):
    """A session that imports a set on Data."""

    async def connect(self) -> None:
        self._socket = await websockets.connect(
            self._socket_url, subprotocols=[websockets.Subprotocol("streamlit")], max_size=None, compression=None
        )
        await self._rerun(ClientState(query_string=self.query, page_name=self._page))

    async def close(self) -> None:
        await self._socket.close()

    async def choose(self, file: bytes) -> WidgetState:
        """Upload a file, and let the page read it; returns the state of the uploader."""
        urls = await self.upload_urls(["set.npz"])
        info = UploadedFileInfo(file_id=urls.file_urls[0].file_id, file_urls=urls.file_urls[0], size=len(file))
        info.name = "set.npz"
        if (status := await asyncio.to_thread(self.put, urls.file_urls[0].upload_url, file)) != 204:
            raise SystemExit(f"The upload was answered with {status}.")
        chosen = WidgetState(id=self.widgets["file_uploader"])
        chosen.file_uploader_state_value.uploaded_file_info.append(info)
        await self._change(chosen)
        return chosen

    async def import_set(self, file: bytes) -> None:
        """Upload the file, wait for its report, and save the set."""
        chosen = await self.choose(file)
        if "Save this set" not in self.widgets:
            raise SystemExit(f"The page did not show the imported set: {' '.join(self.alerts)}")
        await self._change(chosen, WidgetState(id=self.widgets["Save this set"], trigger_value=True))

    async def upload_urls(self, names: list[str]) -> FileURLsResponse:
        request = FileURLsRequest(request_id=uuid.uuid4().hex, file_names=names, session_id=self.session_id)
        await self._socket.send(BackMsg(file_urls_request=request).SerializeToString())
        while True:
            message = await self._received()
            if message.WhichOneof("type") == "file_urls_response":
                return message.file_urls_response

    def put(self, path: str, file: bytes) -> int:
        """Send a file as the browser does; returns the status."""
        browser = requests.Session()
        browser.get(f"{self._url}/_stcore/health", timeout=60)
        token = browser.cookies.get("_streamlit_xsrf") or ""
        headers = {"X-Xsrftoken": token}
        return browser.put(self._url + path, files={"set.npz": file}, headers=headers, timeout=60).status_code

    async def _change(self, *states: WidgetState) -> None:
        state = ClientState(query_string=self.query, page_name=self._page)
        state.widget_states.widgets.extend(states)
        await self._rerun(state)


def rows() -> list[Row]:
    with served() as server, _peak(server) as peak:
        empty, after, seconds = asyncio.run(_imports(server))
        imports = [
            Row("memory of the server with one session", empty, "MB"),
            *(Row(f"after {n} imports of {MAX_PICTURES:,} pictures", after[n - 1], "MB") for n in (1, 7)),
            Row(f"after {SESSIONS} imports from {SESSIONS} sessions", after[-1], "MB", target="<= 600"),
            Row("most of it meanwhile", max(peak), "MB"),
            Row("one import, from the upload to the saved set", float(np.median(seconds)), "s"),
        ]
    with served() as server:
        kept = asyncio.run(_unasked(server))
    return [*imports, Row(f"after {UNASKED} uploads that no widget takes", kept, "MB", target="<= 600")]


async def _imports(server: Served) -> tuple[float, list[float], list[float]]:
    sessions = [Importer(server.url, "data", _QUERY) for _ in range(SESSIONS)]
    await sessions[0].connect()
    empty, after, seconds = _memory(server), [], []
    for number, session in enumerate(sessions):
        if number:
            await session.connect()
        file = _set_file(number)
        started = time.perf_counter()
        await session.import_set(file)
        seconds.append(time.perf_counter() - started)
        after.append(_memory(server))
    for session in sessions:
        await session.close()
    return empty, after, seconds


async def _unasked(server: Served) -> float:
    session = Importer(server.url, "data", _QUERY)
    await session.connect()
    urls = await session.upload_urls(["set.npz"] * UNASKED)
    puts = [asyncio.to_thread(session.put, url.upload_url, bytes(UNASKED_BYTES)) for url in urls.file_urls]
    for put in puts:
        await put
    memory = _memory(server)
    await session.close()
    return memory


def _set_file(seed: int) -> bytes:
    """An `.npz` of some 2 MB that unpacks to as many pictures as a set may have."""
    drawn = sample(SamplerSettings(per_class=1, seed=seed))
    rows = np.arange(MAX_PICTURES) % len(drawn)
    file = io.BytesIO()
    np.savez_compressed(file, pictures=drawn.pictures[rows], labels=drawn.labels[rows])
    return file.getvalue()


@contextmanager
def _peak(server: Served) -> Iterator[list[float]]:
    """The memory of the server, looked at all the time."""
    seen, ended = [_memory(server)], threading.Event()

    def watch() -> None:
        while not ended.wait(0.05):
            seen.append(_memory(server))

    watcher = threading.Thread(target=watch)
    watcher.start()
    try:
        yield seen
    finally:
        ended.set()
        watcher.join()


def _memory(server: Served) -> float:
    """MB that the server's process occupies."""
    return psutil.Process(server.process.pid).memory_info().rss / 1e6


if __name__ == "__main__":
    show("Importing", rows())
