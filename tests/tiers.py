"""Which cases of a test are for `make test`, and which for `make long`."""

import pytest


def cases(every, quick):
    """The parameters of a test, a tuple where it has several: those that are not in `quick` are marked `long`."""
    every = list(every)
    assert set(quick) <= set(every), f"No such case: {set(quick) - set(every)}"
    return [case if case in quick else _long(*case if isinstance(case, tuple) else (case,)) for case in every]


def _long(*values):
    return pytest.param(*values, marks=pytest.mark.long)
