"""Where everything written at run time lives."""

import os
from pathlib import Path

from runs.unavailable import StoreUnavailable

REPOSITORY = Path(__file__).resolve().parent.parent


def home() -> Path:
    """`$LINEHEADS_HOME`, or `var/` in the repository; made when missing, or `StoreUnavailable`."""
    folder = Path(os.environ.get("LINEHEADS_HOME") or REPOSITORY / "var")
    try:
        folder = folder.expanduser().resolve()
        folder.mkdir(parents=True, exist_ok=True)
    except (OSError, RuntimeError) as error:  # RuntimeError: `~` of somebody unknown
        reason = getattr(error, "strerror", None) or error
        raise StoreUnavailable(
            f"The folder {folder} cannot be made: {reason}. Name another one in LINEHEADS_HOME."
        ) from error
    return folder


def store_url() -> str:
    """`$LINEHEADS_STORE`, or the SQLite file in `home()`."""
    return os.environ.get("LINEHEADS_STORE") or f"sqlite:///{home() / 'lineheads.db'}"
