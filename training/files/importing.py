"""Import of a network from a file: it is built, tested, and stored as a finished run."""

from data.imports.refusals import ImportFailed, printable
from model.explain import Answer, ProgressCallback
from model.files.form import outputs
from model.files.network import Parcel, read_network
from model.networks.joint import with_joint
from model.saving import artefacts, rebuilt
from runs.records import Job
from training.dataset import dataset
from training.presets import PRESETS
from training.results.scores import output_scores
from training.run_store import RunStore
from training.settings import RunSettings, SettingsError

_MESSAGE = "Imported from a file: its curve stayed where it was trained."
IMPORTED_KEY = "brought"  # in the result of an imported run


def import_network(store: RunStore, job: Job, progress: ProgressCallback) -> Answer:
    """Store the network of the job's file as a run; the answer holds its id and its scores on the test part.

    Raises:
        ImportFailed: The file is not valid; nothing was stored.
    """
    parcel = read_network(job.payload or b"")
    settings = parcel_settings(parcel)
    try:
        network = rebuilt(settings.to_json(), parcel.weights)
    except ValueError as error:
        raise ImportFailed(str(error)) from error
    progress(0.2)
    try:
        data = dataset(settings, store)
    except SettingsError as error:
        raise ImportFailed(f"Its accuracy cannot be measured here. {error}") from error
    rows = data.parts.test
    test = output_scores(outputs(with_joint(network), data.pictures[rows]), data.labels[rows])
    progress(0.6)
    files = artefacts(network, settings.to_json())
    result = {"test": test, "test_pictures": len(rows), IMPORTED_KEY: True}
    run_id = store.import_run(parcel.name, settings.to_json(), result, files, _MESSAGE)
    return {"run": run_id, "test": test}


def parcel_settings(parcel: Parcel) -> RunSettings:
    """The settings in a file, checked like those of a run.

    Raises:
        ImportFailed: They are not valid.
    """
    preset = parcel.settings.get("preset")
    if not isinstance(preset, str) or preset not in PRESETS:
        received = printable(str(preset))
        raise ImportFailed(f"`preset` must be one of {', '.join(PRESETS)}. Received: {received}. Save it again.")
    try:
        return RunSettings.from_json(parcel.settings)
    except Exception as error:  # a hostile file may raise anything
        reason = plain_sentence(str(error)) if isinstance(error, ValueError) else "They are not those of a run."
        raise ImportFailed(f"The settings cannot be used. {reason}") from error


def plain_sentence(text: str) -> str:
    """The text on one line, at most 300 characters long."""
    text = " ".join(text.split())
    return text if len(text) <= 300 else f"{text[:300]}…"
