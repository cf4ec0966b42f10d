"""The network of one's own while it is edited: plain values in the session, under what its controls say."""

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
from ui.shared.staged_settings import stage_design
from ui.train import fields

NAME, WHOLE, HIDDEN, JOINT = "name", "whole", "hidden", "joint"  # parts that are no layer of the trunk
ON = "on"  # of the joint answer: whether there is one
USUAL_JOINT = [64]  # units of its hidden layers
Values = dict[str, Any]  # a design as JSON


def usual() -> Design:
    """The network that one starts with."""
    design = PRESETS[CUSTOM].settings.design
    assert design is not None
    return design


def design() -> Design:
    """The network that the controls say; where they say what cannot be, it is as it was."""
    return read()[0]


def read() -> tuple[Design, dict[str, str]]:
    """The network that the controls say, and for each part of it that cannot be so, why."""
    draft, troubles = _draft(), {}
    for part, changed in _parts(draft["layers"]).items():
        try:
            draft["values"] = Design.from_json(changed(draft["values"])).to_json()
        except DesignError as error:
            troubles[part] = str(error)
    return Design.from_json(draft["values"]), troubles


def _draft() -> dict[str, Any]:
    if session_keys.DESIGN_DRAFT not in st.session_state:
        stage_design(_linked() or usual())
    return st.session_state[session_keys.DESIGN_DRAFT]


def _linked() -> Design | None:
    text = fields.DESIGN.read()
    try:
        return from_text(text) if text else None
    except DesignError as error:
        st.toast(str(error), icon=":material/link_off:")
        return None


def follow_link(custom: bool) -> None:
    """Keep the network in the page's address while it is the chosen one, unless it is the usual one."""
    fields.DESIGN.write(to_text(design()) if custom and design() != usual() else fields.DESIGN.default)


def layers() -> list[int]:
    """What the trunk's layers are called in keys, in their order; a layer that is moved keeps its controls."""
    return _draft()["layers"]


def key(part: int | str, name: str) -> str:
    """Of the control of a value.

    Args:
        part: One of `layers()`; `NAME`; `WHOLE`; `HIDDEN`, whose names are the heads; or `JOINT`, which has `ON` and
            `HIDDEN`.
    """
    return session_keys.design_value(_draft()["turn"], part, name)


def _parts(layers: list[int]) -> dict[int | str, Callable[[Values], Values]]:
    """For each part what lays its controls over the values; a head's sizes go by its name."""
    of_layers = {part: partial(_with_layer, place, part) for place, part in enumerate(layers)}
    of_heads = {head: partial(_with_head, head) for head in HEADS}
    whole = {NAME: partial(_laid_over, NAME), WHOLE: partial(_laid_over, WHOLE), JOINT: _with_joint}
    return of_layers | whole | of_heads


def _laid_over(part: int | str, values: Values) -> Values:
    return {name: st.session_state.get(key(part, name), value) for name, value in values.items()}


def _with_layer(place: int, part: int, values: Values) -> Values:
    trunk = list(values["trunk"])
    trunk[place] = _laid_over(part, trunk[place])
    return {**values, "trunk": trunk}


def _with_head(head: str, values: Values) -> Values:
    text = st.session_state.get(key(HIDDEN, head))
    return values if text is None else {**values, "hidden": {**values["hidden"], head: units_of(text)}}


def _with_joint(values: Values) -> Values:
    if not st.session_state.get(key(JOINT, ON), values["joint"] is not None):
        return {**values, "joint": None}
    text = st.session_state.get(key(JOINT, HIDDEN))
    known = USUAL_JOINT if values["joint"] is None else values["joint"]
    return {**values, "joint": known if text is None else units_of(text)}


def units_of(text: str) -> list[int]:
    """`64, 8` as sizes.

    Raises:
        DesignError: Something in it is no whole number.
    """
    try:
        return [int(part) for part in text.replace(",", " ").split()]
    except ValueError:
        raise DesignError(
            f"Sizes are whole numbers with commas between. Received: {text[:40]!r}. Write for example 64, 8"
        ) from None


def add(kind: str) -> None:
    """Put another layer at the end of the trunk; a callback, like those that follow."""
    before, draft = design(), _draft()
    draft["values"] = replace(before, trunk=(*before.trunk, LAYERS[kind]())).to_json()
    draft["layers"] = [*draft["layers"], draft["next"]]
    draft["next"] += 1


def remove(part: int) -> None:
    """Take a layer out."""
    _rearrange(lambda row, place: row.pop(place), part)


def move(part: int, by: int) -> None:
    """Move a layer down the trunk, or up by a negative number."""
    _rearrange(lambda row, place: row.insert(place + by, row.pop(place)), part)


def _rearrange(change: Callable[[list[Any], int], Any], part: int) -> None:
    trunk, draft = design().to_json()["trunk"], _draft()
    layers = list(draft["layers"])
    place = layers.index(part)
    change(trunk, place)
    change(layers, place)
    draft["values"], draft["layers"] = {**draft["values"], "trunk": trunk}, layers
