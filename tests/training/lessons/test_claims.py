"""What our lessons claim holds on three seeds; lessons share the runs that are alike."""

import pytest

from training.lessons.claims import check_claim
from training.lessons.read import lessons

pytestmark = [pytest.mark.slow, pytest.mark.timeout(900)]
LESSONS = lessons()[0]
QUICK = {"who-wakes-first"}
_KNOWN = {}


@pytest.mark.parametrize(
    "lesson",
    [
        pytest.param(lesson, id=name, marks=() if name in QUICK else pytest.mark.long)
        for name, lesson in LESSONS.items()
    ],
)
def test_a_claim_holds(lesson):
    results = check_claim(lesson, _KNOWN)
    assert all(result.holds for result in results), results
