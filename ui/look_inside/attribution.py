"""Where the four heads look: their maps on the chosen picture, and the same with shuffled weights."""

from functools import partial
from typing import Any

import numpy as np
import streamlit as st

from model.heads import HEADS
from training.catalogue import TrainedNetwork
from ui.look_inside.layer_names import called
from ui.shared import session_keys, worker_query
from ui.shared.images import encoded
from ui.shared.network_diagram import drawn, sent
from ui.shared.url_state import one_of

METHODS = {"grad-cam": "Grad-CAM", "integrated-gradients": "Integrated gradients", "occlusion": "Occlusion"}
EMPTY: dict[str, Any] = dict.fromkeys(("maps", "titles", "notes", "words"), [None] * len(HEADS))
ALIKE = {  # rank correlation from which two maps are called so
    0.5: "mostly alike, so much of the map above comes from the picture itself",
    0.2: "somewhat alike, so a part of the map above comes from the picture itself",
    0.0: "hardly alike, so the map above depends on what was learned",
}


def attention(network: TrainedNetwork, picture: np.ndarray) -> None:
    with st.container(horizontal=True, vertical_alignment="center"):
        method = one_of("Method", METHODS, session_keys.ATTENTION)
        sane = st.toggle(
            "Sanity check: shuffle the weights",
            key=session_keys.SANITY,
            bind="query-params",
            help="Draw the same maps for a network that has learned nothing. Maps worth anything must change.",
        )
        rows = _rows(network, picture, method, sane)
    drawn("attribution", "attribution", picture=encoded(picture), rows=rows)


def _rows(network: TrainedNetwork, picture: np.ndarray, method: str, sane: bool) -> list[dict[str, Any]]:
    """What is known so far: the maps, and those of shuffled weights; says what lacks, in place."""
    found: dict[bool, worker_query.Answer] = {}
    for randomised in (False, True) if sane else (False,):
        worker_query.show(
            "attribution",
            network,
            picture,
            draw=partial(found.__setitem__, randomised),
            key=f"attention_{randomised}",
            method=method,
            randomised=randomised,
        )
    return [row(found[one]) if one in found else EMPTY for one in ((False, True) if sane else (False,))]


def row(found: dict[str, Any]) -> dict[str, Any]:
    """Four maps, each with a title, a note under it, and words for those who do not see it."""
    titles = [_title(head, found) for head in HEADS]
    notes = [_note(head, found) for head in HEADS]
    words = [f"{title}. {_brightest(found[f'map/{head}'])} {note}" for head, title, note in _each(titles, notes)]
    maps = [sent(found[f"map/{head}"]) for head in HEADS]
    return {"maps": maps, "titles": titles, "notes": notes, "words": words}


def _each(titles: list[str], notes: list[str]) -> list[tuple[str, str, str]]:
    return list(zip(HEADS, titles, notes, strict=True))


def _title(name: str, found: dict[str, Any]) -> str:
    head = HEADS[name]
    degrees = "°" if head.reads.unit == "degrees" else ""
    return f"{head.classes[found['classes'][name]]}{degrees}: score {_signed(found['scores'][name])}"


def _note(name: str, found: dict[str, Any]) -> str:
    if not np.any(found[f"map/{name}"]):
        return "The map is empty: nothing here speaks for or against it."
    if "similarity" in found:
        return alike(found["similarity"][name])
    if found.get("gaps"):
        return f"The pixels explain the score up to {abs(found['gaps'][name]):.2f}."
    if layer := found.get("layer"):
        return f"Taken at the layer {called(layer)}."
    return "Score lost where a piece is covered."


def alike(similarity: float | None) -> str:
    """What a rank correlation with the map of the trained network means."""
    if similarity is None:
        return "One of the two maps is flat, so they cannot be compared."
    words = next(words for level, words in ALIKE.items() if abs(similarity) >= level)
    return f"Rank correlation {_signed(similarity, 2)}: {words}."


def _signed(value: float, digits: int = 1) -> str:
    return f"{value:.{digits}f}".replace("-", "−")


def _brightest(values: np.ndarray) -> str:
    """Where a map `(28, 28)` is strongest."""
    row, column = np.unravel_index(np.abs(values).argmax(), values.shape)
    return f"Strongest at row {row}, column {column}."
