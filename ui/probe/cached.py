"""What was computed, kept by the network's version and all that it depends on. Nothing here draws."""

from typing import Any

import numpy as np
import streamlit as st

from data.line import FRAME
from model.heads import HEADS
from model.probe import (
    CORRUPTIONS,
    MOVED,
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
from ui.probe.context import Probed, scene_of
from ui.shared.drawing import Drawing
from ui.shared.store import catalogue

FOREIGN = "hard"  # the lines for a network that was trained on an imported set: how its own lie is not known
TEST_LINES = 480  # of the network's own test part: a share of 90 % is then known to 1.4 % (one deviation)
KEPT = {"show_spinner": False, "max_entries": 48}


def response(probed: Probed, moved: str) -> Sweep:
    return _response(probed.network.name, probed.network.version, probed.drawing, probed.seed, moved)


@st.cache_data(**KEPT)
def _response(name: str, version: str, drawing: Drawing, seed: int, moved: str) -> Sweep:
    return sweep(scene_of(drawing, seed), MOVED[moved], catalogue().get(name).predictor)


def talk(probed: Probed) -> CrossTalk:
    return _talk(probed.network.name, probed.network.version, probed.drawing.edge, probed.seed)


@st.cache_data(**KEPT)
def _talk(name: str, version: str, painter: str, seed: int) -> CrossTalk:
    return cross_talk(some_lines(seed, painter), catalogue().get(name).predictor)


def maps(probed: Probed) -> PositionMaps:
    return _maps(probed.network.name, probed.network.version, probed.drawing, probed.seed)


@st.cache_data(show_spinner=False, max_entries=12)  # 2 MB each
def _maps(name: str, version: str, drawing: Drawing, seed: int) -> PositionMaps:
    return position_maps(scene_of(drawing, seed), catalogue().get(name).predictor)


def flips(probed: Probed, head: str) -> tuple[dict[str, Counterfactual | None], Counterfactual | None]:
    return _flips(probed.network.name, probed.network.version, probed.drawing, probed.seed, head)


@st.cache_data(**KEPT)
def _flips(name: str, version: str, drawing: Drawing, seed: int, head: str) -> Any:
    return nearest(scene_of(drawing, seed), head, catalogue().get(name).predictor, seed)


def robustness_curves(probed: Probed) -> dict[str, Robustness]:
    return _robustness_curves(probed.network.name, probed.network.version, probed.seed)


@st.cache_data(**KEPT)
def _robustness_curves(name: str, version: str, seed: int) -> dict[str, Robustness]:
    network = catalogue().get(name)
    scenes, labels = _test_lines(name, version, seed)
    return {one.name: robustness(scenes, labels, network.predictor, one) for one in CORRUPTIONS.values()}


def examples(probed: Probed) -> dict[str, np.ndarray]:
    """Per disturbance a test line at each strength, `(strengths, 28, 28, 3)`."""
    return _examples(probed.network.name, probed.network.version, probed.seed)


@st.cache_data(**KEPT)
def _examples(name: str, version: str, seed: int) -> dict[str, np.ndarray]:
    scenes = _test_lines(name, version, seed)[0]
    few = scenes.take(np.argsort(_hard_to_see(scenes))[:8])
    return {one.name: _at_each_strength(few, one) for one in CORRUPTIONS.values()}


def _hard_to_see(scenes: Scenes) -> np.ndarray:
    """`(n,)`: least for long, thick lines in the middle of the frame."""
    return np.abs(scenes.middle - FRAME / 2).sum(axis=1) - scenes.length - 2 * scenes.width


def _at_each_strength(scenes: Scenes, corruption: Corruption) -> np.ndarray:
    shown = (corruption.corrupt(scenes, strength, np.random.default_rng(1))[0] for strength in corruption.strengths)
    return np.stack(list(shown))


def whose_lines(probed: Probed) -> str:
    """In words."""
    owned = probed.network.settings.data is not None
    return "drawn lines with hard edges" if owned else "lines of the network's own test part"


def test_line_count(probed: Probed) -> int:
    return len(_test_lines(probed.network.name, probed.network.version, probed.seed)[1])


@st.cache_data(show_spinner="Drawing the network's test part …", max_entries=16)
def _test_lines(name: str, version: str, seed: int) -> tuple[Scenes, np.ndarray]:
    """Lines of the network's own test part, `(n, 4)` labels; each line clean, by one of the painters it was trained on.

    For one that was trained on an imported set they are drawn, with hard edges. A picture that happens to stand in the
    training part is left out.
    """
    return test_lines(catalogue().get(name), seed)


def test_lines(network: TrainedNetwork, seed: int) -> tuple[Scenes, np.ndarray]:
    settings = network.settings
    part = evaluation_sets.part(FOREIGN if settings.data else evaluation_sets.OWN, network.provenance)
    assert part.lines is not None  # these are drawn
    rows = np.random.default_rng(seed).permutation(len(part))[:TEST_LINES]
    painters = np.resize(np.array(settings.painters), len(rows))
    scenes = Scenes.of(part.lines.take(rows), painters, np.arange(len(rows)))
    unseen = ~network.provenance.contains(painted(scenes))
    return scenes.take(unseen), part.labels[rows][unseen]


def classes_held(probed: Probed, truth: dict[str, Any] | None) -> dict[str, int]:
    """Per head the class that is watched: the true one, where there is one, else what the head says of the line."""
    answers = probed.network.predictor(painted(probed.scene))
    known = {name: one["class"] for name, one in (truth or {}).items() if one["class"] is not None}
    return {
        name: head.classes.index(known[name]) if name in known else int(answers[name][0].argmax())
        for name, head in HEADS.items()
    }
