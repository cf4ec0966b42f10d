"""Which run Train opens with, on a server where each browser changes its own runs."""

import pytest

from data.viewer import Viewer
from training.presets import PRESETS
from ui.shared import store as stores
from ui.shared.viewer import OPEN
from ui.train import run_actions

FAST = PRESETS["fast"].settings.to_json()


@pytest.mark.parametrize("everything", [False, True])
def test_train_opens_with_a_run_of_ones_own(store, monkeypatch, everything):
    monkeypatch.setenv(OPEN, str(int(everything)))
    monkeypatch.setattr(stores, "viewer", lambda: Viewer(owner="mine", everything=everything))
    theirs = store.bound(Viewer(owner="theirs")).create_run("theirs", FAST)
    assert run_actions._default_run().record.id == theirs  # there is no other
    mine = store.bound(Viewer(owner="mine")).create_run("mine", FAST)
    store.claim_next("e")
    assert store.run(theirs).active
    assert run_actions._default_run().record.id == (theirs if everything else mine)
