"""What our lessons claim holds on three seeds; lessons share the runs that are alike."""

import pytest

from training.lessons.claims import check_claim
from training.lessons.read import lessons

pytestmark = [pytest.mark.slow, pytest.mark.long, pytest.mark.timeout(900)]
LESSONS = lessons()[0]
_KNOWN = {}


@pytest.mark.parametrize("name", LESSONS)
def test_a_claim_holds(name):
    results = check_claim(LESSONS[name], _KNOWN)
    assert all(result.holds for result in results), results
