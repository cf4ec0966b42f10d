"""Reads lessons; what is wrong with a file is a sentence with its line."""

import re
from collections.abc import Callable, Mapping
from dataclasses import fields, replace
from functools import lru_cache
from pathlib import Path
from typing import Any

from model.heads import HEADS
from runs.home import REPOSITORY, home
from training.lessons.checked_file import CheckedFile, LessonError
from training.lessons.expression import Expression, ExpressionError, parse_check, parse_number
from training.lessons.lesson import (
    COURSES,
    KINDS,
    LEVELS,
    PAGES,
    Guess,
    GuessChoice,
    Lesson,
    Look,
    Reveal,
    RunPlan,
    Step,
    Text,
    Train,
    TryNext,
    WeightChange,
)
from training.lessons.measures import MEASURES
from training.presets import PRESETS
from training.settings import RunSettings, SettingsError, with_method, with_optimizer

SHIPPED = REPOSITORY / "lessons"
PLACEHOLDER = re.compile(r"\{([^{}]+)\}")
_NAME = re.compile("[a-z0-9][a-z0-9-]{0,39}")
_RUN_NAME = re.compile("[a-z][a-z0-9]{0,19}")
_TEXTS = ("title", "question", "course", "level", "materials", "usual_guess")
_KEYS = {*_TEXTS, "place", "minutes", "aims", "ask_after", "runs", "claim", "step"}


def lesson_files() -> list[Path]:
    """Ours, then those of the home."""
    own = home() / "lessons"
    return [*sorted(SHIPPED.glob("*.toml")), *(sorted(own.glob("*.toml")) if own.is_dir() else [])]


def lessons() -> tuple[dict[str, Lesson], list[str]]:
    """All lessons by name, in the order of their courses, and what is wrong with the files that are none."""
    known, problems = [], []
    for path in lesson_files():
        try:
            known.append(read_lesson(path))
        except LessonError as error:
            problems.append(str(error))
    return {lesson.name: lesson for lesson in sorted(known, key=lambda lesson: lesson.order)}, problems


def read_lesson(path: Path) -> Lesson:
    """The lesson of a file.

    Raises:
        LessonError: It is none.
    """
    try:
        return _read(path.name, path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError) as error:
        raise LessonError(f"{path.name}: cannot be read ({error}).") from error


@lru_cache(maxsize=64)
def _read(name: str, text: str) -> Lesson:
    return parse_lesson(name, text)


def parse_lesson(file: str, text: str) -> Lesson:
    """The lesson of a text.

    Raises:
        LessonError: It is none.
    """
    return _File(file, text).lesson()


class _File(CheckedFile):
    """The file of a lesson."""

    def __init__(self, file: str, text: str) -> None:
        super().__init__(file, text)
        self.runs: dict[str, RunPlan] = {}
        self.steps: list[Step] = []
        self.check: Expression  # the claim

    def lesson(self) -> Lesson:
        values, name = self.values(), self.file.removesuffix(".toml")
        if not _NAME.fullmatch(name):
            raise self.error("The name of the file takes small letters, digits and dashes, as it stands in links.")
        texts = {key: self.text(values, key) for key in _TEXTS}
        self.one_of(texts["course"], COURSES, "course")
        self.one_of(texts["level"], LEVELS, "level")
        self.runs = self.run_plans(self.table(values, "runs"))
        claim = self.table(values, "claim")
        self.start = self.section(r"\[claim\]")
        words, self.check = self.text(claim, "text"), self.expression(claim, "check", parse_check)
        steps = self.read_steps(values.get("step", []))
        self.start = 0
        self.only(values, _KEYS, "A lesson")
        return Lesson(
            name=name,
            **texts,
            place=int(self.number(values, "place", whole=True)),
            minutes=int(self.number(values, "minutes", whole=True)),
            aims=self.texts(values, "aims"),
            ask_after=self.texts(values, "ask_after"),
            claim=words,
            check=self.check,
            runs=self.runs,
            steps=steps,
        )

    def run_plans(self, values: Mapping[str, Any]) -> dict[str, RunPlan]:
        return {name: self.run_plan(name, given) for name, given in values.items()}

    def run_plan(self, name: str, values: Any) -> RunPlan:
        self.start = self.section(rf"\[runs\.{re.escape(name)}\]")
        if not _RUN_NAME.fullmatch(name) or not isinstance(values, dict):
            raise self.error("Runs stand under [runs.NAME]; the name takes small letters and digits.")
        given = dict(values)
        label, change = self.text({"label": given.pop("label", "")}, "label"), given.pop("change", None)
        try:
            settings = settings_of(given)
            changed = change and settings.weights | change["weights"]
            plan = change and WeightChange(step=int(change["step"]), weights=dict(changed))
            if plan:
                replace(settings, weights=plan.weights)  # checks them
        except (SettingsError, TypeError, KeyError, ValueError) as error:
            raise self.error(f"These are no settings of a run: {error}") from error
        self.start = 0
        return RunPlan(name=name, label=label, settings=settings, change=plan)

    def expression(
        self, values: Mapping[str, Any], key: str, parse: Callable[[str], Expression], text: str | None = None
    ) -> Expression:
        """An expression that speaks of runs and measures that there are."""
        try:
            expression = parse(self.text(values, key) if text is None else text)
        except ExpressionError as error:
            raise self.error(str(error), key) from error
        for name in expression.names:
            if name.run not in self.runs:
                raise self.error(f"Runs here are {', '.join(self.runs) or 'none'}. Received: {name.run!r}.", key)
            if name.measure not in MEASURES:
                raise self.error(f"Measures are {', '.join(MEASURES)}. Received: {name.measure!r}.", key)
            measure = MEASURES[name.measure]
            if not measure.allowed(*name.details):
                what = ".".join((name.measure, *measure.details))
                raise self.error(f"It is written {what}. Received: {'.'.join((name.measure, *name.details))}.", key)
        return expression

    def numbers(self, values: Mapping[str, Any], key: str) -> dict[str, Expression]:
        """A table of labels and numbers."""
        table = self.table(values, key)
        return {label: self.expression(table, label, parse_number) for label in table}

    def filled(self, values: Mapping[str, Any], key: str, usual: str | None = None) -> str:
        """A text whose placeholders can be filled."""
        text = self.text(values, key, usual)
        for placeholder in PLACEHOLDER.findall(text):
            if placeholder not in ("guess", "answer"):
                self.expression(values, key, parse_number, placeholder)
        return text

    def read_steps(self, values: Any) -> tuple[Step, ...]:
        if not isinstance(values, list) or not values or not all(isinstance(given, dict) for given in values):
            raise self.error("A lesson has steps, each under [[step]].", "step")
        for i, given in enumerate(values):
            self.start = self.section(r"\[\[step\]\]", i)
            kind = self.one_of(self.text(given, "kind"), KINDS, "kind")
            self.only(given, {"kind", *(field.name for field in fields(KINDS[kind]))}, f"A step of the kind {kind}")
            reader = getattr(self, f"read_{kind}")
            shared: dict[str, Any] = {"title": self.text(given, "title"), "text": self.text(given, "text", "")}
            self.steps.append(reader(given, shared))
        return tuple(self.steps)

    def read_text(self, values: Mapping[str, Any], shared: dict[str, Any]) -> Text:
        return Text(**shared)

    def read_guess(self, values: Mapping[str, Any], shared: dict[str, Any]) -> Guess:
        kinds = [key for key in ("choices", "answer", "order") if key in values]
        if len(kinds) != 1:
            raise self.error("A guess has one of `choices`, `answer` (a number) and `order`.")
        if kinds == ["answer"]:
            low, high, within = (self.number(values, key) for key in ("low", "high", "within"))
            if low >= high:
                raise self.error(f"`low` must be below `high`. Received: {low} and {high}.", "low")
            answer = self.expression(values, "answer", parse_number)
            return Guess(**shared, answer=answer, low=low, high=high, within=within)
        if kinds == ["order"]:
            order = self.numbers(values, "order")
            for head in order:
                self.one_of(head, HEADS, "order")
            return Guess(**shared, order=order)
        choices = tuple(self.choice(name, given) for name, given in self.table(values, "choices").items())
        return Guess(**shared, choices=choices)

    def choice(self, name: str, values: Any) -> GuessChoice:
        if not isinstance(values, dict) or not _RUN_NAME.fullmatch(name):
            raise self.error("A choice is NAME = {label = TEXT, when = CHECK}.", name)
        when = self.expression(values, name, parse_check, self.text(values, "when"))
        return GuessChoice(name=name, label=self.text(values, "label"), when=when)

    def read_run(self, values: Mapping[str, Any], shared: dict[str, Any]) -> Train:
        names = self.texts(values, "runs")
        seeds = self.number(values, "seeds", whole=True, usual=1)
        for name in names:
            self.one_of(name, self.runs, "runs")
        if not 1 <= len(names) <= 3 or not 1 <= seeds <= 3 or (len(names) > 2 and seeds == 1):
            raise self.error("A step trains one run, two that race, or up to three with seeds = 2 or 3.", "runs")
        return Train(**shared, runs=names, seeds=seeds)

    def read_look(self, values: Mapping[str, Any], shared: dict[str, Any]) -> Look:
        page = self.one_of(self.text(values, "page"), PAGES, "page")
        return Look(**shared, page=page, link=self.link(values), watch=self.texts(values, "watch"))

    def read_reveal(self, values: Mapping[str, Any], shared: dict[str, Any]) -> Reveal:
        guesses = [i for i, step in enumerate(self.steps) if isinstance(step, Guess)]
        runs = {name for step in self.steps if isinstance(step, Train) for name in step.runs}
        if not guesses or not runs:
            raise self.error("A reveal comes after a guess and a run.")
        numbers = self.numbers(values, "numbers")
        usual = self.expression(values, "usual", parse_check) if "usual" in values else self.check
        texts = {key: self.filled(values, key) for key in ("right", "wrong", "unusual")}
        shared["text"] = self.filled(values, "text", "")
        return Reveal(**shared, **texts, numbers=numbers, usual=usual, guess=guesses[-1])

    def read_try(self, values: Mapping[str, Any], shared: dict[str, Any]) -> TryNext:
        page, run = self.one_of(self.text(values, "page"), PAGES, "page"), self.text(values, "run", "")
        if run:
            self.one_of(run, self.runs, "run")
        return TryNext(**shared, page=page, run=run, link=self.link(values))

    def link(self, values: Mapping[str, Any]) -> dict[str, str]:
        link = values.get("link", {})
        if not isinstance(link, dict) or not all(isinstance(text, str) for text in link.values()):
            raise self.error("`link` has texts: link = {network = 'fast'}.", "link")
        for name in (name for text in link.values() for name in re.findall(r"\{run:(\w+)\}", text)):
            self.one_of(name, self.runs, "link")
        return link


def settings_of(values: Mapping[str, Any]) -> RunSettings:
    """The settings of a run: a preset's with changes.

    Raises:
        SettingsError: They are none.
    """
    values = dict(values)
    preset = values.pop("preset", "fast")
    if preset not in PRESETS or "seed" in values:
        raise SettingsError(f"`preset` is one of {', '.join(PRESETS)}, and a lesson chooses no `seed`.")
    settings = PRESETS[preset].settings
    for name, change in (("method", with_method), ("optimizer", with_optimizer)):
        if name in values:
            settings = change(settings, values.pop(name))
    weights = settings.weights | values.pop("weights", {})
    return RunSettings.from_json(settings.to_json() | {"weights": weights, "seed": 0} | values)
