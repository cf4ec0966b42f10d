"""Sets of one's own: read with a report, looked at, kept."""

from pathlib import PurePath
from typing import Any

import numpy as np
import streamlit as st
from streamlit.runtime.uploaded_file_manager import UploadedFile

from data.export.sheet import first_of_each
from data.importer import Imported, ImportFailed, read_set
from data.imports import limits
from data.imports.channels import CHANNELS
from data.imports.refusals import printable
from data.labelled_set import Labelled
from data.library import SetCard
from training.imported_sets import imported, library
from ui.data import fields, grid
from ui.shared import images, navigation, session_keys
from ui.shared.url_widgets import selectbox

ACROSS, MOST = 6, 36  # pictures of a class side by side, and in all
THUMBNAIL = 56  # px
LARGEST = 200  # MB through the browser
SIDES = (1.5, 1)
CHANNEL_WORDS = {"auto": "By the labels' colours", "rgb": "RGB", "bgr": "BGR"}
FORMS = f"""
**What can be read**

- A **zip of pictures** named `length_width_angle_colour_id.png` (or `.jpg`), with class numbers: `1_1_9_0_3.png` is
  long, thick, 135°, red.
- A **zip of pictures with a CSV**: columns `file,length,width,colour,angle`, classes by number from 0 or by name.
- An **`.npz`** of the coursework: `X_train, X_test (n, 2352)` in BGR and `y_train, y_test (n, 96)`; or `x (n, 28, 28,
  3)` with `y_length, y_width, y_colour, y_angle`; or ours: `pictures` in RGB and `labels (n, 4)`.

Older files of the coursework counted classes as 42 length + 24 width + 12 colour + angle, so that six numbers stand for
two classes each. They are recognised, because their labels name the wrong colours, and the colour decides.

**Limits.** {limits.WORDS} Through the browser {LARGEST} MB; in a terminal there is
`python -m data.importer FILE`, which takes folders too. Nothing is unpacked to disk, no link is followed, and pickles
are refused: nothing in a file can run.
"""


def section() -> None:
    left, right = st.columns((1.5, 1), gap="medium")
    with right:
        _picker()
        with st.popover("What can be read?", type="tertiary", icon=":material/help:"):
            st.markdown(FORMS)
    with left:
        file = _uploader()
        st.caption("Nothing in a file can run. A set that you keep stays on this server, for everyone who uses it.")
    if file is not None:
        _show_file(file)
    elif chosen := _chosen():
        _show_kept(chosen)


def _uploader() -> Any:
    return st.file_uploader(
        f"A zip or an .npz of at most {LARGEST} MB",
        ("zip", "npz"),
        key=f"{session_keys.SET_FILE}_{st.session_state.get(session_keys.SET_FILE, 0)}",
        max_upload_size=LARGEST,
    )


def _picker() -> None:
    sets = {"": "None is open"} | {one.key: f"{one.name} · {one.report['read']:,} pictures" for one in library().sets()}
    selectbox("Imported sets", fields.IMPORTED_SET.given(choices=sets), sets.__getitem__, persist_state=None)


def _chosen() -> SetCard | None:
    return next((one for one in library().sets() if one.key == st.session_state[fields.IMPORTED_SET.name]), None)


@st.cache_resource(show_spinner="Reading the set …", max_entries=2)
def _read(file_id: str, channels: str, _file: UploadedFile) -> Imported | str:
    """The set, or the sentence that says why not."""
    try:
        return read_set(_file, channels)
    except ImportFailed as error:
        return str(error)


def _show_file(file: UploadedFile) -> None:
    """What is in the file that was chosen, and the button that keeps it."""
    channels = "auto"
    if file.name.lower().endswith(".npz"):
        channels = st.segmented_control(
            "Channels",
            CHANNELS,
            default="auto",
            key=session_keys.CHANNELS,
            format_func=CHANNEL_WORDS.__getitem__,
            required=True,
        )
    found = _read(file.file_id, channels or "auto", file)
    if isinstance(found, str):
        st.error(found, icon=":material/block:")
        return
    with st.container(horizontal=True, vertical_alignment="bottom"):
        st.text_input("Name", printable(PurePath(file.name).stem), key=session_keys.SET_NAME, max_chars=60, width=320)
        st.button(
            "Keep this set", icon=":material/save:", type="primary", on_click=_keep, args=(found,), key="keep_set"
        )
    show(found.held, found.report.to_json())


def _keep(found: Imported) -> None:
    try:
        key = library().add(st.session_state[session_keys.SET_NAME], found)
    except (ValueError, OSError) as error:
        st.toast(f"It could not be kept: {error}", icon=":material/block:")
        return
    st.session_state[fields.IMPORTED_SET.name] = key
    st.session_state[session_keys.SET_FILE] = (
        st.session_state.get(session_keys.SET_FILE, 0) + 1
    )  # the uploader is empty again
    st.toast("Kept.", icon=":material/check:")


def _show_kept(kept: SetCard) -> None:
    with st.container(horizontal=True, vertical_alignment="center"):
        st.markdown(f"**{printable(kept.name)}**")
        st.button(
            "Train on it",
            icon=":material/play_circle:",
            type="primary",
            key="train_on_set",
            on_click=navigation.train_on,
            args=(kept.key,),
        )
        st.button(
            "Judge a network on it",
            icon=":material/fact_check:",
            key="judge_on_set",
            on_click=navigation.judge_on,
            args=(kept.key,),
        )
        st.button("Remove", icon=":material/delete:", key="remove_set", on_click=_remove, args=(kept.key,))
    show(_loaded(kept.key), kept.report)


@st.cache_resource(show_spinner="Opening the set …", max_entries=2)
def _loaded(key: str) -> Labelled:
    return imported(key)


def _remove(key: str) -> None:
    library().remove(key)
    st.session_state[fields.IMPORTED_SET.name] = ""


def show(held: Labelled, report: dict[str, Any]) -> None:
    """The grid of its classes on the left, the report on the right."""
    left, right = st.columns(SIDES, gap="medium")
    with left:
        index = grid.grid(
            grid.first_pictures(held.pictures, first_of_each(held.labels)),
            np.array(report["per_class"]),
            label="The classes of the set, the first picture of each",
            unit="pictures",
            chosen=fields.CLASS,
            key=session_keys.SET_GRID,
        )
    with right:
        _report(report)
        if index is not None:
            _pictures_of(held, index)


def _report(report: dict[str, Any]) -> None:
    """The numbers, and what was refused and why."""
    with st.container(horizontal=True):
        for label, value in (
            ("Read", report["read"]),
            ("Distinct", report["distinct"]),
            ("Refused", report["refused"]),
        ):
            st.metric(label, f"{value:,}")
    missing = report["per_class"].count(0)
    lack = f"{missing} {'class is' if missing == 1 else 'classes are'} missing" if missing else "Every class is there"
    st.caption(f"Read as {report['form']}. {lack}.")
    for warning in report["warnings"]:
        st.warning(warning, icon=":material/info:")
    if report["contradicting"]:
        st.warning(f"{report['contradicting']:,} pictures carry more than one label.", icon=":material/rule:")
    if report["refused"]:
        st.table([{"Refused": f"{count:,}", "Why": why} for why, count in report["reasons"].items()], hide_index=True)
        with st.expander("The first of them"):
            for one in report["named"]:
                st.text(one)


def _pictures_of(held: Labelled, index: int) -> None:
    rows = np.flatnonzero((held.labels == grid.labels_at(index)).all(axis=1))[:MOST]
    words = grid.class_words(index)
    st.markdown(f"**{words.capitalize()}**")
    if len(rows):
        across = min(ACROSS, len(rows))
        picture = images.mosaic(held.pictures[rows], across, 3)
        st.image(picture, alt=f"Pictures of the class {words}", width=across * THUMBNAIL)
