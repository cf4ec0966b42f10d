"""What a method is: a rule that chooses one loss weight per head at every step."""

from abc import ABC, abstractmethod
from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from model.parameter import Parameter, filled


@dataclass(frozen=True, slots=True, kw_only=True)
class BatchStatistics:
    """What a method may look at before it chooses the weights of a step. T heads, in the order of `HEADS`."""

    losses: np.ndarray  # (T,) unweighted, nats, on the batch
    accuracies: np.ndarray  # (T,) 0..1, on the batch
    gram: np.ndarray | None = None  # (T, T) inner products of the heads' gradients on the trunk, unweighted losses


EVERY = Parameter("every", "Steps between measurements", 1, 1, 100,
                  "Gradients are measured at every so many steps, the weights held in between; 1 is as published.",
                  whole=True)  # fmt: skip
MEASURE_ON = Parameter(
    "measure_on", "Measure on", 0, 0, 1,
    "The whole trunk is exact. Its last layer with weights costs less (with v3 a step takes about 1.3 times as long as "
    "a manual one, not 2.1), but conflicts further down are not seen, so other weights are chosen.",
    whole=True, options=("Whole trunk", "Last shared layer"))  # fmt: skip


def on_last_layer(parameters: Mapping[str, float]) -> bool:
    """Whether a method with these parameters measures gradients on the last shared layer alone."""
    return parameters.get(MEASURE_ON.name) == 1


class Method(ABC):
    """Chooses the weights of one run, step after step.

    Args:
        sliders: `(T,)` what the user's sliders say, >= 0.
        seed: Of everything that is drawn at random.
        parameters: Of the method; those left out have their defaults.
    """

    name: ClassVar[str]
    label: ClassVar[str]
    about: ClassVar[str]  # one sentence
    source: ClassVar[str]  # authors, title, arXiv number
    sliders_mean: ClassVar[str]  # one sentence: what the sliders do under this method
    cost: ClassVar[str] = "One backward pass, as plain training."  # one sentence
    role: ClassVar[str]  # of the sliders: weights, multiply, start, preference or nothing
    needs: ClassVar[str] = "losses"  # nothing (the sliders are the weights), losses, or gram
    parameters: ClassVar[tuple[Parameter, ...]] = ()

    def __init__(self, sliders: np.ndarray, seed: int = 0, **parameters: float) -> None:
        self.sliders = np.asarray(sliders, float)
        self.seed = seed
        self.values = filled(self.parameters, parameters)
        self.start()

    def start(self) -> None:
        """Set up what the method carries from step to step, if anything."""
        return

    @abstractmethod
    def weights(self, batch: BatchStatistics) -> np.ndarray:
        """Weights `(T,)` of the step: the trunk moves along the weighted sum of the heads' gradients."""

    @property
    def every(self) -> int:
        """Steps from one choice of weights to the next."""
        return int(self.values.get(EVERY.name, 1))

    def change_sliders(self, sliders: np.ndarray) -> None:
        """Go on with other sliders from the next step on."""
        self.sliders = np.asarray(sliders, float)

    def state(self) -> dict[str, np.ndarray]:
        """Everything beside the arguments that the next weights depend on."""
        return {}

    def load_state(self, state: dict[str, np.ndarray]) -> None:
        """Inverse of `state`."""
        return


class RandomisedMethod(Method):
    """Draws at every step, the same for equal seeds and steps."""

    def start(self) -> None:
        self.step = 0

    def next_draw(self) -> np.random.Generator:
        """The generator of this step; the next call is for the next one."""
        self.step += 1
        return np.random.default_rng((self.seed, self.step - 1))

    def state(self) -> dict[str, np.ndarray]:
        return {"step": np.array(self.step)}

    def load_state(self, state: dict[str, np.ndarray]) -> None:
        self.step = int(state["step"])


class GramMethod(Method):
    """Needs the Gram matrix of the heads' gradients on the trunk, which costs a backward pass for each head."""

    cost = "One backward pass per head where it measures: a step then takes about 2.1 times as long."
    needs = "gram"
    parameters = (EVERY, MEASURE_ON)
