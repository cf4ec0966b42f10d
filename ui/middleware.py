"""What the server does with every request: plain ASGI, as Starlette's base class complains when a browser hangs up."""

import ipaddress
import re
from collections.abc import Callable, Iterable
from contextlib import suppress
from functools import partial
from urllib.parse import urlsplit

from google.protobuf.message import DecodeError
from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import HTTPConnection
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.WidgetStates_pb2 import WidgetStates

from ui.shared.browser import cookie_name, cookie_token, new_cookie

_TRIGGERS = "trigger_value", "string_trigger_value", "json_trigger_value", "chat_input_value"
_YEAR = 365 * 24 * 3600  # seconds
_NAME = re.compile(r"[\w.:-]{1,253}")
_MODULE, _HISTORY = b'<script type="module"', b'<script type="module" src="./app/static/shared/history.js"></script>'
# Headers of a request whose answer may be packed, a part, or none
_WHOLE_AND_PLAIN = (b"accept-encoding", b"range", b"if-none-match", b"if-modified-since")
_UNKNOWN_NAME = (
    "This LineHeads server does not answer to the name {name!r}. "
    "Whoever runs it can allow the name: make run ADDRESS=0.0.0.0 HOSTS={allow}\n"
)


class KnownHosts:
    """Refuses requests for other names than the server's (DNS rebinding), and sockets of other sites' pages.

    Args:
        own: Names of this machine; the address on which a connection comes in is one too.
        given: Further names, as the operator says. Pages from there may connect through a proxy that renames the host.
    """

    def __init__(self, app: ASGIApp, own: Iterable[str], given: Iterable[str] = ()) -> None:
        self._app = app
        self._given = {name.lower() for name in given}
        self._names = self._given | {name.lower() for name in own}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        app = self._app
        if scope["type"] in ("http", "websocket"):
            app = self._refusal(scope) or app
        await app(scope, receive, send)

    def _refusal(self, scope: Scope) -> ASGIApp | None:
        headers = Headers(scope=scope)
        host, origin = headers.get("host", ""), headers.get("origin")
        if host_name(host) not in self._names | {_local_address(scope)}:
            return _refuse(host)
        if scope["type"] == "websocket" and origin is not None:
            place = urlsplit(origin).netloc
            if place != host and host_name(place) not in self._given:
                return _refuse(place or origin)
        return None


class FreshScripts:
    """Browsers ask before they use a kept script, so that after an upgrade no old one talks to a new server."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http" and "/app/static/" in scope["path"]:
            send = _changing(send, _never_unasked)
        await self._app(scope, receive, send)


class HistoryScript:
    """Loads `static/shared/history.js` with every page: before Streamlit writes into the address for the first time."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if _is_from_navigation(scope) and scope["method"] == "GET":
            kept = [header for header in scope["headers"] if header[0].lower() not in _WHOLE_AND_PLAIN]
            scope, send = {**scope, "headers": kept}, _with_script(send)
        await self._app(scope, receive, send)


class AutoReruns:
    """A live part that looks again by its timer presses no button.

    Streamlit sends a click with a message of its own. On a busy machine the timer comes between the click and this
    message, takes the click along, and it would count twice. Other values stay: Streamlit takes the last message that
    waits as the whole truth about them.
    """

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "websocket" and scope["path"].endswith("/_stcore/stream"):
            receive = _without_clicks(receive)
        await self._app(scope, receive, send)


class BrowserTokens:
    """Gives every browser a signed random token, by which it owns what it makes: `ui.shared.browser` reads it.

    Args:
        path: Under which the app is served, such as "/lines".
    """

    def __init__(self, app: ASGIApp, path: str = "/") -> None:
        self._app, self._path = app, path

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if _is_from_navigation(scope) and cookie_token(HTTPConnection(scope).cookies) is None:
            secure = scope.get("scheme") == "https"  # uvicorn believes a proxy on this machine
            send = _changing(send, partial(_add_token, path=self._path, secure=secure))
        await self._app(scope, receive, send)


def host_name(host: str) -> str:
    """The name in a `Host` header, lower case, without its port; '' if there is none."""
    try:
        return (urlsplit(f"//{host}").hostname or "").rstrip(".")
    except ValueError:
        return ""


def _local_address(scope: Scope) -> str:
    """The address of this machine on which the connection came in."""
    address = ipaddress.ip_address((scope.get("server") or ("127.0.0.1", 0))[0])
    return str(getattr(address, "ipv4_mapped", None) or address)


def _refuse(name: str) -> ASGIApp:
    allow = host_name(name) if _NAME.fullmatch(host_name(name)) else "NAME"
    return PlainTextResponse(_UNKNOWN_NAME.format(name=name[:100], allow=allow), status_code=403)


def _is_from_navigation(scope: Scope) -> bool:
    return scope["type"] == "http" and "text/html" in Headers(scope=scope).get("accept", "")


def _without_clicks(receive: Receive) -> Receive:
    """`receive` where the reruns of timers have no triggers: clicks, and events of our components."""

    async def changed() -> Message:
        message = await receive()
        with suppress(DecodeError):  # Streamlit refuses it
            request = BackMsg.FromString(message.get("bytes") or b"")
            if request.rerun_script.is_auto_rerun:
                states = request.rerun_script.widget_states
                kept = [state for state in states.widgets if state.WhichOneof("value") not in _TRIGGERS]
                states.CopyFrom(WidgetStates(widgets=kept))
                message = {**message, "bytes": request.SerializeToString()}
        return message

    return changed


def _with_script(send: Send) -> Send:
    """`send` with the script before the first module of an HTML page."""
    start: Message = {}
    body = bytearray()

    async def changed(message: Message) -> None:
        nonlocal start
        if message["type"] == "http.response.start" and _is_html(message):
            start = message
        elif not start:
            await send(message)
        else:
            body.extend(message.get("body", b""))
            if not message.get("more_body"):
                page = bytes(body).replace(_MODULE, _HISTORY + _MODULE, 1)
                MutableHeaders(scope=start)["Content-Length"] = str(len(page))
                await send(start)
                await send({"type": "http.response.body", "body": page})

    return changed


def _is_html(message: Message) -> bool:
    return Headers(raw=message["headers"]).get("content-type", "").startswith("text/html")


def _changing(send: Send, change: Callable[[MutableHeaders], None]) -> Send:
    """`send` with other headers."""

    async def changed(message: Message) -> None:
        if message["type"] == "http.response.start":
            change(MutableHeaders(scope=message))
        await send(message)

    return changed


def _never_unasked(headers: MutableHeaders) -> None:
    headers["Cache-Control"] = "no-cache"


def _add_token(headers: MutableHeaders, path: str, secure: bool) -> None:
    rules = f"Path={path}; Max-Age={_YEAR}; HttpOnly; SameSite=Lax" + "; Secure" * secure
    headers.append("Set-Cookie", f"{cookie_name()}={new_cookie()}; {rules}")
