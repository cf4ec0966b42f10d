"""The networks that come with the project, as designs: ours, and those of the 2019 coursework.

Those of 2019 with heads take unscaled pixels, 0..255; they have 497,363, 273,253 and 126,719 parameters.
"""

from dataclasses import replace

from model.heads import HEADS
from model.networks.design import Convolution, Design, Pooling

_2019 = Design(ends="flatten", initialiser="glorot_uniform", head_initialiser="glorot_uniform", scale=False)

DESIGNS: dict[str, Design] = {
    # The global maximum tells that a feature is somewhere, the average how much of it there is.
    "fast": Design(
        name="Like fast", trunk=(Convolution(filters=32, kernel=7, stride=4), Convolution(filters=64, kernel=3))
    ),
    # Angles between the classes need finer steps than those of fast.
    "robust": Design(
        name="Like robust",
        trunk=(Convolution(filters=20, kernel=7, stride=2), Convolution(filters=48, kernel=3)),
        hidden={"length": (32,), "width": (16,), "colour": (16,), "angle": (128,)},
    ),
    # No pooling: nearly all parameters are in the first dense layers.
    "coursework-v1": replace(
        _2019,
        name="Like v1",
        trunk=(Convolution(filters=4, kernel=3, padding="valid"), Convolution(filters=4, kernel=5, padding="valid")),
        hidden=dict.fromkeys(HEADS, (64,)),
    ),
    # Pooling, and deeper heads for length and angle.
    "coursework-v2": replace(
        _2019,
        name="Like v2",
        trunk=(
            Convolution(filters=8, kernel=7),
            Pooling(),
            Convolution(filters=6, kernel=5, padding="valid"),
            Pooling(stride=1),
        ),
        hidden={"length": (128, 32), "width": (64,), "colour": (64,), "angle": (256, 64)},
    ),
    # Two poolings, and small initial weights and biases in the dense layers.
    "coursework-v3": replace(
        _2019,
        name="Like v3",
        trunk=(
            Convolution(filters=10, kernel=5),
            Pooling(),
            Convolution(filters=8, kernel=3, padding="valid"),
            Pooling(),
        ),
        hidden={"length": (128, 32), "width": (64, 8), "colour": (64, 8), "angle": (128, 64)},
        head_initialiser="normal",
        head_bias="normal",
    ),
    # Question 1 of 2019: nearly all of its 4,069,184 parameters are between the features and the dense layer.
    "one-head": Design(
        name="Like one-head",
        trunk=(Convolution(filters=32, kernel=7, padding="valid", normalise=True), Pooling()),
        ends="flatten",
        joint=(1_024,),
    ),
}
