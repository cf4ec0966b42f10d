"""docs/models.md has a section for each form, and what it tells one to run runs."""

import os
import re
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from data.labels import ANGLES
from model.files import CHECK_PICTURES, NETWORK_EXPORTS, TOLERANCE, checked
from model.files.network import FILE_AT_MOST, NUMBERS_AT_MOST
from model.files.onnx_file import OPSET
from model.heads import HEADS
from runs.history import HistoryPoint
from training.curves import CURVE_FORMATS, RunCurve

ROOT = Path(__file__).parents[3]
TEXT = (ROOT / "docs" / "models.md").read_text(encoding="utf-8")
SECTIONS = dict(re.findall(r"^## (.+?)\n(.*?)(?=^## |\Z)", TEXT, re.MULTILINE | re.DOTALL))
FORMS = NETWORK_EXPORTS | CURVE_FORMATS
CODE = re.compile(r"```python\n(.*?)```", re.DOTALL)
FILES = {"weights": "network.zip", "keras": "network.keras", "litert": "network.tflite", "onnx": "network.onnx"}


def test_every_form_has_a_section_in_the_order_of_the_tables():
    assert list(SECTIONS) == [form.label for form in FORMS.values()]
    for name, form in FORMS.items():
        assert SECTIONS[form.label].lstrip().startswith(f"`{name}`: ")


def test_the_numbers_and_classes_in_the_text_are_those_of_the_code():
    text = " ".join(TEXT.split())
    assert f"run on {CHECK_PICTURES:,} held-out" in text
    assert f"more than {TOLERANCE:.4f}" in text
    assert f"opset {OPSET}" in text
    assert f"most {FILE_AT_MOST // 10**6} MB and {NUMBERS_AT_MOST // 10**6} million weights" in text
    for name, head in HEADS.items():
        if head.units == 1:
            assert re.search(
                rf"`{name}` `\(n, 1\)`: (probability )?of {head.classes[1]} \(else {head.classes[0]}\)", text
            )
    assert f"`angle` `(n, {len(ANGLES)})`: of {ANGLES[0]}°, {ANGLES[1]}°, ... {ANGLES[-1]}°" in text


@pytest.mark.long
@pytest.mark.slow
@pytest.mark.filterwarnings("ignore:__array__ implementation:DeprecationWarning")
def test_every_snippet_runs_and_answers_as_the_network(trained, pictures, tmp_path):
    """All in one process of its own, one after the other, as a reader would paste them."""
    for name, form in NETWORK_EXPORTS.items():
        (tmp_path / FILES[name]).write_bytes(checked(form, trained["fast"], pictures[:20]).file)
    points = [HistoryPoint(step=3, loss={"angle": 2.5})]
    (tmp_path / "curve.csv").write_bytes(
        CURVE_FORMATS["csv"].make([RunCurve(run_id="a", name="b", started=0, points=points)])
    )
    Image.fromarray(pictures[0]).save(tmp_path / "line.png")
    intro, *snippets = CODE.findall(TEXT)
    tail = "; np.savez('{0}.npz', **{{name: np.asarray(value) for name, value in answers.items()}})"
    labels = [form.label for form in FORMS.values() if CODE.search(SECTIONS[form.label])]
    keep = {label: tail.format(label) for label in ("Keras", "LiteRT", "ONNX")}
    script = intro + "".join(
        f"{code.rstrip()}{keep.get(label, '')}\n" for label, code in zip(labels, snippets, strict=True)
    )
    script += "assert (losses, kernel.shape, layers['angle']) == ([2.5], (32, 12), [12])\n"
    done = subprocess.run([sys.executable, "-c", script], cwd=tmp_path, env=os.environ, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr[-1000:]
    true = trained["fast"].network(pictures[:1].astype("f4"))
    for label in keep:
        with np.load(tmp_path / f"{label}.npz") as found:
            assert set(found.files) == set(HEADS)
            for head in HEADS:
                np.testing.assert_allclose(found[head], true[head], atol=TOLERANCE)
