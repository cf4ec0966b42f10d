"""The layers of a network as a table: known without a worker where the browser has the network."""

from collections.abc import Callable

from training.catalogue import TrainedNetwork
from ui.shared import networks, worker_query


def draw_structure(network: TrainedNetwork, draw: Callable[[worker_query.Answer], None], key: str) -> None:
    """Draw what needs the view `structure`, as soon as it is known.

    Args:
        key: Of the widgets of the progress.
    """
    if structure := networks.structure(network):
        draw(structure)
    else:
        worker_query.draw_answer("structure", network, draw=draw, key=key)
