"""The settings in the URL: pages declare fields in their `fields.py`; only this module reads and writes the URL.

A field's value is kept in the session too, under the same name. The session decides: what it has written counts until
the user opens a link or goes back or forward, also while older messages of the browser come in. Controls for fields:
`url_widgets.py`.
"""

from collections.abc import Callable, Collection, Mapping
from dataclasses import KW_ONLY, dataclass, field, replace
from typing import Any, Self

import streamlit as st
from streamlit.navigation.page import StreamlitPage
from streamlit.runtime.scriptrunner import get_script_run_ctx

from ui.shared import session_keys

GONE_ICON = ":material/link_off:"


def gone(what: str, instead: str) -> str:
    """The message where a link, or the session, names what was removed or is on another server.

    Args:
        what: "run", "set", ...
        instead: What the page does now, such as "using drawn lines".
    """
    return f"This {what} is not here any more: {instead}."


@dataclass(frozen=True, slots=True, eq=False)
class Field:
    """A setting in the URL. Values that are not allowed become the default, and the default is left out."""

    name: str  # in the link, and of the value in the session
    _: KW_ONLY
    kind: type = str  # or int, float, bool
    default: Any = ""  # None: known where the field is drawn
    choices: Collection[Any] | None = None  # None: known where the field is drawn
    valid: Callable[[str], bool] | None = None  # in place of choices
    bounds: tuple[float, float] | None = None  # of a number
    texts: Mapping[Any, str] | None = None  # choice -> its text in the link, if that differs
    once: bool = False  # the URL is read only while the session has no value, and after Back and Forward
    stays: bool = False  # the default stays in a link that names the field
    lost: Any = None  # the choice in place of what is gone, never in the link; None: the default

    def given(self, **changes: Any) -> Self:
        """A copy of the field with choices or a default that are known only at run time."""
        return replace(self, **changes)

    def text(self, value: Any) -> str:
        """The text of a value in the link."""
        if self.texts is not None:
            return self.texts[value]
        if self.kind is bool:
            return str(value).lower()
        return f"{value:g}" if self.kind is float else str(value)

    def parsed(self, value: Any) -> Any:
        """The value of a text of the link, or of a value of the session; None if it is not allowed."""
        if self.is_lost(value):
            return value
        if self.valid is not None:
            return value if isinstance(value, str) and self.valid(value) else None
        return next((choice for choice in self.choices or () if value in (choice, self.text(choice))), None)

    def within(self, value: float) -> Any:
        """A number clipped to the bounds."""
        assert self.bounds is not None
        return self.kind(min(max(value, self.bounds[0]), self.bounds[1]))

    def link(self, value: Any) -> dict[str, str]:
        """The part of a link for this value."""
        return {self.name: self.text(value)}

    def read(self) -> str | None:
        """The text in the URL, allowed or not."""
        text, address = st.query_params.get(self.name), _address_of(self.name)
        return address.text if text is None or address.is_late(text) else text

    def changed(self) -> str | None:
        """The text in the URL, if it differs from the last settled value."""
        text = self.read()
        return text if text != st.session_state.get(_settled(self.name)) else None

    def held(self, default: Any = None) -> Any:
        """The value of the session; not checked."""
        return st.session_state.get(self.name, default)

    def stage(self, value: Any) -> None:
        """Set the value in the session: in a callback, or before the field is drawn."""
        _keep_for_page(self.name, value)
        st.session_state[self.name] = value

    def peek(self) -> Any:
        """The value of the session, or of the URL before the field is drawn; not checked."""
        return st.session_state[self.name] if self.name in st.session_state else self.read() or self.default

    def write(self, value: Any) -> None:
        """Write a value into the URL; the default is removed from it."""
        unnamed = value == self.default and not (self.stays and self.read() is not None)
        _write(self.name, None if unnamed or self.is_lost(value) else self.text(value))

    def settle(self, value: Any) -> None:
        """Write a value; `changed` compares the URL with it from now on."""
        self.write(value)
        st.session_state[_settled(self.name)] = self.text(value)

    def choose(self, value: Any) -> None:
        """Set the value in session and URL; for a callback."""
        self.stage(value)
        self.settle(value)

    def drop(self, message: str) -> None:
        """Say that what the URL names is gone, and remove it from there."""
        st.toast(message, icon=GONE_ICON)
        _write(self.name, None)

    def is_lost(self, value: Any) -> bool:
        """Whether the value is that in place of what is gone."""
        return self.lost is not None and value == self.lost

    def forget(self) -> None:
        """Remove the value from session and URL; for a callback."""
        _keep_for_page(self.name, None)
        st.session_state.pop(self.name, None)
        _write(self.name, None)

    def follow(self, gone: str = "") -> Any:
        """The value of the URL if it has changed, else of the session; both hold it afterwards.

        After Back and Forward the URL says all: what is not in it has its default.

        Args:
            gone: The message if the value is not allowed, or not any more.
        """
        text, held = self.read(), self.held()
        if by_history():
            sources = (text,)
        else:
            sources = (held, text) if self.once else (held if self.changed() is None else text,)
        values = [self.parsed(source) for source in sources if source is not None]
        value = next((value for value in values if value is not None), None)
        if lost := bool(gone and values and values[0] is None):
            st.toast(gone, icon=GONE_ICON)
        if value is None:
            value = self.lost if lost and self.lost is not None else self.default
        if not self.once or value != held:
            self.stage(value)
        self.settle(value)
        return value


def _settled(name: str) -> str:
    """The session key of the last settled text of a field."""
    return f"linked_{name}"


@dataclass(slots=True)
class _Address:
    """What a session has in the URL under a name, and what it had there before."""

    text: str | None = None
    before: set[str | None] = field(default_factory=set)

    def write(self, text: str | None, before: str | None) -> None:
        self.before |= {before, self.text}  # the last of ours too: the browser may not have heard of it yet
        self.text = text

    def is_late(self, text: str | None) -> bool:
        """Whether the browser sent it before it heard of ours: the user's own changes are links, Back and Forward."""
        return text != self.text and text in self.before


def _addresses() -> dict[str, _Address]:
    return st.session_state.setdefault(session_keys.ADDRESSES, {})


def _address_of(name: str) -> _Address:
    addresses = _addresses()
    if name not in addresses:
        addresses[name] = _Address(st.query_params.get(name))
    return addresses[name]


def by_history() -> bool:
    """Whether the user went back or forward."""
    context = get_script_run_ctx(suppress_warning=True)
    return context is not None and context.is_history_navigation


def _keep_for_page(name: str, value: Any) -> None:
    """Keep what a callback sets (None: removes) until the page is drawn, if the message is that of a live part.

    Such a part looks again by itself, and its message may be the first with what the user chose just then. The callback
    runs, the page is not drawn, and the browser, which has not heard of it, sends the old values once more.
    """
    context = get_script_run_ctx(suppress_warning=True)
    if context is not None and context.fragment_ids_this_run and not context.has_script_started:
        st.session_state.setdefault(session_keys.FOR_PAGE, {})[name] = (st.session_state.get(name), value)


def _take_kept() -> None:
    """Set what was kept for the page, but for what the user has changed since."""
    for name, (before, value) in st.session_state.pop(session_keys.FOR_PAGE, {}).items():
        if st.session_state.get(name) not in (before, value):
            continue
        if value is None:
            st.session_state.pop(name, None)
        else:
            st.session_state[name] = value


def receive(page: str = "") -> None:
    """Take the URL of a message of the browser, when a page begins; where it is late, put it right.

    Args:
        page: The title of the page. The menu opens another one with nothing in its URL: that says nothing.
    """
    _take_kept()
    is_new = st.session_state.get(session_keys.PAGE, page) != page
    st.session_state[session_keys.PAGE] = page
    for name, address in _addresses().items():
        text = st.query_params.get(name)
        if by_history() or not (address.is_late(text) or (is_new and text is None)):
            address.text = text
        elif not is_new:
            _put(name, address.text)


def _write(name: str, text: str | None) -> None:
    before = st.query_params.get(name)
    if text != before:
        _address_of(name).write(text, before)
        _put(name, text)


def _put(name: str, text: str | None) -> None:
    if text is not None:
        st.query_params[name] = text
    elif name in st.query_params:
        del st.query_params[name]


def forget_all(kept: Collection[str]) -> None:
    """Give all that stands in links its default, as in a new session, but for these names; for a callback."""
    for name in [*_addresses()]:
        if name not in kept:
            _forget(name)
            _write(name, None)


def _forget(name: str) -> None:
    """Forget what the session has under a name: the URL of the next page says it."""
    _keep_for_page(name, None)
    st.session_state.pop(name, None)
    st.session_state.pop(_settled(name), None)


def address() -> dict[str, list[str]]:
    """All names in the URL with their values, usually one each."""
    return {name: st.query_params.get_all(name) for name in st.query_params}


def open_page_anew(page: str, link: Mapping[str, str]) -> None:
    """Open another page with these fields, whatever the session has for them."""
    for name in link:
        _forget(name)
    switch_page(page, link)


def switch_page(page: str | StreamlitPage, link: Mapping[str, str | list[str]]) -> None:
    """Open another page with these fields in its URL."""
    for name, text in link.items():
        if isinstance(text, str):
            _address_of(name).write(text, st.query_params.get(name))
    st.switch_page(page, query_params=dict(link))
