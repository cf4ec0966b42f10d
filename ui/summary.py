"""What a run leaves: its result in words, the way to Explore, a zip, and the command that repeats it."""

import csv
import io
import json
import zipfile
from functools import partial
from pathlib import Path
from typing import Any

import streamlit as st

from model.predict.predictor import SHIPPED
from training.settings import RunSettings
from ui import keys, notebook
from ui.command import command_line
from ui.store import store
from ui.watch import STORY, View
from ui.words import result_words

STORY_FILES = {"network.tflite": "fast.tflite", "weights.npz": "fast.weights.npz"}
NETWORK_FILE = "network.tflite"


def result(view: View) -> None:
    """The result and what can be done with it; its place is kept while there is none."""
    ready = has_network(view)
    words, actions = st.columns([0.7, 0.3], vertical_alignment="center")
    missing = "The test result stands here when the run has ended." if view.live else "This run ended without a result."
    words.markdown(result_words(view) or missing)
    with actions.container(horizontal=True, horizontal_alignment="right", vertical_alignment="center", gap="xsmall"):
        st.button(
            "Use in Explore",
            key="use",
            icon=":material/draw:",
            type="primary",
            on_click=use_in_explore,
            args=(network_name(view),),
            disabled=not ready,
        )
        st.download_button(
            "Download",
            partial(bundle, view),
            f"lineheads-{view.record.id}.zip",
            key="download",
            icon=":material/download:",
            on_click="ignore",
            disabled=not ready,
            help="One zip: weights, LiteRT network, settings and curve.",
        )


def use_in_explore(network: str) -> None:
    """Let this network answer on Explore. A callback: it leaves before the sidebar is drawn again."""
    st.session_state[keys.NETWORK] = network
    st.switch_page("pages/explore.py", query_params={keys.NETWORK: network})


def terminal(view: View) -> None:
    """The same run as a command, and as a notebook."""
    with st.expander("Same run in a terminal or a notebook", icon=":material/terminal:"):
        st.code(command_line(RunSettings.from_json(view.record.settings)), language="bash", wrap_lines=True)
        if view.marks:
            st.caption("Weights that were changed during the run are not in the command: it keeps the first ones.")
        notebook.button(view.record)


def has_network(view: View) -> bool:
    """Whether the run has ended with a network."""
    if view.record.id == STORY:
        return True
    return view.record.finished and NETWORK_FILE in store().artefact_names(view.record.id)


def network_name(view: View) -> str:
    """How Explore calls the network of the run."""
    return "fast" if view.record.id == STORY else view.record.id


def bundle(view: View) -> bytes:
    """Everything that the run leaves, as one zip."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in _files(view).items():
            archive.writestr(name, content)
    return file.getvalue()


def _files(view: View) -> dict[str, str | bytes]:
    files: dict[str, str | bytes] = {"settings.json": json.dumps(view.record.settings, indent=1)}
    files |= {"curve.json": json.dumps(view.points), "curve.csv": curve_csv(view.points)}
    if view.record.id == STORY:
        return files | {name: Path(SHIPPED / shipped).read_bytes() for name, shipped in STORY_FILES.items()}
    names = store().artefact_names(view.record.id)
    return files | {name: store().artefact(view.record.id, name) or b"" for name in names}


def curve_csv(points: list[dict[str, Any]]) -> str:
    """The points as a table: a column for each number, `loss.angle` for those of a head."""
    rows = [_flat(point) for point in points]
    columns = dict.fromkeys(name for row in rows for name in row)
    text = io.StringIO()
    writer = csv.DictWriter(text, list(columns))
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue()


def _flat(values: dict[str, Any], prefix: str = "") -> dict[str, float]:
    """The numbers of a point under dotted names; matrices and words are in `curve.json` alone."""
    flat: dict[str, float] = {}
    for name, value in values.items():
        if isinstance(value, dict):
            flat |= _flat(value, f"{prefix}{name}.")
        elif isinstance(value, int | float) and not isinstance(value, bool):
            flat[prefix + name] = value
    return flat
