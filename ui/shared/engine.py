"""Starts the engine beside the server, so that its workers are warm before the first click."""

from runs import location
from runs.home import store_url
from training.engine.launch import EngineProcess, ensure_engine


def start_engine() -> EngineProcess:
    """Start the engine unless one is running; returns at once."""
    return ensure_engine(location.render(location.parse(store_url())))
