"""Position maps: the line slides over the frame, and each head's probability of one class is a map."""

from typing import Any

from model.heads import HEADS
from model.probe import PositionMaps
from ui.probe import cached
from ui.probe.component import drawn, said_class, shares
from ui.probe.context import Probed
from ui.probe.film_strip import film
from ui.shared.ground_truth import Truth, truth

WHY = """
Each map has one square for each place of the line's **middle**: 28 × 28 lines, answered in one batch. A square is the
fuller of the head's colour, the surer the head is of the class that is named above: the true one or, where the line's
value is no trained one, what the head says of the line where it lies now. **A dot** marks places where the head says
something else.

Inside the dashed frame the whole line lies in the picture; outside it is cut off. A head that knows its property needs
no place: its map is full inside the frame.
"""


def section(probed: Probed) -> None:
    spec = probed.drawing.spec
    known = truth(spec) if spec is not None else None
    drawn("maps", payload(probed, cached.maps(probed), known))


def payload(probed: Probed, maps: PositionMaps, known: dict[str, Truth] | None) -> dict[str, Any]:
    """All that the drawing shows."""
    watched = cached.classes_held(probed, known)
    probabilities = maps.probabilities
    return {
        "of": [probed.network.version, probed.drawing.to_json(), probed.seed],
        "maps": [
            {
                "watched": said_class(name, watched[name]),
                "true": bool(known and known[name]["class"] is not None),
                "probability": shares(probabilities[name][:, watched[name]]),
                "answer": probabilities[name].argmax(axis=1).tolist(),
                "sure": shares(probabilities[name].max(axis=1)),
                "other": (probabilities[name].argmax(axis=1) != watched[name]).astype(int).tolist(),
            }
            for name in HEADS
        ],
        "inside": maps.inside.astype(int).tolist(),
        "middle": probed.scene.middle[0].round(2).tolist(),
        "film": film(maps.pictures),
    }
