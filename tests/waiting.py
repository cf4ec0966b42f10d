"""Tests wait for what happens; if it does not, they tell what the engine wrote."""

import time
from pathlib import Path

import pytest

from training.engine.launch import log_file

LOG_END = 6000  # characters of the log that are told


def wait_until(condition, seconds=120.0, log=None):
    """Wait until the condition holds; returns the seconds it took.

    Args:
        seconds: That are enough on a machine which does other work too.
        log: File of the engine; None: of an engine that this process started.
    """
    begin = time.monotonic()
    while not condition():
        if time.monotonic() - begin > seconds:
            pytest.fail(f"It did not happen within {seconds:.0f} s. The engine wrote:\n{log_end(log or log_file())}")
        time.sleep(0.02)
    return time.monotonic() - begin


def log_end(path):
    """The last lines of an engine's log."""
    return Path(path).read_text(errors="replace")[-LOG_END:] if Path(path).exists() else "nothing"
