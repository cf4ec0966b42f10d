"""The wait that is told is about the one that comes."""

import random
from dataclasses import replace
from datetime import timedelta
from statistics import median

import pytest

from runs.records import now
from training.engine.idle_pauses import PAUSE_PATIENCE
from training.presets import PRESETS
from training.results.durations import Durations, guessed_epoch
from training.results.queue_forecast import seconds_to_start
from training.run import Run

FAST, SLOW = PRESETS["fast"].settings, PRESETS["coursework-v1"].settings
MOMENT = now()


def run_of(number, status, settings=FAST, **fields):
    usual = {"created": MOMENT, "started": None, "ended": None, "heartbeat": None, "result": None}
    usual |= {"message": "", "step": 0, "total_steps": 0}
    return Run(id=f"run{number}", name="", status=status, settings=settings, **usual | fields)


def done(number, begun, before, seconds, after, settings=FAST):
    """A run that a worker took so many seconds after the first moment."""
    started = MOMENT + timedelta(seconds=begun + before)
    ended = started + timedelta(seconds=seconds + after)
    return run_of(number, "done", settings, started=started, ended=ended, result={"seconds": seconds})


def test_durations_are_those_of_the_last_runs_of_the_kind_before_in_and_after_their_steps():
    one_after_another = [done(number, 10 * number, 1.5, 6, 2.5) for number in range(6)]
    durations = Durations(one_after_another[::-1])
    assert (durations.before, durations.after) == pytest.approx((1.5, 2.5))
    assert durations.of_run(replace(FAST, seed=7, weights=dict.fromkeys(FAST.weights, 3.0))) == pytest.approx(10)
    assert durations.of_steps(replace(FAST, epochs=3.0)) == pytest.approx(18)
    assert durations.of_steps(SLOW) == pytest.approx(SLOW.epochs * guessed_epoch(SLOW))
    assert durations.of_steps(FAST, pace=10) > 60


def test_a_run_starts_when_those_ahead_of_it_have_ended():
    durations = Durations([done(number, 10 * number, 1, 6, 3) for number in range(6)][::-1])
    going = run_of("a", "running", step=50, total_steps=100)
    queue = [run_of(number, "queued") for number in range(3)]
    race = [run_of("x", "queued"), run_of("y", "queued", races="runx")]
    waits = seconds_to_start([going, *queue[:2], *race, queue[2]], 1, durations, {})
    assert waits == pytest.approx({"run0": 6, "run1": 16, "runx": 26, "runy": 26, "run2": 46})
    assert seconds_to_start([going, *queue], 2, durations, {}) == pytest.approx({"run0": 0, "run1": 6, "run2": 10})
    assert seconds_to_start(queue, 0, durations, {}) == {}
    paused = run_of("b", "paused", step=50, total_steps=100)
    suspended = run_of("c", "suspended", step=50, total_steps=100)
    waits = seconds_to_start([paused, suspended, queue[0]], 1, durations, {})
    assert waits == {"run0": PAUSE_PATIENCE}


def test_a_class_is_told_its_wait_to_within_a_tenth():
    """Thirty short runs on two workers whose speed varies by a fifth: told at every start, against what then came."""
    rng = random.Random(5)
    durations = Durations([done(number, 9 * number, 1, 6 * rng.uniform(0.8, 1.2), 2) for number in range(5)][::-1])
    queue, free, told, starts = [run_of(number, "queued") for number in range(30)], [0.0, 0.0], {}, {}
    while queue:
        first, last = sorted(free)
        share = min(1.0, max(0.0, 1 - (last - first - 2) / 6))  # of the other worker's steps
        others = [run_of("other", "running", step=round(1000 * share), total_steps=1000)] if last > first else []
        waits = seconds_to_start([*others, *queue], 2, durations, {})
        told |= {(run_id, first): wait for run_id, wait in waits.items()}
        starts[queue.pop(0).id] = first
        free = [first + 3 + 6 * rng.uniform(0.8, 1.2), last]
    waited = {(run_id, moment): starts[run_id] - moment for run_id, moment in told}
    off = [abs(told[key] - seconds) / seconds for key, seconds in waited.items() if seconds > 10]
    assert len(off) > 300
    assert median(off) < 0.1
    assert max(off) < 0.5
