"""Files of a session between its browser and its page: what was refused, and what is not needed any more."""

import streamlit as st
from streamlit.runtime.scriptrunner import get_script_run_ctx
from streamlit.runtime.uploaded_file_manager import UploadedFile

from data.upload_limits import SESSION

UPLOADS_HELP = f"All files of a page together: {SESSION} MB at most."
_SESSIONS_KNOWN = 1_000  # that are told why a file was refused, the newest
_refused: dict[str, str] = {}  # session -> sentence


def note_refusal(session_id: str, reason: str) -> None:
    """Let the page of a session tell why its last file was not kept."""
    _refused[session_id] = reason
    while len(_refused) > _SESSIONS_KNOWN:
        _refused.pop(next(iter(_refused)), None)


def forget_refusal(session_id: str) -> None:
    """The session has uploaded or removed another file since."""
    _refused.pop(session_id, None)


def draw_refusal() -> None:
    """Why the last file of this session was not kept, if so."""
    context = get_script_run_ctx()
    reason = _refused.get(context.session_id) if context else None
    if reason:
        st.warning(reason, icon=":material/block:")


def forget_upload(file: UploadedFile | None) -> None:
    """Give back the memory of a file; Streamlit would keep it until its session ends."""
    context = get_script_run_ctx()
    if file is not None and context is not None:
        remove = getattr(context.uploaded_file_mgr, "remove_file", None)
        if remove is not None:  # not every manager of Streamlit can
            remove(session_id=context.session_id, file_id=file.file_id)
