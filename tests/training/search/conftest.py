"""Searches over runs that count instead of training: a store, an engine, and workers that do what the weights say."""

from math import log

import pytest

from model.heads import HEADS
from runs.history import HistoryPoint
from tests.training.engine.fakes import NOTHING, FakeFuture, made_ready
from training.engine.process import Engine
from training.presets import PRESETS
from training.search.space import SearchPlan

STEPS = 60
POINTS = 6  # of a run, after the one before training


def curve(weights, step):
    """The validation scores at a step: a head is the better the nearer its weight is to what it likes."""
    likes = {"length": 5.0, "width": 2.0, "colour": 1.0, "angle": 50.0}
    off = {head: abs(log(weights[head] / likes[head])) / 10 for head in HEADS}
    progress = step / STEPS
    accuracy = {head: 0.5 + 0.5 * progress * max(0.0, 1 - off[head]) for head in HEADS}
    return HistoryPoint(
        step=step,
        validation_loss={head: one.chance * (1 - progress * max(0.0, 1 - off[head])) for head, one in HEADS.items()},
        validation_accuracy=accuracy,
        validation_exact_match=min(accuracy.values()),
    )


class World:
    """A store with an engine of so many workers; every turn each worker adds a point to its run."""

    cluster = None

    def __init__(self, store, workers=1):
        self.store, self.workers = store, workers
        self.order = []  # run ids as they were begun
        self.trouble = {}  # place in `order` -> status that the run ends with at half its way
        self.start_engine()

    def start_engine(self):
        """Also after a crash: nothing but the store is left."""
        self.futures = {}
        self.engine = Engine(self.store, self, NOTHING)
        self.engine._conductor._wait = 0

    def nthreads(self):
        return dict.fromkeys(map(str, range(self.workers)), 1)

    def submit(self, task, run_id="", _url="", **_options):
        if ready := made_ready(task):
            return ready
        self.order.append(run_id)
        self.store.set_status(run_id, "running", total_steps=STEPS)
        self.futures[run_id] = FakeFuture()
        return self.futures[run_id]

    def turn(self):
        self.engine.turn()
        for run_id, future in list(self.futures.items()):
            if not future.done():
                self._work(run_id, future)

    def _work(self, run_id, future):
        run = self.store.run(run_id)
        seen = self.store.points(run_id)
        step = seen[-1].step + STEPS // POINTS if seen else 0
        trouble = self.trouble.get(self.order.index(run_id))
        if self.store.control(run_id).state == "stop":
            self.store.set_status(run_id, "stopped", f"Stopped at step {step}.")
        elif trouble and step >= STEPS // 2:
            self.store.set_status(run_id, trouble, "Something went wrong.")
        elif step > STEPS:
            self.store.set_status(run_id, "done", result={"test": {}})
        else:
            self.store.add_points(run_id, [curve(run.settings.weights, step)])
            return
        future.status = "finished"

    def crash(self):
        """The engine dies with its workers; the next one finds their runs."""
        for run_id, future in self.futures.items():
            if not future.done():
                self.store.set_status(run_id, "interrupted", "The engine went away.")
        self.start_engine()

    def run(self, until, turns=3_000):
        for _ in range(turns):
            if until():
                return
            self.turn()
        raise AssertionError("It did not happen in time.")

    def finish(self, search_id):
        self.run(lambda: self.store.search(search_id).status != "running")
        if self.engine._conductor._importance_thread:
            self.engine._conductor._importance_thread.join()
        return self.store.search(search_id)


@pytest.fixture
def world(store):
    return World(store)


@pytest.fixture
def begin(store):
    """Begins a search; returns its id."""

    def begin(goal="worst-head", budget=12, name="a search", **more):
        plan = SearchPlan(settings=PRESETS["fast"].settings, goal=goal, budget=budget, **more)
        return store.create_search(name, **plan.to_record())

    return begin
