"""The custom network while it is edited: a draft in the session, with the values of the controls."""

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from typing import Any

import streamlit as st

from model.heads import HEADS
from model.networks import CUSTOM
from model.networks.design import LAYERS, Design, DesignError
from model.networks.link import from_text, to_text
from training.presets import PRESETS
from ui.shared import session_keys
from ui.shared.format import sentence
from ui.shared.staged_settings import stage_design
from ui.shared.url_state import by_history
from ui.train import fields

NAME_PART, WHOLE_PART, HIDDEN_PART, JOINT_PART = "name", "whole", "hidden", "joint"  # besides the layers of the trunk
SWITCH = "on"  # name of the toggle of the joint answer
_UNREADABLE = "Until then the default network is used."
_DEFAULT_JOINT = [64]  # units of its hidden layers
_Values = dict[str, Any]  # a design as JSON


def default_design() -> Design:
    """The default network."""
    design = PRESETS[CUSTOM].settings.design
    assert design is not None
    return design


def current_design() -> Design:
    """The network of the controls; values that are not allowed are ignored."""
    return read_design()[0]


def read_design() -> tuple[Design, dict[str, str]]:
    """The network of the controls, and a message for each part whose values are not allowed."""
    draft, troubles = _draft(), {}
    for part, changed in _parts(draft["layers"]).items():
        try:
            draft["values"] = Design.from_json(changed(draft["values"])).to_json()
        except DesignError as error:
            troubles[part] = str(error)
    return Design.from_json(draft["values"]), troubles


def _draft() -> dict[str, Any]:
    if session_keys.DESIGN_DRAFT not in st.session_state:
        stage_design(default_design())
    return st.session_state[session_keys.DESIGN_DRAFT]


def is_linked() -> bool:
    """Whether the URL brings a network."""
    return bool(fields.DESIGN.read()) and (by_history() or fields.DESIGN.changed() is not None)


def take_link() -> None:
    """Stage the network of the URL if it has changed."""
    if by_history() or fields.DESIGN.changed() is not None:
        stage_design(_linked() or default_design())


def _linked() -> Design | None:
    text = fields.DESIGN.read()
    try:
        return from_text(text) if text else None
    except DesignError as error:
        fields.DESIGN.drop(f"{sentence(str(error))} {_UNREADABLE}")
        return None


def follow_design(custom: bool) -> None:
    """Keep the network in the URL while it is chosen, unless it is the default."""
    design = current_design() if custom else default_design()
    fields.DESIGN.settle(to_text(design) if design != default_design() else fields.DESIGN.default)


def layer_keys() -> list[int]:
    """The keys of the trunk's layers in order; a layer that is moved keeps its key."""
    return _draft()["layers"]


def value_key(part: int | str, name: str) -> str:
    """The key of the control of a value.

    Args:
        part: One of `layer_keys()`, `NAME_PART`, `WHOLE_PART`, `HIDDEN_PART` (its names are the heads), or `JOINT_PART`
            (its names are `SWITCH` and `HIDDEN_PART`).
    """
    return session_keys.design_value(_draft()["turn"], part, name)


def _parts(layer_keys: list[int]) -> dict[int | str, Callable[[_Values], _Values]]:
    """For each part the function that puts the values of its controls into the design."""
    of_layers = {part: partial(_with_layer, place, part) for place, part in enumerate(layer_keys)}
    of_heads = {head: partial(_with_head, head) for head in HEADS}
    whole = {part: partial(_laid_over, part) for part in (NAME_PART, WHOLE_PART)}
    return of_layers | whole | {JOINT_PART: _with_joint} | of_heads


def _laid_over(part: int | str, values: _Values) -> _Values:
    return {name: st.session_state.get(value_key(part, name), value) for name, value in values.items()}


def _with_layer(place: int, part: int, values: _Values) -> _Values:
    trunk = list(values["trunk"])
    trunk[place] = _laid_over(part, trunk[place])
    return {**values, "trunk": trunk}


def _with_head(head: str, values: _Values) -> _Values:
    text = st.session_state.get(value_key(HIDDEN_PART, head))
    return values if text is None else {**values, "hidden": {**values["hidden"], head: units_of(text)}}


def _with_joint(values: _Values) -> _Values:
    if not st.session_state.get(value_key(JOINT_PART, SWITCH), values["joint"] is not None):
        return {**values, "joint": None}
    text = st.session_state.get(value_key(JOINT_PART, HIDDEN_PART))
    known = _DEFAULT_JOINT if values["joint"] is None else values["joint"]
    return {**values, "joint": known if text is None else units_of(text)}


def units_of(text: str) -> list[int]:
    """`64, 8` as sizes.

    Raises:
        DesignError: A part of the text is not a whole number.
    """
    try:
        return [int(part) for part in text.replace(",", " ").split()]
    except ValueError:
        words = f"Sizes are whole numbers with commas between. Received: {text[:40]!r}. Write for example 64, 8"
        raise DesignError(words) from None


def add_layer(kind: str) -> None:
    """Add a layer at the end of the trunk; a callback, as the functions below."""
    before, draft = current_design(), _draft()
    draft["values"] = replace(before, trunk=(*before.trunk, LAYERS[kind]())).to_json()
    draft["layers"] = [*draft["layers"], draft["next"]]
    draft["next"] += 1


def remove_layer(part: int) -> None:
    """Remove a layer."""
    _rearrange(lambda row, place: row.pop(place), part)


def move_layer(part: int, by: int) -> None:
    """Move a layer down the trunk; up if `by` is negative."""
    _rearrange(lambda row, place: row.insert(place + by, row.pop(place)), part)


def _rearrange(change: Callable[[list[Any], int], Any], part: int) -> None:
    trunk, draft = current_design().to_json()["trunk"], _draft()
    layer_keys = list(draft["layers"])
    place = layer_keys.index(part)
    change(trunk, place)
    change(layer_keys, place)
    draft["values"], draft["layers"] = {**draft["values"], "trunk": trunk}, layer_keys
