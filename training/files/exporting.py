"""A trained network as a checked file."""

import numpy as np

from model.explain import Answer, ProgressCallback
from model.files import EXPORTS, PICTURES, Checked, Trained, checked
from runs.records import Job
from training.catalogue import Catalogue
from training.dataset import dataset
from training.engine.network_cache import network_of
from training.run_store import RunStore
from training.settings import RunSettings


def export_network(store: RunStore, job: Job, progress: ProgressCallback) -> Answer:
    """The `form`, of `EXPORTS`, of a `network` of a `version`, and what its check says."""
    trained = trained_of(store, job.arguments["network"], job.arguments["version"])
    progress(0.2)
    exported = file_of(store, trained, job.arguments["form"])
    return {
        "file": np.frombuffer(exported.file, np.uint8),
        "pictures": exported.pictures,
        "difference": exported.difference,
    }


def trained_of(store: RunStore, name: str, version: str = "") -> Trained:
    """What there is to write of a network.

    Raises:
        SettingsError: There is no such network, or it has not left its files.
    """
    network = network_of(store, name, version or name)
    known = Catalogue(store).find(name)
    return Trained(
        name=known.run.name,
        network=network,
        settings=known.run.settings.to_json(),
        litert=known.litert,
        test=known.test,
    )


def file_of(store: RunStore, trained: Trained, form: str) -> Checked:
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
