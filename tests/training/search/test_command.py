"""`python -m training.search`: what it refuses, what it prints, and a real search of three tiny runs."""

import json
import threading
from dataclasses import replace

import pytest

from model.heads import HEADS
from tests.training.engine.fakes import FakeFuture, made_ready
from training.command_line import parser, settings_from_options
from training.presets import PRESETS
from training.search import __main__ as command
from training.search.goals import GOALS
from training.search.selection import best_trial
from training.search.space import SearchPlan, trial_settings

from .conftest import World

pytestmark = pytest.mark.slow


class NoEngine:
    """Stands for an engine that another process runs."""

    def stop(self):
        pass


@pytest.fixture
def served(store, monkeypatch):
    """The command uses this store, whose engine counts instead of training."""
    monkeypatch.setenv("LINEHEADS_STORE", store.url)
    monkeypatch.setattr(command, "ensure_engine", lambda _url: NoEngine())
    monkeypatch.setattr(command, "_POLL_SECONDS", 0.01)
    stop, world = threading.Event(), World(store)

    def serve():
        while not stop.is_set():
            world.turn()

    thread = threading.Thread(target=serve)
    thread.start()
    yield world
    stop.set()
    thread.join()


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["--trials", "1"], "2 to 500 trials"),
        (["--weights", "5", "1"], "lower bound first"),
        (["--epochs", "-1"], "`epochs` must be"),
        (["--resume", "nothing"], "There is no search 'nothing'"),
    ],
)
def test_what_cannot_be_is_refused_with_words(store, monkeypatch, capsys, arguments, words):
    monkeypatch.setenv("LINEHEADS_STORE", store.url)
    assert command.main(arguments) == 2
    assert words in capsys.readouterr().err
    assert store.searches() == []


def test_it_prints_the_trials_the_best_and_how_to_train_with_it(served, store, capsys):
    assert command.main(["--trials", "5", "--goal", "worst-head"]) == 0
    said = capsys.readouterr().out
    search = store.searches()[0]
    assert said.count("worst head") == 6  # five trials, and the best once more
    assert "python -m training --preset fast --weights length=" in said
    assert command.main(["--resume", search.id, "--trials", "6", "--json"]) == 0
    report = json.loads(capsys.readouterr().out)
    assert (report["id"], report["status"], len(report["trials"])) == (search.id, "done", 6)
    assert report["best"] in report["front"]


def test_the_command_it_prints_repeats_the_best_trial(served, store, capsys):
    changes = ["--epochs", "0.5", "--batch-size", "128", "--seed", "7", "--split", "coursework", "--with-learning-rate"]
    assert command.main(["--trials", "4", *changes]) == 0
    (line,) = (line for line in capsys.readouterr().out.splitlines() if line.startswith("python -m training "))
    search = store.searches()[0]
    best = best_trial(GOALS[search.goal], store.trials(search.id))
    settings = settings_from_options(parser().parse_args(line.split()[3:]))
    assert settings == trial_settings(search.settings.trainable(), best.parameters)
    assert (settings.epochs, settings.batch_size, settings.seed, settings.split) == (0.5, 128, 7, "coursework")


def test_a_resumed_search_has_no_more_trials_than_a_new_one(store, begin, monkeypatch, capsys):
    monkeypatch.setenv("LINEHEADS_STORE", store.url)
    search_id = begin(budget=5)
    assert command.main(["--resume", search_id, "--trials", "501"]) == 2
    assert "2 to 500 trials" in capsys.readouterr().err
    assert store.search(search_id).budget == 5


def test_a_search_that_is_thrown_away_meanwhile_is_told(store, begin, monkeypatch, capsys):
    monkeypatch.setenv("LINEHEADS_STORE", store.url)
    monkeypatch.setattr(command, "ensure_engine", lambda url: store.delete_search(search_id) or NoEngine())
    search_id = begin(budget=5)
    assert command.main(["--resume", search_id]) == 1
    assert "There is no search" in capsys.readouterr().err


def test_it_gives_up_without_an_engine(store, monkeypatch):
    monkeypatch.setenv("LINEHEADS_STORE", store.url)
    monkeypatch.setattr(command, "ensure_engine", lambda _url: NoEngine())
    monkeypatch.setattr(command, "_ENGINE_TIMEOUT", 0)
    with pytest.raises(SystemExit, match="No engine serves this store"):
        command.main(["--trials", "3"])


def test_an_interrupt_stops_the_search(store, monkeypatch, capsys):
    def interrupt(*_arguments, **_more):
        raise KeyboardInterrupt

    monkeypatch.setenv("LINEHEADS_STORE", store.url)
    monkeypatch.setattr(command, "ensure_engine", lambda _url: NoEngine())
    monkeypatch.setattr(command, "wait_for_search", interrupt)
    assert command.main(["--trials", "3"]) == 130
    search = store.searches()[0]
    assert search.status == "stopped"
    assert f"--resume {search.id}" in capsys.readouterr().err


class RealWorkers(World):
    """One worker, in this process, that trains."""

    def submit(self, task, run_id="", url="", **_options):
        if ready := made_ready(task):
            return ready
        from training.engine.task import train_run

        train_run(run_id, url)
        self.futures[run_id] = future = FakeFuture()
        future.status = "finished"
        return future

    def _work(self, run_id, future):
        raise AssertionError("It was trained when it was handed out.")


def test_three_real_trials(store):
    settings = replace(PRESETS["fast"].settings, epochs=0.03)
    plan = SearchPlan(settings=settings, goal="four-heads", budget=3)
    world = RealWorkers(store)
    search = world.finish(store.create_search("a search", **plan.to_record()))
    trials = store.trials(search.id)
    assert [trial.status for trial in trials] == ["complete"] * 3
    assert trials[0].scores["loss"] == store.points(trials[0].run_id)[-1].validation_loss
    assert len({tuple(trial.scores["loss"].values()) for trial in trials}) == 3
    assert set(store.run(trials[0].run_id).result["test"]) == {*HEADS, "average", "exact"}
    assert command.json_report(search, trials)["front"]
