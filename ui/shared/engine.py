"""Starts the engine beside the server, so that its workers are warm before the first click."""

from training.engine.launch import EngineProcess, ensure_engine
from ui.shared.store import store


def start_engine() -> EngineProcess:
    """Start the engine unless one is running; returns at once."""
    return ensure_engine(store().url)
