"""What an optimiser remembers of a part of the network when the loss weights change."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from training.loop.variable_groups import TRUNK

if TYPE_CHECKING:
    import keras


def rescale_optimizer_state(
    parts: Mapping[str, list[Any]],
    optimizer: "keras.Optimizer",
    powers: Mapping[str, int],
    old: dict[str, float],
    new: dict[str, float],
) -> float:
    """Scale the slots of each head's own layers as if its new loss weight had always held.

    Without this a head whose weight falls from 50 to 1 moves at 4-6 % of its pace under Adam for hundreds of steps,
    because v forgets slowly; one whose weight rises leaps. With r = new / old the head's own path is unchanged when m
    is scaled by r and v by r squared. For the trunk, where the heads' gradients add up, that is exact only if all
    weights change by one factor. A weight of 0 leaves the slots alone.

    Args:
        parts: The variables of the trunk and of each head.
        powers: Of r, for each of the optimiser's lists of slots.

    Returns:
        What the trunk's memory was multiplied with: the common factor, or 1.
    """
    ratios = {head: new[head] / old[head] for head in new if old[head] and new[head]}
    zeros_stay = all(bool(old[head]) == bool(new[head]) for head in new)
    common = next(iter(ratios.values())) if zeros_stay and len(set(ratios.values())) == 1 else 1.0
    if not powers:
        return 1.0
    for part, ratio in {**ratios, TRUNK: common}.items():
        for variable in parts[part] if ratio != 1 else ():
            slot = optimizer._get_variable_index(variable)
            for name, power in powers.items():
                memory = getattr(optimizer, name)[slot]
                memory.assign(memory * ratio**power)
    return common
