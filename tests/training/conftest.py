"""The pictures of `few_steps.py` where the steps read them."""

import pytest


@pytest.fixture(scope="session")
def held():
    from tests.training.few_steps import DRAWN
    from training.loop.trainer import DataTensors

    return DataTensors(DRAWN.pictures, DRAWN.labels)
