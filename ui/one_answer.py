"""A network that gives one answer for all 96 classes: what rests on Train then, and the sentences that say so."""

from collections.abc import Mapping
from typing import Any

from model.networks import is_joint

RESTS = (
    "This network gives one answer for all 96 classes, with one loss. The four heads are read from it, so methods, "
    "loss weights and freezing have nothing to weigh: they rest."
)
SHORT = "One answer has one loss: there are no heads to weigh, freeze or step alone."
NO_LOOKS = (
    "Here you see who pulls at the shared trunk. This run has one answer for all 96 classes: one loss, one gradient, "
    "and nobody who pulls against anybody."
)
NOTHING_HAPPENS = "One answer has one loss: there are no weights that could be changed on the way."
NO_BASELINES = "One answer for all 96 classes has no heads that could train alone: no baselines, and no delta-m."


def gives_one(settings: Mapping[str, Any]) -> bool:
    """Whether a run with these settings, as JSON of any version, has a network with one answer."""
    design = settings.get("design")
    return design.get("joint") is not None if design else is_joint(str(settings.get("network")))
