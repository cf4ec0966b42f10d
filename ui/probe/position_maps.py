"""Position maps: the line slides over the frame, and each head's probability of one class is a map."""

from typing import Any

import numpy as np

from model.heads import HEADS
from model.probe import PositionMaps
from ui.probe import cached
from ui.probe.component import class_label, draw_component, rounded_probabilities
from ui.probe.context import ProbeContext
from ui.probe.film_strip import film_strip
from ui.shared.ground_truth import Truth, truth
from ui.shared.help_text import help_beside

POSITION_MAPS_HELP = help_beside(__file__)


def draw_position_maps(context: ProbeContext) -> None:
    spec = context.drawing.spec
    known = truth(spec) if spec is not None else None
    draw_component("maps", position_maps_payload(context, cached.position_probabilities(context), known))


def position_maps_payload(context: ProbeContext, maps: PositionMaps, known: dict[str, Truth] | None) -> dict[str, Any]:
    """The data of the drawing."""
    watched = cached.watched_classes(context, known)
    return {
        "of": [context.network.version, context.drawing.to_json(), context.seed],
        "maps": [
            {"true": bool(known and known[name]["class"] is not None)}
            | _head_map(name, maps.probabilities[name], watched[name])
            for name in HEADS
        ],
        "inside": maps.inside.astype(int).tolist(),
        "middle": context.scene.middle[0].round(2).tolist(),
        "film": film_strip(maps.pictures),
    }


def _head_map(head: str, probabilities: np.ndarray, watched: int) -> dict[str, Any]:
    """
    Args:
        probabilities: `(places, classes)`.
        watched: The class whose probability is shown.
    """
    answer = probabilities.argmax(axis=1)
    return {
        "watched": class_label(head, watched),
        "probability": rounded_probabilities(probabilities[:, watched]),
        "answer": answer.tolist(),
        "sure": rounded_probabilities(probabilities.max(axis=1)),
        "other": (answer != watched).astype(int).tolist(),
    }
