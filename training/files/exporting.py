"""A trained network as a checked file."""

import numpy as np

from model.explain import Answer, ProgressCallback
from model.files import EXPORTS, PICTURES, Checked, Trained, checked
from model.predict.predictor import SHIPPED, shipped_names
from runs.records import Job
from runs.store import Store
from training.dataset import dataset
from training.engine.network_cache import network_of
from training.pretrained import shipped_card
from training.settings import RunSettings


def export_network(store: Store, job: Job, progress: ProgressCallback) -> Answer:
    """The `form`, of `EXPORTS`, of a `network` of a `version`, and what its check says."""
    trained = trained_of(store, job.arguments["network"], job.arguments["version"])
    progress(0.2)
    exported = file_of(store, trained, job.arguments["form"])
    return {
        "file": np.frombuffer(exported.file, np.uint8),
        "pictures": exported.pictures,
        "difference": exported.difference,
    }


def trained_of(store: Store, name: str, version: str = "") -> Trained:
    """What there is to write of a network.

    Raises:
        SettingsError: There is no such network, or it has left no weights.
        ValueError: It has no network for LiteRT.
    """
    network = network_of(store, name, version or name)
    if name in shipped_names():
        card = shipped_card(name)
        litert: bytes | None = (SHIPPED / f"{name}.tflite").read_bytes()
        label, settings, test = name, card["settings"], card["report"]["test"]
    else:
        run, litert = store.run(name), store.artefact(name, "network.tflite")
        assert run is not None
        label, settings, test = run.name, run.settings, (run.result or {}).get("test") or {}
    if litert is None:
        raise ValueError(f"Run {name} has no network yet. Train it to its end, or choose another network.")
    return Trained(name=label, network=network, settings=settings, litert=litert, test=test)


def file_of(store: Store, trained: Trained, form: str) -> Checked:
    """The file, after it has answered for held-out pictures as the network does.

    Raises:
        ValueError: It does not, there is no such form, or no picture to check it on.
    """
    if form not in EXPORTS:
        raise ValueError(f"Forms are {', '.join(EXPORTS)}. Received: {form!r}. Choose one of these.")
    data = dataset(RunSettings.from_json(trained.settings), store)
    rows = data.parts.test[:PICTURES]  # the split has shuffled them
    if not len(rows):
        raise ValueError("No test picture is left to check a file on. Choose a network with a larger test part.")
    return checked(EXPORTS[form], trained, data.pictures[rows])
