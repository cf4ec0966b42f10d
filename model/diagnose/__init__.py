"""What goes on in the trunk between the heads: one file per group of formulas, each with its panels. NumPy only.

Every panel is a diagnostic, not a verdict. Add yours: a `Panel` in a file here, with its formula and what it measures,
and one entry of `PANELS`; `python -m docs` then writes its section in `docs/diagnostics.md`. Without a drawing of its
own in `static/train/gradient_panels/` its numbers are shown as they are.
"""

from typing import Any

import numpy as np

from model.diagnose.direction import CONFLICT, COSINE
from model.diagnose.filter_attribution import OWNERSHIP
from model.diagnose.gradient_sample import GradientSample
from model.diagnose.gram import Gram
from model.diagnose.magnitude import NORM, SHARE, SIMILARITY
from model.diagnose.panel import Panel
from model.diagnose.progress import CHOSEN_WEIGHTS, MOVED, RATE, SOLVED
from model.diagnose.update import UPDATE, expected_shares

__all__ = ["PANELS", "GradientSample", "Panel", "diagnose", "expected_shares"]

PANELS: dict[str, Panel] = {
    panel.name: panel
    for panel in (
        CHOSEN_WEIGHTS,
        NORM,
        SHARE,
        UPDATE,
        COSINE,
        CONFLICT,
        SIMILARITY,
        RATE,
        SOLVED,
        MOVED,
        OWNERSHIP,
    )
}


def diagnose(sample: GradientSample) -> dict[str, Any]:
    """Measure what all panels draw.

    Returns:
        Plain JSON, 4 significant digits: one number per head (`norm`, `noise`, `share`, `within`, `loss`, `accuracy`,
        `loss_ratio`, `rate`), `silent` heads, `update` with its `rest`, 4x4 `cosine`, `conflict` and `similarity`, and
        `ownership` per layer and filter. None stands for what cannot be said, such as the direction of a zero gradient.
    """
    jacobians = np.asarray(sample.jacobians, float)
    answer: dict[str, Any] = {}
    with np.errstate(all="ignore"):  # what is not a number becomes None
        gram, mean = Gram.of(jacobians), jacobians.mean(axis=0)
        for panel in PANELS.values():
            answer |= panel.measure(sample, gram, mean)
    return answer
