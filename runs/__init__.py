"""The record of every run: tables, the store that reads and writes them, and where files live.

SQLAlchemy stops here. A new kind of record is a table in `tables.py`, a method in the file of its kind (`lifecycle.py`,
`engines.py`, `telemetry.py`, `snapshots.py`, `curation.py`, `importing.py`, `searches.py`, `queries.py`,
`classes.py`), which `store.RecordStore` joins, and, if pages read it, a frozen dataclass in `records.py`.

Each method that changes something says by a decorator of `rights.py` who may call it.

`database.py` opens the store: `location.py` reads its URL, `sqlite_file.py` shares a file between processes,
`migrations/` brings older schemas up to date, `unavailable.py` says what is wrong.
"""
