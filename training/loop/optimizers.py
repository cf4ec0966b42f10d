"""Optimisers, with what the diagnostics must know of each. Add yours to `OPTIMIZERS`; Keras does the steps."""

# pyright: reportAttributeAccessIssue=false, reportArgumentType=false
# (what Keras says of its own types is narrower than what it takes)

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import numpy as np

from model.parameter import Parameter

if TYPE_CHECKING:
    import keras

OptimizerValues = Mapping[str, float]
Pace = Callable[["keras.Optimizer", int, OptimizerValues, "np.ndarray | None"], "np.ndarray | float"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Optimizer:
    name: str
    label: str
    about: str  # one sentence
    usual_rate: float  # the learning rate it is commonly used with
    scale_free: bool  # whether a factor on all loss weights changes nothing
    keras_name: str
    parameters: tuple[Parameter, ...]
    memory: str  # the parameter that says how much of the last direction is kept
    corrects_start: bool = False  # whether the memory is divided by what it has seen of it so far
    pace: Pace  # of a slot: what a steady gradient is multiplied with to make a step; see `Trainer.pace`
    powers: dict[str, int] = field(default_factory=dict)  # list of slots -> power of a head's weight that it carries

    def build(self, values: OptimizerValues, clip: float) -> "keras.Optimizer":
        """The Keras optimiser; its learning rate is set before each step.

        Args:
            clip: The most that the norm of all gradients together may be; 0 does not clip.
        """
        import keras

        options: dict[str, Any] = dict(values)
        return getattr(keras.optimizers, self.keras_name)(global_clipnorm=clip or None, **options)


def _rate(optimizer: "keras.Optimizer") -> float:
    return float(np.asarray(optimizer.learning_rate))


def _adam_pace(
    optimizer: "keras.Optimizer", slot: int, values: OptimizerValues, gradient: np.ndarray | None
) -> np.ndarray:
    """lr sqrt(1 - beta2^t) / (sqrt(v) + epsilon): Adam's second moment, corrected for its start at 0."""
    steps = int(np.asarray(optimizer.iterations)) + (gradient is not None)
    velocity = _moved(optimizer._velocities[slot].numpy(), values["beta_2"], gradient)
    seen = 1 - values["beta_2"] ** max(1, steps)
    return _rate(optimizer) * np.sqrt(seen) / (np.sqrt(velocity) + values["epsilon"])


def _sgd_pace(optimizer: "keras.Optimizer", slot: int, values: OptimizerValues, gradient: np.ndarray | None) -> float:
    return _rate(optimizer) / (1 - values["momentum"])


def _rmsprop_pace(
    optimizer: "keras.Optimizer", slot: int, values: OptimizerValues, gradient: np.ndarray | None
) -> np.ndarray:
    velocity = _moved(optimizer._velocities[slot].numpy(), values["rho"], gradient)
    return _rate(optimizer) / np.sqrt(velocity + values["epsilon"]) / (1 - values["momentum"])


def _moved(velocity: np.ndarray, memory: float, gradient: np.ndarray | None) -> np.ndarray:
    """The mean square of the gradients, with one more taken in."""
    return velocity if gradient is None else memory * velocity + (1 - memory) * gradient**2


_EPSILON = Parameter(
    name="epsilon", label="Epsilon", default=1e-7, low=1e-30, high=1, about="Added to the root, against division by 0."
)
_BETAS = (
    Parameter(
        name="beta_1", label="Beta 1", default=0.9, low=0, high=0.999, about="How much of the last direction is kept."
    ),
    Parameter(
        name="beta_2",
        label="Beta 2",
        default=0.999,
        low=0.5,
        high=0.9999,
        about="How long the size of past gradients is remembered.",
    ),
)


def _momentum(default: float) -> Parameter:
    return Parameter(
        name="momentum",
        label="Momentum",
        default=default,
        low=0,
        high=0.99,
        about="How much of the last step is taken along.",
    )


_OPTIMIZERS = (
    Optimizer(
        name="adam",
        label="Adam",
        about="Divides every step by the size of the recent gradients: a factor on the loss cancels out.",
        usual_rate=1e-3,
        scale_free=True,
        keras_name="Adam",
        parameters=(*_BETAS, _EPSILON),
        memory="beta_1",
        corrects_start=True,
        pace=_adam_pace,
        powers={"_momentums": 1, "_velocities": 2},
    ),
    Optimizer(
        name="adamw",
        label="AdamW",
        about="Adam, and every weight shrinks a little at each step, apart from the gradients.",
        usual_rate=1e-3,
        scale_free=True,
        keras_name="AdamW",
        parameters=(
            Parameter(
                name="weight_decay",
                label="Weight decay",
                default=0.004,
                low=0,
                high=1,
                about="Share of itself that a weight loses per step, times the learning rate.",
            ),
            *_BETAS,
            _EPSILON,
        ),
        memory="beta_1",
        corrects_start=True,
        pace=_adam_pace,
        powers={"_momentums": 1, "_velocities": 2},
    ),
    Optimizer(
        name="sgd",
        label="SGD with momentum",
        about="Follows the gradient as it is: twice the loss weight is twice the step.",
        usual_rate=1e-2,
        scale_free=False,
        keras_name="SGD",
        parameters=(_momentum(0.9),),
        memory="momentum",
        pace=_sgd_pace,
    ),
    Optimizer(
        name="rmsprop",
        label="RMSprop",
        about="Divides by the size of the recent gradients as Adam does, without its memory of direction.",
        usual_rate=1e-3,
        scale_free=True,
        keras_name="RMSprop",
        parameters=(
            Parameter(
                name="rho",
                label="Rho",
                default=0.9,
                low=0,
                high=0.9999,
                about="How long the size of past gradients is remembered.",
            ),
            _momentum(0.0),
            _EPSILON,
        ),
        memory="momentum",
        pace=_rmsprop_pace,
        powers={"_velocities": 2},
    ),
)

OPTIMIZERS: dict[str, Optimizer] = {optimizer.name: optimizer for optimizer in _OPTIMIZERS}
