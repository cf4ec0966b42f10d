"""Reads what a report is about."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import UTC, datetime

from data.version import version
from model.evaluate import Evaluation
from runs.records import RunNotFound
from training.catalogue import Catalogue, UnknownNetworkError
from training.network_files import LITERT_FILE
from training.results.evaluation_sets import EvaluationPictures
from training.results.leaderboard import LEADERBOARD_RUNS
from training.results.own_evaluation import own_evaluation
from training.run import Run
from training.run_store import RunStore
from training.settings import SettingsError
from ui.report.facts import NO_PICTURES, NOT_ENDED, NOTHING_TO_TEST, Facts, RunFacts
from ui.report.side_by_side import run_letters

Judge = Callable[[RunFacts], tuple[EvaluationPictures, Evaluation] | None]  # None: there is no network


def run_facts(name: str, networks: Catalogue) -> RunFacts:
    """What is known of a run, or of a shipped network, before it is judged.

    Raises:
        RunNotFound: There is neither.
    """
    try:
        run = networks.find(name).run
    except UnknownNetworkError:
        raise RunNotFound(name) from None
    return facts_of_run(run, networks)


def facts_of_run(run: Run, networks: Catalogue) -> RunFacts:
    """The same of a run that was read already."""
    files = networks.find(run.id).files
    return RunFacts(label=run.name, record=run, points=files.points(), marks=files.marks())


def facts_of(
    runs: Sequence[RunFacts], judge: Judge, store: RunStore, tell: Callable[[float], None] = lambda share: None
) -> Facts:
    """Everything that the report of these runs is made from, but the maps.

    Args:
        runs: One or more.
        tell: Takes the share done, 0..1.
    """
    known = []
    for i, run in enumerate(runs):
        tell(i / len(runs))
        known.append(with_evaluation(run, judge))
    if len(known) > 1:
        known = [replace(run, label=letter) for run, letter in zip(known, run_letters(len(known)), strict=True)]
    return Facts(
        created=datetime.now(UTC),
        version=version(),
        runs=tuple(known),
        all_runs=tuple(store.runs(LEADERBOARD_RUNS)),
        changed_runs=frozenset(store.changed_runs()),
    )


def with_evaluation(run: RunFacts, judge: Judge) -> RunFacts:
    """The run with its network on its honest test part, or with a sentence on why there is no such thing."""
    if not run.record.finished:
        return replace(run, no_evaluation_reason=NOT_ENDED)
    if run.settings is None:
        return replace(run, no_evaluation_reason=NO_PICTURES)
    try:
        test = judge(run)
    except SettingsError as error:
        return replace(run, no_evaluation_reason=f"Its test pictures cannot be reproduced. {error}")
    if test is None:
        return replace(run, no_evaluation_reason=NOTHING_TO_TEST)
    return replace(run, part=test[0], evaluation=test[1])


def judge_with(networks: Catalogue) -> Judge:
    """A judge that keeps nothing: for a terminal."""

    def judge(run: RunFacts) -> tuple[EvaluationPictures, Evaluation] | None:
        network = networks.find(run.record.id)
        return own_evaluation(network) if LITERT_FILE in network.files.names() else None

    return judge
