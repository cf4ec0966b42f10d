"""Explanations as tasks of a worker: the question comes from the store, the answer goes there."""

import json
from collections import OrderedDict
from typing import Any

import numpy as np

from data.line import FRAME
from model.networks import build
from model.networks.design import Design
from model.predict.predictor import SHIPPED
from model.saving import load_weights
from runs.records import Explanation
from runs.store import Store
from training import trained
from training.dataset import dataset
from training.settings import RunSettings

PICTURES = 1_000  # of the test part, for what needs many
FEWEST = 20
NETWORKS_KEPT = 6
_networks: OrderedDict[str, Any] = OrderedDict()  # version -> Keras model, the one used last at the end


def explain(key: str, store_url: str) -> None:
    """Answer one question of the store; what goes wrong is said there in words."""
    from model.explain import VIEWS, Cancelled, pack

    with Store(store_url) as store:
        asked = store.explanation(key)
        if asked is None:
            return

        def tell(progress: float) -> None:
            if not store.tell_progress(key, progress):
                raise Cancelled

        try:
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
    from training.task import use_one_thread

    use_one_thread()
    network = _shipped("robust")
    subject = Subject(network=network, picture=np.zeros((FRAME, FRAME, 3), np.uint8))
    for view in VIEWS.values():
        if view.needs == "picture" and not view.slow:
            view.answer(subject)


def _subject(store: Store, asked: Explanation, needs: str) -> Any:
    from model.explain import Subject

    name, version = asked.question["network"], asked.question["version"]
    network = _network(store, name, version)
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


def _network(store: Store, name: str, version: str) -> Any:
    """The trained network, kept for the next question with all that was traced for it."""
    if version not in _networks:
        _networks[version] = _built(trained.card_of(name, store), trained.weights_of(name, store))
    _networks.move_to_end(version)
    if len(_networks) > NETWORKS_KEPT:
        _networks.popitem(last=False)
    return _networks[version]


def _shipped(name: str) -> Any:
    settings = json.loads((SHIPPED / f"{name}.json").read_text())["settings"]
    return _built(settings, (SHIPPED / f"{name}.weights.npz").read_bytes())


def _built(settings: dict[str, Any], weights: bytes) -> Any:
    design = settings.get("design")
    network = build(settings["network"], seed=0, design=design and Design.from_json(design))
    load_weights(network, weights)
    return network
