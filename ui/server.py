"""Serves the app through uvicorn: `python -m ui.server`.

`streamlit run app.py` works too; this way small messages are not held back (TCP_NODELAY), there is `/healthz`, and the
engine starts with the server and ends with it.
"""

import argparse
import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import streamlit as st
import uvicorn
from starlette.middleware import Middleware
from starlette.middleware.base import BaseHTTPMiddleware, RequestResponseEndpoint
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route
from streamlit import config

from ui.shared import engine

ROOT = Path(__file__).resolve().parent.parent


@asynccontextmanager
async def lifespan(_: st.App) -> AsyncIterator[None]:
    process = engine.start_engine()
    yield
    process.stop()


async def healthz(_: Request) -> JSONResponse:
    return JSONResponse({"status": "ok"})


class FreshScripts(BaseHTTPMiddleware):
    """Browsers ask before they use a kept script, so that after an upgrade no old one talks to a new server."""

    async def dispatch(self, request: Request, call_next: RequestResponseEndpoint) -> Response:
        response = await call_next(request)
        if request.url.path.startswith("/app/static/"):
            response.headers["Cache-Control"] = "no-cache"
        return response


app = st.App(
    ROOT / "app.py",
    lifespan=lifespan,
    routes=[Route("/healthz", healthz)],
    middleware=[Middleware(FreshScripts)],
)


def main(arguments: list[str] | None = None) -> None:
    options = _options(arguments)
    config.set_option("server.port", options.port)
    if options.address not in config.get_option("server.allowedHosts"):
        config.set_option("server.allowedHosts", [])  # whoever serves a network is known there by its names
    if not _is_free(options.address, options.port):
        raise SystemExit(
            f"Port {options.port} is taken. Stop the program that has it, or take another: make run PORT=8502"
        )
    print(f"LineHeads: http://localhost:{options.port}  (Ctrl+C ends it)", flush=True)
    uvicorn.run(
        app,
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
    return parser.parse_args(arguments)


def _is_free(address: str, port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex((address, port)) != 0


if __name__ == "__main__":
    main()
