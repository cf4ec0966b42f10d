"""Response curves: one property moves, and every head's probabilities are drawn against it."""

from contextlib import suppress
from typing import Any

from model.heads import HEADS
from model.probe import FACTORS, Factor, Flip, Sweep
from training.catalogue import TrainedNetwork
from training.settings import SettingsError
from ui.probe import cached, fields
from ui.probe.component import class_label, draw_component, rounded_probabilities
from ui.probe.context import ProbeContext
from ui.probe.film_strip import film_strip
from ui.probe.live_line import live_line
from ui.shared.help_text import help_beside
from ui.shared.live_search import factor_rules, packed_noise
from ui.shared.url_widgets import pills

RESPONSE_CURVES_HELP = help_beside(__file__)


def draw_response_curves(context: ProbeContext) -> None:
    labels = {name: moved.label for name, moved in FACTORS.items()}
    name = pills("Property that moves", fields.MOVED_PROPERTY, labels)
    payload = response_curves_payload(context, FACTORS[name], cached.response_sweep(context, name))
    noise = packed_noise(context.seed) if name == "noise" else None
    draw_component("curves", payload | {"live": live_line(context, noise=noise)})


def response_curves_payload(context: ProbeContext, moved: Factor, sweep: Sweep) -> dict[str, Any]:
    """The data of the drawing."""
    return {
        "of": [context.network.version, context.drawing.to_json(), context.seed, moved.name],
        "moved": factor_rules(moved),
        "cyclic": moved.turn is not None,
        "trained": trained_values(moved, context.network),
        "values": sweep.values.tolist(),
        "held": sweep.held,
        "inside": sweep.inside.astype(int).tolist(),
        "probabilities": {name: rounded_probabilities(sweep.probabilities[name].T) for name in HEADS},
        "flips": [{"head": flip.head, "at": flip.at, "words": flip_text(moved, flip)} for flip in sweep.flips],
        "film": film_strip(sweep.pictures),
    }


def flip_text(moved: Factor, flip: Flip) -> str:
    """'length flips to long at 9.8 px'."""
    return f"{flip.head} flips to {class_label(flip.head, flip.after)} at {moved.text(flip.at)}"


def trained_values(moved: Factor, network: TrainedNetwork) -> list[float]:
    """The values of this property that the network was trained with; none where every value in the frame was."""
    with suppress(SettingsError):
        if moved.name == "noise":
            return [network.settings.noise]
        if moved.name == "edge":
            return sorted({1.0 if painter == "smooth" else 0.0 for painter in network.settings.painters})
    return list(moved.trained)
