"""Results, cached by the network's version and everything else they depend on. Nothing here draws."""

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
    nearest,
    painted,
    position_maps,
    robustness,
    some_lines,
    sweep,
)
from training.catalogue import TrainedNetwork
from training.results import evaluation_sets
from ui.probe.context import ProbeContext, scene_of
from ui.shared.drawing import Drawing
from ui.shared.store import catalogue

FALLBACK_SET = "hard"  # the lines for a network trained on an imported set: the geometry of its own pictures is unknown
TEST_LINES = 480  # of the network's own test part: a share of 90 % is then known to 1.4 % (one deviation)
CACHE = {"show_spinner": False, "max_entries": 48}


def response_sweep(context: ProbeContext, moved: str) -> Sweep:
    return _response_sweep(context.network.name, context.network.version, context.drawing, context.seed, moved)


@st.cache_data(**CACHE)
def _response_sweep(name: str, version: str, drawing: Drawing, seed: int, moved: str) -> Sweep:
    return sweep(scene_of(drawing, seed), FACTORS[moved], catalogue().get(name).predictor)


def cross_talk_table(context: ProbeContext) -> CrossTalk:
    return _cross_talk_table(context.network.name, context.network.version, context.drawing.edge, context.seed)


@st.cache_data(**CACHE)
def _cross_talk_table(name: str, version: str, painter: str, seed: int) -> CrossTalk:
    return cross_talk(some_lines(seed, painter), catalogue().get(name).predictor)


def position_probabilities(context: ProbeContext) -> PositionMaps:
    return _position_probabilities(context.network.name, context.network.version, context.drawing, context.seed)


@st.cache_data(show_spinner=False, max_entries=12)  # 2 MB each
def _position_probabilities(name: str, version: str, drawing: Drawing, seed: int) -> PositionMaps:
    return position_maps(scene_of(drawing, seed), catalogue().get(name).predictor)


def counterfactuals(context: ProbeContext, head: str) -> tuple[dict[str, Counterfactual | None], Counterfactual | None]:
    return _counterfactuals(context.network.name, context.network.version, context.drawing, context.seed, head)


@st.cache_data(**CACHE)
def _counterfactuals(name: str, version: str, drawing: Drawing, seed: int, head: str) -> Any:
    return nearest(scene_of(drawing, seed), head, catalogue().get(name).predictor, seed)


def robustness_curves(context: ProbeContext) -> dict[str, Robustness]:
    return _robustness_curves(context.network.name, context.network.version, context.seed)


@st.cache_data(**CACHE)
def _robustness_curves(name: str, version: str, seed: int) -> dict[str, Robustness]:
    network = catalogue().get(name)
    scenes, labels = _test_lines(name, version, seed)
    return {
        corruption.name: robustness(scenes, labels, network.predictor, corruption)
        for corruption in CORRUPTIONS.values()
    }


def corrupted_examples(context: ProbeContext) -> dict[str, np.ndarray]:
    """Per disturbance a test line at each strength, `(strengths, 28, 28, 3)`."""
    return _corrupted_examples(context.network.name, context.network.version, context.seed)


@st.cache_data(**CACHE)
def _corrupted_examples(name: str, version: str, seed: int) -> dict[str, np.ndarray]:
    scenes = _test_lines(name, version, seed)[0]
    clearest = scenes.take(np.argsort(_visibility_order(scenes))[:8])
    return {corruption.name: _at_each_strength(clearest, corruption) for corruption in CORRUPTIONS.values()}


def _visibility_order(scenes: Scenes) -> np.ndarray:
    """`(n,)`: least for long, thick lines in the middle of the frame."""
    return np.abs(scenes.middle - FRAME / 2).sum(axis=1) - scenes.length - 2 * scenes.width


def _at_each_strength(scenes: Scenes, corruption: Corruption) -> np.ndarray:
    shown = (corruption.corrupt(scenes, strength, np.random.default_rng(1))[0] for strength in corruption.strengths)
    return np.stack(list(shown))


def line_source(context: ProbeContext) -> str:
    """Where the test lines come from, as text."""
    imported = context.network.settings.data is not None
    return "drawn lines with hard edges" if imported else "lines of the network's own test part"


def test_line_count(context: ProbeContext) -> int:
    return len(_test_lines(context.network.name, context.network.version, context.seed)[1])


@st.cache_data(show_spinner="Drawing the network's test part …", max_entries=16)
def _test_lines(name: str, version: str, seed: int) -> tuple[Scenes, np.ndarray]:
    """Lines of the network's own test part, `(n, 4)` labels; each line clean, by one of the painters it was trained on.

    For one that was trained on an imported set they are drawn, with hard edges. A picture that happens to stand in the
    training part is left out.
    """
    return test_lines(catalogue().get(name), seed)


def test_lines(network: TrainedNetwork, seed: int) -> tuple[Scenes, np.ndarray]:
    settings = network.settings
    part = evaluation_sets.part(FALLBACK_SET if settings.data else evaluation_sets.OWN, network.provenance)
    assert part.lines is not None  # these are drawn
    rows = np.random.default_rng(seed).permutation(len(part))[:TEST_LINES]
    painters = np.resize(np.array(settings.painters), len(rows))
    scenes = Scenes.of(part.lines.take(rows), painters, np.arange(len(rows)))
    unseen = ~network.provenance.contains(painted(scenes))
    return scenes.take(unseen), part.labels[rows][unseen]


def watched_classes(context: ProbeContext, truth: dict[str, Any] | None) -> dict[str, int]:
    """Per head the class whose probability is shown: the true one, where there is one, else the predicted one."""
    answers = context.network.predictor(painted(context.scene))
    known = {name: value["class"] for name, value in (truth or {}).items() if value["class"] is not None}
    return {
        name: head.classes.index(known[name]) if name in known else int(answers[name][0].argmax())
        for name, head in HEADS.items()
    }
