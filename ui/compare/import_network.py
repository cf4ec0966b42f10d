"""A network of a file becomes a finished run, which every page can use."""

import hashlib
from functools import partial

import streamlit as st
from streamlit.runtime.uploaded_file_manager import UploadedFile

from data.imports.refusals import ImportFailed
from model.files.network import FILE_AT_MOST, Parcel, read
from training.files import BRING
from training.files.importing import settings_of
from training.settings import RunSettings
from ui.shared import session_keys, worker_query
from ui.shared.navigation import use_in_explore

MB = FILE_AT_MOST // 1_000_000
ABOUT = (
    "A zip that was saved here as **Weights + JSON**. The network is built, measured on its own test part, and stands "
    "among the runs. Nothing in a file can run."
)


def popover() -> None:
    """The button that opens the uploader, and what comes after."""
    with st.popover("Bring a network", icon=":material/upload:", key=f"{session_keys.BROUGHT}_open"):
        st.caption(ABOUT)
        file = st.file_uploader(f"A zip of at most {MB} MB", ("zip",), key=session_keys.BROUGHT, max_upload_size=MB)
        if file is not None:
            _show(file)


def _show(file: UploadedFile) -> None:
    """What is in the file, the button that takes it in, how far that is, and the run that it became."""
    found = _read(file.file_id, file)
    if isinstance(found, str):
        st.error(found, icon=":material/block:")
        return
    parcel, settings = found
    question = hashlib.sha1(file.file_id.encode() + file.getvalue(), usedforsecurity=False).hexdigest()
    asked = worker_query.look(question)
    if (answer := asked.found) is not None:
        _told(answer)
        return
    st.text(f"{parcel.name}: network {settings.network}, trained with seed {settings.seed}, {settings.split} split.")
    worker_query.unanswered(
        asked, "bring", "Bring it in", partial(worker_query.ask_about, file.getvalue(), BRING, question)
    )


@st.cache_resource(show_spinner="Reading the file …", max_entries=4)
def _read(file_id: str, _file: UploadedFile) -> tuple[Parcel, RunSettings] | str:
    """What is in it, or the sentence that says why it is refused."""
    try:
        parcel = read(_file.getvalue())
        return parcel, settings_of(parcel)
    except ImportFailed as error:
        return str(error)


def _told(answer: worker_query.Found) -> None:
    run, exact = answer["run"], answer["test"]["exact"]
    st.success(f"It is here as run `{run}`: all four right on {exact:.2%} of its test part.", icon=":material/check:")
    st.button("Use in Explore", icon=":material/draw:", key="use_brought", on_click=use_in_explore, args=(run,))
