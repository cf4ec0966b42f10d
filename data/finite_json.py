"""JSON in which NaN and the infinities, which JSON and databases do not know and charts cannot draw, are null."""

import json
import math
from typing import Any


def finite_json(value: Any, **options: Any) -> str:
    """`json.dumps` with null in place of numbers that are not finite."""
    try:
        return json.dumps(value, allow_nan=False, **options)
    except ValueError:
        return json.dumps(_finite(value), allow_nan=False, **options)


def compact_json(value: Any) -> str:
    """`finite_json` without spaces."""
    return finite_json(value, separators=(",", ":"))


def _finite(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _finite(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [_finite(item) for item in value]
    return None if isinstance(value, float) and not math.isfinite(value) else value
