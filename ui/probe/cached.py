"""Results, cached by the network's version and everything else they depend on. Nothing here draws."""

from collections.abc import Callable
from operator import attrgetter
from typing import Any

import numpy as np
import streamlit as st

from data.line import FRAME
from model.heads import HEADS
from model.probe import (
    CORRUPTIONS,
    FACTORS,
    Corruption,
    Counterfactual,
    CrossTalk,
    PositionMaps,
    Robustness,
    Scenes,
    Sweep,
    cross_talk,
    nearest_flips,
    painted,
    position_maps,
    robustness,
    some_lines,
    sweep,
)
from training.catalogue import TrainedNetwork
from training.results import evaluation_sets
from ui.probe.context import ProbeContext

FALLBACK_SET = "hard"  # the lines for a network trained on an imported set: the geometry of its own pictures is unknown
TEST_LINES = 480  # of the network's own test part: a share of 90 % is then known to 1.4 % (one deviation)
HashFuncs = dict[str | type[Any], Callable[[Any], Any]]
CACHE = {"show_spinner": False, "max_entries": 48}
# What a result depends on besides its other arguments
BY_NETWORK: HashFuncs = {ProbeContext: attrgetter("network.name", "network.version", "seed")}
BY_PAINTER: HashFuncs = {ProbeContext: attrgetter("network.name", "network.version", "drawing.edge", "seed")}
BY_LINE: HashFuncs = {ProbeContext: attrgetter("network.name", "network.version", "drawing", "seed")}


@st.cache_data(**CACHE, hash_funcs=BY_LINE)
def response_sweep(context: ProbeContext, moved: str) -> Sweep:
    return sweep(context.scene, FACTORS[moved], context.network.predictor)


@st.cache_data(**CACHE, hash_funcs=BY_PAINTER)
def cross_talk_table(context: ProbeContext) -> CrossTalk:
    return cross_talk(some_lines(context.seed, context.drawing.edge), context.network.predictor)


@st.cache_data(show_spinner=False, max_entries=12, hash_funcs=BY_LINE)  # 2 MB each
def position_probabilities(context: ProbeContext) -> PositionMaps:
    return position_maps(context.scene, context.network.predictor)


@st.cache_data(**CACHE, hash_funcs=BY_LINE)
def counterfactuals(context: ProbeContext, head: str) -> tuple[dict[str, Counterfactual | None], Counterfactual | None]:
    return nearest_flips(context.scene, head, context.network.predictor, context.seed)


@st.cache_data(**CACHE, hash_funcs=BY_NETWORK)
def robustness_curves(context: ProbeContext) -> dict[str, Robustness]:
    scenes, labels = _test_lines(context)
    curves = (robustness(scenes, labels, context.network.predictor, corruption) for corruption in CORRUPTIONS.values())
    return dict(zip(CORRUPTIONS, curves, strict=True))


@st.cache_data(**CACHE, hash_funcs=BY_NETWORK)
def corrupted_examples(context: ProbeContext) -> dict[str, np.ndarray]:
    """Per disturbance a test line at each strength, `(strengths, 28, 28, 3)`."""
    scenes = _test_lines(context)[0]
    # (n,) least for long, thick lines in the middle of the frame
    order = np.abs(scenes.middle - FRAME / 2).sum(axis=1) - scenes.length - 2 * scenes.width
    clearest = scenes.take(np.argsort(order)[:8])
    return {corruption.name: _at_each_strength(clearest, corruption) for corruption in CORRUPTIONS.values()}


def _at_each_strength(scenes: Scenes, corruption: Corruption) -> np.ndarray:
    shown = (corruption.corrupt(scenes, strength, np.random.default_rng(1))[0] for strength in corruption.strengths)
    return np.stack(list(shown))


def line_source(context: ProbeContext) -> str:
    """Where the test lines come from, as text."""
    imported = context.network.settings.data is not None
    return "drawn lines with hard edges" if imported else "lines of the network's own test part"


def test_line_count(context: ProbeContext) -> int:
    return len(_test_lines(context)[1])


@st.cache_data(show_spinner="Drawing the network's test part …", max_entries=16, hash_funcs=BY_NETWORK)
def _test_lines(context: ProbeContext) -> tuple[Scenes, np.ndarray]:
    """Lines of the network's own test part, `(n, 4)` labels; each line clean, by one of the painters it was trained on.

    For one that was trained on an imported set they are drawn, with hard edges. A picture that happens to stand in the
    training part is left out.
    """
    return test_lines(context.network, context.seed)


def test_lines(network: TrainedNetwork, seed: int) -> tuple[Scenes, np.ndarray]:
    settings = network.settings
    name = FALLBACK_SET if settings.data else evaluation_sets.OWN
    part = evaluation_sets.evaluation_pictures(name, network.provenance)
    assert part.lines is not None  # these are drawn
    rows = np.random.default_rng(seed).permutation(len(part))[:TEST_LINES]
    painters = np.resize(np.array(settings.painters), len(rows))
    scenes = Scenes.of(part.lines.take(rows), painters, np.arange(len(rows)))
    unseen = ~network.provenance.contains(painted(scenes))
    return scenes.take(unseen), part.labels[rows][unseen]


def watched_classes(context: ProbeContext, truth: dict[str, Any] | None) -> dict[str, int]:
    """Per head the class whose probability is shown: the true one, where there is one, else the predicted one."""
    answers = context.network.predictor(painted(context.scene))
    predicted = {name: int(answers[name][0].argmax()) for name in HEADS}
    true = {name: value["class"] for name, value in (truth or {}).items()}
    return predicted | {name: HEADS[name].classes.index(true[name]) for name in true if true[name] is not None}
