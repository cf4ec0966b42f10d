"""`python -m training.search --preset fast --trials 20 --goal worst-head`: look for loss weights in the terminal.

The trials are runs of the store. The engine that serves it trains them; if there is none, one is started for as long as
this takes. Ctrl-C stops the search, `--resume ID` goes on with it.
"""

import argparse
import json
import sys
import time
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from data.split import SPLITS
from model.heads import HEADS
from model.networks import CUSTOM
from runs.records import SearchNotFound, TrialRecord
from training.engine.launch import ensure_engine
from training.presets import PRESETS
from training.run import Search
from training.run_store import RunStore
from training.search.goals import GOALS
from training.search.selection import best, front
from training.search.space import OFFERED, RATIOS, SearchPlan, check_budget, settings_of
from training.settings import SettingsError

TRIALS = 20
LOOK = 0.5  # seconds between looks at the search
PATIENCE = 30.0  # seconds without an engine after which it gives up
NO_ENGINE = "No engine serves this store. Start one: python -m training.engine (or leave LINEHEADS_ENGINE unset)."
CHANGES = ("epochs", "learning_rate", "batch_size", "split", "per_class", "seed")  # flags that change the preset


def main(arguments: list[str] | None = None) -> int:
    """Exit code 2, and a sentence on stderr, if it cannot begin; 1 if it does not come to its end."""
    options = _parser().parse_args(arguments)
    with RunStore() as store:
        try:
            search_id = _begin(store, options)
        except SettingsError as error:
            print(error, file=sys.stderr)
            return 2
        engine = ensure_engine(store.url)
        try:
            search = follow(store, search_id, quiet=options.json)
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
    report = report_of(search, trials)
    print(json.dumps(report) if options.json else in_words(search, trials))
    return 0 if search.status == "done" else 1


def _begin(store: RunStore, options: argparse.Namespace) -> str:
    if options.resume:
        if store.search(options.resume) is None:
            raise SettingsError(
                f"There is no search {options.resume!r} in this store. Leave out --resume for a new one."
            )
        if options.trials is not None:
            check_budget(options.trials)
        store.resume_search(options.resume, options.trials)
        return options.resume
    preset = PRESETS[options.preset].settings
    changes = {name: value for name in CHANGES if (value := getattr(options, name)) is not None}
    plan = SearchPlan(
        settings=replace(preset, **changes),
        goal=options.goal,
        budget=TRIALS if options.trials is None else options.trials,
        seed=options.sampler_seed,
        low=options.weights[0],
        high=options.weights[1],
        with_rate=options.with_learning_rate,
    )
    return store.create_search(
        options.name or f"{PRESETS[options.preset].label}: {GOALS[options.goal].label}", **plan.to_record()
    )


def follow(store: RunStore, search_id: str, quiet: bool) -> Search:
    """Wait for the end of a search, and say of each trial how it ended.

    Raises:
        SearchNotFound: It was thrown away meanwhile.
        SystemExit: There is no engine.
    """
    told, heard = set(), time.monotonic()
    while True:
        search = store.search(search_id)
        if search is None:
            raise SearchNotFound(search_id)
        for trial in store.trials(search_id):
            if not trial.undecided and trial.number not in told:
                told.add(trial.number)
                if not quiet:
                    print(_line(search, trial), flush=True)
        if search.status != "running":
            return search
        engine = store.engine()
        heard = time.monotonic() if engine and engine.alive else heard
        if time.monotonic() - heard > PATIENCE:
            raise SystemExit(NO_ENGINE)
        time.sleep(LOOK)


def report_of(search: Search, trials: Sequence[TrialRecord]) -> dict[str, Any]:
    """What `--json` prints."""
    goal = GOALS[search.goal]
    first = best(goal, trials)
    return {
        "id": search.id,
        "status": search.status,
        "message": search.message,
        "goal": search.goal,
        "trials": [
            {"number": one.number, "status": one.status, "run": one.run_id, **one.parameters, "scores": one.scores}
            for one in trials
        ],
        "front": [one.number for one in front(goal, trials)],
        "best": first and first.number,
        "importance": search.importance,
    }


def in_words(search: Search, trials: Sequence[TrialRecord]) -> str:
    """A table of the best trials, and the command that trains with their weights."""
    goal = GOALS[search.goal]
    good, first = front(goal, trials), best(goal, trials)
    if first is None:
        return search.message or "No trial came to its end."
    heading = "best" if goal.single else "Pareto front: none of these is better in everything"
    rows = sorted(good, key=lambda trial: (trial is not first, trial.number))
    command = f"python -m training --preset {search.settings.preset} --weights {_weights(search, first)}"
    if "learning_rate" in first.parameters:
        command += f" --learning-rate {first.parameters['learning_rate']:g}"
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
    settings = settings_of(search.settings.trainable(), trial.parameters)
    return ",".join(f"{head}={weight:g}" for head, weight in settings.weights.items())


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m training.search", description=__doc__)
    parser.add_argument("--preset", choices=[name for name in OFFERED if name != CUSTOM], default="fast")
    parser.add_argument("--goal", choices=GOALS, default="worst-head")
    parser.add_argument("--trials", type=int, help=f"trials in all ({TRIALS})")
    parser.add_argument("--weights", type=float, nargs=2, metavar=("LOW", "HIGH"), default=RATIOS, help="bounds")
    parser.add_argument("--with-learning-rate", action="store_true", help="look for the learning rate too")
    parser.add_argument("--epochs", type=float, help="of each trial")
    parser.add_argument("--learning-rate", type=float)
    parser.add_argument("--batch-size", type=int)
    parser.add_argument("--split", choices=SPLITS)
    parser.add_argument("--per-class", type=int)
    parser.add_argument("--seed", type=int, help="of the trials: all of them start from the same weights")
    parser.add_argument("--sampler-seed", type=int, default=0, help="of what is suggested (%(default)s)")
    parser.add_argument("--name", help="what the search is called")
    parser.add_argument("--resume", metavar="ID", help="go on with a search; --trials may give it more")
    parser.add_argument("--json", action="store_true", help="print one JSON object at the end, and nothing else")
    return parser


if __name__ == "__main__":
    sys.exit(main())
