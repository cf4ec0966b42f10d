"""Where a store is: the URL that people write, as SQLAlchemy needs it."""

import re
from pathlib import Path

from sqlalchemy import URL, make_url
from sqlalchemy.exc import ArgumentError

from runs.unavailable import StoreUnavailable

_FILE = re.compile(r"sqlite(?:\+pysqlite)?:///(.+)", re.DOTALL)
_ALLOWED = (
    "Write `sqlite:///` and the path of a file, for example `sqlite:////home/me/runs.db`, "
    "or `postgresql://user:password@host/database`."
)


def parse(text: str) -> URL:
    """The URL, with the full path of a file, so that it means the same file in every process.

    The path is taken as it is written: no `?` begins options in it, and `%41` is no letter.

    Raises:
        StoreUnavailable: It is neither of an SQLite file nor of a PostgreSQL database.
    """
    if match := _FILE.fullmatch(text):
        return URL.create("sqlite", database=_full_path(match[1]))
    try:
        url = make_url(text)
    except (ArgumentError, ValueError):
        url = None
    if url is None or url.get_backend_name() != "postgresql":
        shown = re.sub(r"(?<=://)[^/]*@", "***@", text)  # no passwords
        raise StoreUnavailable(f"LINEHEADS_STORE names no run store. {_ALLOWED} Received: {shown!r}.")
    return url.set(drivername="postgresql+psycopg") if url.drivername == "postgresql" else url


def render(url: URL) -> str:
    """Inverse of `parse`, with the password."""
    if url.get_backend_name() == "sqlite":
        return f"sqlite:///{url.database}"
    return url.render_as_string(hide_password=False)


def _full_path(path: str) -> str:
    try:
        return str(Path(path).expanduser().resolve())
    except (RuntimeError, OSError) as error:  # nobody of this name, or a loop of links
        raise StoreUnavailable(f"The path {path} leads nowhere ({error}). {_ALLOWED}") from error
