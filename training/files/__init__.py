"""Networks into files and out of them, in a worker: what is asked of the desk beside the views of `model.explain`.

`python -m training.files` does the same in a terminal.
"""

from collections.abc import Callable

from model.explain import Found, Tell
from runs.records import Explanation
from runs.store import Store
from training.files.exporting import make
from training.files.importing import bring

Answer = Callable[[Store, Explanation, Tell], Found]
MAKE, BRING = "make a file", "bring a network"  # stand where a question names its view
BESIDES: dict[str, Answer] = {MAKE: make, BRING: bring}

__all__ = ["BESIDES", "BRING", "MAKE"]
