"""Downloads of networks and runs: one file per form, made when it is chosen."""

import io
import zipfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial

import streamlit as st

from data.export import Export
from data.finite_json import finite_json
from model.files import NETWORK_EXPORTS
from model.files.checked import check_sentence
from runs.history import HistoryPoint, write_history
from training.catalogue import SHIPPED_RUN, TrainedNetwork, has_network, network_name
from training.curves import CURVE_FORMATS, RunCurve
from training.files import EXPORT
from training.run import Run
from ui.shared import session_keys, worker_query
from ui.shared.layout import download_button
from ui.shared.run_view import RunView, view_of
from ui.shared.store import catalogue, store

EVERYTHING = "all"
_NOTHING = "There is nothing to download yet: the run has not begun."
_HEIGHT, _LOW = 250, 150  # px, with and without the check of a network: the forms do not move when a file is ready
_CHOOSE = "Choose a form: its file is made then."
_CHOOSE_CHECKED = "Choose a form: its file is made then, and checked on test pictures."


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One form of download."""

    name: str
    label: str
    about: str  # one sentence
    draw: Callable[[str], None]  # draws the button or the progress; takes the key of its widgets


def downloads(of: TrainedNetwork | Run) -> None:
    """A popover with all files of a network, or of a run and its curves."""
    if isinstance(of, TrainedNetwork):
        _popover(of.name, partial(_of_network, of.name))
    else:
        _popover(of.id, partial(_of_run, of))


def run_downloads(runs: Sequence[Run]) -> None:
    """A popover with all files of one run, or the curves of several runs."""
    if len(runs) == 1:
        downloads(runs[0])
    else:
        _popover("several", partial(_curves, runs, f"lineheads-{len(runs)}-runs"))


def _popover(name: str, items: Callable[[], list[Item]]) -> None:
    key = session_keys.download_form(name)
    with st.popover("Files", icon=":material/download:", key=f"{key}_open", on_change="rerun") as opened:
        forms = items()
        # the height is known before it opens: without room below it opens upwards
        with st.container(height=_HEIGHT if len(forms) > len(CURVE_FORMATS) else _LOW, border=False):
            if opened.open:
                _choice(forms, key)


def _choice(items: list[Item], key: str) -> None:
    """The forms, and the download of the chosen one."""
    if not items:
        st.caption(_NOTHING)
        return
    by_name = {item.name: item for item in items}
    if st.session_state.get(key) not in (None, *by_name):
        del st.session_state[key]
    labels = {item.name: item.label for item in items}
    name = st.pills("Form", list(labels), key=key, format_func=labels.__getitem__, label_visibility="collapsed")
    st.caption(by_name[name].about if name else _CHOOSE_CHECKED if set(by_name) & set(NETWORK_EXPORTS) else _CHOOSE)
    if name:
        by_name[name].draw(f"{key}_{name}")


def _of_run(run: Run) -> list[Item]:
    ended = has_network(run)
    whole = Item(
        name=EVERYTHING,
        label="All in one zip",
        about="Settings, curves with all gradient diagnostics, weights and LiteRT network, as stored.",
        draw=partial(_whole, run.id),
    )
    curves = _curves([run], f"lineheads-{run.id}")
    return [*(_of_network(network_name(run.id)) if ended else []), *curves, *([whole] if ended and curves else [])]


def _of_network(name: str) -> list[Item]:
    return [_item(form, partial(_network, form, name)) for form in NETWORK_EXPORTS.values()]


def _item(form: Export, draw: Callable[[str], None]) -> Item:
    return Item(name=form.name, label=form.label, about=form.about, draw=draw)


def _curves(runs: Sequence[Run], stem: str) -> list[Item]:
    """The curves of runs that have points: queued and imported runs have none."""
    if not any(run.step or run.active for run in runs):
        return []
    return [_item(form, partial(_curve, form, runs, stem)) for form in CURVE_FORMATS.values()]


def _network(export: Export, name: str, key: str) -> None:
    """The checked file, made by a worker."""
    job = worker_query.job_about(EXPORT, catalogue().get(name), form=export.name)
    state = worker_query.query_state(worker_query.job_key(job))
    if state.status == "new":
        worker_query.submit(job)
        state = worker_query.query_state(state.key)
    if state.status != "done":
        label = "Make it again" if state.status == "failed" else "Make it"
        return worker_query.draw_progress(state, job, f"{key}_ask", label)
    size, check = _size_and_check(state.key)
    make, file = partial(_file, state.key), f"lineheads-{name}{export.ending}"
    download_button(f"{size} · Download", make, file, export.mime, key, type="primary")
    st.caption(check)


@st.cache_data(show_spinner=False, max_entries=256)
def _size_and_check(query: str) -> tuple[str, str]:
    """Size of a file and the result of its check as text."""
    answer = worker_query.read_answer(query)
    return size_text(len(answer["file"])), check_sentence(answer["pictures"], answer["difference"])


def _file(query: str) -> bytes:
    return worker_query.read_answer(query)["file"].tobytes()


def _curve(form: Export, runs: Sequence[Run], stem: str, key: str) -> None:
    make = partial(_curve_file, form, runs)
    download_button("Download", make, f"{stem}{form.ending}", form.mime, key, type="primary")


def _curve_file(form: Export, runs: Sequence[Run]) -> bytes:
    views = (view_of(run.id) for run in runs)
    return form.make([RunCurve.of(view.record, _all_points(view)) for view in views if view and view.points])


def _all_points(view: RunView) -> list[HistoryPoint]:
    """Of a long run a view has some."""
    return list(view.points) if view.record.id == SHIPPED_RUN else store().points(view.record.id)


def _whole(run_id: str, key: str) -> None:
    def make() -> bytes:
        view = view_of(run_id)
        assert view is not None
        return run_zip(view)

    download_button("Download", make, f"lineheads-{run_id}.zip", "application/zip", key)


def size_text(count: int) -> str:
    """`168 kB` or `1.4 MB`."""
    return f"{count / 1e6:.1f} MB" if count >= 1e6 else f"{max(1, round(count / 1e3))} kB"


def run_zip(view: RunView) -> bytes:
    """A zip of settings and curves, and of network and weights as stored."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in _files(view).items():
            archive.writestr(name, content)
    return file.getvalue()


def _files(view: RunView) -> dict[str, str | bytes]:
    files: dict[str, str | bytes] = {"settings.json": finite_json(view.record.settings.to_json(), indent=1)}
    points = _all_points(view)
    files["curve.json"] = write_history(points)
    files["curve.csv"] = CURVE_FORMATS["csv"].make([RunCurve.of(view.record, points)])
    stored = catalogue().find(view.record.id).files
    return files | {name: stored.file(name) or b"" for name in stored.names()}
