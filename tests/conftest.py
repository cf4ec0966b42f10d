"""Every test run has a home of its own, so that nothing is written into the project."""

import gc
import logging
import os
import re
import shutil
import tempfile

import pytest
from hypothesis import settings

os.environ["LINEHEADS_HOME"] = tempfile.mkdtemp(prefix="lineheads-test-")
os.environ.setdefault("LINEHEADS_ENGINE", "off")
os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
os.environ.setdefault("CUDA_VISIBLE_DEVICES", "-1")
os.environ.setdefault("TF_NUM_INTRAOP_THREADS", "1")  # as workers have it; runs repeat bit for bit
os.environ.setdefault("TF_NUM_INTEROP_THREADS", "1")

settings.register_profile("lineheads", deadline=None)  # on a busy machine one example may take a second
settings.load_profile("lineheads")


SLOW_FILE = re.compile(r"^pytestmark = \[?pytest\.mark\.slow\b", re.MULTILINE)


def pytest_ignore_collect(collection_path, config):
    """The fast tests do not import files in which all is slow: that takes seconds in each worker."""
    if config.option.markexpr.startswith("not slow") and collection_path.suffix == ".py":
        return bool(SLOW_FILE.search(collection_path.read_text(encoding="utf-8"))) or None
    return None


def pytest_collection_finish():
    """Streamlit's 70 loggers pass on what they log: else pytest adds a handler to each, three times a test.

    What was imported stays: full collections of garbage need not look through it.
    """
    gc.freeze()
    gc.set_threshold(100_000)  # collecting as often as usual takes a twentieth of the time
    for name in list(logging.root.manager.loggerDict):
        if name.startswith("streamlit"):
            logging.getLogger(name).propagate = True


@pytest.fixture(scope="session", autouse=True)
def one_dialect():
    """Each test has a store of its own: what SQLAlchemy compiled for the first of them serves them all."""
    from data.finite_json import compact_json
    from runs import sqlite_file  # after the home is set

    create, cache = sqlite_file.create_engine, {}
    first = create("sqlite://", json_serializer=compact_json)
    first.connect().close()  # the dialect learns what SQLite can
    first.dispose()

    def create_alike(*args, **options):
        engine = create(*args, **options)
        engine.dialect = first.dialect
        engine.update_execution_options(compiled_cache=cache)
        return engine

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(sqlite_file, "create_engine", create_alike)
        yield


@pytest.fixture(scope="session")
def empty_store(tmp_path_factory):
    """The file of a new store, made once: its migrations take 30 ms."""
    from runs.store import Store  # after the home is set

    path = tmp_path_factory.mktemp("store") / "runs.db"
    Store(f"sqlite:///{path}").close()
    return path


@pytest.fixture
def store_url(tmp_path, empty_store):
    """The URL of a new store for this test."""
    return f"sqlite:///{shutil.copy(empty_store, tmp_path / 'runs.db')}"
