"""The page's address: it holds the state of the page, says in which version, and is copied with one button.

A key or a value that a later version calls otherwise gets a line in `CHANGES`, and `VERSION` grows by one: links that
are older still open. A link without a version is of version 1.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from math import isfinite

import streamlit as st
from streamlit.components.v2 import component
from streamlit.navigation.page import StreamlitPage

from ui.shared import fields, session_keys, url_state
from ui.shared.component import script

VERSION = 1
NEWER = "This link is of a newer LineHeads: what is not known here is as usual."
Link = Mapping[str, list[str]]  # key -> its values, of which there is mostly one

_copy_link = component("lineheads_copy_link", js=script("shared/copy_link"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """What links said otherwise up to a version."""

    upto: int  # the last version that said it so
    key: str
    now: str = ""  # the key today; empty: nothing, it is left out
    values: Mapping[str, str] = field(default_factory=dict)  # value -> what it is today; others stay


CHANGES: tuple[Change, ...] = ()  # oldest first


def follow(page: StreamlitPage) -> None:
    """Bring a link of an older version up to date, before the page reads it, and let the address say the version."""
    given = url_state.address()
    said = "".join(given.pop(fields.VERSION.name, []))
    version = version_of(said)
    wanted = upgraded({name: values for name, values in given.items() if _is_readable(name, values)}, version)
    if version > VERSION and st.session_state.get(session_keys.WARNED) != said:
        st.session_state[session_keys.WARNED] = said
        st.toast(NEWER, icon=":material/link:")
    if wanted != given:
        url_state.switch_page(page, wanted | fields.VERSION.link(VERSION))
    fields.VERSION.write(VERSION)


def version_of(said: str) -> int:
    """The version that a link says; 1 if it says none, or nonsense."""
    return int(said) if said.isascii() and said.isdecimal() and len(said) < 6 else 1


def upgraded(given: Link, version: int) -> dict[str, list[str]]:
    """The keys and values of a link of that version as they are today."""
    wanted = dict(given)
    for change in CHANGES:
        if version <= change.upto and change.key in wanted:
            values = wanted.pop(change.key)
            if change.now:
                wanted[change.now] = [change.values.get(value, value) for value in values]
    return wanted


def _is_readable(name: str, values: list[str]) -> bool:
    """Not so are numbers without an end: Streamlit's inputs of whole numbers break on them."""
    return name in (field.name for field in fields.TYPED) or all(map(_is_finite, values))


def _is_finite(value: str) -> bool:
    try:
        return isfinite(float(value))
    except ValueError:
        return True  # no number


def copy_button() -> None:
    """The button that copies the address, in the head of every page. Its script reads it: others write there too."""
    _copy_link(key="copy_link", data={"version": VERSION})
