"""A lesson and its steps: values that `read.py` has checked."""

from dataclasses import dataclass, field
from typing import Any

from training.lessons.expression import Expression
from training.settings import RunSettings

COURSES = ("First steps", "What a loss weight buys", "Can you trust the number?")
LEVELS = ("beginner", "some experience")
PAGES = ("explore", "train", "evaluate", "look_inside", "probe", "compare", "data")


@dataclass(frozen=True, slots=True, kw_only=True)
class WeightChange:
    """Other loss weights from a step on."""

    step: int
    weights: dict[str, float]


@dataclass(frozen=True, slots=True, kw_only=True)
class RunPlan:
    """A run of a lesson, by the name that its numbers are called by."""

    name: str
    label: str
    settings: RunSettings
    change: WeightChange | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Text:
    title: str
    text: str  # Markdown


@dataclass(frozen=True, slots=True, kw_only=True)
class GuessChoice:
    name: str
    label: str
    when: Expression  # is the answer of a run where this holds


@dataclass(frozen=True, slots=True, kw_only=True)
class Guess:
    """A question; one of `choices`, `answer` and `order` says what a run answers."""

    title: str
    text: str
    choices: tuple[GuessChoice, ...] = ()
    answer: Expression | None = None  # a number
    low: float = 0.0  # of the slider for a number
    high: float = 1.0
    within: float = 0.0  # so near is right
    order: dict[str, Expression] = field(default_factory=dict)  # sorted from the least

    @property
    def kind(self) -> str:
        return "choices" if self.choices else "order" if self.order else "number"


@dataclass(frozen=True, slots=True, kw_only=True)
class Train:
    """One run, or two from the same seed side by side."""

    title: str
    text: str
    runs: tuple[str, ...]
    seeds: int = 1  # runs of each, one after another


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """Another page, and what to watch there."""

    title: str
    text: str
    page: str
    link: dict[str, str] = field(default_factory=dict)  # `{run:NAME}` is the id of a run
    watch: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Reveal:
    """What the runs say to a guess."""

    title: str
    text: str
    numbers: dict[str, Expression]  # label -> number
    right: str
    wrong: str
    unusual: str  # where `usual` does not hold
    usual: Expression
    guess: int  # the number of the step with the guess


@dataclass(frozen=True, slots=True, kw_only=True)
class TryNext:
    title: str
    text: str
    page: str
    run: str = ""  # its settings are in the controls of Train
    link: dict[str, str] = field(default_factory=dict)


Step = Text | Guess | Train | Look | Reveal | TryNext
KINDS: dict[str, type[Any]] = {
    "text": Text,
    "guess": Guess,
    "run": Train,
    "look": Look,
    "reveal": Reveal,
    "try": TryNext,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Lesson:
    name: str  # of the file, and in links
    title: str
    question: str
    course: str
    place: int  # in the course
    minutes: int
    level: str
    aims: tuple[str, ...]
    materials: str
    usual_guess: str
    ask_after: tuple[str, ...]
    claim: str  # in words
    check: Expression
    runs: dict[str, RunPlan]
    steps: tuple[Step, ...]

    @property
    def seeds(self) -> int:
        """How many seeds its run step trains."""
        return max((step.seeds for step in self.steps if isinstance(step, Train)), default=1)

    @property
    def order(self) -> tuple[int, int, str]:
        return (COURSES.index(self.course), self.place, self.name)
