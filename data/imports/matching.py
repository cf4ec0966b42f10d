"""Which file of a set a line of its table means, as people and systems write names."""

import unicodedata
from collections import defaultdict
from collections.abc import Iterable
from pathlib import PurePosixPath

from data.imports.picture import ENDINGS

Parts = tuple[str, ...]  # of a path, the last one without its ending


def matched(written: Iterable[str], files: list[str], folder: PurePosixPath) -> dict[str, list[str]]:
    """The files that each name of a table may mean: none, one, or several.

    A name is taken as it is, or from the table's `folder` on. Otherwise it is compared without regard to case, to how
    its letters are composed, to slashes, and to the folders and the ending that it does not give, with the files that
    no other name has claimed.
    """
    known = set(files)
    exact = {name: next((path for path in (name, str(folder / name)) if path in known), None) for name in written}
    places = defaultdict(list)
    for file in known - set(exact.values()):
        parts, ending = _parts(file)
        places[parts[-1]].append((file, parts, ending))
    return {name: [file] if file else _loosely(name, places) for name, file in exact.items()}


def _loosely(name: str, places: dict[str, list[tuple[str, Parts, str]]]) -> list[str]:
    parts, ending = _parts(name)
    return [
        file
        for file, its_parts, its_ending in places.get(parts[-1], [])
        if (ending == its_ending or "" in (ending, its_ending)) and _ends_alike(parts, its_parts)
    ]


def _ends_alike(parts: Parts, others: Parts) -> bool:
    """Whether the longer path ends with the shorter one."""
    shared = min(len(parts), len(others))
    return parts[-shared:] == others[-shared:]


def _parts(name: str) -> tuple[Parts, str]:
    plain = unicodedata.normalize("NFC", unicodedata.normalize("NFC", name).casefold()).replace("\\", "/")
    path = PurePosixPath(plain.strip() or "/")
    ending = path.suffix if path.suffix in ENDINGS else ""
    return (*(part for part in path.parts[:-1] if part != ".."), path.name.removesuffix(ending)), ending
