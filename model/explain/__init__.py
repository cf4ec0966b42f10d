"""What a trained network looks at and why: one file per view; add yours to `VIEWS`.

A view takes a `Subject` (network, picture or pictures) and returns arrays and JSON values by name. It runs in a
worker; Keras and TensorFlow are imported inside its functions only, so that the pages can read the table. Then write
its section in docs/explanations.md; the tests of tests/model/explain run over the table.
"""

from model.explain.ablation import ABLATION
from model.explain.activations import ACTIVATIONS
from model.explain.attribution import ATTRIBUTION_VIEW
from model.explain.feature_visualisation import FEATURE_VISUALISATION
from model.explain.layer_weights import LAYER_WEIGHTS
from model.explain.linear_probes import LINEAR_PROBES
from model.explain.query import Answer, Cancelled, Choice, ProgressCallback, Subject, View
from model.explain.serialise import pack, unpack
from model.explain.structure import STRUCTURE

VIEWS: dict[str, View] = {
    view.name: view
    for view in (
        STRUCTURE,
        ACTIVATIONS,
        LAYER_WEIGHTS,
        ATTRIBUTION_VIEW,
        FEATURE_VISUALISATION,
        ABLATION,
        LINEAR_PROBES,
    )
}

__all__ = ["VIEWS", "Answer", "Cancelled", "Choice", "ProgressCallback", "Subject", "View", "pack", "unpack"]
