"""docs/teaching.md: what a teacher wants to know of every lesson, made from the lessons' own files."""

from collections.abc import Iterable

from training.lessons.lesson import COURSES, Guess, Lesson, Reveal, Train

_OPENING = """# Teaching with LineHeads

Made from the files in `lessons/` by `python -m training.lessons guide`.

Every lesson is one page of Learn, and a link: project it, or send it to the class. Pupils work alone or in
pairs; nothing has to be installed, drawn or programmed. Let everybody **guess before the run** and say why: a
guess costs nothing, and what contradicts it is remembered. Then each pair trains its own network, which takes
seconds to a few minutes, and reads what its own run says. Where a run comes out otherwise than usual, the
lesson says so: that is a good moment to talk about chance. The first and the last step of a lesson have a
worksheet to print.

On a projector: **Present** in the head of the page makes everything larger and shows the controls that you tick;
it copies a link too, also for a frame in slides. The arrow keys turn the steps of a lesson, Space starts its
run and pauses it, and `?` lists the keys of every page. Where a lesson opens another page, **Back to the lesson** under
its title leads back to it.
"""
_WITH_A_CLASS = """## With a class

Start LineHeads so that your network reaches it (`make run ADDRESS=0.0.0.0`), open **Classroom** by the name or the
number of that machine, and start a class. You get a secret link, shown once, which opens your board; keep it to
yourself. Your students get a code of six letters, a link, and a QR code for phones: they type a nickname, and are in.
Nobody needs an account or an address; take no full names.

- **Lead**: send everybody to a lesson, a step, or settings. Their pages go there within three seconds. A student may go
  an own way and follow again; drawings, guesses and runs of one's own stay.
- **Guess**: what students guess in a lesson comes together on your board; nobody else sees it before you show it.
- **Train**: each student trains an own network, and takes turns with all others; nobody can stop or delete what
  another has. A run that waits tells about when it starts; one that was paused for a minute lends its worker to others
  until its student presses Resume. You may pause new training, and set how many runs a student may have, how long they
  may be and which presets are trained. Gradient diagnostics every 50 steps are two thirds of a short run's work: in a
  class they come at most every 500 steps, unless you allow more of them, or none.
- **Look**: your board shows everybody's run as small curves with the loss weights beside them, three seconds behind at
  most, sorted by name, angle, worst head or steps to solve. A click opens a run. 'Results' draws which weights gave
  what; the leaderboard ranks each student's best run, and the biggest surprise: the guess that was furthest off, once
  the student has seen what the own run said to it.
- **Take along**: the board as one page that needs no network, results and guesses as CSV.
- **Come back**: a reload, a second tab, a lost connection and a server that starts again keep a student in. Who
  clears the cookies, or takes another browser, joins again, under another nickname until you remove the old one.
- **Lost connection**: a message says so, and a click closes it. Drawing on Explore goes on, and is sent when the
  connection is back; runs train on, and where you led meanwhile is followed then.
- **Remove**: a browser that you remove cannot join again by the code, unless you let it in again.
- **End**: students are told, and keep their runs, unless you delete all that the class made: then these stop and are
  gone after seven days. A class is deleted with its nicknames and guesses after 30 days, or as many as you say, or at
  once where you ask for it.

Wrong codes are slowed down: after three, a browser waits 2, 4, 8, ... seconds, five minutes at most; when sixty come
at once, the whole server waits for up to four seconds. Under `streamlit run app.py` a class lasts for one session of a
browser, and no page follows: use `make run`.
"""


def teaching_guide(lessons: Iterable[Lesson]) -> str:
    """The page in Markdown."""
    known = list(lessons)
    parts = [_OPENING.strip(), _WITH_A_CLASS.strip()]
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
