"""The record of every run: tables, the store that reads and writes them, and where files live.

SQLAlchemy stops here. A new kind of record is a table in `tables.py`, a method in the file of its kind
(`recording.py`, `lifecycle.py`, `keeping.py`, `bringing.py`, `searching.py`, `explaining.py`), and, if pages read it, a
frozen dataclass in `records.py`.
"""
