"""Serves the app through uvicorn: `python -m ui.server`.

`streamlit run app.py` works too, for oneself: it knows nothing of the middleware, of `/healthz`, of errors in words and
of whole callbacks that are added here, holds small messages back (no TCP_NODELAY), and starts the engine with the first
page.
"""

import argparse
import os
import socket
import sys
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from importlib import import_module
from pathlib import Path
from threading import Thread
from typing import Any

import streamlit as st
import uvicorn
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import JSONResponse
from starlette.routing import Route
from streamlit import config
from streamlit.runtime.pages_manager import PagesManager

from data.terminal import run_command
from runs.database import StoreUnavailable
from training.leftovers import clear_leftovers
from ui import browser_files, class_news
from ui.board_link import BoardLinks
from ui.callbacks import finish_callbacks
from ui.middleware import AutoReruns, BrowserTokens, FreshScripts, HistoryScript, KnownHosts
from ui.script_errors import shorten_store_errors, show_unavailable_store
from ui.shared import engine
from ui.shared.viewer import LOOPBACK, OPEN, is_open
from ui.upload_cap import UploadCap

_OWNERS = "Each browser may change what it made itself; OPEN=1 (--open) lets everybody change everything."
ROOT = Path(__file__).resolve().parent.parent
ROUTES = browser_files.ROUTES | class_news.ROUTES


@asynccontextmanager
async def lifespan(_: st.App) -> AsyncIterator[None]:
    process = None
    # Streamlit loads it for the first component: else the first page waits for that.
    Thread(target=import_module, args=("pandas",), daemon=True).start()
    try:
        clear_leftovers()
        process = engine.start_engine()
    except StoreUnavailable as error:  # pages say it too, and try again
        print(error, file=sys.stderr, flush=True)
    yield
    if process is not None:
        process.stop()


async def healthz(_: Request) -> JSONResponse:
    return JSONResponse({"status": "ok"})


def make_app(address: str, names: Sequence[str] = ()) -> st.App:
    """The app as it is served at an address.

    Args:
        names: Of the server, beside those that this machine has by itself.
    """
    PagesManager.uses_pages_directory = False  # `app.py` lists them, also for the sessions that come back all at once
    return st.App(
        ROOT / "app.py",
        lifespan=lifespan,
        on_script_error=show_unavailable_store,
        routes=[*_routes("/healthz", healthz), *(route for place in ROUTES.items() for route in _routes(*place))],
        middleware=[
            Middleware(KnownHosts, own=_own_names(address), given=names),
            Middleware(BoardLinks),
            Middleware(FreshScripts),
            Middleware(HistoryScript),
            Middleware(AutoReruns),
            Middleware(BrowserTokens, path=_base_path() or "/"),
            Middleware(UploadCap),
        ],
    )


def _routes(path: str, endpoint: Callable[..., Any]) -> list[Route]:
    """The path below the root of the server and below the app's."""
    return [Route(place, endpoint) for place in {path, f"{_base_path()}{path}"}]


def _base_path() -> str:
    """The path under which the app is served, such as "/lines"; "" is the root of the server."""
    path = (config.get_option("server.baseUrlPath") or "").strip("/")
    return f"/{path}" if path else ""


def _own_names(address: str) -> set[str]:
    machine = socket.gethostname()
    short = machine.partition(".")[0]
    return {*LOOPBACK, address} | (set() if address in LOOPBACK else {machine, short, f"{short}.local"})


def main(arguments: list[str] | None = None) -> None:
    options = _options(arguments)
    shorten_store_errors()
    finish_callbacks()
    config.set_option("server.port", options.port)
    config.set_option("server.baseUrlPath", options.base_path)
    config.set_option("server.allowedHosts", [])  # KnownHosts looks at every request, not at sockets alone
    config.set_option("server.corsAllowedOrigins", [f"https://{name}" for name in options.hosts])
    if not _is_free(options.address, options.port):
        raise SystemExit(
            f"Port {options.port} is taken. Stop the program that has it, or take another: make run PORT=8502"
        )
    os.environ[OPEN] = str(int(options.open))
    print(f"LineHeads: http://localhost:{options.port}{_base_path()}  (Ctrl+C ends it)", flush=True)
    if not options.open:
        print(_OWNERS, flush=True)
    uvicorn.run(
        make_app(options.address, options.hosts),
        host=options.address,
        port=options.port,
        log_level="warning",
        ws="websockets-sansio",
        ws_max_size=config.get_option("server.maxMessageSize") * 2**20,
        ws_ping_interval=30,
        ws_ping_timeout=30,
        timeout_graceful_shutdown=2,
    )


def _options(arguments: list[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m ui.server", description="Serve LineHeads.")
    parser.add_argument("--port", type=int, default=config.get_option("server.port"))
    parser.add_argument("--address", default=config.get_option("server.address"), help="0.0.0.0 serves the network")
    path = os.environ.get("STREAMLIT_SERVER_BASE_URL_PATH", config.get_option("server.baseUrlPath"))
    parser.add_argument("--base-path", default=path, metavar="PATH", help="serve under this path, as behind a proxy")
    hosts = os.environ.get("LINEHEADS_HOSTS", "")
    parser.add_argument("--hosts", type=_names, default=hosts, metavar="NAME,NAME", help="further names of this server")
    words = "everybody may change everything (default: on an address of this machine alone)"
    parser.add_argument("--open", action=argparse.BooleanOptionalAction, help=words)
    options = parser.parse_args(arguments)
    options.open = is_open(options.address) if options.open is None else options.open
    return options


def _names(text: str) -> list[str]:
    return [name.strip() for name in text.split(",") if name.strip()]


def _is_free(address: str, port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex((address, port)) != 0


if __name__ == "__main__":
    run_command(main)
