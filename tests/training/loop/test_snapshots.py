"""A run keeps its weights at few steps, evenly, whatever its length."""

from hypothesis import given
from hypothesis import strategies as st

from training.loop.snapshots import SNAPSHOTS_AT_MOST, snapshot_interval


@given(st.integers(1, 10**6), st.integers(1, 640))
def test_few_steps_are_kept_and_no_fewer_than_needed(total, chunk):
    interval = snapshot_interval(total, chunk)
    kept = {*range(0, total, interval), total}
    assert interval % chunk == 0
    assert len(kept) <= SNAPSHOTS_AT_MOST
    assert interval == chunk or len({*range(0, total, interval - chunk), total}) > SNAPSHOTS_AT_MOST
