"""How much the server keeps of what browsers upload: Streamlit has no bound, and keeps files that no page asked for."""

import re
from collections import Counter
from collections.abc import Callable, Mapping

from starlette.datastructures import Headers
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Receive, Scope, Send
from streamlit.runtime import get_instance
from streamlit.runtime.memory_uploaded_file_manager import MemoryUploadedFileManager

from data.upload_limits import MEGABYTE, SERVER, SESSION

_UPLOAD = re.compile(r".*/_stcore/upload_file/(?P<session>[^/]+)/[^/]+")
NO_LENGTH = "Say how long the file is (Content-Length).\n"
SESSION_FULL = f"This page holds {SESSION} MB of files already. Remove some, or open the page anew.\n"
SERVER_FULL = "Others are uploading large files just now. Try again in a minute.\n"

Held = Callable[[], Mapping[str, int]]  # session -> bytes of its files


class UploadCap:
    """Refuses a file before its body is read, if its session or all of them together would then hold too much."""

    def __init__(self, app: ASGIApp, held: Held | None = None) -> None:
        self._app, self._held = app, held or _held_by_streamlit
        self._coming: Counter[str] = Counter()  # session -> bytes of the files that are on their way

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        upload = _UPLOAD.fullmatch(scope["path"]) if scope["type"] == "http" and scope["method"] == "PUT" else None
        if upload is None:
            return await self._app(scope, receive, send)
        session, length = upload["session"], Headers(scope=scope).get("content-length", "")
        size = int(length) if length.isdecimal() else None
        if refusal := self._refusal(session, size):
            return await refusal(scope, receive, send)
        self._coming[session] += size or 0
        try:
            await self._app(scope, receive, send)
        finally:
            self._coming[session] -= size or 0
            self._coming += Counter()  # forgets sessions without any

    def _refusal(self, session: str, size: int | None) -> ASGIApp | None:
        if size is None:
            return PlainTextResponse(NO_LENGTH, status_code=411)
        held = Counter(self._held()) + self._coming
        if held[session] + size > SESSION * MEGABYTE:
            return PlainTextResponse(SESSION_FULL, status_code=413)
        if held.total() + size > SERVER * MEGABYTE:
            return PlainTextResponse(SERVER_FULL, status_code=503, headers={"Retry-After": "60"})
        return None


def _held_by_streamlit() -> dict[str, int]:
    manager = get_instance().uploaded_file_mgr
    files = manager.file_storage if isinstance(manager, MemoryUploadedFileManager) else {}
    return {session: sum(len(file.data) for file in list(held.values())) for session, held in list(files.items())}
