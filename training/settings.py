"""The settings of a run: checked once, plain JSON, complete (with the seed, they repeat the run)."""

import json
import re
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, fields, replace
from functools import cached_property
from typing import Any, Self

from data.library import KEY
from data.paint import PAINTERS
from data.sample import POSITIONS
from data.split import SPLITS
from model.balance import METHODS
from model.heads import HEADS
from model.networks import CUSTOM, NETWORKS, is_joint
from model.networks.design import Design, DesignError
from model.networks.known import DESIGNS
from model.networks.plan import plan
from model.parameter import Bound, filled, number_problem
from training.loop.optimizers import OPTIMIZERS

BATCH_VALUES_AT_MOST = 200_000_000  # outputs of all layers of a custom network for one batch: .8 GB, twice in a step
_NETWORK_NAME = re.compile("[a-z0-9][a-z0-9-]{0,39}")  # of a shipped network or a run
SCHEDULES = ("constant", "one-cycle", "cosine", "plateau")
STABLE, CLIPPED = "logits", "clipped-probabilities"
DURATION_SETTINGS = (
    *("network", "batch_size", "optimizer", "method", "exact_shares", "data", "split"),
    *("per_class", "positions", "free_lines", "painters", "noise", "redraw"),
)
LOSSES_FROM = {STABLE: "logits (stable)", CLIPPED: "clipped probabilities (Keras 2)"}


class SettingsError(ValueError):
    """Settings that cannot be trained with; the message says what is allowed, what came and what to do."""


BOUNDS: dict[str, Bound] = {
    "learning_rate": Bound(1e-6, 1.0),
    "clip": Bound(0, 1e6),
    "l2": Bound(0, 1),
    "optimizer_reset": Bound(0, 1_000_000, whole=True, unit="steps"),
    "batch_size": Bound(1, 16_384, whole=True, unit="pictures"),
    "epochs": Bound(0.01, 200.0),
    "seed": Bound(0, 2**31 - 1, whole=True),
    "per_class": Bound(10, 2_000, whole=True, unit="pictures"),
    "free_lines": Bound(0, 1),
    "noise": Bound(0, 64, unit="sd of 0..255"),
    "wobble": Bound(0, 2, unit="px"),
}
WEIGHT = Bound(0, 1_000)
CHOICES: dict[str, tuple[str, ...]] = {
    "network": (*NETWORKS, CUSTOM),
    "method": tuple(METHODS),
    "optimizer": tuple(OPTIMIZERS),
    "schedule": SCHEDULES,
    "loss_from": tuple(LOSSES_FROM),
    "split": tuple(SPLITS),
    "positions": POSITIONS,
}


def equal_weights() -> dict[str, float]:
    return dict.fromkeys(HEADS, 1.0)


@dataclass(frozen=True, kw_only=True)  # without slots: the key is kept
class RunSettings:
    """Everything that decides a run.

    Raises:
        SettingsError: A value is out of its bounds or unknown.
    """

    preset: str
    network: str
    design: Design | None = None  # of a custom network; may be given as JSON
    weights: dict[str, float] = field(default_factory=equal_weights)  # loss weight per head; one answer has none: 1
    method: str = "manual"  # what makes the weights of a step out of them
    method_parameters: dict[str, float] = field(default_factory=dict)
    optimizer: str = "adam"
    optimizer_parameters: dict[str, float] = field(default_factory=dict)
    learning_rate: float = 1e-3  # the peak, with one-cycle
    schedule: str = "constant"
    loss_from: str = STABLE  # what cross-entropy is computed from
    clip: float = 0.0  # the most that the norm of all gradients together may be; 0: any
    l2: float = 0.0  # added to the loss: this times the sum of all squared kernel weights
    optimizer_reset: int = 0  # the step after which the optimiser forgets all that it remembers; 0: never
    exact_shares: bool = False  # every step computes each head's gradient: who moved the trunk, at twice the time
    batch_size: int = 32
    epochs: float = 1.0  # passes over the training part; fractions count
    seed: int = 0
    split: str = "honest"
    per_class: int | None = None  # pictures drawn per class; None: every distinct placement once
    positions: str = "every"
    free_lines: float = 0.0  # share of lines of any angle, labelled by the nearest class
    painters: tuple[str, ...] = ("hard",)
    noise: float = 0.0  # sd, of 0..255
    wobble: float = 0.0  # px, sd of each end
    redraw: bool = False  # every epoch draws its pictures anew, where every placement is drawn once
    data: str | None = None  # key of an imported set; None: lines are drawn, as the fields above say
    start: str | None = None  # the shipped network or the run whose weights are the first ones; None: new ones

    def __post_init__(self) -> None:
        for name, bound in BOUNDS.items():
            _check_number(name, getattr(self, name), bound)
        for name, allowed in CHOICES.items():
            _check_choice(name, getattr(self, name), allowed)
        _check_free_lines(self)
        _check_redraw(self)
        for painter in self.painters:
            _check_choice("painters", painter, tuple(PAINTERS))
        _check_weights(self.weights)
        _check_name("data", self.data, KEY, "the key of an imported set, as the Data page lists them")
        _check_name("start", self.start, _NETWORK_NAME, "a shipped network or the id of a run")
        object.__setattr__(self, "design", _design(self.design))
        _check_design(self)
        _check_joint(self)
        object.__setattr__(self, "method_parameters", _filled(METHODS[self.method], self.method_parameters))
        object.__setattr__(self, "optimizer_parameters", _filled(OPTIMIZERS[self.optimizer], self.optimizer_parameters))

    @property
    def joint(self) -> bool:
        """Whether the network gives one answer with one loss, so that there is nothing to weigh against each other."""
        return is_joint(self.network, self.design)

    @property
    def built_design(self) -> Design | None:
        """The layers of the network; None: it is a function, whose layers only Keras knows."""
        return self.design or DESIGNS.get(self.network)

    @cached_property
    def group_key(self) -> str:
        """Equal for settings that differ in the seed, and in names that change nothing, alone."""
        values = self.to_json() | {"seed": 0, "preset": "", "exact_shares": False}
        if values["design"]:
            values["design"] = values["design"] | {"name": ""}
        return json.dumps(values, sort_keys=True)

    @cached_property
    def duration_key(self) -> tuple[Any, ...]:
        """Equal for settings whose epochs take equally long, or nearly so."""
        return (self.design and self.design.key, *(getattr(self, name) for name in DURATION_SETTINGS))

    def trainable(self) -> Self:
        """These; settings that cannot be read raise SettingsError instead."""
        return self

    def to_json(self) -> dict[str, Any]:
        design = self.design and self.design.to_json()
        return {**asdict(self), "design": design, "painters": list(self.painters)}

    @classmethod
    def from_json(cls, values: Mapping[str, Any]) -> Self:
        """Inverse of `to_json`.

        Raises:
            SettingsError: A key is unknown or missing, or a value is not allowed.
        """
        values = dict(values)
        if "beta_2" in values:  # as runs were kept before there was a choice of optimisers
            values["optimizer_parameters"] = {"beta_2": values.pop("beta_2")}
        known = {field.name for field in fields(cls)}
        if unknown := set(values) - known:
            raise SettingsError(
                f"Known settings are {', '.join(sorted(known))}. Received: {', '.join(sorted(unknown))}."
            )
        try:
            return cls(**values | {"painters": tuple(values.get("painters", ("hard",)))})
        except (TypeError, AttributeError, OverflowError) as error:  # a value of another kind, or 10 ** 400
            raise SettingsError(f"Settings must name a preset and a network. Received: {dict(values)}.") from error


def _design(values: Any) -> Design | None:
    try:
        return values if values is None or isinstance(values, Design) else Design.from_json(values)
    except DesignError as error:
        raise SettingsError(f"The network's design: {error}") from error


def _check_design(settings: RunSettings) -> None:
    if (settings.network == CUSTOM) != (settings.design is not None):
        raise SettingsError(
            f"The network `{CUSTOM}` needs a design, and no other has one. Received: {settings.network!r} "
            f"{'without' if settings.design is None else 'with'} a design. Give it one, or leave it out."
        )
    if settings.design is None:
        return
    network = plan(settings.design)
    if network.problem:
        raise SettingsError(f"{settings.design.name}: {network.problem}")
    if settings.batch_size > (most := BATCH_VALUES_AT_MOST // network.values):
        raise SettingsError(
            f"A batch of this network must hold 1 to {most:,} pictures, or memory is short. "
            f"Received: {settings.batch_size:,}. Lower the batch size, or take strides or pooling early."
        )


def _check_joint(settings: RunSettings) -> None:
    """One answer takes the plain method and the stable loss; whatever weights are given, it has none."""
    if not settings.joint:
        return
    object.__setattr__(settings, "weights", equal_weights())
    refused = {
        f"the method {settings.method!r}": settings.method != "manual",
        "exact update shares": settings.exact_shares,
        "the loss from clipped probabilities": settings.loss_from != STABLE,
    }
    for came in (name for name, given in refused.items() if given):
        raise SettingsError(
            "A network with one answer has one loss: it takes the method 'manual' and the loss from logits, without "
            f"exact update shares. Received: {came}. Leave it out, or choose a network with four heads."
        )


def _filled(family: Any, given: Mapping[str, float]) -> dict[str, float]:
    try:
        return filled(family.parameters, given)
    except ValueError as error:
        raise SettingsError(f"{family.label}: {error}") from error


def _check_number(name: str, value: Any, bound: Bound) -> None:
    free = value is None and name == "per_class"
    if not free and (problem := number_problem(name, value, bound)):
        raise SettingsError(problem)


def _check_choice(name: str, value: Any, allowed: tuple[str, ...]) -> None:
    if value not in allowed:
        raise SettingsError(f"`{name}` must be one of {', '.join(allowed)}. Received: {value!r}. Choose one of these.")


def _check_name(name: str, value: Any, form: re.Pattern[str], what: str) -> None:
    if value is not None and not (isinstance(value, str) and form.fullmatch(value)):
        raise SettingsError(f"`{name}` must be {what}, or None. Received: {value!r:.60}. Leave it out.")


def _check_free_lines(settings: RunSettings) -> None:
    if settings.free_lines == 1 and settings.per_class is None:
        raise SettingsError(
            "Free lines alone have no placements to draw each once. Received: a share of 1, and no pictures per class. "
            "Say how many pictures of each class are drawn, or lower the share."
        )


def _check_redraw(settings: RunSettings) -> None:
    """A given number of pictures is one set. Noise keeps every epoch's pictures from being those of the test part."""
    if settings.per_class is not None or settings.data is not None:
        object.__setattr__(settings, "redraw", False)
    if settings.redraw and not settings.noise:
        raise SettingsError(
            "Pictures are drawn anew for every epoch with noise only, or they might be those of the test part. "
            "Received: noise 0. Leave `redraw` out, or give `noise`."
        )


def _check_weights(weights: Mapping[str, Any]) -> None:
    if not isinstance(weights, Mapping) or set(weights) != set(HEADS):
        raise SettingsError(f"`weights` needs one number for each of {', '.join(HEADS)}. Received: {weights!r}.")
    for head, weight in weights.items():
        _check_number(f"weights.{head}", weight, WEIGHT)
    if not any(weights.values()):
        raise SettingsError(
            "At least one loss weight must be above 0, or nothing is learned. Received: all 0. Raise one."
        )


def with_method(settings: RunSettings, name: str) -> RunSettings:
    """Another method with its usual parameters; the same one stays as it is."""
    return settings if name == settings.method else replace(settings, method=name, method_parameters={})


def with_optimizer(settings: RunSettings, name: str) -> RunSettings:
    """Another optimiser with its usual learning rate and parameters; the same one stays as it is."""
    if name == settings.optimizer:
        return settings
    rate = OPTIMIZERS[name].usual_rate
    return replace(settings, optimizer=name, optimizer_parameters={}, learning_rate=rate)
