"""Our lessons can be read; a bad file is told in a sentence with its line; what a run says to each guess."""

import re

import pytest

from model.heads import HEADS
from training.lessons.claims import lesson_names
from training.lessons.expression import numbers_from
from training.lessons.lesson import COURSES, Guess, Look, Reveal, Train
from training.lessons.measures import MEASURES
from training.lessons.outcome import guess_distance, is_guess, outcome_of
from training.lessons.read import SHIPPED, LessonError, lessons, parse_lesson

LESSONS, PROBLEMS = lessons()
SOURCE = (SHIPPED / "who-wakes-first.toml").read_text(encoding="utf-8")


def guesses_of(step):
    if step.choices:
        return [choice.name for choice in step.choices]
    if step.order:
        return [".".join(step.order), ".".join(reversed(step.order))]
    return [f"{step.low:g}", f"{step.high:g}"]


def test_all_our_files_are_lessons_of_three_courses():
    assert not PROBLEMS
    assert {lesson.course for lesson in LESSONS.values()} <= set(COURSES)
    places = [lesson.order[:2] for lesson in LESSONS.values()]
    assert places == sorted(set(places))


@pytest.mark.parametrize("lesson", LESSONS.values(), ids=LESSONS)
def test_a_lesson_asks_then_trains_then_reveals_in_three_to_eight_minutes(lesson):
    kinds = [type(step) for step in lesson.steps]
    assert kinds.index(Guess) < kinds.index(Train) < kinds.index(Reveal)
    assert 3 <= lesson.minutes <= 8
    assert lesson.aims
    assert lesson.ask_after
    assert {name for step in lesson.steps if isinstance(step, Train) for name in step.runs} == set(lesson.runs)


@pytest.mark.parametrize("lesson", LESSONS.values(), ids=LESSONS)
def test_a_lesson_takes_about_the_minutes_that_it_says(lesson):
    """200 words a minute, .4 for each guess and each reveal, one on each page to look at, a quarter for each run."""
    texts = [lesson.question, *(text for step in lesson.steps for text in words_of(step))]
    minutes = sum(len(text.split()) for text in texts) / 200
    minutes += sum(0.4 * isinstance(step, Guess | Reveal) + isinstance(step, Look) for step in lesson.steps)
    minutes += sum(0.25 * step.seeds * len(step.runs) for step in lesson.steps if isinstance(step, Train))
    assert abs(lesson.minutes - minutes) < 1.1


def words_of(step):
    choices = [choice.label for choice in step.choices] if isinstance(step, Guess) else []
    return [step.title, step.text, *choices, *(step.watch if isinstance(step, Look) else [])]


@pytest.mark.parametrize("lesson", LESSONS.values(), ids=LESSONS)
@pytest.mark.parametrize("value", [0.0, 0.5, 1.0])
def test_every_guess_gets_a_sentence_without_holes(lesson, value):
    numbers = numbers_from({name: [value] * 3 for name in lesson_names(lesson)})
    for step in lesson.steps:
        if isinstance(step, Reveal):
            question = lesson.steps[step.guess]
            for guess in guesses_of(question):
                assert is_guess(question, guess)
                outcome = outcome_of(lesson, step, guess, numbers)
                assert "{" not in outcome.verdict + outcome.unusual + outcome.text
                assert outcome.guess
                assert outcome.numbers


def test_right_and_wrong_and_unusual():
    lesson = LESSONS["who-wakes-first"]
    (step,) = (step for step in lesson.steps if isinstance(step, Reveal))
    order = ["colour", "width", "length", "angle"]
    steps = {head: 100.0 * (1 + order.index(head)) for head in HEADS}
    numbers = numbers_from({name: [steps[name.details[0]]] for name in lesson_names(lesson)})
    right, wrong = (outcome_of(lesson, step, ".".join(guess), numbers) for guess in (order, order[::-1]))
    assert (right.right, wrong.right) == (True, False)
    assert right.answer == "colour, then width, then length, then angle"
    assert (right.distance, wrong.distance) == (0, 1), "every pair stands the wrong way round"
    swapped = outcome_of(lesson, step, "width.colour.length.angle", numbers)
    assert swapped.distance == pytest.approx(1 / 6)
    assert not right.unusual
    same = numbers_from({name: [100.0] for name in lesson_names(lesson)})
    assert outcome_of(lesson, step, ".".join(order), same).unusual
    assert "length and width" in outcome_of(lesson, step, ".".join(order), same).answer


def test_a_number_is_off_by_its_share_of_the_scale_and_a_choice_by_all():
    number = next(step for lesson in LESSONS.values() for step in lesson.steps if getattr(step, "answer", None))
    middle = (number.low + number.high) / 2
    numbers = numbers_from({name: [middle] for name in number.answer.names})
    assert guess_distance(number, f"{middle:g}", numbers) == 0
    assert guess_distance(number, f"{number.high:g}", numbers) == pytest.approx(0.5)
    never = numbers_from({name: [float("inf")] for name in number.answer.names})
    assert guess_distance(number, f"{middle:g}", never) == 1
    lesson = LESSONS["angle-takes-over"]
    choice = next(step for step in lesson.steps if isinstance(step, Guess))
    same = numbers_from({name: [0.5] for name in lesson_names(lesson)})
    assert [guess_distance(choice, guess, same) for guess in ("up", "same", "down")] == [1, 0, 1]


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ('course = "First steps"', 'course = "Other"', "`course` must be one of"),
        ("minutes = 3", 'minutes = "3"', "`minutes` must be a whole number"),
        ("plain.solved.angle > max(", "plain.solved.angel > max(", "solved.HEAD"),
        ("plain.solved.angle > max(", "other.solved.angle > max(", "Runs here are plain"),
        ("plain.solved.angle > max(", "plain.speed.angle > max(", "Measures are"),
        ('preset = "fast"', 'preset = "quick"', "`preset` is one of"),
        ('preset = "fast"', 'preset = "fast"\nepochs = 1000', "no settings of a run"),
        ('kind = "reveal"', 'kind = "answer"', "`kind` must be one of"),
        ("{answer}", "{anser}", "expected"),
        ("minutes = 3", "minutes = ", "line 5"),
        ("place = 1", "place = 1\ncolor = 2", "A lesson has no `color`"),
        ("[step.order]", "wacth = ['a']\n[step.order]", "A step of the kind guess has no `wacth`"),
        ('length = "plain.solved.length"', "length = 1", "`length` must be a text"),
        ("numbers = {", "numbers = 1 # {", "`numbers` must be a table"),
        ("[claim]", "[[claim]]", "`claim` must be a table"),
        ('run = "plain"', 'run = """plain', "the end of the file"),
    ],
)
def test_a_bad_file_is_told_with_its_line(old, new, words):
    text = SOURCE.replace(old, new, 1)
    with pytest.raises(LessonError) as error:
        parse_lesson("yours.toml", text)
    assert words in str(error.value)
    line = int(re.search(r"line (\d+)", str(error.value))[1])
    changed = next(i for i, (a, b) in enumerate(zip(SOURCE.splitlines(), text.splitlines(), strict=False), 1) if a != b)
    assert abs(line - changed) <= 16


def test_files_of_the_home_are_lessons_too(tmp_path, monkeypatch):
    monkeypatch.setenv("LINEHEADS_HOME", str(tmp_path))
    (tmp_path / "lessons").mkdir()
    (tmp_path / "lessons" / "yours.toml").write_text(SOURCE, encoding="utf-8")
    (tmp_path / "lessons" / "bad.toml").write_text("title = 1", encoding="utf-8")
    known, problems = lessons()
    assert "yours" in known
    assert len(problems) == 1
    assert problems[0].startswith("bad.toml, line 1: `title` must be a text.")


def test_every_measure_says_what_it_is():
    assert all(measure.about.endswith(".") for measure in MEASURES.values())
