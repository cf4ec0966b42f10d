"""The notebook of a run: its cells make the same pictures, parts, network, steps and scores without our code."""

import json
import subprocess
import sys
import warnings
from dataclasses import replace

import matplotlib as mpl
import nbformat
import numpy as np
import pytest

from model.heads import HEADS
from model.networks.design import Convolution, Design, Dropout, Pooling
from model.networks.joint import JOINT
from model.predict.predictor import SHIPPED
from runs.home import REPOSITORY
from tests.tiers import cases
from training.dataset import dataset
from training.loop.schedule import learning_rates
from training.notebook import RunHistory, notebook, notebook_cells
from training.notebook.__main__ import main
from training.presets import PRESETS
from training.settings import SCHEDULES, RunSettings

pytestmark = pytest.mark.slow

mpl.use("Agg")
FAST = PRESETS["fast"].settings
DESIGN = Design(
    trunk=(
        Convolution(filters=6, kernel=5, stride=2, normalise=True, activation="elu"),
        Dropout(rate=0.1),
        Convolution(filters=8, kernel=3, padding="valid", activation="linear"),
        Pooling(takes="average", size=3, stride=1),
    ),
    ends="average",
    head_initialiser="normal",
    hidden={"length": (), "width": (8,), "colour": (4, 4), "angle": (16, 12)},
    activation="tanh",
    dropout=0.25,
    initialiser="normal",
    scale=False,
)
OWN = replace(
    PRESETS["custom"].settings,
    design=DESIGN,
    weights={"length": 2.0, "width": 0.5, "colour": 1.0, "angle": 5.0},
    optimizer="adamw",
    optimizer_parameters={},
    learning_rate=3e-3,
    schedule="cosine",
    clip=1.0,
    l2=1e-3,
)
KINDS = {
    **{name: preset.settings for name, preset in PRESETS.items()},
    "own": OWN,
    "own-one": replace(OWN, design=replace(DESIGN, joint=(24, 12), activation="relu"), schedule="plateau"),
    "leaking": replace(
        FAST, split="coursework", optimizer="sgd", optimizer_parameters={"momentum": 0.5}, schedule="plateau"
    ),
    "rmsprop": replace(FAST, optimizer="rmsprop", optimizer_parameters={}, painters=("pillow", "smooth")),
    "clipped": replace(PRESETS["coursework-v2"].settings, optimizer_reset=3),
    "imported": replace(FAST, data="0" * 40, start="robust"),
    "bent": replace(PRESETS["robust"].settings, positions="coursework"),
    "free": replace(PRESETS["robust"].settings, positions="both", free_lines=0.5),
    "maximum": replace(OWN, design=replace(DESIGN, ends="maximum", trunk=(Convolution(normalise=True),)), l2=0.0),
}
each_kind = pytest.mark.parametrize("settings", KINDS.values(), ids=KINDS)


def sources(settings, upto="", past=None):
    """The code cells before the first that holds a word, or all."""
    found = [cell.source for cell in notebook_cells(settings, past) if cell.kind == "code"]
    return found[: next((i for i, text in enumerate(found) if upto and upto in text), len(found))]


def settled(layer):
    """How a layer is set, but for what the notebook says otherwise: regularisers (the loop adds them by itself), and
    the softmax of the one answer, which ours has in the heads that are read from it."""
    other = {"activation"} if layer.name == JOINT else set()
    return {key: value for key, value in layer.get_config().items() if "regularizer" not in key and key not in other}


def upto_joint(network):
    names = [layer.name for layer in network.layers]
    return network.layers[: 1 + names.index(JOINT)] if JOINT in names else network.layers


def without_keras(texts):
    """What needs no network starts at once."""
    return ["\n".join(line for line in text.split("\n") if " keras" not in line) for text in texts]


def run(texts, **changes):
    """The names after the cells ran in this process; `changes` are made to the settings of the first one."""
    import matplotlib.pyplot as plt

    names = {"__name__": "notebook"}
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", message=".*non-interactive")
        for number, text in enumerate(texts):
            exec(compile(text, f"cell {number}", "exec"), names)  # noqa: S102
            names |= changes if number == 0 else {}
    plt.close("all")
    return names


@each_kind
def test_a_notebook_is_valid_complete_and_alone(settings):
    file = notebook(settings)
    assert file == notebook(settings)
    made = nbformat.reads(file.decode(), as_version=4)
    nbformat.validate(made)
    text = "\n".join(cell.source for cell in made.cells if cell.cell_type == "code")
    for package in ("ui", "training", "runs", "model", "data"):
        assert f"import {package}\n" not in text
        assert f"from {package}" not in text
    headings = [cell.source.split("\n")[0] for cell in made.cells if cell.source.startswith("## ")]
    fourth = "4. The loss" if settings.joint else "4. Loss weights"
    parts = ["Settings", "1. Data", "2.", "3.", fourth, "5. Training", "6.", "7. Results", "8. Try", "What"]
    assert [one[: len(part) + 3] for one, part in zip(headings, parts, strict=True)] == [f"## {p}" for p in parts]


def test_all_code_is_sound_and_says_no_name_that_is_not_there(tmp_path):
    for name, settings in KINDS.items():
        (tmp_path / f"{name.replace('-', '_')}.py").write_text("\n\n\n".join(sources(settings)) + "\n")
    rules = ["--select", "E9,F,B006,E711,E731", "--line-length", "120", "--isolated", "--no-cache"]
    checked = subprocess.run([sys.executable, "-m", "ruff", "check", *rules, str(tmp_path)], capture_output=True)
    assert checked.returncode == 0, checked.stdout.decode()


@pytest.mark.parametrize("name", ["fast", "coursework-v3", "robust", "leaking", "rmsprop", "bent", "free"])
def test_pictures_and_parts_are_those_of_the_run_bit_for_bit(name):
    settings = replace(KINDS[name], per_class=12, seed=3)
    ours, names = dataset(settings), run(without_keras(sources(settings, upto="keras.Input")))
    np.testing.assert_array_equal(names["pictures"], ours.pictures)
    np.testing.assert_array_equal(names["labels"], ours.labels)
    for part in ("training", "validation", "test"):
        np.testing.assert_array_equal(names[part], getattr(ours.parts, part))


@pytest.mark.parametrize("schedule", SCHEDULES)
def test_learning_rates_are_those_of_the_run(schedule):
    settings = replace(FAST, schedule=schedule, epochs=2.4, batch_size=7)
    cell = next(text for text in sources(settings) if text.startswith("steps_per_epoch"))
    names = run([sources(settings)[0], "import numpy as np", "training = range(100)", cell])
    assert names["total_steps"] == 34
    np.testing.assert_allclose(names["rates"], learning_rates(settings, 34), rtol=1e-6)


def test_what_cannot_repeat_is_said():
    told = "".join(cell.source for cell in notebook_cells(FAST))
    assert "hold for all steps" in told
    assert "Not as in the run" not in told
    chosen = {"length": 1.0, "width": 0.25, "colour": 0.5, "angle": 2.25}
    method = replace(FAST, method="pcgrad", method_parameters={})
    told = "".join(cell.source for cell in notebook_cells(method, RunHistory(chosen=chosen)))
    assert "PCGrad* chose the weights anew at every step" in told
    assert f'"angle": {chosen["angle"]}' in told
    measured = replace(method, method_parameters={"measure_on": 1})
    told = "".join(cell.source for cell in notebook_cells(measured))
    assert "PCGrad*, measuring on the last shared layer, chose" in told
    assert "what its sliders said" in "".join(cell.source for cell in notebook_cells(method))
    past = RunHistory(
        name="Mine", changes=("step 40: angle 1 → 5",), stopped=40, test=dict.fromkeys([*HEADS, "exact"], 0.5)
    )
    told = "".join(cell.source for cell in notebook_cells(FAST, past))
    for words in ("*Mine*", "- step 40: angle 1 → 5", "LAST_STEP = 40", "ended at step 40", "| 50.0000 % |"):
        assert words in told, words


def test_the_command_writes_a_notebook_or_says_what_is_allowed(tmp_path, capsys, monkeypatch):
    monkeypatch.setenv("LINEHEADS_HOME", str(tmp_path))
    file = tmp_path / "run.ipynb"
    assert main(["coursework-v3", "--out", str(file)]) == 0
    assert json.loads(file.read_text()) == json.loads(notebook(PRESETS["coursework-v3"].settings))
    assert main(["no-run", "--out", str(file)]) == 2
    assert "Received: 'no-run'" in capsys.readouterr().err
    assert main(["fast", "--out", str(file), "--weights", str(tmp_path / "weights.npz")]) == 2
    assert main(["fast", "--out", str(tmp_path / "no" / "run.ipynb")]) == 2
    assert "No such file or directory" in capsys.readouterr().err


@each_kind
def test_the_first_weights_are_those_of_the_run_bit_for_bit(settings):
    from model.networks import build

    texts = sources(settings)
    network = next(text for text in texts if "keras.Input" in text)
    made = run(["import random\nimport keras\nfrom keras import layers", texts[0], network])["network"]
    ours = build(settings.network, settings.seed, settings.design)
    assert [weight.path for weight in made.weights] == [weight.path for weight in ours.weights]
    assert [settled(layer) for layer in made.layers] == [settled(layer) for layer in upto_joint(ours)]
    for one, other in zip(made.get_weights(), ours.get_weights(), strict=True):
        np.testing.assert_array_equal(one, other)


@pytest.mark.parametrize("name", cases(("fast", "own", "leaking", "own-one", "clipped"), {"fast"}))
def test_training_it_gives_the_curve_of_the_run(name):
    from training.engine.task import trainer_for
    from training.local_run import PointRecorder
    from training.loop.loop import Loop

    settings = replace(KINDS[name], per_class=10, epochs=1.5, batch_size=64)
    names = run(sources(settings))
    curve = PointRecorder(quiet=True)
    trainer = trainer_for(settings)
    Loop(settings, dataset(settings), trainer, curve).run()
    ours = [point for point in curve.points if point.validation_loss]
    assert [point["step"] for point in names["watch"].curve] == [point.step for point in ours]
    for theirs, point in zip(names["watch"].curve, ours, strict=True):
        assert theirs["loss"] == pytest.approx(point.validation_loss, rel=2e-3)
    for one, other in zip(names["network"].get_weights(), trainer.network.get_weights(), strict=True):
        np.testing.assert_allclose(one, other, atol=2e-3)


@pytest.mark.long
def test_the_ready_copy_of_the_docs_trains_to_the_figures_of_its_preset():
    cells = nbformat.read(REPOSITORY / "docs" / "lineheads.ipynb", as_version=4).cells
    names = run(cell.source for cell in cells if cell.cell_type == "code")
    assert names["scores"]["exact"] > 0.99
    assert len(names["watch"].curve) > 1


@pytest.mark.parametrize("name", cases(("coursework-v3", "robust"), {"coursework-v3"}))
def test_with_the_weights_of_a_run_it_has_its_scores_exactly(name):
    card = json.loads((SHIPPED / f"{name}.json").read_text())
    settings = RunSettings.from_json(card["settings"])
    names = run(sources(settings), WEIGHTS_FILE=str(SHIPPED / f"{name}.weights.npz"))
    test = card["report"]["test"]
    found = names["measure"](names["answers"](names["pictures"][names["test"]]), names["labels"][names["test"]])
    assert found["exact"] == test["exact"]
    assert found["accuracy"] == {head: test[head] for head in HEADS}
    assert not names["watch"].curve
