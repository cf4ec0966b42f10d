"""Explanations as tasks of a worker: the question comes from the store, the answer goes there."""

from typing import Any

import numpy as np

from data.line import FRAME
from runs.records import Explanation
from runs.store import Store
from training.dataset import dataset
from training.engine.network_cache import network_of, shipped
from training.files import BESIDES
from training.settings import RunSettings

PICTURES = 1_000  # of the test part, for what needs many
FEWEST = 20


def explain(key: str, store_url: str) -> None:
    """Answer one question of the store; what goes wrong is said there in words."""
    from model.explain import VIEWS, Cancelled, pack

    with Store(store_url) as store:
        asked = store.explanation(key)
        if asked is None or asked.status != "working":  # it was cancelled meanwhile
            return

        def tell(progress: float) -> None:
            if not store.tell_progress(key, progress):
                raise Cancelled

        try:
            if answer := BESIDES.get(asked.question["view"]):
                found = answer(store, asked, tell)
            else:
                view = VIEWS[asked.question["view"]]
                found = view.answer(_subject(store, asked, view.needs), tell, **asked.question["arguments"])
            store.give_answer(key, pack(found))
        except Cancelled:
            return
        except (ValueError, KeyError) as error:
            store.give_up(key, str(error.args[0]) if error.args else type(error).__name__)


def warm_up() -> None:
    """Load TensorFlow and answer a first question of each quick kind for the network that answers by default."""
    from model.explain import VIEWS, Subject
    from training.engine.task import use_one_thread

    use_one_thread()
    network = shipped("robust")
    subject = Subject(network=network, picture=np.zeros((FRAME, FRAME, 3), np.uint8))
    for view in VIEWS.values():
        if view.needs == "picture" and not view.slow:
            view.answer(subject)


def _subject(store: Store, asked: Explanation, needs: str) -> Any:
    from model.explain import Subject

    name, version = asked.question["network"], asked.question["version"]
    network = network_of(store, name, version)
    if needs == "picture":
        assert asked.picture is not None
        return Subject(network=network, picture=np.frombuffer(asked.picture, np.uint8).reshape(FRAME, FRAME, 3))
    if needs == "pictures":
        data = dataset(RunSettings.from_json(asked.question["settings"]), store)
        rows = data.parts.test[:PICTURES]  # the split has shuffled them
        if len(rows) < FEWEST:
            raise ValueError(
                f"This needs {FEWEST} test pictures or more. The set that this network was trained on left {len(rows)}."
            )
        return Subject(network=network, pictures=data.pictures[rows], labels=data.labels[rows])
    return Subject(network=network)
