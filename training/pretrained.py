"""Trained weights as the first ones of a run: which there are, and whether they fit."""

from training.catalogue import Catalogue
from training.run_store import RunStore
from training.settings import RunSettings, SettingsError


def first_weights(settings: RunSettings, store: RunStore) -> bytes | None:
    """The weights that a run starts from, as `.npz`; None: new ones.

    Raises:
        SettingsError: They are not there, or of another network.
    """
    if settings.start is None:
        return None
    check_start(settings, store)
    return Catalogue(store).find(settings.start).weights


def check_start(settings: RunSettings, store: RunStore) -> None:
    """See that the network that the settings start from, if they name one, is of the kind that they train.

    Raises:
        SettingsError: It is not; the message says what to do.
    """
    if settings.start is None:
        return
    other = Catalogue(store).find(settings.start).settings
    if not same_network(settings, other):
        raise SettingsError(
            f"The weights of {settings.start} belong to another network ({_network(other)}), and this run trains "
            f"{_network(settings)}. Choose a preset with the same network, or new weights."
        )


def same_network(settings: RunSettings, other: RunSettings) -> bool:
    """Whether the weights of one fit into the other, whatever the networks are called."""
    return _kind(settings) == _kind(other)


def _kind(settings: RunSettings) -> str:
    design = settings.built_design
    return design.key if design else settings.network


def _network(settings: RunSettings) -> str:
    return settings.design.name if settings.design else settings.network
