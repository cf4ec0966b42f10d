"""docs/teaching.md: what a teacher wants to know of every lesson, made from the lessons' own files."""

from collections.abc import Iterable

from training.lessons.lesson import COURSES, Guess, Lesson, Reveal, Train

_OPENING = """# Teaching with LineHeads

Made from the files in `lessons/` by `python -m training.lessons guide`.

Every lesson is one page of Learn, and a link: project it, or send it to the class. Pupils work alone or in
pairs; nothing has to be installed, drawn or programmed. Let everybody **guess before the run** and say why: a
guess costs nothing, and what contradicts it is remembered. Then each pair trains its own network, which takes
seconds to a few minutes, and reads what its own run says. Where a run comes out otherwise than usual, the
lesson says so: that is a good moment to talk about chance. The last step of a lesson has a worksheet to print.

On a projector: **Present** in the head of the page makes everything larger and shows the controls that you tick;
it copies a link too, also for a frame in slides. The arrow keys turn the steps of a lesson, Space starts its run,
and `?` lists the keys of every page. Where a lesson opens another page, the browser's Back leads back to it.
"""


def teaching_guide(lessons: Iterable[Lesson]) -> str:
    """The page in Markdown."""
    known = list(lessons)
    parts = [_OPENING.strip()]
    for course in COURSES:
        some = [lesson for lesson in known if lesson.course == course]
        minutes = sum(lesson.minutes for lesson in some)
        parts += [f"## {course}", f"{len(some)} lessons, about {minutes} minutes.", *map(_section, some)]
    return "\n\n".join(parts) + "\n"


def _section(lesson: Lesson) -> str:
    guesses = [step for step in lesson.steps if isinstance(step, Guess)]
    runs = sum(len(step.runs) * step.seeds for step in lesson.steps if isinstance(step, Train))
    reveals = sum(isinstance(step, Reveal) for step in lesson.steps)
    count = f"{runs} run{'s' if runs > 1 else ''}, {reveals} reveal{'s' if reveals > 1 else ''}"
    return "\n\n".join(
        [
            f"### {lesson.title}",
            f"*{lesson.question}*",
            f"About {lesson.minutes} minutes, {lesson.level}; {count}. Link: `/learn?lesson={lesson.name}`",
            _listed("Aims", lesson.aims),
            f"**Materials**: {lesson.materials}",
            _listed("Asked before the run", [_asked(step) for step in guesses]),
            f"**What students usually guess**: {lesson.usual_guess}",
            f"**What the run shows**: {lesson.claim}",
            _listed("To ask after the reveal", lesson.ask_after),
        ]
    )


def _asked(step: Guess) -> str:
    answers = f" ({' / '.join(choice.label for choice in step.choices)})" if step.choices else ""
    return f"{' '.join(step.text.split())}{answers}"


def _listed(title: str, texts: Iterable[str]) -> str:
    return "\n".join([f"**{title}**", "", *(f"- {text}" for text in texts)])
