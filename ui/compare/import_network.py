"""The import of a network from a file: it becomes a finished run, which all pages can use."""

import streamlit as st
from streamlit.runtime.uploaded_file_manager import UploadedFile

from data.imports.refusals import ImportFailed
from data.upload_limits import NETWORK
from model.explain import Answer
from model.files.network import read_network
from runs.records import Job
from training.files import IMPORT
from training.files.importing import parcel_settings
from training.settings import RunSettings
from ui.shared import session_keys, worker_query
from ui.shared.format import percent, sentence
from ui.shared.layout import action_button
from ui.shared.navigation import open_with_network
from ui.shared.uploads import UPLOADS_HELP, draw_refusal

_HELP = (
    "A zip that was downloaded here as **Weights + JSON**. The network is built, measured on its own test part, and "
    "listed among the runs. Nothing in a file can run."
)


def draw_network_import() -> None:
    """A popover with the uploader and the import."""
    with st.popover("Import network", icon=":material/upload:", key=f"{session_keys.NETWORK_UPLOADER}_open"):
        st.caption(_HELP)
        file = st.file_uploader(
            f"A zip of at most {NETWORK} MB",
            ("zip",),
            key=session_keys.NETWORK_UPLOADER,
            max_upload_size=NETWORK,
            help=UPLOADS_HELP,
        )
        draw_refusal()
        if file is not None:
            _draw_file(file)


def _draw_file(file: UploadedFile) -> None:
    """The network in the file, the button that imports it, its progress, and the imported run."""
    content = _read(file.file_id, file)
    if isinstance(content, str):
        st.error(sentence(content), icon=":material/block:")
        return
    name, settings = content
    state = worker_query.query_state(worker_query.job_key(_job()))
    if (answer := state.answer) is not None:
        _draw_imported_run(answer)
        return
    st.text(f"{name}: network {settings.network}, trained with seed {settings.seed}, {settings.split} split.")
    worker_query.draw_progress(state, _job, "bring", "Import")


def _job() -> Job:
    """The import of the uploaded file; each upload is a job anew. The session keeps no copy: it may have 80 MB."""
    file = st.session_state[session_keys.NETWORK_UPLOADER]
    return Job(kind=IMPORT, arguments={"upload": file.file_id}, payload=file.getvalue())


@st.cache_resource(show_spinner="Reading the file …", max_entries=64)
def _read(file_id: str, _file: UploadedFile) -> tuple[str, RunSettings] | str:
    """The network's name and settings, or why the file is refused."""
    try:
        parcel = read_network(_file.getvalue())
        return parcel.name, parcel_settings(parcel)
    except ImportFailed as error:
        return str(error)


def _draw_imported_run(answer: Answer) -> None:
    run, exact = answer["run"], percent(answer["test"]["exact"], 2)
    st.success(f"Imported as run `{run}`: all four right on {exact} of its test part.", icon=":material/check:")
    action_button("Use in Explore", "use_brought", "draw", open_with_network, "pages/explore.py", run)
