"""A run from the store and back, in this process."""

import json
import math
import threading
from dataclasses import replace

import numpy as np
import pytest
from PIL import Image
from sqlalchemy import update

from data.sample import SamplerSettings, sample
from model.files.browser import browser_file
from model.heads import HEADS
from model.networks import build
from model.predict import Predictor
from model.predict.__main__ import main as predict_in_terminal
from model.saving import weights_file
from runs.tables import RunRow
from tests.waiting import wait_until
from training.catalogue import Catalogue
from training.engine import task
from training.engine.task import RunTakenOver, StoreListener, train_run
from training.loop.lockstep import run_together
from training.loop.loop import Loop
from training.loop.snapshots import PARAMETERS_AT_MOST, SNAPSHOTS_AT_MOST
from training.presets import PRESETS
from training.results.scores import first_solved

pytestmark = pytest.mark.slow
SETTINGS = replace(PRESETS["fast"].settings, epochs=0.2)


def claimed(store, settings=SETTINGS):
    run_id = store.create_run("a test", settings.to_json())
    store.claim_next("engine")
    return run_id


def without_times(points):
    return [replace(point, seconds=0.0, rate=0.0) for point in points]


def test_a_run_leaves_its_curve_its_files_and_its_result(store):
    run_id = claimed(store)
    train_run(run_id, store.url)
    run, points = store.run(run_id), store.points(run_id)
    assert (run.status, run.step) == ("done", run.total_steps)
    assert points[-1].step == run.total_steps
    assert list(run.result["test"]) == [*HEADS, "average", "exact"]
    assert run.result["first_solved"] == first_solved(points)
    assert set(store.artefact_names(run_id)) == {"network.tflite", "weights.npz", "settings.json", "evaluation.npz"}
    assert json.loads(store.artefact(run_id, "settings.json")) == SETTINGS.to_json()
    picture = np.zeros((1, 28, 28, 3), np.uint8)
    assert set(Predictor(store.artefact(run_id, "network.tflite"))(picture)) == set(HEADS)


@pytest.mark.long
def test_a_finished_run_answers_in_the_terminal(store, tmp_path, monkeypatch, capsys):
    run_id = claimed(store)
    train_run(run_id, store.url)
    picture = tmp_path / "line.png"
    Image.fromarray(sample(SamplerSettings(per_class=1)).pictures[0]).save(picture)
    monkeypatch.setenv("LINEHEADS_STORE", store.url)
    assert predict_in_terminal([str(picture), "--run", run_id, "--json"]) == 0
    assert set(json.loads(capsys.readouterr().out)) == {"file", *HEADS}


@pytest.mark.long
def test_equal_settings_give_equal_runs(store):
    runs = [claimed(store) for _ in range(2)]
    for run_id in runs:
        train_run(run_id, store.url)
    first, second = (without_times(store.points(run_id)) for run_id in runs)
    assert first == second


def test_a_killed_run_goes_on_from_its_checkpoint_and_repeats_what_was_shown(store, monkeypatch):
    whole, killed = claimed(store), claimed(store)
    train_run(whole, store.url)
    monkeypatch.setattr("training.loop.loop.CHECKPOINT_SECONDS", 0.0)
    monkeypatch.setattr("training.loop.loop.CHECKPOINT_RATE", math.inf)
    _die_at(monkeypatch, step=100)
    with pytest.raises(KeyboardInterrupt):
        train_run(killed, store.url)
    monkeypatch.undo()
    shown = without_times(store.points(killed))
    store.set_status(killed, "interrupted", "killed")
    store.requeue(killed)
    store.claim_next("engine")
    assert store.checkpoint(killed)[0] >= 60
    train_run(killed, store.url)
    assert without_times(store.points(killed))[: len(shown)] == shown
    assert without_times(store.points(killed)) == without_times(store.points(whole))
    assert store.snapshots(killed) == store.snapshots(whole)


def test_a_worker_that_ends_a_run_late_leaves_it_to_the_one_that_has_it_now(store, monkeypatch):
    """The engine and its scheduler were lost while the first worker tested its network."""
    run_id = claimed(store, replace(SETTINGS, epochs=0.02))

    def taken_over(*_):
        store.lose_runs([run_id], "The engine went away.")
        store.requeue(run_id)
        assert store.claim_next("another engine").id == run_id
        return {}

    monkeypatch.setattr(task, "test_outputs", taken_over)
    monkeypatch.setattr(task, "output_scores", lambda *_: {})
    monkeypatch.setattr(task, "ended_run_file", lambda *_: None)
    with pytest.raises(RunTakenOver):
        train_run(run_id, store.url)
    assert store.run(run_id).status == "starting"
    assert not store.artefact_names(run_id)


def test_a_run_keeps_its_weights_from_before_its_first_step_to_its_last(store):
    run_id = claimed(store)
    train_run(run_id, store.url)
    network = Catalogue(store).get(run_id)
    steps = [snapshot.step for snapshot in network.snapshots]
    assert (steps[0], steps[-1]) == (0, network.run.total_steps)
    assert 10 < len(steps) <= SNAPSHOTS_AT_MOST
    assert len(set(np.diff(steps)[:-1])) == 1
    untrained = build(SETTINGS.network, SETTINGS.seed, SETTINGS.design)
    assert network.snapshot_file(network.snapshots[0]) == browser_file(SETTINGS.built_design, weights_file(untrained))
    assert network.snapshot_file(network.snapshots[-1]) == network.browser_file


def trained_until(store, run_id, step):
    """The thread of the run, which pauses at this step."""
    store.change_control(run_id, until=step)
    store.claim_next("engine")
    thread = threading.Thread(target=train_run, args=(run_id, store.url))
    thread.start()
    wait_until(lambda: store.run(run_id).status == "paused")
    return thread


@pytest.mark.long
def test_a_stopped_run_keeps_the_weights_with_which_it_stopped_until_it_goes_on(store):
    run_id = store.create_run("a test", SETTINGS.to_json())
    thread = trained_until(store, run_id, 25)
    store.change_control(run_id, state="stop")
    thread.join(60)
    network = Catalogue(store).get(run_id)
    assert [snapshot.step for snapshot in network.snapshots] == [0, 20, 25]
    assert network.snapshot_file(network.snapshots[-1]) == network.browser_file
    store.requeue(run_id)
    store.claim_next("engine")
    train_run(run_id, store.url)
    assert 25 not in [snapshot.step for snapshot in store.snapshots(run_id)]


@pytest.mark.long
@pytest.mark.parametrize(("search", "parameters_at_most"), [("a search", PARAMETERS_AT_MOST), (None, 1)])
def test_trials_of_a_search_and_large_networks_keep_no_snapshots(store, monkeypatch, search, parameters_at_most):
    monkeypatch.setattr("training.engine.task.PARAMETERS_AT_MOST", parameters_at_most)
    run_id = claimed(store)
    store.execute(update(RunRow).where(RunRow.id == run_id).values(search=search))
    train_run(run_id, store.url)
    assert store.snapshots(run_id) == []


def _die_at(monkeypatch, step):
    """The process ends while the chunk after `step` trains."""
    chunk = Loop._chunk

    def dying(loop, *arguments):
        if loop.step >= step:
            raise KeyboardInterrupt
        return chunk(loop, *arguments)

    monkeypatch.setattr(Loop, "_chunk", dying)


def test_weights_change_mid_run_with_a_mark_and_a_stopped_run_keeps_its_network(store):
    run_id = claimed(store, replace(SETTINGS, epochs=100))
    thread = threading.Thread(target=train_run, args=(run_id, store.url))
    thread.start()
    wait_until(lambda: len(store.points(run_id)) > 2)
    store.change_control(run_id, weights={"length": 1.0, "width": 1.0, "colour": 1.0, "angle": 50.0})
    wait_until(lambda: store.marks(run_id))
    store.change_control(run_id, state="stop")
    thread.join(60)
    run = store.run(run_id)
    assert run.status == "stopped"
    assert store.marks(run_id)[0]["label"] == "angle 1 → 50"
    assert store.points(run_id)[-1].weights["angle"] == 50
    assert "network.tflite" in store.artefact_names(run_id)


@pytest.mark.long
def test_a_race_is_two_runs_in_lockstep_that_end_as_they_would_alone(store):
    other = replace(SETTINGS, weights={"length": 5.0, "width": 2.0, "colour": 1.0, "angle": 50.0})
    alone = claimed(store, other)
    train_run(alone, store.url)
    leader = store.create_run("leads", SETTINGS.to_json())
    rival = store.create_run("follows", other.to_json(), races=leader)
    store.change_control(leader, probe=100)
    store.claim_next("engine")
    train_run(leader, store.url)
    assert [store.run(one).status for one in (leader, rival)] == ["done", "done"]
    assert [point.step for point in store.points(rival)] == [point.step for point in store.points(leader)]
    assert all(bool(point.diagnostics) == (point.step % 100 == 0) for point in store.points(rival))
    assert store.run(rival).result["test"] == store.run(alone).result["test"]


def test_a_pause_between_two_turns_holds_for_both_from_the_same_step(store):
    leader = store.create_run("leads", SETTINGS.to_json())
    rival = store.create_run("follows", SETTINGS.to_json(), races=leader)
    leads = StoreListener(store, leader)
    follows = StoreListener(store, rival, leads)
    assert leads.control().state == "run"
    store.change_control(leader, state="pause")
    assert follows.control().state == "run"
    assert leads.control().state == follows.control().state == "pause"


def test_one_that_is_paused_behind_does_not_keep_the_other_from_pausing():
    asked = []

    class Fake:
        def __init__(self, step):
            self.step, self.paused = step, False

        def turn(self):
            self.paused = True
            asked.append(self.step)
            return "stopped" if len(asked) > 5 else None

    run_together([Fake(5), Fake(3)], lambda run, outcome: None)
    assert asked[:3] == [3, 5, 3]


def test_a_race_resumes_from_where_each_was(store):
    leader = store.create_run("leads", SETTINGS.to_json())
    rival = store.create_run("follows", SETTINGS.to_json(), races=leader)
    store.change_control(leader, until=60)
    store.claim_next("engine")
    thread = threading.Thread(target=train_run, args=(leader, store.url))
    thread.start()
    wait_until(lambda: [store.run(one).status for one in (leader, rival)] == ["paused", "paused"])
    store.change_control(leader, state="stop")
    thread.join(60)
    statuses = [store.run(one).status for one in (leader, rival)]
    assert statuses == ["stopped", "stopped"]
    store.requeue(leader)
    store.claim_next("engine")
    train_run(leader, store.url)
    assert [store.run(one).status for one in (leader, rival)] == ["done", "done"]
    first, second = (without_times(store.points(one)) for one in (leader, rival))
    assert first == second  # equal settings and seed


@pytest.mark.long
def test_a_suspended_race_goes_on_as_if_it_had_only_paused(store):
    whole = claimed(store)
    train_run(whole, store.url)
    leader = store.create_run("leads", SETTINGS.to_json(), until=60)
    rival = store.create_run("follows", SETTINGS.to_json(), races=leader, until=60)
    store.claim_next("engine")
    thread = threading.Thread(target=train_run, args=(leader, store.url))
    thread.start()
    wait_until(lambda: [store.run(each).status for each in (leader, rival)] == ["paused", "paused"])
    store.request_yield(leader, store.control(leader).version)
    thread.join(60)
    assert [store.run(each).status for each in (leader, rival)] == ["suspended", "suspended"]
    store.change_control(leader, state="run", until=None)
    store.change_control(rival, until=None)
    store.claim_next("engine")
    train_run(leader, store.url)
    measured = [
        [replace(point, relative_change=None) for point in without_times(store.points(each))]
        for each in (whole, leader, rival)
    ]  # what moved is told while a pause is ahead
    assert measured[0] == measured[1] == measured[2]


def test_one_step_of_one_head_moves_it_and_the_trunk_alone(store):
    run_id = store.create_run("one head", SETTINGS.to_json())
    thread = trained_until(store, run_id, 1)
    store.change_control(run_id, until=2, solo="width")
    wait_until(lambda: store.run(run_id).step == 2)
    store.change_control(run_id, state="stop")
    thread.join(60)
    moved = store.points(run_id)[-1].relative_change
    assert {part for part, share in moved.items() if share} == {"trunk", "width"}
    assert store.marks(run_id)[0] == {"step": 1, "label": "width alone"}


def test_a_run_that_diverges_says_so(store):
    run_id = claimed(store, replace(SETTINGS, learning_rate=1.0, schedule="constant"))
    train_run(run_id, store.url)
    run = store.run(run_id)
    assert run.status == "diverged"
    assert "Lower the learning rate" in run.message or "by chance" in run.message
