"""The run store: the only channel between pages, engine and workers."""

from runs.bringing import Bringing
from runs.explaining import Explaining
from runs.keeping import Keeping
from runs.recording import Recording
from runs.searching import Searching


class Store(Searching, Keeping, Bringing, Recording, Explaining):
    """Everything known about runs. Cheap to make, safe to share between threads, picklable by its URL.

    Methods that take a run id raise `runs.records.RunNotFound` for an unknown one; `run` alone returns None.
    """
