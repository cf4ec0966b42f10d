"""Browser sessions without browsers: they speak Streamlit's websocket protocol, as those who watch or draw."""

import asyncio
import json
import time
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from typing import Any

import websockets
from streamlit.proto.Alert_pb2 import Alert
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.Button_pb2 import Button
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
        cookie: Of the browser; "": it has none yet.
    """

    def __init__(self, url: str, page: str, query: str, cookie: str = "") -> None:
        self._url, self._socket_url = url, url.replace("http", "ws", 1) + "/_stcore/stream"
        self._page, self.query, self._cookie = page, query, cookie
        self._page_hash = ""
        self.session_id = ""
        self.alerts: list[str] = []
        self.errors: list[str] = []  # what a person would see as one
        self.widgets: dict[str, str] = {}  # id of each button and text input by its label, and of the uploader
        self.buttons: set[str] = set()  # their labels
        self.disabled: dict[str, str] = {}  # hint of each button that is disabled, by its label
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
                await self.look_again()

    @asynccontextmanager
    async def opened(self) -> AsyncIterator[None]:
        """The page, open until the block ends."""
        async with websockets.connect(
            self._socket_url,
            subprotocols=[websockets.Subprotocol("streamlit")],
            max_size=None,
            compression=None,
            additional_headers={"Cookie": self._cookie} if self._cookie else None,
        ) as self._socket:
            await self._rerun(ClientState(query_string=self.query, page_name=self._page))
            yield

    async def change(self, component: str, state: dict[str, Any]) -> None:
        """Send the state of a component, and wait until the server has answered."""
        widget, fragment = self.components[component]
        changed = WidgetState(id=widget, json_value=json.dumps(state))
        await self._timed(fragment_id=fragment, widget_states=WidgetStates(widgets=[changed]))

    async def press(self, button: str, typed: Mapping[str, str] | None = None) -> None:
        """Press a button of the page, and wait until the server has answered; one that is disabled is pressed too.

        Args:
            typed: Into the text inputs of these labels.
        """
        await self.type(typed or {}, WidgetState(id=self.widgets[button], trigger_value=True))

    async def type(self, typed: Mapping[str, str], *others: WidgetState) -> None:
        """Type into the text inputs of these labels, and wait until the server has answered."""
        states = [WidgetState(id=self.widgets[label], string_value=text) for label, text in typed.items()]
        await self._timed(widget_states=WidgetStates(widgets=[*states, *others]))

    async def look_again(self) -> None:
        """Let the live fragments look again; one of them may draw the whole page."""
        for fragment in list(self.fragments):
            if fragment in self.fragments:
                await self._timed(fragment_id=fragment, is_auto_rerun=True)

    async def click(self, button: str) -> None:
        """Press a button without waiting for an answer."""
        pressed = WidgetState(id=self.widgets[button], trigger_value=True)
        await self._send(self._state(widget_states=WidgetStates(widgets=[pressed])))

    async def rerun(self) -> None:
        """Let the whole page be drawn again, and wait until it is."""
        await self._rerun(self._state())

    async def _timed(self, **state: Any) -> None:
        started = time.perf_counter()
        await self._rerun(self._state(**state))
        self.seconds.append(time.perf_counter() - started)

    def _state(self, **state: Any) -> ClientState:
        return ClientState(query_string=self.query, page_script_hash=self._page_hash, **state)

    async def _send(self, state: ClientState) -> None:
        await self._socket.send(BackMsg(rerun_script=state).SerializeToString())

    async def _rerun(self, state: ClientState) -> None:
        await self._send(state)
        part = state.fragment_id  # which may draw the whole page after itself
        while True:
            message = await self._received()
            kind = message.WhichOneof("type")
            if kind == "new_session":
                self._page_hash = message.new_session.page_script_hash
                if not part:  # the whole page: it tells its fragments anew
                    self.fragments.clear()
                part = ""
                self.session_id = message.new_session.initialize.session_id
            elif kind == "navigation":  # which page it is: the new session has the one that starts all
                self._page_hash = message.navigation.page_script_hash
            elif kind == "delta":
                self._note_widget(message.delta.new_element, message.delta.fragment_id)
            elif kind == "page_info_changed":
                self.query = message.page_info_changed.query_string
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
            self._note_button(element.button)
        elif element.HasField("text_input"):
            self.widgets[element.text_input.label] = element.text_input.id
        elif element.HasField("file_uploader"):
            self.widgets["file_uploader"] = element.file_uploader.id
        elif element.HasField("bidi_component"):
            sent = element.bidi_component
            self.components[sent.component_name], self.data[sent.component_name] = (sent.id, fragment), sent.json
        elif element.HasField("alert"):
            self.alerts.append(element.alert.body)
            if element.alert.format == Alert.ERROR:
                self.errors.append(element.alert.body)
        elif element.HasField("toast"):
            self.alerts.append(element.toast.body)
        elif element.HasField("exception"):
            self.errors.append(element.exception.message)

    def _note_button(self, button: Button) -> None:
        self.widgets[button.label] = button.id
        self.buttons.add(button.label)
        self.disabled.pop(button.label, None)
        if button.disabled:
            self.disabled[button.label] = button.help
