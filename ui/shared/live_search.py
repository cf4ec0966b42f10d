"""What the browser needs to move a line and to search for flips as Python does: `static/shared/scene/` reads it."""

import base64
from typing import Any

import numpy as np

from model.probe import FACTORS, TRAINED_STEPS, Factor
from model.probe.counterfactual import FAR, LEVELS, NARROWER, RAY_SAMPLES, SMALL, SPREAD, WORTH, search_directions
from model.probe.scenes import noise_fields


def factor_rules(factor: Factor) -> dict[str, Any]:
    """The type `Factor` in the browser."""
    plain = {
        name: getattr(factor, name) for name in ("name", "label", "unit", "digits", "about", "low", "high", "step")
    }
    return plain | {"turn": factor.turn, "trained_step": TRAINED_STEPS.get(factor.name)}


def search_rules() -> dict[str, Any]:
    """The type `SearchRules` in the browser."""
    return {
        "factors": [factor_rules(FACTORS[name]) for name in TRAINED_STEPS],
        "samples": RAY_SAMPLES,
        "levels": LEVELS,
        "far": FAR,
        "spread": SPREAD,
        "narrower": NARROWER,
        "small": SMALL,
        "worth": WORTH,
    }


def packed_directions(seed: int) -> dict[str, Any]:
    """Random directions as bytes in base64, with their shapes."""
    directions = search_directions(seed)
    return {
        "first": _packed(directions.first),
        "rounds": _packed(directions.rounds),
        "kept": _packed(directions.kept),
        "shape": list(directions.rounds.shape),
    }


def packed_noise(seed: int) -> str:
    """The noise of this seed, `(28, 28, 3)` float32, in base64."""
    return _packed(noise_fields(seed + 1)[seed])


def _packed(values: np.ndarray) -> str:
    return base64.b64encode(np.ascontiguousarray(values).tobytes()).decode()
