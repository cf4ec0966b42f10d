"""The schema of the store, step by step: one file in `versions/` for every change, in the order of their names.

A file's name is its revision; the newest is what `runs.tables` describes. Alembic, which is slow to import, is only
loaded when a store has something to catch up with.
"""

import threading
from pathlib import Path

from sqlalchemy import Connection, inspect, text

from runs.unavailable import StoreUnavailable, name

_FOLDER = Path(__file__).parent
VERSIONS = sorted(path.stem for path in (_FOLDER / "versions").glob("[0-9]*.py"))  # oldest first
_lock = threading.Lock()  # Alembic's `context` is one for all threads


def is_current(connection: Connection) -> bool:
    """Whether the store has this version's schema. Only reads.

    Raises:
        StoreUnavailable: It has one that this version does not know.
    """
    version = None
    if inspect(connection).has_table("alembic_version"):
        version = connection.scalar(text("SELECT version_num FROM alembic_version"))
    if version is not None and version not in VERSIONS:
        raise StoreUnavailable(
            f"The run store {name(connection.engine.url)} was written by a newer version of LineHeads. "
            "Update LineHeads, or name another store in LINEHEADS_STORE."
        )
    return version == VERSIONS[-1]


def upgrade_tables(connection: Connection) -> None:
    """Make the tables of a new store, or bring those of an older version up to date, in the caller's transaction."""
    from alembic import command
    from alembic.config import Config

    config = Config(attributes={"connection": connection})
    config.set_main_option("script_location", str(_FOLDER).replace("%", "%%"))
    with _lock:
        command.upgrade(config, "head")
