"""Pages of sections: each page has a table of sections, and the open one stands in the link."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TypeVar

from ui.shared.url_state import Field
from ui.shared.url_widgets import segmented_control


@dataclass(frozen=True, slots=True)
class Section:
    label: str
    draw: Callable[..., None]  # its arguments are the same for all sections of a page
    about: str  # one sentence


Kind = TypeVar("Kind", bound=Section)


def open_section(sections: Mapping[str, Kind], field: Field, label: str = "Section") -> Kind:
    """Draw the buttons of the sections; returns the open one.

    Args:
        sections: By their names in the link.
        field: The field of the open section.
        label: Of the buttons, for screen readers.
    """
    labels = {name: section.label for name, section in sections.items()}
    return sections[segmented_control(label, field, labels)]
