"""What can be taken away of networks and runs: files of every form, each made when it is asked for."""

import io
import json
import zipfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial

import streamlit as st

from data.export import Export
from model.files import EXPORTS
from model.files.checked import words
from runs.history import write_history
from training.catalogue import TrainedNetwork, has_network, name_of
from training.curves import CURVE_FORMATS, RunCurve
from training.files import EXPORT
from training.run import Run
from ui.shared import session_keys, worker_query
from ui.shared.run_view import View, look
from ui.shared.store import catalogue

ALL = "all"
ICON = ":material/download:"
NOTHING = "There is nothing to take away yet: the run has not begun."
HEIGHT, LOW = 250, 150  # px, with the check of a network and without: the forms keep their place when one is chosen
CHOOSE = "Choose a form: a file is made when you ask for it."
CHOOSE_CHECKED = "Choose a form: a file is made, and checked on test pictures, when you ask for it."


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One form in which something can be taken away."""

    name: str
    label: str
    about: str  # one sentence
    draw: Callable[[str], None]  # the button, or how far the file is; takes the key of its widgets


def downloads(of: TrainedNetwork | Run) -> None:
    """A popover with every file of a network, or of a run with its curve."""
    if isinstance(of, TrainedNetwork):
        _popover(of.name, partial(_of_network, of.name))
    else:
        _popover(of.id, partial(_of_run, of))


def of_runs(runs: Sequence[Run]) -> None:
    """A popover with every file of one run, or the curves of several."""
    if len(runs) == 1:
        downloads(runs[0])
    else:
        _popover("several", partial(_curves, runs, f"lineheads-{len(runs)}-runs"))


def _popover(name: str, items: Callable[[], list[Item]]) -> None:
    key = session_keys.files(name)
    with st.popover("Files", icon=":material/download:", key=f"{key}_open", on_change="rerun") as opened:
        some = items()
        with st.container(
            height=HEIGHT if len(some) > len(CURVE_FORMATS) else LOW, border=False
        ):  # before it opens: where
            if opened.open:  # there is no room below, it then opens upwards
                _choice(some, key)


def _choice(items: list[Item], key: str) -> None:
    """The forms, and the one that was asked for."""
    if not items:
        st.caption(NOTHING)
        return
    known = {item.name: item for item in items}
    if st.session_state.get(key) not in (None, *known):
        del st.session_state[key]
    name = st.pills(
        "Form", list(known), key=key, format_func=lambda one: known[one].label, label_visibility="collapsed"
    )
    st.caption(known[name].about if name else CHOOSE_CHECKED if set(known) & set(EXPORTS) else CHOOSE)
    if name:
        known[name].draw(f"{key}_{name}")


def _of_run(run: Run) -> list[Item]:
    ended = has_network(run)
    whole = Item(
        name=ALL,
        label="All in one zip",
        about="Settings, curve with every look under the hood, weights and LiteRT network, as they are in the store.",
        draw=partial(_whole, run.id),
    )
    curves = _curves([run], f"lineheads-{run.id}")
    return [*(_of_network(name_of(run.id)) if ended else []), *curves, *([whole] if ended and curves else [])]


def _of_network(name: str) -> list[Item]:
    return [
        Item(name=one.name, label=one.label, about=one.about, draw=partial(_network, one, name))
        for one in EXPORTS.values()
    ]


def _curves(runs: Sequence[Run], stem: str) -> list[Item]:
    """None of runs that have no points: those that wait, and those of a file."""
    if not any(run.step or run.active for run in runs):
        return []
    return [
        Item(name=one.name, label=one.label, about=one.about, draw=partial(_curve, one, runs, stem))
        for one in CURVE_FORMATS.values()
    ]


def _network(export: Export, name: str, key: str) -> None:
    """The checked file; a worker makes it."""
    network = catalogue().get(name)
    job = worker_query.job_about(EXPORT, network, form=export.name)
    state = worker_query.state_of(worker_query.key_of(job))
    if state.status == "new":
        worker_query.submit(job)
        state = worker_query.state_of(state.key)
    if state.status != "done":
        label = "Make it again" if state.status == "failed" else "Make it"
        worker_query.unanswered(state, job, f"{key}_ask", label)
        return
    size, check = _size_and_check(state.key)
    _button(export, f"{size} · Download", partial(_file, state.key), f"lineheads-{name}{export.ending}", key)
    st.caption(check)


@st.cache_data(show_spinner=False, max_entries=256)
def _size_and_check(query: str) -> tuple[str, str]:
    """Size of a file and the outcome of its check, in words."""
    answer = worker_query.read_answer(query)
    return size_words(len(answer["file"])), words(answer["pictures"], answer["difference"])


def _file(query: str) -> bytes:
    return worker_query.read_answer(query)["file"].tobytes()


def _curve(form: Export, runs: Sequence[Run], stem: str, key: str) -> None:
    _button(form, "Download", partial(_curve_file, form, runs), f"{stem}{form.ending}", key)


def _curve_file(form: Export, runs: Sequence[Run]) -> bytes:
    views = (look(run.id) for run in runs)
    return form.make([RunCurve.of(view.record, list(view.points)) for view in views if view and view.points])


def _whole(run_id: str, key: str) -> None:
    def make() -> bytes:
        view = look(run_id)
        assert view is not None
        return bundle(view)

    name = f"lineheads-{run_id}.zip"
    st.download_button("Download", make, name, "application/zip", key=key, on_click="ignore", icon=ICON)


def _button(form: Export, label: str, make: Callable[[], bytes], name: str, key: str) -> None:
    st.download_button(label, make, name, form.mime, key=key, on_click="ignore", type="primary", icon=ICON)


def size_words(count: int) -> str:
    """`168 kB` or `1.4 MB`."""
    return f"{count / 1e6:.1f} MB" if count >= 1e6 else f"{max(1, round(count / 1e3))} kB"


def bundle(view: View) -> bytes:
    """Settings and curve, and network and weights as they stand in the store."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in _files(view).items():
            archive.writestr(name, content)
    return file.getvalue()


def _files(view: View) -> dict[str, str | bytes]:
    files: dict[str, str | bytes] = {"settings.json": json.dumps(view.record.settings.to_json(), indent=1)}
    files["curve.json"] = write_history(view.points)
    files["curve.csv"] = CURVE_FORMATS["csv"].make([RunCurve.of(view.record, view.points)])
    left = catalogue().find(view.record.id).files
    return files | {name: left.file(name) or b"" for name in left.names()}
