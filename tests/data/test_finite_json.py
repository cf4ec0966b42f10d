"""Files of JSON hold no NaN: many readers refuse it."""

import json
import re
from pathlib import Path

import numpy as np
import pytest

from data.finite_json import compact_json, finite_json

ROOT = Path(__file__).resolve().parents[2]
NO_MEASUREMENTS = {  # keys of caches, and designs, which are checked when they are made
    *("training/settings.py", "training/results/measures.py", "training/run.py", "ui/shared/worker_query.py"),
    *("model/networks/link.py", "model/networks/design.py"),
    *("ui/train/network_builder/saved.py", "ui/train/network_builder/dialog.py"),
}
REFUSES = {"data/finite_json.py", "model/explain/serialise.py"}  # with `allow_nan=False`


@pytest.mark.parametrize("odd", [float("nan"), float("inf"), -float("inf"), np.float64("nan")])
def test_numbers_that_are_not_finite_are_null(odd):
    value = {"a": [1.5, odd, (odd, "NaN")], "b": {"c": odd}}
    assert json.loads(finite_json(value)) == {"a": [1.5, None, [None, "NaN"]], "b": {"c": None}}


def test_everything_else_is_as_json_writes_it():
    value = {"a": [1, 2.5, None, True], "b": "°"}
    assert finite_json(value, indent=1) == json.dumps(value, indent=1)
    assert compact_json(value) == '{"a":[1,2.5,null,true],"b":"\\u00b0"}'


def test_all_that_leaves_the_program_is_written_in_one_way():
    sources = (
        path for package in ("data", "model", "runs", "training", "ui") for path in (ROOT / package).rglob("*.py")
    )
    writing = {path.relative_to(ROOT).as_posix() for path in sources if re.search(r"json\.dumps?\(", path.read_text())}
    assert writing <= NO_MEASUREMENTS | REFUSES
