"""The run store: the only channel between pages, engine and workers."""

from runs.classes import Classes
from runs.curation import Curation
from runs.curves import CurvePoints
from runs.engines import Engines
from runs.importing import ImportedRuns
from runs.queries import WorkerQueries
from runs.records import RunRecord, RunT, SearchRecord, SearchT
from runs.searches import Searches
from runs.snapshots import Snapshots
from runs.suspension import Suspension
from runs.telemetry import Telemetry


class RecordStore(
    Searches[RunT, SearchT],
    Engines[RunT],
    Classes[RunT],
    Curation,
    CurvePoints,
    ImportedRuns,
    Snapshots,
    Suspension,
    Telemetry,
    WorkerQueries,
):
    """Everything known about runs. Cheap to make, safe to share between threads, picklable by its URL.

    Methods that take a run id raise `runs.records.RunNotFound` for an unknown one; `run` alone returns None.
    """


class Store(RecordStore[RunRecord, SearchRecord]):
    """The store of those that read no settings; `training.run_store` knows what they mean."""

    run_type, search_type = RunRecord, SearchRecord
