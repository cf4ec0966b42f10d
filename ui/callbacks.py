"""Callbacks come to their end: by itself Streamlit breaks them off when the browser's next message comes meanwhile.

A run was then queued but not shown, and a second click on Start queued another. `fastReruns = false` in
`.streamlit/config.toml` belongs to it: a message then waits for the callbacks of the one before, and takes along the
click of one that has not begun.
"""

from streamlit.runtime.scriptrunner import get_script_run_ctx
from streamlit.runtime.scriptrunner.script_runner import ScriptRunner


def finish_callbacks() -> None:
    """Let a script be broken off, for the next message, only after its callbacks."""
    obey = ScriptRunner._maybe_handle_execution_control_request

    def obey_later(self: ScriptRunner) -> None:
        context = get_script_run_ctx(suppress_warning=True)
        if context is None or context.has_script_started:
            obey(self)

    ScriptRunner._maybe_handle_execution_control_request = obey_later
