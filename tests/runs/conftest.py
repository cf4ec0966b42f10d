"""A store of its own for every test."""

import pytest

from runs.store import Store


@pytest.fixture
def store(tmp_path):
    with Store(f"sqlite:///{tmp_path / 'runs.db'}") as store:
        yield store
