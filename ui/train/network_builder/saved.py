"""Saved networks: one JSON file each in `networks/` of the home."""

import json
import os
import tempfile
from pathlib import Path

from model.networks.design import Design
from model.networks.link import JSON_AT_MOST
from runs.home import home

SAVED_AT_MOST = 200  # files


class SaveError(OSError):
    """A network that could not be saved; the message says why and what to do."""


def saved_designs() -> dict[str, Design]:
    """The saved networks by name; unreadable files are left out."""
    designs = (_read(file) for file in sorted(_folder().glob("*.json"))[:SAVED_AT_MOST])
    return {design.name: design for design in designs if design}


def save_design(design: Design) -> None:
    """Save a network under its name, replacing an earlier one.

    Raises:
        SaveError: There are too many networks, or the file cannot be written.
    """
    if design.name not in (known := saved_designs()) and len(known) >= SAVED_AT_MOST:
        limit = f"At most {SAVED_AT_MOST} networks are kept. There are {len(known)}."
        raise SaveError(f"{limit} Remove one, then save again.")
    try:
        handle, draft = tempfile.mkstemp(dir=_folder(), suffix=".part")
        with open(handle, "w", encoding="utf-8") as file:
            json.dump(design.to_json(), file, indent=1, ensure_ascii=False)
        os.replace(draft, _file(design.name))  # whole or not at all
    except OSError as error:
        problem = f"The network could not be saved: {error.strerror}. Make room or choose another name."
        raise SaveError(problem) from error


def remove_design(name: str) -> None:
    """Remove a saved network, if it is there."""
    if name in saved_designs():
        _file(name).unlink(missing_ok=True)


def _folder() -> Path:
    folder = home() / "networks"
    folder.mkdir(exist_ok=True)
    return folder


def _file(name: str) -> Path:
    return _folder() / f"{name}.json"  # a name of a design has no slashes and does not begin with a dot


def _read(file: Path) -> Design | None:
    try:
        with file.open(encoding="utf-8") as opened:
            design = Design.from_json(json.loads(opened.read(JSON_AT_MOST)))
    except (OSError, ValueError, RecursionError):  # `DesignError` is a ValueError
        return None
    return design if design.name == file.stem else None
