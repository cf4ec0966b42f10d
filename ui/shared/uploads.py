"""Files that a session has uploaded, after their use."""

from streamlit.runtime.scriptrunner import get_script_run_ctx
from streamlit.runtime.uploaded_file_manager import UploadedFile


def forget_upload(file: UploadedFile | None) -> None:
    """Give back the memory of a file; Streamlit would keep it until its session ends."""
    context = get_script_run_ctx()
    if file is not None and context is not None:
        remove = getattr(context.uploaded_file_mgr, "remove_file", None)
        if remove is not None:  # not every manager of Streamlit can
            remove(session_id=context.session_id, file_id=file.file_id)
