"""The run store, and the engine that serves it. Nothing is made or upgraded by looking."""

import os
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from training.doctor.finding import Finding, note, ok, wrong
from training.doctor.machine import home_folder, serves

if TYPE_CHECKING:
    from sqlalchemy import URL

    from runs.records import EngineRecord

_PACKAGES_FIRST = note("not known: packages are missing")
_ENGINE_LOG = "engine.log"


def check_store() -> Finding:
    """Whether it can be read, and is of this version."""
    try:
        return _look()
    except ImportError:
        return _PACKAGES_FIRST


def check_engine(port: int) -> Finding:
    """Whether one serves the store."""
    if check_store().state != "ok":
        return note("not known: there is no store to look into")
    from training.run_store import RunStore

    with RunStore(_url()) as record:
        serving = record.engine()
    if serving is not None and not serving.gone:
        return ok(_sentence(serving))
    if os.environ.get("LINEHEADS_ENGINE") == "off":
        return note("none, and LINEHEADS_ENGINE is off: nothing trains unless an engine elsewhere serves the store")
    if serves(port):
        return wrong("none, though the server runs", f"{home_folder() / _ENGINE_LOG} says why. Then start it again.")
    return ok("none; `make run` starts one")


def _look() -> Finding:
    from runs import location
    from runs.unavailable import StoreUnavailable, in_words, name

    try:
        place = location.parse(_url())
        if place.get_backend_name() == "sqlite" and not Path(str(place.database)).exists():
            return note(f"{place.database} is not there yet; the first start makes it")
        with in_words(place):
            current = _is_current(place)
    except StoreUnavailable as error:
        return wrong("it cannot be used", str(error))
    if not current:
        return note(f"{name(place)} is of an older version", "The next start upgrades it. Keep a copy till then.")
    return ok(name(place))


def _is_current(place: "URL") -> bool:
    from sqlalchemy import create_engine

    from runs.migrations import is_current
    from runs.unavailable import StoreUnavailable

    if place.get_backend_name() == "sqlite":
        place = place.set(database=f"file:{place.database}", query={"mode": "ro", "uri": "true"})
    try:
        database = create_engine(place)
    except ImportError as error:
        raise StoreUnavailable(f"{error}. For PostgreSQL: pip install 'psycopg[binary]'.") from error
    try:
        with database.connect() as connection:
            return is_current(connection)
    finally:
        database.dispose()


def _url() -> str:
    """As `runs.home.store_url`, which would make the folder."""
    return os.environ.get("LINEHEADS_STORE") or f"sqlite:///{home_folder() / 'lineheads.db'}"


def _sentence(serving: "EngineRecord") -> str:
    silence = (datetime.now(UTC) - serving.heartbeat).total_seconds()
    workers = f"{serving.workers} {'process' if serving.workers == 1 else 'processes'} to train"
    return f"process {serving.pid} on {serving.host}, {workers}, heard of {max(0, silence):.0f} s ago"
