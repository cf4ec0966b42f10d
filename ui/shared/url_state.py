"""The settings in the URL: pages declare fields in their `fields.py`; only this module reads and writes the URL.

A field's value is kept in the session too, under the same name. Controls for fields: `url_widgets.py`.
"""

from collections.abc import Callable, Collection, Mapping
from dataclasses import KW_ONLY, dataclass, replace
from typing import Any, Self

import streamlit as st
from streamlit.navigation.page import StreamlitPage

GONE_ICON = ":material/link_off:"


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
    once: bool = False  # the URL is read only while the session has no value
    stays: bool = False  # the default stays in a link that names the field

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
        return st.query_params.get(self.name)

    def changed(self) -> str | None:
        """The text in the URL, if it differs from the last settled value."""
        text = self.read()
        return text if text != st.session_state.get(_settled(self)) else None

    def held(self, default: Any = None) -> Any:
        """The value of the session; not checked."""
        return st.session_state.get(self.name, default)

    def stage(self, value: Any) -> None:
        """Set the value in the session: in a callback, or before the field is drawn."""
        st.session_state[self.name] = value

    def peek(self) -> Any:
        """The value of the session, or of the URL before the field is drawn; not checked."""
        return self.held(self.read() or self.default)

    def write(self, value: Any) -> None:
        """Write a value into the URL; the default is removed from it."""
        text = self.read()
        if value == self.default and not (self.stays and text is not None):
            _take_out(self)
        elif text != self.text(value):
            st.query_params[self.name] = self.text(value)

    def settle(self, value: Any) -> None:
        """Write a value; `changed` compares the URL with it from now on."""
        self.write(value)
        st.session_state[_settled(self)] = self.text(value)

    def choose(self, value: Any) -> None:
        """Set the value in session and URL; for a callback."""
        self.stage(value)
        self.settle(value)

    def forget(self) -> None:
        """Remove the value from session and URL; for a callback."""
        st.session_state.pop(self.name, None)
        _take_out(self)

    def follow(self, gone: str = "") -> Any:
        """The value of the URL if it has changed, else of the session; both hold it afterwards.

        Args:
            gone: The message if the value is not allowed, or not any more.
        """
        text, held = self.read(), self.held()
        sources = (held, text) if self.once else (held if self.changed() is None else text,)
        values = [self.parsed(source) for source in sources if source is not None]
        value = next((value for value in values if value is not None), self.default)
        if gone and values and values[0] is None:
            st.toast(gone, icon=GONE_ICON)
        if not self.once or value != held:
            self.stage(value)
        self.settle(value)
        return value


def _settled(field: Field) -> str:
    """The session key of the last settled text."""
    return f"linked_{field.name}"


def _take_out(field: Field) -> None:
    if field.name in st.query_params:
        del st.query_params[field.name]


def address() -> dict[str, list[str]]:
    """All names in the URL with their values, usually one each."""
    return {name: st.query_params.get_all(name) for name in st.query_params}


def switch_page(page: str | StreamlitPage, link: Mapping[str, str | list[str]]) -> None:
    """Open another page with these fields in its URL."""
    st.switch_page(page, query_params=dict(link))
