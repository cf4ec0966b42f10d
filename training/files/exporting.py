"""Export of a trained network: a file that was checked on test pictures."""

import numpy as np

from model.explain import Answer, ProgressCallback
from model.files import CHECK_PICTURES, NETWORK_EXPORTS, Checked, Trained, checked
from runs.records import Job
from training.catalogue import Catalogue
from training.dataset import dataset
from training.engine.network_cache import cached_network
from training.run_store import RunStore
from training.settings import RunSettings


def export_network(store: RunStore, job: Job, progress: ProgressCallback) -> Answer:
    """Export a `network` of a `version` in a `form`; the answer holds the file and the result of its check."""
    trained = trained_network(store, job.arguments["network"], job.arguments["version"])
    progress(0.2)
    exported = checked_file(store, trained, job.arguments["form"])
    return {
        "file": np.frombuffer(exported.file, np.uint8),
        "pictures": exported.pictures,
        "difference": exported.difference,
    }


def trained_network(store: RunStore, name: str, version: str = "") -> Trained:
    """A network with everything that an export writes.

    Raises:
        SettingsError: There is no such network, or its files are missing.
    """
    network = cached_network(store, name, version or name)
    entry = Catalogue(store).find(name)
    return Trained(
        name=entry.run.name,
        network=network,
        settings=entry.run.settings.to_json(),
        litert=entry.litert,
        test=entry.test,
    )


def checked_file(store: RunStore, trained: Trained, form: str) -> Checked:
    """The exported file, after its answers for test pictures were found equal to those of the network.

    Raises:
        ValueError: They differ, there is no such form, or there is no test picture.
    """
    if form not in NETWORK_EXPORTS:
        raise ValueError(f"Forms are {', '.join(NETWORK_EXPORTS)}. Received: {form!r}. Choose one of these.")
    data = dataset(RunSettings.from_json(trained.settings), store)
    rows = data.parts.test[:CHECK_PICTURES]  # the split has shuffled them
    if not len(rows):
        raise ValueError("No test picture is left to check a file on. Choose a network with a larger test part.")
    return checked(NETWORK_EXPORTS[form], trained, data.pictures[rows])
