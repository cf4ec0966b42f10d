"""How much the server keeps of what browsers upload: Streamlit has no bound, and keeps files that no page asked for."""

import re
from collections import Counter
from collections.abc import Callable, Mapping
from contextlib import suppress

from starlette.datastructures import Headers
from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send
from streamlit.runtime import get_instance
from streamlit.runtime.memory_uploaded_file_manager import MemoryUploadedFileManager

from data.upload_limits import MEGABYTE, NETWORK, SERVER, SESSION
from ui.shared.uploads import forget_refusal, note_refusal

_UPLOAD = re.compile(r".*/_stcore/upload_file/(?P<session>[^/]+)/[^/]+")
SESSION_FULL = f"The file was not kept: a page holds {SESSION} MB of files at most. Remove some, or open the page anew."
SERVER_FULL = "The file was not kept: others are uploading large files just now. Remove it, and try again in a minute."

Held = Callable[[], Mapping[str, int]]  # session -> bytes of its files


class UploadCap:
    """Keeps nothing of a file with which its session, or all of them together, would hold too much.

    The browser is not told so, as it would show the number of the error alone: the page says it in words.
    """

    def __init__(self, app: ASGIApp, held: Held | None = None) -> None:
        self._app, self._held = app, held or _held_by_streamlit
        self._coming: Counter[str] = Counter()  # session -> bytes of the files that are on their way

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        upload = _UPLOAD.fullmatch(scope["path"]) if scope["type"] == "http" else None
        if upload is None or scope["method"] not in ("PUT", "DELETE"):
            return await self._app(scope, receive, send)
        session, length = upload["session"], Headers(scope=scope).get("content-length", "")
        forget_refusal(session)
        if scope["method"] == "DELETE":
            return await self._app(scope, receive, send)
        size = int(length) if length.isdecimal() else NETWORK * MEGABYTE  # a proxy may hide it
        if reason := self._refusal(session, size):
            note_refusal(session, reason)
            return await _drop(scope, receive, send)
        self._coming[session] += size
        try:
            await self._app(scope, receive, _unknown_is_elsewhere(send))
        finally:
            self._coming[session] -= size
            self._coming += Counter()  # forgets sessions without any

    def _refusal(self, session: str, size: int) -> str | None:
        held = Counter(self._held()) + self._coming
        if held[session] + size > SESSION * MEGABYTE:
            return SESSION_FULL
        return SERVER_FULL if held.total() + size > SERVER * MEGABYTE else None


async def _drop(scope: Scope, receive: Receive, send: Send) -> None:
    """Take the file and keep nothing of it."""
    with suppress(ClientDisconnect):
        async for _ in Request(scope, receive).stream():
            pass
        await Response(status_code=204)(scope, receive, send)


def _unknown_is_elsewhere(send: Send) -> Send:
    """Streamlit's 400 for a session of another server is a 404: with that a proxy tries the next one."""

    async def changed(message: Message) -> None:
        await send({**message, "status": 404} if message.get("status") == 400 else message)

    return changed


def _held_by_streamlit() -> dict[str, int]:
    manager = get_instance().uploaded_file_mgr
    files = manager.file_storage if isinstance(manager, MemoryUploadedFileManager) else {}
    return {session: sum(len(file.data) for file in list(held.values())) for session, held in list(files.items())}
