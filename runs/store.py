"""The run store: the only channel between pages, engine and workers."""

from runs.curation import Keeping
from runs.importing import Bringing
from runs.queries import Explaining
from runs.searches import Searching
from runs.telemetry import Recording


class Store(Searching, Keeping, Bringing, Recording, Explaining):
    """Everything known about runs. Cheap to make, safe to share between threads, picklable by its URL.

    Methods that take a run id raise `runs.records.RunNotFound` for an unknown one; `run` alone returns None.
    """
