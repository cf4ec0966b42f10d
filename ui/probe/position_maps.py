"""Position maps: the line slides over the frame, and each head's probability of one class is a map."""

from typing import Any

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
    probabilities = maps.probabilities
    return {
        "of": [context.network.version, context.drawing.to_json(), context.seed],
        "maps": [
            {
                "watched": class_label(name, watched[name]),
                "true": bool(known and known[name]["class"] is not None),
                "probability": rounded_probabilities(probabilities[name][:, watched[name]]),
                "answer": probabilities[name].argmax(axis=1).tolist(),
                "sure": rounded_probabilities(probabilities[name].max(axis=1)),
                "other": (probabilities[name].argmax(axis=1) != watched[name]).astype(int).tolist(),
            }
            for name in HEADS
        ],
        "inside": maps.inside.astype(int).tolist(),
        "middle": context.scene.middle[0].round(2).tolist(),
        "film": film_strip(maps.pictures),
    }
