"""The fields of links that more than one module of this package or page reads: see `url_state.Field`.

The fields of a single page are declared in its `fields.py`, whose `FIELDS` list all fields of the page.
"""

import re
from typing import Any

from data.split import SPLITS
from model.balance import METHODS
from model.parameter import Parameter
from training.loop.optimizers import OPTIMIZERS
from training.presets import PRESETS
from training.results.evaluation_sets import OWN
from training.settings import BOUNDS, LOSSES_FROM, SCHEDULES
from training.weight_grid import WEIGHT_GRID
from ui.shared.url_state import Field


def setting(name: str, low: float | None = None) -> Field:
    """A number of `RunSettings`; the chosen preset has its default."""
    bound = BOUNDS[name]
    bounds = (bound.low if low is None else low, bound.high)
    return Field(name, kind=int if bound.whole else float, default=None, bounds=bounds)


def weight(head: str) -> Field:
    """The loss weight of a head; the chosen preset has its default."""
    return Field(f"weight_{head}", kind=float, default=None, choices=WEIGHT_GRID)


def frozen(part: str) -> Field:
    """Whether a part of the network stays as it is."""
    return Field(f"frozen_{part}", kind=bool, default=False)


def parameter(family: Any, parameter: Parameter) -> Field:
    """A parameter of a method or an optimiser; the chosen preset has its default."""
    name, bounds = f"{family.name}_{parameter.name}", (parameter.low, parameter.high)
    return Field(name, kind=float, default=None, bounds=bounds)


LINK_FORMAT = Field("v", kind=int, default=None)  # format of the link
PRESENT = Field("present", kind=int, default=0, choices=(0, 1))  # 1: larger, with few controls
SHOW = Field("show", valid=lambda text: len(text) <= 200)  # names of the parts that are shown then, separated by commas
NETWORK = Field("network", default="robust", stays=True)  # shipped name or run id
CANVAS_LINE = Field("line")  # x, y, length, angle, width, colour, edge of the chosen line
CANVAS_PICTURE = Field("picture")  # or its pixels

# Learn
_LESSON_STEPS_AT_MOST = 60
LESSON = Field("lesson", valid=lambda text: bool(re.fullmatch("[a-z0-9-]{0,40}", text)))  # "": the course list
LESSON_STEP = Field("lesson_step", kind=int, default=0, choices=tuple(range(_LESSON_STEPS_AT_MOST)))
GUESSES = Field("guess", valid=lambda text: len(text) < 300)  # 'step~guess' of each guess, '~~' between them
LESSON_RUNS = Field("lesson_runs", valid=lambda text: len(text) < 300)  # 'name~id~id' of each run, '.' between them

# Train
RUN = Field("run")  # id of the shown run
REFERENCE_RUN = Field("ghost")  # id of the finished run that is drawn behind it
PRESET = Field("preset", default=next(iter(PRESETS)), choices=tuple(PRESETS), once=True)
TRAINED_ON = Field("trained_on", once=True, lost="?")  # key of an imported set; "": drawn lines
STARTS_FROM = Field("starts_from", once=True, lost="?")  # network of the initial weights; "": new weights
STEPS_PER_SECOND = Field("pace", kind=int, default=0, choices=(0, 50, 20, 5, 1), once=True)  # 0: no limit
_EVERY = (0, 10, 20, 50, 100, 200, 500)  # steps; 0: never
DIAGNOSTICS_EVERY = Field("probe", kind=int, default=50, choices=_EVERY, once=True)

# Train: as in RunSettings, with the defaults of the chosen preset
METHOD = Field("method", default=None, choices=tuple(METHODS), once=True)
OPTIMIZER = Field("optimizer", default=None, choices=tuple(OPTIMIZERS), once=True)
SCHEDULE = Field("schedule", default=None, choices=SCHEDULES)
LOSS_FROM = Field("loss_from", default=None, choices=tuple(LOSSES_FROM), once=True)
LEARNING_RATE, CLIP, L2 = setting("learning_rate"), setting("clip"), setting("l2")
OPTIMIZER_RESET = setting("optimizer_reset")
EXACT_SHARES = Field("exact_shares", kind=bool, default=None)
BATCH_SIZE, EPOCHS, SEED = setting("batch_size"), setting("epochs"), setting("seed")
SPLIT = Field("split", default=None, choices=tuple(SPLITS))
PICTURES_PER_CLASS = setting("per_class", low=0)  # pictures; 0: every distinct placement
FREE_LINES = setting("free_lines")  # share
SETTINGS = (
    *(METHOD, OPTIMIZER, SCHEDULE, LOSS_FROM, LEARNING_RATE, CLIP, L2, OPTIMIZER_RESET, EXACT_SHARES),
    *(BATCH_SIZE, EPOCHS, SEED, SPLIT, PICTURES_PER_CLASS, FREE_LINES),
)

# Evaluate
TEST_SET = Field("test_set", default=OWN, once=True)  # name of a set, or key of an imported one

# Compare
FIND_AT_MOST = 80  # characters
FIND = Field("find", valid=lambda text: len(text) <= FIND_AT_MOST)  # words of the search
TAG = Field("tag")  # "": any
TYPED = (FIND, TAG)  # typed text may read as an infinite number
