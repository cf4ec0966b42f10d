"""A store in trouble is a sentence on the page and in the terminal; the page works again when the store does."""

import logging
import shutil
import sqlite3
from contextlib import closing, contextmanager

import pytest
from streamlit.testing.v1 import AppTest
from streamlit.testing.v1.local_script_runner import LocalScriptRunner

from runs import sqlite_file
from runs.database import StoreUnavailable
from training.run_store import RunStore
from ui import script_errors
from ui.script_errors import _ShortErrors, show_unavailable_store

pytestmark = pytest.mark.slow

PAGES = ("explore", "train", "probe", "compare", "evaluate", "data")  # Look inside asks its worker


@pytest.fixture(autouse=True)
def handled(monkeypatch):
    """Pages under test show their errors as those of the server do."""

    def begin(runner, *arguments, begin=LocalScriptRunner.__init__, **options):
        begin(runner, *arguments, **options)
        runner._on_script_error = show_unavailable_store

    monkeypatch.setattr(LocalScriptRunner, "__init__", begin)


@contextmanager
def _held(path):
    """Another program holds the lock of the writers."""
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute("BEGIN IMMEDIATE")
        yield


@pytest.mark.parametrize("page", PAGES)
def test_opening_a_page_writes_nothing(open_app, monkeypatch, page):
    def write(_store):
        raise AssertionError("The page writes.")

    monkeypatch.setattr(RunStore, "write", write)
    open_app(page)


def test_a_page_without_its_store_says_so_and_comes_back(open_app, tmp_path):
    for file in tmp_path.glob("runs.db*"):
        shutil.move(file, tmp_path / file.name.replace("runs", "kept"))
    (tmp_path / "runs.db").write_bytes(b"spoiled " * 1000)
    app = open_app("compare")
    assert "is no SQLite database" in app.error[0].value
    (button,) = (button for button in app.button if button.label == "Try again")
    (tmp_path / "runs.db").unlink()
    for file in tmp_path.glob("kept.db*"):
        shutil.move(file, tmp_path / file.name.replace("kept", "runs"))
    button.click().run()
    assert not app.error
    assert not app.exception


def test_a_page_comes_back_by_itself_when_its_store_answers(monkeypatch):
    """The browser runs what has a timer: here the test does."""

    def page():
        import streamlit as st

        from ui.shared.store import store

        store().engine()
        st.write("drawn")

    timers = {}
    monkeypatch.setattr(script_errors.st, "fragment", lambda draw, run_every: timers.setdefault(run_every, draw))
    answers = iter([StoreUnavailable("lost"), StoreUnavailable("lost"), None])

    def engine(_store):
        if error := next(answers, None):
            raise error

    monkeypatch.setattr(RunStore, "engine", engine)
    app = AppTest.from_function(page).run()
    assert app.error[0].value == "lost"
    assert "by itself" in app.caption[0].value
    [come_back] = timers.values()
    reruns = []
    monkeypatch.setattr(script_errors, "_in_fragment", lambda: True)
    monkeypatch.setattr(script_errors, "store", lambda: RunStore.__new__(RunStore))
    monkeypatch.setattr(script_errors.st, "rerun", lambda: reruns.append(len(reruns)))
    come_back()
    assert not reruns, "it is still lost: the sentence stays"
    come_back()
    assert reruns


def test_a_click_that_cannot_be_stored_says_why_and_leaves_the_page(open_train, press, store, tmp_path, monkeypatch):
    monkeypatch.setattr(sqlite_file, "_PATIENCE", 0.05)
    app = open_train()
    buttons = [button.label for button in app.button]
    with _held(tmp_path / "runs.db"):
        press(app, "start")
        (notice,) = app.toast
        assert notice.value.startswith("Another program has held the run store")
        assert [button.label for button in app.button] == buttons
        assert store.runs() == []
    press(app, "start")
    assert not app.toast
    assert len(store.runs()) == 1


def test_a_fragment_without_its_store_leaves_the_rest_alone():
    def page():
        import streamlit as st

        from runs.database import StoreUnavailable

        @st.fragment
        def draw():
            raise StoreUnavailable("The disk with *the* run store is full.")

        st.write("before")
        draw()

    app = AppTest.from_function(page).run()
    assert [text.value for text in app.markdown] == ["before"]
    assert [error.value for error in app.error] == [r"The disk with \*the\* run store is full."]
    assert not app.exception


def test_other_errors_are_left_to_streamlit():
    def page():
        raise ValueError("ours")

    app = AppTest.from_function(page).run()
    assert len(app.exception) == 1
    assert not app.error


def test_the_terminal_is_told_once_a_minute():
    def record(error):
        return logging.LogRecord("", logging.ERROR, "", 0, "Uncaught", (), (type(error), error, None))

    short = _ShortErrors()
    full, again, other = record(StoreUnavailable("full")), record(StoreUnavailable("full")), record(ValueError("ours"))
    assert [short.filter(each) for each in (full, again, other)] == [True, False, True]
    assert logging.Formatter().format(full) == "full"
    assert "ValueError: ours" in logging.Formatter().format(other)
    download = ValueError("no file")
    download.__cause__ = StoreUnavailable("locked")
    failed = record(download)
    assert short.filter(failed)
    assert logging.Formatter().format(failed) == "locked"
