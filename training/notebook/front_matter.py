"""The first cells and the last: what the notebook is, its settings, and what can repeat."""

from typing import Any

from data.imports.refusals import printable
from model.heads import HEADS
from training.notebook import joint, pictures
from training.notebook.cell import NotebookCell, code, markdown
from training.notebook.fit import notebook_weights
from training.notebook.run_history import RunHistory
from training.presets import PRESETS
from training.settings import RunSettings

_FIRST_WEIGHTS = """
- **First weights:** the run began with those of *{start}*. Lay its `weights.npz` beside this notebook and name it in
  `FIRST_WEIGHTS`. Its honest test left out what that network was trained on; the test here does not, so it may flatter.
"""
_FAR = 0.1  # px, sd of the ends: five of it, and what a line may reach out of the picture, are less than a px
_TITLE = """
# {title}

{which}, in plain Keras, NumPy and OpenCV: **data → honest split → network → {loss} → training → learning
curves → results → one line to try**. It needs nothing else of LineHeads: the pictures are drawn here. Run the cells
from the top.

In Google Colab everything is there. Elsewhere: `pip install "tensorflow>=2.16" opencv-python-headless pillow
matplotlib`.
"""
_SETTINGS = """
## Settings

Change what you like, then run everything again. With `WEIGHTS_FILE`, the `weights.npz` of the run (in its download
on the Train page; upload it beside this notebook), nothing is trained: you see the very network of the run.
"""
_IMPORTS = """
import hashlib
{itertools}import math
import random

{cv2}import keras
import matplotlib.pyplot as plt
import numpy as np
from keras import layers
{pillow}"""
_REPRODUCIBILITY = """
## What repeats, and what does not

- **The same, bit for bit:** the pictures, the split, the order of the batches; and, with the same version of Keras
  on TensorFlow, the first weights.
- **The same to many digits:** each step. Sums are taken in another order on another processor, GPU or version, so
  the curves lie on each other at first and drift apart by a little.
- **With `WEIGHTS_FILE`:** the same answers, so the same scores on the test part.
"""


def opening(settings: RunSettings, past: RunHistory) -> list[NotebookCell]:
    preset = PRESETS[settings.preset].label if settings.preset in PRESETS else printable(settings.preset)
    which = f"The run *{printable(past.name)}* (preset {preset})" if past.name else f"The preset *{preset}*"
    title = joint.JOINT_TITLE if settings.joint else "Four heads read a line"
    about = _TITLE.format(title=title, which=which, loss="loss" if settings.joint else "loss weights")
    return [markdown(about), markdown(_SETTINGS), code(_values(settings, past)), code(_imports(settings))]


def _imports(settings: RunSettings) -> str:
    """What the cells need, no more."""
    optional = {
        "itertools": "import itertools\n" if pictures.is_hard_anywhere(settings) else "",
        "cv2": "import cv2\n" if "hard" in settings.painters else "",
        "pillow": "from PIL import Image, ImageDraw\n" if "pillow" in settings.painters else "",
    }
    return _IMPORTS.format(**optional)


def closing(settings: RunSettings, past: RunHistory) -> list[NotebookCell]:
    lines: list[str] = [_REPRODUCIBILITY.strip()]
    if past.stopped:
        lines.append(f"- **Stopped:** the run was ended at step {past.stopped:,}; `LAST_STEP` ends this one there.")
    if settings.start:
        lines.append(_FIRST_WEIGHTS.format(start=settings.start).strip())
    if settings.wobble > _FAR:
        lines.append(
            "- **Ends that move far:** lines that leave the picture by more than a px are cut a little otherwise."
        )
    return [markdown("\n".join(lines))]


def _values(settings: RunSettings, past: RunHistory) -> str:
    """All settings, one a line."""
    rows: list[tuple[str, Any, str]] = [
        ("SEED", settings.seed, ""),
        ("PER_CLASS", settings.per_class, "pictures drawn of each class; None: every place once"),
        ("SPLIT", settings.split, "honest, or coursework: as in 2019, with copies in several parts"),
        ("LEARNING_RATE", settings.learning_rate, f"schedule: {settings.schedule}"),
        ("BATCH_SIZE", settings.batch_size, "pictures"),
        ("EPOCHS", settings.epochs, "passes over the training part; fractions count"),
        ("LAST_STEP", past.stopped, "where to stop; None: at the end"),
        ("WEIGHTS_FILE", None, '"weights.npz": show that network instead of training one'),
    ]
    if not settings.joint:
        rows.insert(3, ("LOSS_WEIGHTS", {head: notebook_weights(settings, past)[head] for head in HEADS}, ""))
    if settings.data:
        rows[1] = ("DATA_FILE", "set.npz", "the set that the run was trained on, exported on the Data page")
    if settings.start:
        rows.append(("FIRST_WEIGHTS", None, f'"weights.npz" of {settings.start}, where the run began; None: random'))
    if settings.clip:
        rows.append(("CLIP", settings.clip, "the most that the norm of all gradients together may be"))
    if settings.optimizer_reset:
        rows.append(("OPTIMIZER_RESET", settings.optimizer_reset, "after this step the optimiser's state is wiped"))
    if settings.l2:
        rows.append(("L2", settings.l2, "added to the loss: this times the sum of all squared kernel weights"))
    if pictures.is_mixed(settings):
        rows.append(("PAINTERS", list(settings.painters), ""))
        rows.append(("NOISE", settings.noise, "standard deviation, of 0..255"))
        if settings.free_lines:
            rows.append(
                ("FREE_LINES", settings.free_lines, "share of lines of any angle, labelled by the nearest class")
            )
        rows.append(("WOBBLE", settings.wobble, "px, standard deviation by which each end is moved"))
    literals = ((name, repr(value).replace("'", '"'), about) for name, value, about in rows)
    return "\n".join(f"{name} = {value}" + (f"  # {about}" if about else "") for name, value, about in literals)
