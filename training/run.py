"""A run and a search whose settings were read once, where they left the store."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, NoReturn

from model.networks import is_joint
from runs.records import RunRecord, SearchRecord
from training.settings import STABLE, RunSettings, SettingsError

OTHER_VERSION = "Its settings are of another version of LineHeads."


def _text_in(raw: Mapping[str, Any], name: str, usual: str = "") -> str:
    return value if isinstance(value := raw.get(name), str) else usual


def _text(name: str, usual: str = "") -> Any:
    """A property: what the raw settings say."""
    return property(lambda self: _text_in(self.raw, name, usual))


def _number(name: str) -> Any:
    return property(lambda self: value if _is_number(value := self.raw.get(name)) else None)


def _is_number(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


@dataclass(frozen=True, slots=True, kw_only=True)
class UnreadableSettings:
    """Settings that this version cannot train with: those of a version that had others, or nonsense.

    It says of itself what lists and tables show, as far as that can be told.
    """

    problem: str  # in words
    raw: dict[str, Any]  # as they were kept

    preset, network = _text("preset"), _text("network")
    method, optimizer, split = _text("method", "manual"), _text("optimizer", "adam"), _text("split", "honest")
    loss_from, optimizer_reset = _text("loss_from", STABLE), _number("optimizer_reset")
    data = property(lambda self: _text_in(self.raw, "data") or None)
    start = property(lambda self: _text_in(self.raw, "start") or None)
    epochs, batch_size, seed = _number("epochs"), _number("batch_size"), _number("seed")

    @property
    def joint(self) -> bool:
        design = self.raw.get("design")
        return design.get("joint") is not None if isinstance(design, dict) and design else is_joint(self.network)

    @property
    def weights(self) -> dict[str, float]:
        weights = self.raw.get("weights")
        some = weights.items() if isinstance(weights, dict) else ()
        return {head: weight for head, weight in some if _is_number(weight)}

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
        problem = f"Settings are a table of names and values. Received: {raw!r:.60}."
        return UnreadableSettings(problem=problem, raw={})
    try:
        return RunSettings.from_json(raw)
    except SettingsError as error:
        return UnreadableSettings(problem=str(error), raw=raw)
