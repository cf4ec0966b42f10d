"""Imported sets: a file is read with a report and saved; a saved set is shown, used and removed."""

from dataclasses import dataclass
from pathlib import PurePath
from typing import Any

import numpy as np
import streamlit as st
from streamlit.runtime.uploaded_file_manager import UploadedFile

from data.export.sheet import first_of_each
from data.importer import ImportFailed
from data.imports import limits
from data.imports.channels import CHANNEL_ORDERS
from data.imports.refusals import printable
from data.labelled_set import Labelled
from data.labels import class_index
from data.library import SetCard
from data.upload_limits import SET
from training.imported_sets import StagedSet, stage_set
from ui.data import fields, grid
from ui.shared import images, navigation, notify, session_keys
from ui.shared.format import counted, escaped, sentence
from ui.shared.layout import action_button, horizontal
from ui.shared.store import set_library
from ui.shared.turns import import_turn
from ui.shared.uploads import UPLOADS_HELP, draw_refusal, forget_upload
from ui.shared.url_state import gone
from ui.shared.url_widgets import selectbox
from ui.shared.viewer import change_look

_ACROSS, _SHOWN_AT_MOST = 6, 36  # pictures of a class side by side, and in all
_THUMBNAIL = 56  # px
_CHANNEL_LABELS = {"auto": "By the labels' colours", "rgb": "RGB", "bgr": "BGR"}
_FORMATS_HELP = f"""
**What can be read**

- A **zip of pictures** named `length_width_angle_colour_id.png` (or `.jpg`), with class numbers: `1_1_9_0_3.png` is
  long, thick, 135°, red.
- A **zip of pictures with a CSV**: columns `file,length,width,colour,angle`. Each column may name its classes, number
  them, or give px or degrees; the report says what was understood, and a set whose labels are not clear is refused.
- An **`.npz`** of the coursework: `X_train, X_test (n, 2352)` in BGR and `y_train, y_test (n, 96)`; or `x (n, 28, 28,
  3)` with `y_length, y_width, y_colour, y_angle`; or ours: `pictures` in RGB and `labels (n, 4)`.

Picture files are read as on Explore: turned upright, on black, with 8 bits. If red and blue are swapped, the colours of
the labels show it. What else lies in an `.npz` is left alone.

Older files of the coursework counted classes as 42 length + 24 width + 12 colour + angle, so that six numbers stand for
two classes each. They are recognised by their colours, which contradict the labels; the colours decide.

**Limits.** Through the browser {SET} MB. Larger files, and folders, in a terminal of the server's machine:
`python -m training.imported_sets FILE`; the set then stands in this list too. {limits.LIMITS_TEXT} Links are not
followed, and pickles are refused: nothing in a file can run.
"""


def draw_import() -> None:
    left, right = st.columns(grid.COLUMN_WIDTHS, gap="medium")
    with right:
        _pick_set()
        with st.popover("What can be read?", type="tertiary", icon=":material/help:"):
            st.markdown(_FORMATS_HELP)
    with left:
        file = _pick_file()
        draw_refusal()
        st.caption(
            "Nothing in a file can run. Saved sets stay on this server, for everyone who uses it. "
            "A larger one: `python -m training.imported_sets FILE` in a terminal."
        )
    if file is not None:
        _draw_file(file)
    elif chosen := _open_set():
        _draw_saved_set(chosen)


def _pick_file() -> Any:
    return st.file_uploader(
        f"A zip or an .npz of at most {SET} MB",
        ("zip", "npz"),
        key=_uploader_key(),
        max_upload_size=SET,
        help=UPLOADS_HELP,
    )


def _uploader_key() -> str:
    return f"{session_keys.SET_FILE}_{st.session_state.get(session_keys.SET_FILE, 0)}"


def _pick_set() -> None:
    labels = {card.key: f"{card.name} · {counted(card.report['read'], 'picture')}" for card in set_library().sets()}
    labels = {"": "None is open"} | labels
    field, words = fields.IMPORTED_SET.given(choices=labels), gone("set", "none is open")
    selectbox("Imported sets", field, labels.__getitem__, words, persist_state=None)


def _open_set() -> SetCard | None:
    return next((card for card in set_library().sets() if card.key == fields.IMPORTED_SET.held()), None)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Reading:
    """What became of a chosen file. The session keeps this, and no pictures."""

    upload: tuple[str, str]  # id of the file, and order of its channels
    result: StagedSet | str  # or why it is refused


def _read(file: UploadedFile, channels: str) -> StagedSet | str:
    """The set in a file, read when it is new."""
    upload, last = (file.file_id, channels), st.session_state.get(session_keys.SET_READ)
    result = last.result if isinstance(last, _Reading) and last.upload == upload else None
    if isinstance(result, str) or (result and set_library().is_staged(result.key)):
        return result
    with import_turn(), st.spinner("Reading the set …"):
        try:
            result = stage_set(file, channels)
        except (ImportFailed, OSError) as error:
            result = str(error)
    st.session_state[session_keys.SET_READ] = _Reading(upload=upload, result=result)
    return result


def _draw_file(file: UploadedFile) -> None:
    """The set in the chosen file, and the button that saves it."""
    channels = st.segmented_control(
        "Channels",
        CHANNEL_ORDERS,
        default="auto",
        key=session_keys.CHANNEL_ORDER,
        format_func=_CHANNEL_LABELS.__getitem__,
        required=True,
    )
    staged = _read(file, channels or "auto")
    if isinstance(staged, str):
        st.error(sentence(staged), icon=":material/block:")
        return
    with horizontal("bottom"):
        st.text_input("Name", printable(PurePath(file.name).stem), key=session_keys.SET_NAME, max_chars=60, width=320)
        action_button("Save this set", "keep_set", "save", _save, staged, type="primary")
    draw_set(_examples(staged.key), staged.report)


def _save(staged: StagedSet) -> None:
    try:
        set_library().keep(staged.key, st.session_state[session_keys.SET_NAME], staged.report)
    except (ValueError, OSError) as error:
        notify.show_error(f"The set could not be saved: {error}")
        return
    fields.IMPORTED_SET.stage(staged.key)
    forget_upload(st.session_state.get(_uploader_key()))
    st.session_state[session_keys.SET_FILE] = st.session_state.get(session_keys.SET_FILE, 0) + 1  # empties the uploader
    st.toast("The set is saved.", icon=":material/check:")


def _draw_saved_set(card: SetCard) -> None:
    with horizontal():
        st.markdown(f"**{escaped(card.name)}**")
        action_button("Train on it", "train_on_set", "play_circle", navigation.train_on, card.key, type="primary")
        action_button("Evaluate a network on it", "judge_on_set", "fact_check", navigation.evaluate_on, card.key)
        with st.popover("Remove", icon=":material/delete:", **change_look(card.owner, "set")):
            st.markdown("Removes the set for everyone who uses this server. This cannot be undone.")
            st.button("Remove this set", key="remove_set", on_click=_remove, args=(card.key,))
    try:
        examples = _examples(card.key)
    except KeyError as error:
        st.error(error.args[0], icon=":material/broken_image:")
    else:
        draw_set(examples, card.report)


@st.cache_resource(show_spinner="Opening the set …", max_entries=4)
def _examples(key: str) -> Labelled:
    """The pictures that may be shown: 8 MB at most."""
    return set_library().examples(key, _SHOWN_AT_MOST)


def _remove(key: str) -> None:
    set_library().remove(key)
    fields.IMPORTED_SET.stage("")


def draw_set(content: Labelled, report: dict[str, Any]) -> None:
    """The grid of its classes on the left, the report on the right.

    Args:
        content: The first pictures of each class.
    """
    left, right = st.columns(grid.COLUMN_WIDTHS, gap="medium")
    with left:
        index = grid.class_grid(
            grid.pictures_at(content.pictures, first_of_each(content.labels)),
            np.array(report["per_class"]),
            label="The classes of the set, the first picture of each",
            unit="pictures",
            chosen=fields.CLASS,
            key=session_keys.SET_GRID,
        )
    with right:
        _draw_report(report)
        if index is not None:
            _draw_pictures(content, index)


def _draw_report(report: dict[str, Any]) -> None:
    """Counts, warnings, and what was refused and why."""
    with horizontal("top"):
        for name in ("read", "distinct", "refused"):
            st.metric(name.capitalize(), f"{report[name]:,}")
    missing = report["per_class"].count(0)
    gaps = (
        f"{counted(missing, 'class')} {'is' if missing == 1 else 'are'} missing" if missing else "No class is missing"
    )
    st.caption(f"Read as {sentence(report['form'])}. {gaps}.")
    for note in report.get("notes", []):  # older sets have none
        st.caption(sentence(note))
    for warning in report["warnings"]:
        st.warning(sentence(warning), icon=":material/info:")
    if report["contradicting"]:
        verb = "has" if report["contradicting"] == 1 else "have"
        words = f"{counted(report['contradicting'], 'picture')} {verb} more than one label."
        st.warning(words, icon=":material/rule:")
    if report["refused"]:
        st.table(
            [{"Refused": f"{count:,}", "Why": sentence(why)} for why, count in report["reasons"].items()],
            hide_index=True,
        )
        with st.expander("Examples"):
            for name in report["named"]:
                st.text(name)


def _draw_pictures(content: Labelled, index: int) -> None:
    rows = np.flatnonzero(class_index(content.labels) == index)[:_SHOWN_AT_MOST]
    words = grid.class_name(index)
    st.markdown(f"**{words.capitalize()}**")
    if len(rows):
        across = min(_ACROSS, len(rows))
        picture = images.mosaic(content.pictures[rows], across, 3)
        st.image(picture, alt=f"Pictures of the class {words}", width=across * _THUMBNAIL)
