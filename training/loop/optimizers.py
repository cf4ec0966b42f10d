"""Optimisers, with what the diagnostics must know of each. Add yours to `OPTIMIZERS`; Keras does the steps."""

from collections.abc import Callable, Mapping
from dataclasses import KW_ONLY, dataclass, field
from typing import TYPE_CHECKING, Any

import numpy as np

from model.parameter import Parameter

if TYPE_CHECKING:
    import keras

OptimizerValues = Mapping[str, float]
Pace = Callable[["keras.Optimizer", int, OptimizerValues, "np.ndarray | None"], "np.ndarray | float"]


@dataclass(frozen=True, slots=True)
class Optimizer:
    name: str
    label: str
    about: str  # one sentence
    _: KW_ONLY
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

        return getattr(keras.optimizers, self.keras_name)(global_clipnorm=clip or None, **values)


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


_EPSILON = Parameter("epsilon", "Epsilon", 1e-7, 1e-30, 1, "Added to the root, against division by 0.")
_BETAS = (
    Parameter("beta_1", "Beta 1", 0.9, 0, 0.999, "How much of the last direction is kept."),
    Parameter("beta_2", "Beta 2", 0.999, 0.5, 0.9999, "How long the size of past gradients is remembered."),
)


def _momentum(default: float) -> Parameter:
    return Parameter("momentum", "Momentum", default, 0, 0.99, "How much of the last step is taken along.")


_ADAM: dict[str, Any] = {
    "memory": "beta_1",
    "corrects_start": True,
    "pace": _adam_pace,
    "powers": {"_momentums": 1, "_velocities": 2},
}
_WEIGHT_DECAY = Parameter(
    "weight_decay",
    "Weight decay",
    0.004,
    0,
    1,
    "Share of itself that a weight loses per step, times the learning rate.",
)
_RHO = Parameter("rho", "Rho", 0.9, 0, 0.9999, "How long the size of past gradients is remembered.")
_OPTIMIZERS = (
    Optimizer("adam", "Adam",
              "Divides every step by the size of the recent gradients: a factor on the loss cancels out.",
              usual_rate=1e-3, scale_free=True, keras_name="Adam", parameters=(*_BETAS, _EPSILON), **_ADAM),
    Optimizer("adamw", "AdamW", "Adam, and every weight shrinks a little at each step, apart from the gradients.",
              usual_rate=1e-3, scale_free=True, keras_name="AdamW",
              parameters=(_WEIGHT_DECAY, *_BETAS, _EPSILON), **_ADAM),
    Optimizer("sgd", "SGD with momentum", "Follows the gradient as it is: twice the loss weight is twice the step.",
              usual_rate=1e-2, scale_free=False, keras_name="SGD",
              parameters=(_momentum(0.9),), memory="momentum", pace=_sgd_pace),
    Optimizer("rmsprop", "RMSprop",
              "Divides by the size of the recent gradients as Adam does, without its memory of direction.",
              usual_rate=1e-3, scale_free=True, keras_name="RMSprop",
              parameters=(_RHO, _momentum(0.0), _EPSILON), memory="momentum", pace=_rmsprop_pace,
              powers={"_velocities": 2}),
)  # fmt: skip

OPTIMIZERS: dict[str, Optimizer] = {optimizer.name: optimizer for optimizer in _OPTIMIZERS}
