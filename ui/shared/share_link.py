"""The link to a page: it holds the state of the page and a version, and a button copies it.

A renamed key or value gets a line in `LINK_CHANGES`, and `CURRENT_VERSION` grows by one, so that older links still
open. A link without a version is of version 1.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from math import isfinite

import streamlit as st
from streamlit.navigation.page import StreamlitPage

from ui.shared import fields, session_keys, url_state
from ui.shared.component import script_component

CURRENT_VERSION = 1
_NEWER = "This link is from a newer LineHeads: unknown settings have their defaults."
Link = Mapping[str, list[str]]  # key -> values, usually one

_copy_link = script_component("copy_link", "shared/copy_link")


@dataclass(frozen=True, slots=True, kw_only=True)
class LinkChange:
    """A key or values that were renamed after a version."""

    upto: int  # the last version with the old name
    key: str
    now: str = ""  # the new key; "": removed
    values: Mapping[str, str] = field(default_factory=dict)  # old value -> new value; others stay


LINK_CHANGES: tuple[LinkChange, ...] = ()  # oldest first


def follow_version(page: StreamlitPage) -> None:
    """Upgrade the link of an older version before the page reads it, and write the version into the URL."""
    given = url_state.address()
    text = "".join(given.pop(fields.LINK_FORMAT.name, []))
    version = version_of(text)
    link = upgraded_link({name: values for name, values in given.items() if _is_readable(name, values)}, version)
    if version > CURRENT_VERSION and st.session_state.get(session_keys.WARNED_VERSION) != text:
        st.session_state[session_keys.WARNED_VERSION] = text
        st.toast(_NEWER, icon=":material/link:")
    if link != given:
        url_state.switch_page(page, link | fields.LINK_FORMAT.link(CURRENT_VERSION))
    fields.LINK_FORMAT.write(CURRENT_VERSION)


def version_of(text: str) -> int:
    """The version of a link; 1 if it has none, or an unreadable one."""
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 6 else 1


def upgraded_link(given: Link, version: int) -> dict[str, list[str]]:
    """A link of that version with today's keys and values."""
    link = dict(given)
    for change in LINK_CHANGES:
        if version <= change.upto and change.key in link:
            values = link.pop(change.key)
            if change.now:
                link[change.now] = [change.values.get(value, value) for value in values]
    return link


def _is_readable(name: str, values: list[str]) -> bool:
    """Whether no value is an infinite number: Streamlit's inputs of whole numbers break on these."""
    return name in (field.name for field in fields.TYPED) or all(map(_is_finite, values))


def _is_finite(value: str) -> bool:
    try:
        return isfinite(float(value))
    except ValueError:
        return True  # no number


def copy_button() -> None:
    """Draw the button that copies the URL; its script reads the URL, as other scripts write it."""
    _copy_link(key="copy_link", data={"version": CURRENT_VERSION})
