"""Browser sessions without browsers: they speak Streamlit's websocket protocol, as those who watch or draw."""

import asyncio
import json
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import websockets
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ClientState_pb2 import ClientState
from streamlit.proto.Element_pb2 import Element
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.proto.WidgetStates_pb2 import WidgetState, WidgetStates


class Session:
    """One who has a page open.

    Args:
        url: Of the server, `http://...`.
        page: Its path without the slash.
        query: What follows `?` in the link.
    """

    def __init__(self, url: str, page: str, query: str) -> None:
        self._url, self._socket_url = url, url.replace("http", "ws", 1) + "/_stcore/stream"
        self._page, self._query = page, query
        self._page_hash = ""
        self.session_id = ""
        self.alerts: list[str] = []
        self.widgets: dict[str, str] = {}  # id of each button by its label, and of the uploader
        self.components: dict[str, tuple[str, str]] = {}  # id and fragment of each of our components, by its name
        self.data: dict[str, str] = {}  # what each was sent last, as JSON
        self.fragments: set[str] = set()  # those that look again by themselves
        self.seconds: list[float] = []  # that each look, or each change, took
        self.messages = self.bytes = 0  # that have come

    async def watch(self, looks: int, every: float) -> None:
        """Open the page, then let its live fragments look again so many times."""
        async with self.opened():
            due = time.monotonic()
            for _ in range(looks):
                due += every
                await asyncio.sleep(max(0.0, due - time.monotonic()))
                for fragment in list(self.fragments):
                    await self._look(fragment)

    @asynccontextmanager
    async def opened(self) -> AsyncIterator[None]:
        """The page, open until the block ends."""
        async with websockets.connect(
            self._socket_url, subprotocols=[websockets.Subprotocol("streamlit")], max_size=None, compression=None
        ) as self._socket:
            await self._rerun(ClientState(query_string=self._query, page_name=self._page))
            yield

    async def change(self, component: str, state: dict[str, Any]) -> None:
        """Send the state of a component, and wait until the server has answered."""
        started = time.perf_counter()
        widget, fragment = self.components[component]
        states = WidgetStates(widgets=[WidgetState(id=widget, json_value=json.dumps(state))])
        await self._rerun(
            ClientState(
                query_string=self._query,
                page_script_hash=self._page_hash,
                fragment_id=fragment,
                widget_states=states,
            )
        )
        self.seconds.append(time.perf_counter() - started)

    async def _look(self, fragment: str) -> None:
        started = time.perf_counter()
        await self._rerun(
            ClientState(
                query_string=self._query,
                page_script_hash=self._page_hash,
                fragment_id=fragment,
                is_auto_rerun=True,
            )
        )
        self.seconds.append(time.perf_counter() - started)

    async def _rerun(self, state: ClientState) -> None:
        await self._socket.send(BackMsg(rerun_script=state).SerializeToString())
        while True:
            message = await self._received()
            kind = message.WhichOneof("type")
            if kind == "new_session":
                self._page_hash = message.new_session.page_script_hash
                self.session_id = message.new_session.initialize.session_id
            elif kind == "delta":
                self._note_widget(message.delta.new_element, message.delta.fragment_id)
            elif kind == "auto_rerun":
                self.fragments.add(message.auto_rerun.fragment_id)
            elif kind == "script_finished" and message.script_finished != ForwardMsg.FINISHED_EARLY_FOR_RERUN:
                return

    async def _received(self) -> ForwardMsg:
        content = await self._socket.recv(decode=False)
        self.messages += 1
        self.bytes += len(content)
        return ForwardMsg.FromString(content)

    def _note_widget(self, element: Element, fragment: str) -> None:
        if element.HasField("button"):
            self.widgets[element.button.label] = element.button.id
        elif element.HasField("file_uploader"):
            self.widgets["file_uploader"] = element.file_uploader.id
        elif element.HasField("bidi_component"):
            sent = element.bidi_component
            self.components[sent.component_name], self.data[sent.component_name] = (sent.id, fragment), sent.json
        elif element.HasField("alert"):
            self.alerts.append(element.alert.body)
