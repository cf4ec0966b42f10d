"""Trains the runs of a lesson and tells whether its claim holds. Needs TensorFlow."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace

from data.finite_json import finite_json
from runs.history import HistoryPoint
from runs.records import Control
from training.dataset import dataset
from training.lessons.expression import Name, numbers_from, parse_number
from training.lessons.lesson import Guess, Lesson, Reveal, RunPlan
from training.lessons.measures import MEASURES, TrainedRun, any_network, measured
from training.lessons.outcome import PLACEHOLDER
from training.loop.callbacks import NullCallback

SEEDS = (0, 1, 2)
_Values = dict[tuple[str, Name], float]  # (settings, number) -> value, for lessons that share runs


@dataclass(frozen=True, slots=True)
class ClaimResult:
    holds: bool
    seeds: tuple[int, ...]  # that were looked at together
    numbers: dict[Name, list[float]]


def check_claim(
    lesson: Lesson,
    known: _Values | None = None,
    report: Callable[[str], None] = print,
    seeds: Sequence[int] = SEEDS,
) -> list[ClaimResult]:
    """Whether the claim holds: on each seed, or on all together if the lesson itself trains several.

    Args:
        known: Numbers of runs that were trained before; grows.
    """
    known = {} if known is None else known
    values = {seed: _numbers_of_seed(lesson, seed, known) for seed in seeds}
    size = min(lesson.seeds, len(seeds))
    results = []
    for group in (tuple(seeds[i : i + size]) for i in range(0, len(seeds) - size + 1, size)):
        numbers = {name: [values[seed][name] for seed in group] for name in lesson_names(lesson)}
        holds = bool(lesson.check(numbers_from(numbers)))
        results.append(ClaimResult(holds, group, numbers))
        report(_in_words(lesson, results[-1]))
    return results


def lesson_names(lesson: Lesson) -> tuple[Name, ...]:
    """Every number that a lesson speaks of."""
    expressions = [lesson.check]
    for step in lesson.steps:
        if isinstance(step, Guess):
            expressions += [choice.when for choice in step.choices]
            expressions += [*step.order.values(), *([step.answer] if step.answer else [])]
        if isinstance(step, Reveal):
            texts = PLACEHOLDER.findall(" ".join((step.text, step.right, step.wrong, step.unusual)))
            expressions += [step.usual, *step.numbers.values()]
            expressions += [parse_number(text) for text in texts if text not in ("guess", "answer")]
    return tuple(dict.fromkeys(name for expression in expressions for name in expression.names))


def _numbers_of_seed(lesson: Lesson, seed: int, known: _Values) -> dict[Name, float]:
    values = {}
    for plan in lesson.runs.values():
        names = [name for name in lesson_names(lesson) if name.run == plan.name]
        key = _key(plan, seed)
        new = [name for name in names if (key, replace(name, run="")) not in known]
        if new:
            run = trained(plan, seed, any(MEASURES[name.measure].needs_network for name in new))
            known |= {(key, replace(name, run="")): measured(run, name.measure, name.details) for name in new}
        values |= {name: known[key, replace(name, run="")] for name in names}
    return values


def _key(plan: RunPlan, seed: int) -> str:
    settings = plan.settings.to_json() | {"seed": seed}
    change = plan.change and [plan.change.step, plan.change.weights]
    return finite_json([settings, change], sort_keys=True)


def trained(plan: RunPlan, seed: int, with_network: bool = True) -> TrainedRun:
    """A run of a lesson, trained in this process."""
    from model.predict import Predictor
    from model.saving import artefacts
    from training.engine.task import load_tensorflow, trainer_for
    from training.loop.loop import Loop
    from training.network_files import LITERT_FILE, WEIGHTS_FILE
    from training.results.scores import test_scores

    load_tensorflow()
    settings = replace(plan.settings, seed=seed)
    data, listener = dataset(settings), _Recorder(plan)
    trainer = trainer_for(settings)
    Loop(settings, data, trainer, listener).run()
    test = test_scores(trainer, data)
    if not with_network:
        return TrainedRun(settings, listener.points, test, any_network)
    files = artefacts(trainer.network, settings.to_json())
    return TrainedRun(settings, listener.points, test, Predictor(files[LITERT_FILE]), lambda: files[WEIGHTS_FILE])


class _Recorder(NullCallback):
    """Keeps the points, and changes the weights when the plan says so."""

    def __init__(self, plan: RunPlan) -> None:
        self.points: list[HistoryPoint] = []
        self._change = plan.change

    def control(self) -> Control:
        if self._change is None:
            return Control()
        if self.points and self.points[-1].step >= self._change.step:
            return Control(weights=self._change.weights)
        return Control(until=self._change.step)

    def point(self, point: HistoryPoint) -> None:
        self.points.append(point)


def _in_words(lesson: Lesson, result: ClaimResult) -> str:
    seeds = ", ".join(map(str, result.seeds))
    texts = (f"{'.'.join((name.run, name.measure, *name.details))} {_listed(values)}"
             for name, values in result.numbers.items())  # fmt: skip
    return f"{lesson.name}, seed {seeds}: {'holds' if result.holds else 'DOES NOT HOLD'}\n  " + "\n  ".join(texts)


def _listed(values: Iterable[float]) -> str:
    return " ".join(f"{value:.4g}" for value in values)
