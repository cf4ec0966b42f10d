"""A picture that one filter or one class likes best, found by going uphill from a blank one."""

import numpy as np

from model.balance.adam import Adam
from model.explain.gradient_ascent import ascent
from model.explain.graph import graph_of
from model.explain.query import LAYER_CHOICE, Answer, ProgressCallback, Subject, View
from model.heads import HEADS
from model.parameter import Parameter

BLANK = -3.0  # raw value of a nearly black pixel: 12 of 255
_NOISE = 0.5  # round it, so that restarts differ
_RATE = 0.15  # of Adam, in raw values
SHIFT = 2  # px, the most a picture is moved at a step


def preferred_pictures(
    subject: Subject, progress: ProgressCallback, layer: str, unit: float, seed: float, steps: float, restarts: float
) -> Answer:
    """`scores` are of every step's picture as it is, before it is changed; `pictures` those with the best score."""
    graph, chosen = graph_of(subject.network), int(unit)
    size = _units(subject, layer)
    if layer == graph.source or not chosen < size:
        raise ValueError(f"Units of {layer!r} are 0 to {size - 1}, and the input has none. Received: {chosen}.")
    go, rng = ascent(subject.network, layer), np.random.default_rng(int(seed))
    raw = (BLANK + _NOISE * rng.normal(size=(int(restarts), *graph.steps[graph.source].shape))).astype(np.float32)
    adam, best = Adam(raw.size, _RATE), raw.copy()
    scores = np.zeros((len(raw), int(steps)), np.float32)
    for i in range(int(steps)):
        score, up = go(raw, chosen, rng.integers(-SHIFT, SHIFT, size=2, endpoint=True).astype(np.int32))
        scores[:, i] = score.numpy()
        better = scores[:, i] > scores[:, :i].max(axis=1, initial=-np.inf)
        best[better] = raw[better]
        raw = raw + adam.change(-up.numpy().ravel()).reshape(raw.shape).astype(np.float32)
        progress((i + 1) / int(steps))
    pictures = np.round(255 / (1 + np.exp(-best))).astype(np.uint8)
    return {"pictures": pictures, "scores": scores, "best": int(scores.max(axis=1).argmax())}


def _units(subject: Subject, layer: str) -> int:
    """Filters of a map, units of a dense layer, classes of a head."""
    graph = graph_of(subject.network)
    heads = {name: head for head, name in graph.outputs.items()}
    return len(HEADS[heads[layer]].classes) if layer in heads else graph.steps[layer].shape[-1]


FEATURE_VISUALISATION = View(
    "synthesis",
    "What a filter wants to see",
    "Pictures made by the computer, step by step, so that one filter or one class answers as strongly as it can.",
    source="D. Erhan et al., Visualizing Higher-Layer Features of a Deep Network, 2009; K. Simonyan et al., Deep "
    "Inside Convolutional Networks, 2014; A. Mahendran, A. Vedaldi, Understanding Deep Image Representations by "
    "Inverting Them, CVPR 2015.",
    why="**Gradient ascent**: from a blank picture the pixels follow ∂(mean of the filter)/∂x, or the class's "
    "score before softmax or sigmoid, and are kept smooth. Several starts show whether there is one answer or many.\n\n"
    "*It does not tell* what lines look like: the network never had to answer such a picture, and a high score there "
    "says nothing about accuracy.",
    needs="network",
    slow=True,
    make=preferred_pictures,
    parameters=(
        LAYER_CHOICE,
        Parameter("unit", "Filter or class", 0, 0, 10_000, "Counted from 0."),
        Parameter("seed", "Seed", 0, 0, 1_000_000, "Of the noise it starts from."),
        Parameter("steps", "Steps", 160, 1, 2_000, "How long to go uphill."),
        Parameter("restarts", "Pictures", 4, 1, 16, "How many starts are tried."),
    ),
)
