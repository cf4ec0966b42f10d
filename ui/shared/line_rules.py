"""What the browser needs to paint a line and to judge it as Python does: `static/shared/line/` reads it."""

import base64
import hashlib
import zlib
from functools import cache
from typing import Any

import numpy as np

from data.finite_json import compact_json
from data.labels import PROPERTIES
from data.line import TIE
from data.line_detector import CERTAINTY, DEVIATION, FAINTEST
from data.paint import hard, pillow, stamps, subpixel
from ui.shared.format import NO_LINE
from ui.shared.ground_truth import CLASS_UNITS, NEAR, NEAREST, UNITS

ADDRESS = "/line-rules/{version}"


def rules_address() -> str:
    """Where the browser finds the rules, below the app."""
    return ADDRESS.format(version=rules_version()).removeprefix("/")


@cache
def rules_version() -> str:
    """Changes when the rules do."""
    return hashlib.sha256(rules_text().encode()).hexdigest()[:12]


@cache
def rules_text() -> str:
    """The rules as JSON."""
    return compact_json(line_rules())


@cache
def line_rules() -> dict[str, Any]:
    """Stamps, values of the classes, tolerances and texts as plain values: the type `LineRules` in the browser."""
    return {
        "tie": TIE,
        "nudge": subpixel.NUDGE,
        "stamps": _stamps(),
        "detector": {"faintest": FAINTEST, "certainty": CERTAINTY, "deviation": DEVIATION},
        "properties": [
            {
                "name": prop.name,
                "classes": prop.classes,
                "values": prop.values,
                "near": NEAR[prop.name],
                "unit": UNITS.get(prop.unit, ""),
                "classUnit": CLASS_UNITS.get(prop.unit, ""),
            }
            for prop in PROPERTIES.values()
        ],
        "texts": {"noLine": NO_LINE, "nearest": NEAREST["on"], "nearestOff": NEAREST["off"]},
    }


def _stamps() -> dict[str, Any]:
    """The stamps of `data/paint/stamps.py`; of Pillow's those that are drawn upwards."""
    shipped = stamps.stamps()
    return {
        "reach": stamps.REACH,
        "margin": stamps.MARGIN,
        "rows": stamps.STAMP_ROWS,
        "widths": {"hard": hard.STAMP_WIDTHS, "pillow": pillow.STAMP_WIDTHS},
        "hard": _packed(shipped.spans, by_column=True),
        "pillow": _packed(shipped.pillow_spans[: pillow.DOWNWARD]),
        "cut": shipped.cut.tolist(),
        "cutSpans": _packed(shipped.cut_spans),
    }


def _packed(spans: np.ndarray, *, by_column: bool = False) -> str:
    """`(n, rows, 2)` int8 spans, each stamp as its difference from the one before: zlib, then base64.

    Args:
        by_column: Each number of all stamps stands together, which packs OpenCV's smaller.
    """
    differences = np.diff(spans, axis=0, prepend=np.zeros_like(spans[:1]))
    ordered = differences.transpose(1, 2, 0) if by_column else differences
    return base64.b64encode(zlib.compress(ordered.tobytes(), 9)).decode()
