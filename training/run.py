"""A run and a search whose settings were read once, where they left the store."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, NoReturn

from model.networks import is_joint
from runs.records import RunRecord, SearchRecord
from training.settings import RunSettings, SettingsError

OTHER_VERSION = "Its settings are of another version of LineHeads."


@dataclass(frozen=True, slots=True, kw_only=True)
class UnreadableSettings:
    """Settings that this version cannot train with: those of a version that had others, or nonsense.

    It says of itself what lists and tables show, as far as that can be told.
    """

    problem: str  # in words
    raw: dict[str, Any]  # as they were kept
    preset: str
    network: str
    joint: bool
    weights: dict[str, float]
    method: str
    optimizer: str
    split: str
    data: str | None
    start: str | None
    epochs: float | None
    batch_size: int | None
    seed: int | None

    def trainable(self) -> NoReturn:
        """There are none.

        Raises:
            SettingsError: Always; the message says what is wrong with them.
        """
        raise SettingsError(self.problem)

    def to_json(self) -> dict[str, Any]:
        return dict(self.raw)


Settings = RunSettings | UnreadableSettings


@dataclass(frozen=True, slots=True, kw_only=True)
class Run(RunRecord):
    """A run of the store; its settings may be given as JSON."""

    settings: Settings

    def __post_init__(self) -> None:
        object.__setattr__(self, "settings", as_settings(self.settings))

    @property
    def readable(self) -> RunSettings | None:
        """The settings, if this version can train with them."""
        return self.settings if isinstance(self.settings, RunSettings) else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Search(SearchRecord):
    """A search of the store; the settings of its trials may be given as JSON."""

    settings: Settings

    def __post_init__(self) -> None:
        object.__setattr__(self, "settings", as_settings(self.settings))


def as_settings(values: Settings | Mapping[str, Any] | str) -> Settings:
    """Settings from JSON or its text, of whatever version."""
    if isinstance(values, RunSettings | UnreadableSettings):
        return values
    return read_settings(values if isinstance(values, str) else json.dumps(values))


@lru_cache(4_096)
def read_settings(text: str) -> Settings:
    """Equal texts give the same object: every look at a page asks for the settings of all runs."""
    raw = json.loads(text)
    if not isinstance(raw, dict):
        return _unreadable({}, f"Settings are a table of names and values. Received: {raw!r:.60}.")
    try:
        return RunSettings.from_json(raw)
    except SettingsError as error:
        return _unreadable(raw, str(error))


def _unreadable(raw: dict[str, Any], problem: str) -> UnreadableSettings:
    def text(name: str, usual: str = "") -> str:
        return value if isinstance(value := raw.get(name), str) else usual

    def number(name: str) -> Any:
        return value if _is_number(value := raw.get(name)) else None

    return UnreadableSettings(
        problem=problem,
        raw=raw,
        preset=text("preset"),
        network=text("network"),
        joint=_is_joint(raw.get("design"), text("network")),
        weights=_weights(raw.get("weights")),
        method=text("method", "manual"),
        optimizer=text("optimizer", "adam"),
        split=text("split", "honest"),
        data=text("data") or None,
        start=text("start") or None,
        epochs=number("epochs"),
        batch_size=number("batch_size"),
        seed=number("seed"),
    )


def _is_joint(design: Any, network: str) -> bool:
    return design.get("joint") is not None if isinstance(design, dict) and design else is_joint(network)


def _weights(values: Any) -> dict[str, float]:
    some = values.items() if isinstance(values, dict) else ()
    return {head: weight for head, weight in some if _is_number(weight)}


def _is_number(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)
