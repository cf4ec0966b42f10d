"""Worker queries: the job comes from the store, the answer goes there. Add yours to `HANDLERS`."""

from collections.abc import Callable
from functools import partial
from typing import Any

import numpy as np

from data.line import FRAME
from model.explain import VIEWS, Answer, Cancelled, ProgressCallback, Subject, View, pack
from runs.records import Job
from runs.rights import Viewer
from training.dataset import dataset
from training.engine.heartbeat import beating, patient
from training.engine.network_cache import cached_network, shipped_network
from training.files import EXPORT, IMPORT
from training.files.exporting import export_network
from training.files.importing import import_network
from training.run_store import RunStore
from training.settings import RunSettings

TEST_PICTURES = 1_000  # of the test part, for what needs many
_FEWEST_PICTURES = 20
Handler = Callable[[RunStore, Job, ProgressCallback], Answer]


def answer_query(key: str, store_url: str) -> None:
    """Do one job of the store; what goes wrong is said there in words. While the store is in trouble it waits."""
    with RunStore(store_url) as opened:
        store = patient(opened)
        query = store.query(key)
        if query is None or query.status != "working":  # it was cancelled meanwhile
            return

        viewer = Viewer(owner=query.owner, everything=True)  # what the job makes is theirs

        def progress(share: float) -> None:
            if not store.report_progress(key, share):
                raise Cancelled

        try:
            with beating(partial(store.beat_query, key)):
                answer = _handler(query.job.kind)(patient(store.bound(viewer)), query.job, progress)
            store.save_answer(key, pack(answer))
        except Cancelled:
            return
        except (ValueError, KeyError) as error:
            store.fail_query(key, str(error.args[0]) if error.args else type(error).__name__)


def warm_up_queries() -> None:
    """Load TensorFlow and answer a first query of each quick kind for the network that answers by default."""
    from training.engine.task import load_tensorflow

    load_tensorflow()
    network = shipped_network("robust")
    subject = Subject(network=network, picture=np.zeros((FRAME, FRAME, 3), np.uint8))
    for view in VIEWS.values():
        if view.needs == "picture" and not view.slow:
            view.answer(subject)


def explain(view: View, store: RunStore, job: Job, progress: ProgressCallback) -> Answer:
    """What a view finds in `network`, `version`, trained with `settings`; all other arguments are its parameters."""
    parameters = dict(job.arguments)
    network = cached_network(store, parameters.pop("network"), parameters.pop("version"))
    settings = parameters.pop("settings", None)
    if view.needs == "picture":
        assert job.payload is not None
        subject = Subject(network=network, picture=np.frombuffer(job.payload, np.uint8).reshape(FRAME, FRAME, 3))
    elif view.needs == "pictures":
        subject = Subject(network=network, **_test_pictures(RunSettings.from_json(settings), store))
    else:
        subject = Subject(network=network)
    return view.answer(subject, progress, **parameters)


def _test_pictures(settings: RunSettings, store: RunStore) -> dict[str, Any]:
    data = dataset(settings, store)
    rows = data.parts.test[:TEST_PICTURES]  # the split has shuffled them
    if len(rows) < _FEWEST_PICTURES:
        raise ValueError(
            f"This needs {_FEWEST_PICTURES} test pictures or more. "
            f"The set that this network was trained on left {len(rows)}."
        )
    return {"pictures": data.pictures[rows], "labels": data.labels[rows]}


HANDLERS: dict[str, Handler] = {
    **{name: partial(explain, view) for name, view in VIEWS.items()},
    EXPORT: export_network,
    IMPORT: import_network,
}


def _handler(kind: str) -> Handler:
    if kind not in HANDLERS:
        raise ValueError(f"Jobs are {', '.join(HANDLERS)}. Received: {kind!r}. Ask again.")
    return HANDLERS[kind]
