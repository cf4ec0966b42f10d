"""What a teacher allows the students of a class to train, and when."""

from collections.abc import Iterable, Mapping
from typing import Any

from sqlalchemy import Connection, select

from runs.class_records import DEFAULT_LIMITS
from runs.records import QueueFull
from runs.tables import ClassRow, MemberRow

PAUSED = "Your teacher has paused new training. Start it when the class goes on."
NO_OWN_NETWORKS = "In your class nobody trains an own network now. Choose a preset."
_DESIGNED = "custom"  # the network of settings with a design


class NotAllowed(QueueFull):
    """A teacher does not allow a run; the message is for the student."""


def check_settings(connection: Connection, owner: str | None, settings: Mapping[str, Any]) -> None:
    """Raises `NotAllowed` if the class of this browser is paused, or allows no such run."""
    limits = class_limits(connection, [owner]).get(owner)
    if limits is None:
        return
    epochs, most = settings.get("epochs", 1.0), limits["epochs"]
    if limits["runs_at_once"] == 0:
        raise NotAllowed(PAUSED)
    if settings.get("network") == _DESIGNED:
        if not limits["own_networks"]:
            raise NotAllowed(NO_OWN_NETWORKS)
    elif limits["networks"] is not None and settings.get("preset") not in limits["networks"]:
        raise NotAllowed(f"In your class only these presets are trained now: {', '.join(limits['networks'])}.")
    if epochs > most:
        raise NotAllowed(f"In your class a run has {most:g} epochs at most. Received: {epochs:g}. Take fewer epochs.")


def allowed_diagnostics(connection: Connection, owner: str | None, every: int | None) -> int | None:
    """Every how many steps the gradients of a run of this browser are diagnosed, where `every` is wanted."""
    limits = class_limits(connection, [owner]).get(owner)
    if limits is None or every is None:
        return every
    return max(every, limits["diagnostics"]) if limits["diagnostics"] else None


def class_limits(connection: Connection, owners: Iterable[str | None]) -> dict[str | None, dict[str, Any]]:
    """By browser the limits of the class that it is in; `runs_at_once` is 0 while the class is paused."""
    columns = MemberRow.owner, ClassRow.paused, ClassRow.limits
    present = MemberRow.owner.in_({owner for owner in owners if owner}), MemberRow.gone == "", ClassRow.ended.is_(None)
    rows = connection.execute(select(*columns).join(ClassRow, ClassRow.id == MemberRow.class_id).where(*present))
    return {row.owner: DEFAULT_LIMITS | row.limits | ({"runs_at_once": 0} if row.paused else {}) for row in rows}
