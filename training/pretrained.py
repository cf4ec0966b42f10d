"""Trained networks by name: those that come with the project, and runs of a store that have ended."""

import json
from typing import Any

from model.networks.known import DESIGNS
from model.predict.predictor import SHIPPED, shipped_names
from runs.records import RunNotFound
from runs.store import Store
from training.settings import RunSettings, SettingsError


def settings_of(name: str, store: Store) -> RunSettings:
    """What a network was trained with.

    Raises:
        SettingsError: There is no such network, or it is of another version.
    """
    return RunSettings.from_json(card_of(name, store))


def card_of(name: str, store: Store) -> dict[str, Any]:
    """The same as JSON, unchecked."""
    if name in shipped_names():
        return shipped_card(name)["settings"]
    run = store.run(name)
    if run is None:
        raise SettingsError(f"There is no network or run {name} here any more. Choose another one, or new weights.")
    return run.settings


def shipped_card(name: str) -> dict[str, Any]:
    """`settings` and `report` of a network that comes with the project."""
    return json.loads((SHIPPED / f"{name}.json").read_text())


def weights_of(name: str, store: Store) -> bytes:
    """Its weights, as `.npz`.

    Raises:
        SettingsError: There is no such network, or it has left no weights.
    """
    if name in shipped_names():
        return (SHIPPED / f"{name}.weights.npz").read_bytes()
    try:
        weights = store.artefact(name, "weights.npz")
    except RunNotFound:
        weights = None
    if weights is None:
        raise SettingsError(f"Run {name} has left no weights. Train it again, or choose another network.")
    return weights


def first_weights(settings: RunSettings, store: Store) -> bytes | None:
    """The weights that a run starts from, as `.npz`; None: new ones.

    Raises:
        SettingsError: They are not there, or of another network.
    """
    if settings.start is None:
        return None
    check_start(settings, store)
    return weights_of(settings.start, store)


def check_start(settings: RunSettings, store: Store) -> None:
    """See that the network that the settings start from, if they name one, is of the kind that they train.

    Raises:
        SettingsError: It is not; the message says what to do.
    """
    if settings.start is None:
        return
    other = settings_of(settings.start, store)
    if not same_network(settings, other):
        raise SettingsError(
            f"The weights of {settings.start} belong to another network ({_network(other)}), and this run trains "
            f"{_network(settings)}. Choose a preset with the same network, or new weights."
        )


def same_network(one: RunSettings, other: RunSettings) -> bool:
    """Whether the weights of one fit into the other, whatever the networks are called."""
    return _kind(one) == _kind(other)


def _kind(settings: RunSettings) -> str:
    design = settings.design or DESIGNS.get(settings.network)
    return design.key if design else settings.network


def _network(settings: RunSettings) -> str:
    return settings.design.name if settings.design else settings.network
