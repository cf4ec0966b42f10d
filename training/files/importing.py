"""A network out of a file of ours: built, measured, and put into the store as a run that has ended."""

from data.imports.refusals import ImportFailed, printable
from model.explain import Answer, ProgressCallback
from model.files.form import outputs
from model.files.network import Parcel, read
from model.networks.joint import with_joint
from model.saving import artefacts, rebuilt
from runs.records import Job
from training.dataset import Dataset, dataset
from training.presets import PRESETS
from training.results.scores import scored
from training.run_store import RunStore
from training.settings import RunSettings, SettingsError

MESSAGE = "Imported from a file: its curve stayed where it was trained."
IMPORTED = "brought"  # in the result of such a run


def import_network(store: RunStore, job: Job, progress: ProgressCallback) -> Answer:
    """Put the network of the job's file into the store; its run id and its scores on the test part, measured here.

    Raises:
        ImportFailed: The file is none of ours, or is not as it must be; nothing was stored.
    """
    parcel = read(job.payload or b"")
    settings = settings_of(parcel)
    try:
        network = rebuilt(settings.to_json(), parcel.weights)
    except ValueError as error:
        raise ImportFailed(str(error)) from error
    progress(0.2)
    data = _data(settings, store)
    rows = data.parts.test
    test = scored(outputs(with_joint(network), data.pictures[rows]), data.labels[rows])
    progress(0.6)
    files = artefacts(network, settings.to_json())
    run_id = store.import_run(parcel.name, settings.to_json(), {"test": test, IMPORTED: True}, files, MESSAGE)
    return {"run": run_id, "test": test}


def _data(settings: RunSettings, store: RunStore) -> Dataset:
    try:
        return dataset(settings, store)
    except SettingsError as error:
        raise ImportFailed(f"What it is worth cannot be measured here. {error}") from error


def settings_of(parcel: Parcel) -> RunSettings:
    """The settings that a file names, checked as those of a run are.

    Raises:
        ImportFailed: They cannot be trained with.
    """
    preset = parcel.settings.get("preset")
    if not isinstance(preset, str) or preset not in PRESETS:
        came = printable(str(preset))
        raise ImportFailed(f"`preset` must be one of {', '.join(PRESETS)}. Received: {came}. Save it again.")
    try:
        return RunSettings.from_json(parcel.settings)
    except Exception as error:  # a hostile file may raise anything
        known = isinstance(error, ValueError)
        reason = plain_sentence(str(error)) if known else "They are not those of a run."
        raise ImportFailed(f"The settings cannot be used. {reason}") from error


def plain_sentence(text: str) -> str:
    """Short, and on one line."""
    text = " ".join(text.split())
    return text if len(text) <= 300 else f"{text[:300]}…"
