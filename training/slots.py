"""What Adam remembers of a head when that head's loss weight changes."""

from typing import TYPE_CHECKING

from model.networks import head_of

if TYPE_CHECKING:
    import keras


def rescale_slots(
    network: "keras.Model", optimizer: "keras.optimizers.Adam", old: dict[str, float], new: dict[str, float]
) -> None:
    """Scale Adam's slots of each head's own layers as if its new loss weight had always held: m by r, v by r squared.

    Without this a head whose weight falls from 50 to 1 moves at 4-6 % of its pace for hundreds of steps, because v
    forgets slowly; one whose weight rises leaps. With r = new / old the head's own path is unchanged. For the trunk,
    where the heads' gradients add up, there is no exact cure. A weight of 0 leaves the slots alone.
    """
    for layer in network.layers:
        head = head_of(layer.name)
        if head is None or not old[head] or not new[head]:
            continue
        ratio = new[head] / old[head]
        for variable in layer.trainable_variables:
            slot = optimizer._get_variable_index(variable)
            momentum, velocity = optimizer._momentums[slot], optimizer._velocities[slot]
            momentum.assign(momentum * ratio)
            velocity.assign(velocity * ratio**2)
