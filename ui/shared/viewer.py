"""Who looks at a page, and what they may change: on an open server everything, else what belongs to their browser."""

import os
from typing import Any

from streamlit import config
from streamlit.runtime.scriptrunner import get_script_run_ctx

from data.viewer import Viewer
from ui.shared.browser import browser_token

LOOPBACK = ("localhost", "127.0.0.1", "::1")
OPEN = "LINEHEADS_OPEN"  # in the environment: 1 or 0, as the server was started


def is_open(address: str | None = None) -> bool:
    """Whether everybody may change everything: as was chosen, else on an address of this machine alone."""
    chosen = os.environ.get(OPEN)
    return chosen == "1" if chosen in ("0", "1") else (address or config.get_option("server.address")) in LOOPBACK


def viewer() -> Viewer:
    """Who this session belongs to; outside of sessions nobody."""
    return viewer_of(browser_token() if get_script_run_ctx(suppress_warning=True) else None)


def viewer_of(owner: str | None) -> Viewer:
    """The viewer with this token."""
    return Viewer(owner=owner, everything=is_open())


def change_look(owner: str | None, kind: str = "run", **look: Any) -> dict[str, Any]:
    """Options of a control that changes what belongs to `owner`: those given, unless the viewer may not do that.

    It is disabled then, with the reason as its help.
    """
    refusal = "" if look.get("disabled") else viewer().refusal(owner, kind)
    return look | {"disabled": True, "help": refusal} if refusal else look
