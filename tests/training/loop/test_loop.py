"""What the loop does between chunks, with a trainer that only counts."""

import threading
import time
from dataclasses import dataclass, replace

import numpy as np
import pytest

from data.labels import CLASS_COUNT
from data.sample import SamplerSettings, sample
from data.split import split
from model.heads import HEADS
from model.networks.joint import JOINT
from runs.records import Control
from training.dataset import Dataset
from training.loop import loop as loop_module
from training.loop.callbacks import NullCallback
from training.loop.lockstep import run_together
from training.loop.loop import Loop
from training.loop.variable_groups import NETWORK_PARTS
from training.presets import PRESETS

pytestmark = pytest.mark.slow

DRAWN = sample(SamplerSettings(per_class=10))
DATA = Dataset(DRAWN.pictures, DRAWN.labels, DRAWN.lines, split(DRAWN.pictures, "honest", 0))
SETTINGS = replace(PRESETS["fast"].settings, batch_size=32, epochs=4)


class Counting:
    """Stands for a trainer: every step reports the same losses."""

    def __init__(self, loss=0.1):
        self.weights = dict(SETTINGS.weights)
        self.frozen = frozenset()
        self.taken = 0
        self.loss = loss

    def train(self, held, rows, rates):
        self.taken += len(rows)
        return np.tile([self.loss] * 4 + [0.5] * 5 + list(self.weights.values()), (len(rows), 1))

    def probabilities(self, pictures):
        """Even guesses while the loss is high, the truth when it is low."""
        sure = 0.0 if self.loss > 0.5 else 1.0
        return {
            head.name: _answers(head, DATA.validation_sample()[1][:, i], sure) for i, head in enumerate(HEADS.values())
        }

    def evaluate(self, pictures, labels):
        outputs = self.probabilities(pictures)
        chance = np.array([head.chance for head in HEADS.values()])
        return outputs, chance * (self.loss > 0.5)

    def change_weights(self, weights):
        self.weights = weights

    def freeze(self, parts):
        self.frozen = frozenset(parts)

    def snapshot(self):
        return {part: np.full(4, float(self.taken) * (part not in self.frozen)) for part in NETWORK_PARTS}

    def state(self):
        return str(self.taken).encode()


class CountingOne(Counting):
    """One that has one answer for the 96 classes and knows nothing."""

    def probabilities(self, pictures):
        return {**super().probabilities(pictures), JOINT: np.zeros((len(pictures), CLASS_COUNT))}


@dataclass(frozen=True)
class Expected:
    """Stands for an expected step: knows the weights that it was measured with."""

    weights: dict

    def compared_with(self, before):
        return {"measured": [before.weights, self.weights]}


class Looking:
    """Stands for a gradient probe: keeps the steps at which it looked."""

    def __init__(self, trainer, data):
        self.trainer, self.looked, self.watching = trainer, [], 0

    def untrained(self):
        return {"at": 0}

    def follow(self, take_steps, rows, rates, due):
        return take_steps(rows, rates)

    def around(self, take_steps, rows, rates, first_losses):
        report = take_steps(rows, rates)
        return report, {"at": self.trainer.taken}

    def gradients(self):
        return None

    def watch_change(self, gradients):
        pass

    def pop_change_shares(self):
        return {}

    def expected_step(self, gradients):
        return Expected(weights=self.trainer.weights)


def _answers(head, truth, sure):
    classes = len(head.classes)
    probabilities = sure * np.eye(classes)[truth] + (1 - sure) / classes
    return probabilities if head.units > 1 else probabilities[:, 1:]


class Script(NullCallback):
    """Asks for things by step, and keeps what it hears."""

    def __init__(self, **asked):
        self.loop = None
        self.asked = {int(step[1:]): control for step, control in asked.items()}
        self.points, self.pauses, self.marks, self.saved, self.resumes = [], [], [], [], 0
        self.freezes = []
        self.now = Control()

    def control(self):
        for step in [step for step in self.asked if self.loop.step >= step]:
            self.now = self.asked.pop(step)
        return self.now

    def point(self, point):
        self.points.append(point)

    def paused(self, step):
        self.pauses.append(step)
        self.now = Control()

    def resumed(self):
        self.resumes += 1

    def weights_changed(self, step, old, new):
        self.marks.append((step, old, new))

    def frozen(self, step, parts):
        self.freezes.append((step, set(parts)))

    def checkpoint(self, step, state):
        self.saved.append((step, state))


@pytest.fixture(autouse=True)
def no_tensorflow(monkeypatch):
    monkeypatch.setattr(loop_module, "DataTensors", lambda pictures, labels: None)
    monkeypatch.setattr(loop_module, "PAUSE_SECONDS", 0.001)


def played(script, settings=SETTINGS, trainer=None, step=0):
    script.loop = Loop(settings, DATA, trainer or Counting(), script, step=step, gradient_probe=Looking)
    return script.loop.run()


def test_a_run_starts_with_the_untrained_network_and_ends_at_its_last_step():
    script = Script()
    outcome = played(script)
    assert (outcome.status, outcome.step) == ("done", outcome.total_steps)
    assert script.points[0].step == 0
    assert script.points[-1].step == outcome.total_steps
    assert script.points[-1].epoch == pytest.approx(4)
    steps = [point.step for point in script.points]
    assert steps == sorted(set(steps))


def test_every_point_is_complete_json():
    script = Script()
    played(script)
    for point in script.points:
        assert set(point.loss) == set(point.accuracy) == set(point.weights) == set(HEADS)
        assert point.total_loss == pytest.approx(sum(point.loss.values()))
    assert sum(point.validation_accuracy is not None for point in script.points) >= 2


def test_points_do_not_depend_on_who_looks_when():
    steps = []
    for script in (Script(), Script(s40=Control(state="pause"))):
        played(script)
        steps.append({point.step for point in script.points})
    assert steps[0] <= steps[1]


def test_pausing_saves_and_stands_still_until_it_goes_on():
    script = Script(s20=Control(state="pause"))
    outcome = played(script)
    assert script.pauses == [script.saved[0][0]]
    assert script.resumes == 1
    assert outcome.status == "done"


@pytest.mark.parametrize("until", [1, 7, 33])
def test_until_pauses_before_that_step_exactly(until):
    script = Script(s0=Control(until=until))
    played(script)
    assert script.pauses == [until]


def test_stopping_keeps_what_was_learned_so_far():
    script = Script(s20=Control(state="stop"))
    outcome = played(script)
    assert outcome.status == "stopped"
    assert 20 <= outcome.step < outcome.total_steps
    assert str(outcome.step) in outcome.message


def test_changed_weights_are_taken_over_once_with_a_mark():
    new = {"length": 5.0, "width": 2.0, "colour": 1.0, "angle": 0.1}
    script = Script(s20=Control(weights=new))
    played(script)
    assert script.marks == [(20, SETTINGS.weights, new)]
    assert 20 in [step for step, _ in script.saved]
    assert script.points[-1].weights == new
    assert script.points[-1].total_loss == pytest.approx(0.1 * 8.1)


def test_a_slow_pace_makes_a_point_of_every_step():
    script = Script(s0=Control(pace=4.0), s4=Control(state="stop"))
    started = time.monotonic()
    played(script)
    assert [point.step for point in script.points] == [0, 1, 2, 3, 4]
    assert time.monotonic() - started >= 0.99


def test_a_resumed_run_takes_only_the_steps_that_are_left():
    trainer = Counting()
    outcome = played(Script(), trainer=trainer, step=30)
    assert trainer.taken == outcome.total_steps - 30


@pytest.mark.parametrize("large", [False, True])
def test_a_large_checkpoint_comes_less_often(monkeypatch, large):
    """Each look at the clock is 3 s after the last; 1 MB at 100 kB a second is 10 s."""
    ticks = iter(range(3, 10**6, 3))
    monkeypatch.setattr(loop_module, "CHECKPOINT_RATE", 100_000)
    trainer, script = Counting(), Script()
    trainer.state = lambda: bytes(10**6 if large else 1)
    script.loop = Loop(SETTINGS, DATA, trainer, script, gradient_probe=Looking)
    script.loop._saved_at = 0.0
    monkeypatch.setattr(loop_module.time, "monotonic", lambda: next(ticks))
    script.loop.run()
    saved, points = len(script.saved), len(script.points) - 1
    assert 1 < saved < points / 2 if large else saved == points


def test_one_answer_leaves_the_wishes_for_heads_alone():
    one = replace(PRESETS["one-head"].settings, batch_size=32, epochs=1)
    script = Script(s0=Control(weights={**SETTINGS.weights, "angle": 5.0}, frozen=["trunk"], solo="angle", probe=5))
    outcome = played(script, settings=one, trainer=CountingOne())
    assert outcome.status == "done"
    assert script.points[0].total_loss == pytest.approx(np.log(CLASS_COUNT))
    assert not script.marks
    assert not script.freezes
    assert not any(point.diagnostics or point.relative_change for point in script.points)


@pytest.mark.parametrize("loss", [float("nan"), float("inf")])
def test_an_infinite_loss_ends_the_run_in_words(loss):
    outcome = played(Script(), trainer=Counting(loss))
    assert outcome.status == "diverged"
    assert "Lower the learning rate" in outcome.message


def test_a_run_that_stays_at_chance_ends_in_words_after_half_its_steps():
    outcome = played(Script(), trainer=Counting(loss=0.7))
    assert outcome.status == "diverged"
    assert outcome.step >= outcome.total_steps / 2
    assert "by chance" in outcome.message


def test_a_head_without_weight_is_not_blamed_for_answering_by_chance():
    trainer = Counting(loss=0.7)
    trainer.weights = {"length": 0.0, "width": 1.0, "colour": 1.0, "angle": 1.0}
    assert "(width, colour, angle) still answers by chance" in played(Script(), trainer=trainer).message


def test_a_run_can_be_stopped_from_another_thread():
    script = Script(s0=Control(pace=50.0))
    threading.Timer(0.2, lambda: setattr(script, "now", Control(state="stop"))).start()
    outcome = played(script)
    assert outcome.status == "stopped"


@pytest.mark.parametrize("every", [1, 7, 20, 50])
def test_it_looks_under_the_hood_every_so_many_steps(every):
    script = Script(s0=Control(probe=every))
    outcome = played(script)
    looked = [point.step for point in script.points if point.diagnostics]
    assert looked == list(range(0, outcome.total_steps + 1, every))
    assert all(point.diagnostics["at"] == point.step for point in script.points if point.diagnostics)


def test_how_often_it_looks_can_change_midway():
    script = Script(s0=Control(), s20=Control(probe=5), s40=Control())
    played(script)
    assert [point.step for point in script.points if point.diagnostics] == [25, 30, 35, 40]


def test_a_point_of_a_watched_run_tells_what_moved():
    script = Script(s0=Control(probe=10, frozen=["angle"]), s20=Control())
    played(script)
    watched = [point for point in script.points if point.relative_change]
    assert [point.step for point in watched] == [10, 20]
    for point in watched:
        assert point.relative_change["angle"] == 0
        assert all(point.relative_change[part] > 0 for part in ("trunk", "length", "width", "colour"))


def test_frozen_parts_and_a_head_alone_are_told_when_they_change():
    script = Script(
        s0=Control(),
        s20=Control(frozen=["trunk"]),
        s40=Control(frozen=["trunk", "angle"], solo="angle"),
        s60=Control(),
    )
    played(script)
    assert script.freezes == [(20, {"trunk"}), (40, {"trunk", "length", "width", "colour"}), (60, set())]


def test_one_step_of_one_head_then_it_waits():
    script = Script(s0=Control(until=5), s5=Control(until=6, solo="width"))
    played(script)
    assert script.pauses == [6]
    point = next(point for point in script.points if point.step == 6)
    assert {part for part, share in point.relative_change.items() if share} == {"trunk", "width"}


def test_what_new_weights_did_is_told_with_the_next_point_once():
    new = {"length": 5.0, "width": 2.0, "colour": 1.0, "angle": 0.1}
    script = Script(s20=Control(weights=new))
    played(script)
    told = {point.step: point.weight_change for point in script.points if point.weight_change}
    measured = {"measured": [SETTINGS.weights, new]}  # before and after
    assert told == {24: {"old": SETTINGS.weights, "new": new, **measured}}


def test_runs_in_a_race_are_never_a_chunk_apart():
    scripts = [Script(), Script()]
    runs = []
    for script, batch in zip(scripts, (32, 64), strict=True):
        script.loop = Loop(replace(SETTINGS, batch_size=batch), DATA, Counting(), script, gradient_probe=Looking)
        runs.append(script.loop)
    apart, ended = [], []
    for script in scripts:
        script.point = lambda point: apart.append(abs(runs[0].step - runs[1].step))
    run_together(runs, lambda run, outcome: ended.append((run, outcome.status)))
    assert max(apart[: len(apart) // 2]) <= 20
    assert [status for _, status in ended] == ["done", "done"]
    assert {id(run) for run, _ in ended} == {id(run) for run in runs}


def test_a_race_pauses_and_stops_as_one():
    scripts = [Script(s0=Control(until=7)), Script(s0=Control(until=7))]
    runs = []
    for script in scripts:
        script.loop = Loop(SETTINGS, DATA, Counting(), script, gradient_probe=Looking)
        script.paused = lambda step, script=script: script.pauses.append(step)
        runs.append(script.loop)

    def stop_both():
        for script in scripts:
            script.now = Control(state="stop")

    threading.Timer(0.3, stop_both).start()
    ended = []
    run_together(runs, lambda run, outcome: ended.append((outcome.status, outcome.step)))
    assert [script.pauses for script in scripts] == [[7], [7]]
    assert ended == [("stopped", 7)] * 2
