"""Trained networks with Keras, as workers need them, kept for the next query."""

from collections import OrderedDict
from threading import Lock
from typing import TYPE_CHECKING, Any

from model.saving import rebuilt
from training.catalogue import Catalogue, TrainedNetwork
from training.run_store import RunStore

if TYPE_CHECKING:
    import keras

_NETWORKS_KEPT = 6
_ONE_AT_A_TIME = Lock()  # a worker of a foreign cluster may have several threads
_networks: OrderedDict[str, Any] = OrderedDict()  # version -> Keras model, the one used last at the end


def cached_network(store: RunStore, name: str, version: str) -> "keras.Model":
    """The trained network, kept with all that was traced for it.

    Args:
        name: A shipped name or a run id.
        version: Another one is another network.

    Raises:
        SettingsError: There is no such network, or it has left no weights.
    """
    with _ONE_AT_A_TIME:
        if version not in _networks:
            _networks[version] = _built(Catalogue(store).find(name))
        _networks.move_to_end(version)
        if len(_networks) > _NETWORKS_KEPT:
            _networks.popitem(last=False)
        return _networks[version]


def shipped_network(name: str) -> "keras.Model":
    """A network that comes with the project, not kept."""
    return _built(Catalogue().find(name))


def _built(trained: TrainedNetwork) -> "keras.Model":
    return rebuilt(trained.run.settings.to_json(), trained.weights)
