"""The pickers of networks: shipped networks and finished runs, by name or run id."""

from typing import Any

from model.networks.plan import plan
from runs.records import Snapshot
from training.catalogue import TrainedNetwork
from training.pretrained import same_network
from training.settings import RunSettings
from ui.shared import fields
from ui.shared.store import catalogue
from ui.shared.url_state import Field, gone
from ui.shared.url_widgets import selectbox

DEFAULT_NETWORK: str = fields.NETWORK.default
NO_CHOICE = ""  # of an optional picker
_WIDTH = 350  # px
NETWORK_ADDRESS = "/networks/{name}/{version}"  # of the file from which the browser answers
SNAPSHOT_ADDRESS = "/snapshots/{run}/{step}/{version}"  # of the same of a run at one of its steps


def network_picker(
    field: Field = fields.NETWORK, label: str = "Network", *, optional: bool = False, width: int = _WIDTH
) -> TrainedNetwork | None:
    """A select box of the networks; its choice stands in the link and is shared by all pages.

    Args:
        field: The field of the choice.
        optional: Whether no network may be chosen, which is the default.
    """
    labels = {NO_CHOICE: f"{label}: none"} if optional else {}
    labels |= labels_by_name(field.read(), field.held())
    instead = f"using {field.default}" if field.default else "no network is compared"
    name = selectbox(
        label,
        field,
        labels,
        gone("network", instead),
        label_visibility="collapsed",
        icon=":material/network_node:",
        width=width,
    )
    return catalogue().get(name) if name else None


def answering_network(width: int = _WIDTH) -> TrainedNetwork:
    """The select box of the page's network."""
    network = network_picker(width=width)
    assert network is not None
    return network


def labels_by_name(*also: str | None) -> dict[str, str]:
    """Shipped names and run ids with labels: kind and exact match on the test part.

    Args:
        also: Further run ids that are listed, such as old runs and trials of a search.
    """
    return {network.name: network.label for network in catalogue().entries(*also)}


def fitting_labels(settings: RunSettings, *also: str | None) -> dict[str, str]:
    """As `labels_by_name`, for networks whose weights fit the network of these settings."""
    return {network.name: network.label for network in catalogue().entries(*also) if _fits(network, settings)}


def browser_address(network: TrainedNetwork) -> str | None:
    """Where the browser finds a network, below the app; None: it answers on the server alone."""
    if network.browser_file is None:
        return None
    return NETWORK_ADDRESS.format(name=network.name, version=network.version).removeprefix("/")


def snapshot_address(network: TrainedNetwork, snapshot: Snapshot) -> str:
    """Where the browser finds a network as it was at a step, below the app."""
    place = {"run": network.name, "step": snapshot.step, "version": snapshot.version}
    return SNAPSHOT_ADDRESS.format(**place).removeprefix("/")


def structure(network: TrainedNetwork) -> dict[str, Any] | None:
    """Layers, parameters and operations of a network that answers in the browser, as the view `structure` has them."""
    design = network.run.readable.built_design if network.run.readable else None
    if design is None or network.browser_file is None:
        return None
    whole = plan(design)
    rows = [row.to_json() for row in whole.rows]
    return {"layers": rows, "parameters": whole.parameters, "operations": whole.operations}


def _fits(network: TrainedNetwork, settings: RunSettings) -> bool:
    trained_with = network.run.readable
    return trained_with is not None and same_network(trained_with, settings)
