"""Networks into files and out of them, in a worker: what is asked of the desk beside the views of `model.explain`.

`python -m training.files` does the same in a terminal.
"""

from collections.abc import Callable

from model.explain import Answer, ProgressCallback
from runs.records import Explanation
from runs.store import Store
from training.files.exporting import make
from training.files.importing import bring

Handler = Callable[[Store, Explanation, ProgressCallback], Answer]
MAKE, BRING = "make a file", "bring a network"  # stand where a question names its view
BESIDES: dict[str, Handler] = {MAKE: make, BRING: bring}

__all__ = ["BESIDES", "BRING", "MAKE"]
