"""Attribution: the maps of the four heads on the chosen picture, and the same with shuffled weights."""

from functools import partial
from typing import Any

import numpy as np
import streamlit as st

from model.heads import HEADS
from training.catalogue import TrainedNetwork
from ui.look_inside import fields
from ui.look_inside.layer_names import layer_label
from ui.shared import worker_query
from ui.shared.class_labels import class_labels
from ui.shared.images import base64_pixels
from ui.shared.layout import horizontal
from ui.shared.network_diagram import array_to_json, draw_diagram
from ui.shared.url_widgets import bound, segmented_control

EMPTY_ROW: dict[str, Any] = dict.fromkeys(("maps", "titles", "notes", "words"), [None] * len(HEADS))
SIMILARITY_LEVELS = {  # rank correlation from which two maps are described so
    0.5: "mostly alike, so much of the map above comes from the picture itself",
    0.2: "somewhat alike, so a part of the map above comes from the picture itself",
    0.0: "hardly alike, so the map above depends on what was learned",
}


def draw_attribution(network: TrainedNetwork, picture: np.ndarray) -> None:
    with horizontal():
        method = segmented_control("Method", fields.ATTRIBUTION, fields.METHOD_LABELS)
        words = "Draw the same maps for a network that has learned nothing. Maps worth anything must change."
        sanity_check = st.toggle("Sanity check: shuffle the weights", **bound(fields.SANITY), help=words)
        rows = _rows(network, picture, method, sanity_check)
    draw_diagram("attribution", picture=base64_pixels(picture), rows=rows)


def _rows(network: TrainedNetwork, picture: np.ndarray, method: str, sanity_check: bool) -> list[dict[str, Any]]:
    """The answers so far: the maps, and those of shuffled weights; what is missing is reported in place."""
    variants = (False, True) if sanity_check else (False,)
    answers: dict[bool, worker_query.Answer] = {}
    for randomised in variants:
        place = {"draw": partial(answers.__setitem__, randomised), "key": f"attention_{randomised}"}
        arguments = {"method": method, "randomised": randomised}
        worker_query.draw_answer("attribution", network, picture, **place, **arguments)
    return [attribution_row(answers[variant]) if variant in answers else EMPTY_ROW for variant in variants]


def attribution_row(answer: dict[str, Any]) -> dict[str, Any]:
    """Four maps, each with a title, a note under it, and words for those who do not see it."""
    titles = [
        f"{class_labels(head)[answer['classes'][head]]}: score {_signed(answer['scores'][head])}" for head in HEADS
    ]
    notes = [_note(head, answer) for head in HEADS]
    maps = [answer[f"map/{head}"] for head in HEADS]
    views = zip(titles, maps, notes, strict=True)
    words = [f"{title}. {_strongest_pixel(values)} {note}" for title, values, note in views]
    return {"maps": list(map(array_to_json, maps)), "titles": titles, "notes": notes, "words": words}


def _note(name: str, answer: dict[str, Any]) -> str:
    if not np.any(answer[f"map/{name}"]):
        return "The map is empty: nothing here speaks for or against it."
    if "similarity" in answer:
        return similarity_text(answer["similarity"][name])
    if answer.get("gaps"):
        return f"The pixels explain the score up to {abs(answer['gaps'][name]):.2f}."
    if layer := answer.get("layer"):
        return f"Taken at the layer {layer_label(layer)}."
    return "Score lost where a piece is covered."


def similarity_text(similarity: float | None) -> str:
    """What a rank correlation with the map of the trained network means."""
    if similarity is None:
        return "One of the two maps is flat, so they cannot be compared."
    words = next(words for level, words in SIMILARITY_LEVELS.items() if abs(similarity) >= level)
    return f"Rank correlation {_signed(similarity, 2)}: {words}."


def _signed(value: float, digits: int = 1) -> str:
    return f"{value:.{digits}f}".replace("-", "−")


def _strongest_pixel(values: np.ndarray) -> str:
    """Where a map `(28, 28)` is strongest."""
    row, column = np.unravel_index(np.abs(values).argmax(), values.shape)
    return f"Strongest at row {row}, column {column}."
