"""What the page and the documentation need to know of one drawing."""

from collections.abc import Callable
from dataclasses import KW_ONLY, dataclass
from typing import Any

import numpy as np

from model.diagnose.gradient_sample import GradientSample
from model.diagnose.gram import Gram

_Measure = Callable[[GradientSample, Gram, np.ndarray], dict[str, Any]]  # the last are the mean gradients (T, P)


@dataclass(frozen=True, slots=True)
class Panel:
    name: str
    label: str
    about: str  # one sentence: what it is
    _: KW_ONLY
    learns: str  # one sentence: what a student learns from it
    formula: str
    source: str
    measure: _Measure = lambda sample, gram, mean: {}  # what it adds to the answer of `diagnose`, as plain JSON
    keys: tuple[str, ...]  # of that answer, or of the point itself
    of_point: bool = False
    own_drawing: bool = True  # in `drawings.js`, under its name; False: the newest numbers as they are
