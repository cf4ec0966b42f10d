"""A store of its own for each test, and the pictures of `few_steps.py` where the steps read them."""

import pytest

from training.run_store import RunStore


@pytest.fixture
def store(store_url):
    with RunStore(store_url) as store:
        yield store


@pytest.fixture(scope="session")
def held():
    from tests.training.few_steps import DRAWN
    from training.loop.trainer import DataTensors

    return DataTensors(DRAWN.pictures, DRAWN.labels)
