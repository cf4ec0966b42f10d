"""A network out of a file of ours: built, measured, and put into the store as a run that has ended."""

from data.imports.refusals import ImportFailed, printable
from model.explain import Answer, ProgressCallback
from model.files.form import outputs
from model.files.network import Parcel, read
from model.networks.joint import with_joint
from model.saving import artefacts, rebuilt
from runs.records import Explanation
from runs.store import Store
from training.dataset import Dataset, dataset
from training.presets import PRESETS
from training.results.scores import scored
from training.settings import RunSettings, SettingsError

MESSAGE = "Brought from a file: its curve stayed where it was trained."
BROUGHT = "brought"  # in the result of such a run


def bring(store: Store, asked: Explanation, tell: ProgressCallback) -> Answer:
    """Answer a question of the desk: the file came as its picture."""
    run_id, test = brought(store, asked.picture or b"", tell)
    return {"run": run_id, "test": test}


def brought(store: Store, file: bytes, tell: ProgressCallback) -> tuple[str, dict[str, float]]:
    """Put the network into the store; returns its run id and what it is worth, measured here.

    Raises:
        ImportFailed: The file is none of ours, or is not as it must be; nothing was stored.
    """
    parcel = read(file)
    settings = settings_of(parcel)
    try:
        network = rebuilt(settings.to_json(), parcel.weights)
    except ValueError as error:
        raise ImportFailed(str(error)) from error
    tell(0.2)
    data = _data(settings, store)
    rows = data.parts.test
    test = scored(outputs(with_joint(network), data.pictures[rows]), data.labels[rows])
    tell(0.6)
    files = artefacts(network, settings.to_json())
    return store.bring(parcel.name, settings.to_json(), {"test": test, BROUGHT: True}, files, MESSAGE), test


def _data(settings: RunSettings, store: Store) -> Dataset:
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
