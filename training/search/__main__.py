"""`python -m training.search --preset fast --trials 20 --goal worst-head`: search for loss weights in the terminal.

The trials are runs of the store, trained by the engine that serves it; without an engine, one is started until the end
of the search. Ctrl-C stops the search, `--resume ID` continues it.
"""

import argparse
import sys
import time
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from data.finite_json import finite_json
from data.split import SPLITS
from data.terminal import run_command
from model.heads import HEADS
from model.networks import CUSTOM
from runs.records import SearchNotFound, TrialRecord
from runs.unavailable import exit_in_words
from training.cli_command import command_line
from training.engine.launch import ensure_engine
from training.presets import PRESETS
from training.run import Search
from training.run_store import RunStore
from training.search.goals import GOALS, unknown_goal
from training.search.selection import best_trial, pareto_front
from training.search.space import SEARCHABLE_PRESETS, WEIGHT_BOUNDS, SearchPlan, check_budget, trial_settings
from training.settings import SettingsError

_TRIALS = 20
_POLL_SECONDS = 0.5  # between two reads of the search
_ENGINE_TIMEOUT = 30.0  # seconds without an engine until the command gives up
_NO_ENGINE = "No engine serves this store. Start one: python -m training.engine (or leave LINEHEADS_ENGINE unset)."
_PRESET_CHANGES = ("epochs", "learning_rate", "batch_size", "split", "per_class", "seed")  # flags


@exit_in_words()
def main(arguments: list[str] | None = None) -> int:
    """Exit code 2, and a sentence on stderr, if the search cannot start; 1 if it does not finish."""
    options = _parser().parse_args(arguments)
    with RunStore() as store:
        try:
            search_id = _begin(store, options)
        except SettingsError as error:
            print(error, file=sys.stderr)
            return 2
        engine = ensure_engine(store.url)
        try:
            search = wait_for_search(store, search_id, quiet=options.json)
        except SearchNotFound as error:
            print(error, file=sys.stderr)
            return 1
        except KeyboardInterrupt:
            store.stop_search(search_id)
            print(f"Stopped. python -m training.search --resume {search_id} goes on with it.", file=sys.stderr)
            return 130
        finally:
            engine.stop()
        trials = store.trials(search_id)
    report = json_report(search, trials)
    print(finite_json(report) if options.json else summary_text(search, trials))
    return 0 if search.status == "done" else 1


def _begin(store: RunStore, options: argparse.Namespace) -> str:
    if options.resume:
        search = store.search(options.resume)
        if search is None:
            raise SettingsError(
                f"There is no search {options.resume!r} in this store. Leave out --resume for a new one."
            )
        if search.goal not in GOALS:
            raise SettingsError(unknown_goal(search.goal))
        if options.trials is not None:
            check_budget(options.trials)
        store.resume_search(options.resume, options.trials)
        return options.resume
    preset = PRESETS[options.preset].settings
    changes = {name: value for name in _PRESET_CHANGES if (value := getattr(options, name)) is not None}
    plan = SearchPlan(
        settings=replace(preset, **changes),
        goal=options.goal,
        budget=_TRIALS if options.trials is None else options.trials,
        seed=options.sampler_seed,
        low=options.weights[0],
        high=options.weights[1],
        with_rate=options.with_learning_rate,
    )
    return store.create_search(
        options.name or f"{PRESETS[options.preset].label}: {GOALS[options.goal].label}", **plan.to_record()
    )


def wait_for_search(store: RunStore, search_id: str, quiet: bool) -> Search:
    """Wait for the end of a search and print the result of each trial.

    Raises:
        SearchNotFound: It was deleted meanwhile.
        SystemExit: There is no engine.
    """
    printed, engine_seen = set(), time.monotonic()
    while True:
        search = store.search(search_id)
        if search is None:
            raise SearchNotFound(search_id)
        for trial in store.trials(search_id):
            if not trial.undecided and trial.number not in printed:
                printed.add(trial.number)
                if not quiet:
                    print(_line(search, trial), flush=True)
        if search.status != "running":
            return search
        engine = store.engine()
        engine_seen = time.monotonic() if engine and engine.alive else engine_seen
        if time.monotonic() - engine_seen > _ENGINE_TIMEOUT:
            raise SystemExit(_NO_ENGINE)
        time.sleep(_POLL_SECONDS)


def json_report(search: Search, trials: Sequence[TrialRecord]) -> dict[str, Any]:
    """The output of `--json`."""
    goal = GOALS[search.goal]
    first = best_trial(goal, trials)
    return {
        "id": search.id,
        "status": search.status,
        "message": search.message,
        "goal": search.goal,
        "trials": [
            {
                "number": trial.number,
                "status": trial.status,
                "run": trial.run_id,
                **trial.parameters,
                "scores": trial.scores,
            }
            for trial in trials
        ],
        "front": [trial.number for trial in pareto_front(goal, trials)],
        "best": first and first.number,
        "importance": search.importance,
    }


def summary_text(search: Search, trials: Sequence[TrialRecord]) -> str:
    """A table of the best trials, and the command that trains with their weights."""
    goal = GOALS[search.goal]
    best_trials, first = pareto_front(goal, trials), best_trial(goal, trials)
    if first is None:
        return search.message or "No trial came to its end."
    heading = "best" if goal.single else "Pareto front: none of these is better in everything"
    rows = sorted(best_trials, key=lambda trial: (trial is not first, trial.number))
    command = command_line(trial_settings(search.settings.trainable(), first.parameters))
    return "\n".join([f"\n{heading}", *(_line(search, trial) for trial in rows), f"\n{command}"])


def _line(search: Search, trial: TrialRecord) -> str:
    goal, weights = GOALS[search.goal], _weights(search, trial)
    rate = f" lr {trial.parameters['learning_rate']:g}" if "learning_rate" in trial.parameters else ""
    if not trial.scores:
        return f"{trial.number:4}  {weights}{rate}  {trial.status}"
    scores = "  ".join(f"{head} {trial.scores['accuracy'][head]:.3f}" for head in HEADS)
    pairs = zip(goal.objectives, goal.values(trial.scores), strict=True)
    values = ", ".join(f"{objective.label} {value:.4f}" for objective, value in pairs)
    ended = f"pruned at step {trial.step}" if trial.status == "pruned" else trial.status
    return f"{trial.number:4}  {weights}{rate}  {ended}: {values}  ({scores}  exact {trial.scores['exact']:.3f})"


def _weights(search: Search, trial: TrialRecord) -> str:
    settings = trial_settings(search.settings.trainable(), trial.parameters)
    return ",".join(f"{head}={weight:g}" for head, weight in settings.weights.items())


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m training.search", description=__doc__)
    add = parser.add_argument
    add("--preset", choices=[name for name in SEARCHABLE_PRESETS if name != CUSTOM], default="fast")
    add("--goal", choices=GOALS, default="worst-head")
    add("--trials", type=int, help=f"trials in all ({_TRIALS})")
    add("--weights", type=float, nargs=2, metavar=("LOW", "HIGH"), default=WEIGHT_BOUNDS, help="bounds")
    add("--with-learning-rate", action="store_true", help="search the learning rate too")
    add("--epochs", type=float, help="of each trial")
    add("--learning-rate", type=float)
    add("--batch-size", type=int)
    add("--split", choices=SPLITS)
    add("--per-class", type=int)
    add("--seed", type=int, help="of the trials: all of them start from the same weights")
    add("--sampler-seed", type=int, default=0, help="of the suggestions (%(default)s)")
    add("--name", help="name of the search")
    add("--resume", metavar="ID", help="continue a search; --trials may raise their number")
    add("--json", action="store_true", help="print one JSON object at the end, and nothing else")
    return parser


if __name__ == "__main__":
    run_command(main)
