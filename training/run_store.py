"""The run store whose runs and searches have typed settings."""

from runs.store import RecordStore
from training.run import Run, Search


class RunStore(RecordStore[Run, Search]):
    """What pages, engine, workers and commands read runs from."""

    run_type, search_type = Run, Search
