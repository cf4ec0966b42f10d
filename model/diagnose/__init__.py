"""What goes on in the trunk between the heads: one file per group of formulas, each with its panels. NumPy only.

Every panel is a diagnostic, not a verdict. Add yours: a function and a `Panel` in a file here, one entry of `PANELS`, a
line in `answer.py`, a section in `docs/diagnostics.md`, and a drawing in `static/train/gradient_panels/`.
"""

from model.diagnose.direction import CONFLICT, COSINE
from model.diagnose.filter_attribution import OWNERSHIP
from model.diagnose.gradient_sample import Look
from model.diagnose.magnitude import NORM, SHARE, SIMILARITY
from model.diagnose.measure import diagnose
from model.diagnose.panel import Panel
from model.diagnose.progress import MOVED, RATE, WEIGHTS, WOKE
from model.diagnose.update import UPDATE, expected_shares

__all__ = ["PANELS", "Look", "Panel", "diagnose", "expected_shares"]

PANELS: dict[str, Panel] = {
    panel.name: panel
    for panel in (
        WEIGHTS,
        NORM,
        SHARE,
        UPDATE,
        COSINE,
        CONFLICT,
        SIMILARITY,
        RATE,
        WOKE,
        MOVED,
        OWNERSHIP,
    )
}
