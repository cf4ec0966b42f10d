"""Which pixels each head's answer rests on, by three methods, and the same for a network that learned nothing."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from model.explain.grad_cam import grad_cam
from model.explain.graph import graph_of
from model.explain.integrated import gaps, integrated_gradients
from model.explain.occlusion import hides, occlusion
from model.explain.query import Answer, Choice, ProgressCallback, Subject, View
from model.explain.sanity_check import rank_correlation, shuffled
from model.explain.tracing import class_logits, likeliest
from model.heads import per_head
from model.parameter import Parameter

if TYPE_CHECKING:
    import keras


@dataclass(frozen=True, slots=True)
class AttributionMethod:
    maps: Callable[["keras.Model", np.ndarray, dict[str, int], ProgressCallback], np.ndarray]  # (4, 28, 28)
    places: Callable[[np.ndarray], np.ndarray]  # (28, 28) bool: where it can find anything in a picture


ATTRIBUTION_METHODS = {
    "grad-cam": AttributionMethod(grad_cam, lambda picture: np.full(picture.shape[:2], True)),
    "integrated-gradients": AttributionMethod(integrated_gradients, lambda picture: picture.max(axis=-1) > 0),
    "occlusion": AttributionMethod(occlusion, hides),
}


def attributions(subject: Subject, progress: ProgressCallback, method: str, randomised: bool, seed: float) -> Answer:
    """Each head's map of its likeliest class; `scores` are its logits: before softmax or sigmoid (minus, for class 0).

    If randomised, the map, `scores` and `gaps` are those of the network with shuffled weights, asked about the same
    classes, and `similarity` is the rank correlation of the two maps' absolute values where the method can find
    anything at all (both are 0 elsewhere, whatever the weights); None if one map is the same everywhere.
    """
    assert subject.picture is not None
    network, picture = subject.network, subject.picture.astype(np.float32)
    classes = likeliest(network, picture)
    approach = ATTRIBUTION_METHODS[method]
    maps = approach.maps(network, picture, classes, _part(progress, 0, 2 if randomised else 1))
    answer: Answer = {"classes": classes, "method": method, "randomised": randomised}
    if randomised:
        true, network = maps, shuffled(network, int(seed))
        maps = approach.maps(network, picture, classes, _part(progress, 1, 2))
        places = approach.places(picture)
        alike = [rank_correlation(abs(a[places]), abs(b[places])) for a, b in zip(true, maps, strict=True)]
        answer["similarity"] = per_head(alike)
    integrated = method == "integrated-gradients"
    answer["scores"] = per_head(class_logits(network, picture[None], classes)[:, 0].tolist())
    answer["gaps"] = per_head(gaps(network, picture, classes, maps).tolist()) if integrated else {}
    answer["layer"] = graph_of(network).last_map.name if method == "grad-cam" else None
    return answer | {f"map/{head}": pixels for head, pixels in per_head(maps).items()}


def _part(progress: ProgressCallback, i: int, of: int) -> ProgressCallback:
    """Progress of the i-th of some equal parts."""
    return lambda share: progress((i + share) / of)


_PARAMETERS = (
    Choice("method", "Method", "grad-cam", tuple(ATTRIBUTION_METHODS),
           "Grad-CAM is coarse, integrated gradients go by pixel, occlusion hides a piece and looks."),
    Choice("randomised", "Shuffle the weights", False, (False, True),
           "The same map for a network with shuffled weights: what it shows then was never learned."),
    Parameter("seed", "Seed of the shuffling", 0, 0, 1_000_000, "Other seeds shuffle otherwise."),
)  # fmt: skip
ATTRIBUTION_VIEW = View(
    "attribution",
    "What each head looks at",
    "The pixels that speak for each head's answer, side by side.",
    source="R. R. Selvaraju et al., Grad-CAM, ICCV 2017; M. Sundararajan et al., Axiomatic Attribution for Deep "
    "Networks, ICML 2017; M. D. Zeiler, R. Fergus, ECCV 2014; J. Adebayo et al., Sanity Checks for Saliency Maps, "
    "NeurIPS 2018.",
    why="**Grad-CAM**: the last maps of the trunk, each weighted with the mean gradient of the answer's "
    "score: Σₖ mean(∂s/∂Aₖ) Aₖ. Coarse, because those maps are. "
    "**Integrated gradients**: (x − x₀) × the mean of ∂s/∂x on the way from black x₀ to the picture x; all pixels "
    "together give s(x) − s(x₀), and the gap is what the sum misses. "
    "**Occlusion**: how far the score falls when a piece is covered.\n\n"
    "*They do not tell* how the network would answer another picture, and a map that looks sensible proves nothing: "
    "shuffle the weights. A map that stays the same shows the picture, not what was learned.",
    needs="picture",
    make=attributions,
    parameters=_PARAMETERS,
)
