"""Pages of sections, one of which is open: each page has a table of its own. Which one is open stands in the link."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TypeVar

from ui.shared.url_state import Field
from ui.shared.url_widgets import segmented_control


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    name: str  # in the link
    label: str
    about: str  # one sentence
    draw: Callable[..., None]  # takes what the page gives to all of its sections


Kind = TypeVar("Kind", bound=Section)


def opened(sections: Mapping[str, Kind], field: Field, label: str = "Section") -> Kind:
    """The open section, after the buttons that open another one.

    Args:
        field: Which one is open.
        label: Of the buttons, for those who do not see them.
    """
    chosen = segmented_control(label, field.given(choices=sections), lambda name: sections[name].label)
    return sections[chosen]
