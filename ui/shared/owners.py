"""Whose something is, in words: 'yours', the nickname of somebody in the same class, or 'another browser'."""

from collections.abc import Callable

from ui.shared.store import store
from ui.shared.viewer import is_open

OwnerWords = Callable[[str | None], str]


def owner_words() -> OwnerWords:
    """Whose a run is, in words; '' for all on a server where everybody may change everything."""
    if is_open():
        return lambda owner: ""
    me, names = store().viewer.owner, _nicknames()

    def words(owner: str | None) -> str:
        if owner is None:
            return "nobody's"
        return "yours" if owner == me else names.get(owner, "another browser's")

    return words


def _nicknames() -> dict[str, str]:
    """Of those who are in the viewer's class, or whose class the viewer leads."""
    viewer = store().viewer
    school_class = store().class_of_member(viewer.owner) if viewer.owner else None
    taught = viewer.teaches or (school_class.id if school_class else None)
    return {member.owner: member.nickname for member in store().members(taught)} if taught else {}
