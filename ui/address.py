"""The page's address: it holds the state of the page, says in which version, and is copied with one button.

A key or a value that a later version calls otherwise gets a line in `CHANGES`, and `VERSION` grows by one: links that
are older still open. A link without a version is of version 1.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

import streamlit as st
from streamlit.components.v2 import component
from streamlit.navigation.page import StreamlitPage

VERSION = 1
KEY = "v"
WARNED = "address_warned"  # the version of a link that was too new, in the session state
NEWER = "This link is of a newer LineHeads: what is not known here is as usual."
LOADER = """
export default async (component) => {
  const copy = await import(new URL("app/static/copy_link.js", document.baseURI));
  return copy.default(component);
};
"""

_copy_link = component("lineheads_copy_link", js=LOADER)


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
    given = st.query_params.to_dict()
    said = given.pop(KEY, None)
    version = version_of(said)
    wanted = upgraded(given, version)
    if version > VERSION and st.session_state.get(WARNED) != said:
        st.session_state[WARNED] = said
        st.toast(NEWER, icon=":material/link:")
    if wanted != given:
        st.switch_page(page, query_params={**wanted, KEY: str(VERSION)})
    if said != str(VERSION):
        st.query_params[KEY] = str(VERSION)


def version_of(said: str | None) -> int:
    """The version that a link says; 1 if it says none, or nonsense."""
    return int(said) if said and said.isascii() and said.isdecimal() and 0 < len(said) < 6 else 1


def upgraded(given: Mapping[str, str], version: int) -> dict[str, str]:
    """The keys and values of a link of that version as they are today."""
    wanted = dict(given)
    for change in CHANGES:
        if version <= change.upto and change.key in wanted:
            value = wanted.pop(change.key)
            if change.now:
                wanted[change.now] = change.values.get(value, value)
    return wanted


def copy_button() -> None:
    """The button that copies the address, in the head of every page. Its script reads it: others write there too."""
    _copy_link(key="copy_link", data={"version": VERSION})
