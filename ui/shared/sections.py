"""Pages of sections, one of which is open: each page has a table of its own. Which one is open stands in the link."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TypeVar

from ui.shared import url_state


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    name: str  # in the link
    label: str
    about: str  # one sentence
    draw: Callable[..., None]  # takes what the page gives to all of its sections


Kind = TypeVar("Kind", bound=Section)


def opened(sections: Mapping[str, Kind], key: str, label: str = "Section") -> Kind:
    """The open section, after the buttons that open another one; at first it is the first of the table.

    Args:
        key: Of the choice, in the link and the session.
        label: Of the buttons, for those who do not see them.
    """
    name = url_state.segments(label, list(sections), key, next(iter(sections)), lambda one: sections[one].label)
    return sections[name]
