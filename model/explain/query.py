"""What a view is: a question about a network that a worker with Keras answers."""

from collections.abc import Callable, Mapping
from dataclasses import KW_ONLY, dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from model.parameter import Parameter, filled

if TYPE_CHECKING:
    import keras

Answer = dict[str, Any]  # arrays and JSON values by name; flat
ProgressCallback = Callable[[float], None]  # takes the share done, 0..1; raises `Cancelled` if nobody waits any more


class Cancelled(Exception):  # noqa: N818
    """Whoever waited does not want the answer any more."""


def no_progress(share: float) -> None:
    """For those who do not watch."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Subject:
    """What a view looks at.

    Raises:
        ValueError: Something has another shape than it should.
    """

    network: "keras.Model"  # from (n, 28, 28, 3) 0..255 to {head: output}, layers named as in model.networks
    picture: np.ndarray | None = None  # (28, 28, 3) uint8
    pictures: np.ndarray | None = None  # (n, 28, 28, 3) uint8, never trained on
    labels: np.ndarray | None = None  # (n, 4) true classes of `pictures`

    def __post_init__(self) -> None:
        if self.picture is not None and self.picture.shape != (28, 28, 3):
            raise ValueError(f"`picture` must be (28, 28, 3). Received: {self.picture.shape}. Give one picture.")
        if self.pictures is not None and (self.labels is None or len(self.pictures) != len(self.labels)):
            raise ValueError("`pictures` need `labels` of the same number. Received: others. Give both.")


@dataclass(frozen=True, slots=True)
class Choice:
    """One of a few values that a view can be given, beside the numbers of `Parameter`."""

    name: str
    label: str
    default: str | bool
    options: tuple[str | bool, ...]  # empty: a layer of the network, and there is no default
    about: str  # one sentence


LAYER_CHOICE = Choice("layer", "Layer", "", (), "The layer that is looked at.")


@dataclass(frozen=True, slots=True)
class View:
    name: str  # in links, commands and the store
    label: str
    about: str  # one sentence
    _: KW_ONLY
    source: str  # authors, title, year
    why: str  # Markdown: its formula, and after 'It does not tell' what it does not
    needs: str  # network, picture or pictures
    make: Callable[..., Answer]  # make(subject, progress, **arguments); call `answer`, which checks them
    slow: bool = False  # takes more than a second
    parameters: tuple[Parameter | Choice, ...] = ()

    def answer(self, subject: Subject, progress: ProgressCallback = no_progress, **arguments: Any) -> Answer:
        """What the view finds; arguments that are left out have their defaults.

        Raises:
            ValueError: Something is missing, unknown or out of its bounds.
            Cancelled: `progress` said so.
        """
        if self.needs != "network" and getattr(subject, self.needs) is None:
            raise ValueError(f"`{self.name}` needs `{self.needs}`. Received: none. Give the subject its {self.needs}.")
        return self.make(subject, progress, **self.arguments(subject, arguments))

    def arguments(self, subject: Subject, given: Mapping[str, Any]) -> dict[str, Any]:
        """Every parameter with its value, checked."""
        choices = {choice.name: choice for choice in self.parameters if isinstance(choice, Choice)}
        numbers = [number for number in self.parameters if isinstance(number, Parameter)]
        chosen = {name: given.get(name, choice.default) for name, choice in choices.items()}
        for name, value in chosen.items():
            options = choices[name].options or tuple(layer.name for layer in subject.network.layers)
            if value not in options:
                allowed = ", ".join(map(str, options))
                raise ValueError(f"`{name}` must be one of {allowed}. Received: {value!r}. Choose one of these.")
        return chosen | filled(numbers, {name: value for name, value in given.items() if name not in choices})
