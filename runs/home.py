"""Where everything written at run time lives."""

import os
from pathlib import Path

REPOSITORY = Path(__file__).resolve().parent.parent


def home() -> Path:
    """`$LINEHEADS_HOME`, or `var/` in the repository; made when missing."""
    folder = Path(os.environ.get("LINEHEADS_HOME") or REPOSITORY / "var").expanduser().resolve()
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def store_url() -> str:
    """`$LINEHEADS_STORE`, or the SQLite file in `home()`."""
    return os.environ.get("LINEHEADS_STORE") or f"sqlite:///{home() / 'lineheads.db'}"
