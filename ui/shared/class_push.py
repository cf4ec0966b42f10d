"""Where a teacher leads a class: a page and the values of its link, as one text, `learn?lesson=race&lesson_step=2`."""

from dataclasses import dataclass, field
from functools import lru_cache
from urllib.parse import parse_qsl, urlencode, urlsplit

import streamlit as st

from training.lessons.read import lessons
from ui.shared import fields
from ui.shared.url_state import forget_all, switch_page

PAGE_TITLES = {
    "explore": "Explore",
    "learn": "Learn",
    "train": "Train",
    "evaluate": "Evaluate",
    "look_inside": "Look inside",
    "probe": "Probe",
    "compare": "Compare",
    "data": "Data",
}
_HOME = ("", "home")  # addresses of Explore
_OF_THE_LESSON = {fields.GUESSES.name, fields.LESSON_RUNS.name}  # a student's own
_OWN = {fields.LESSON.name, fields.LESSON_STEP.name, *_OF_THE_LESSON}
_OWN |= {field.name for field in (fields.CANVAS_LINE, fields.CANVAS_PICTURE, fields.RUN, fields.LINK_FORMAT)}
_OWN |= {fields.PRESENT.name, fields.SHOW.name}
# Of the teacher alone: how the page is shown, the own guesses and runs of a lesson, the class itself
_NOT_PUSHED = {fields.PRESENT.name, fields.SHOW.name, "embed", "embed_options", "join", "board", *_OF_THE_LESSON}


@dataclass(frozen=True, slots=True)
class Push:
    """A page, by the name of its script, and the values of its link."""

    page: str
    link: dict[str, str] = field(default_factory=dict)

    @property
    def query(self) -> str:
        """As the store keeps it."""
        return f"{self.page}?{urlencode(self.link)}" if self.link else self.page


def parse_push(text: str) -> Push | None:
    """The push of a text of the store, or of the address of a page; None if there is no such page.

    What is the teacher's alone is left out.
    """
    try:
        parts = urlsplit(text.strip())
    except ValueError:
        return None
    page = parts.path.rstrip("/").rpartition("/")[2]
    page = "explore" if page in _HOME and text.strip() else page
    if page not in PAGE_TITLES:
        return None
    values = parse_qsl(parts.query, keep_blank_values=True)
    return Push(page, {name: value for name, value in values if name not in _NOT_PUSHED and "\0" not in value})


@lru_cache(maxsize=64)
def _lesson_title(name: str) -> str | None:
    lesson = lessons()[0].get(name)
    return lesson.title if lesson else None


def push_text(push: Push) -> str:
    """Where it leads, in words: 'Learn: Who wakes first?, step 2'."""
    lesson = _lesson_title(push.link.get(fields.LESSON.name, "")) if push.page == "learn" else None
    title = PAGE_TITLES[push.page]
    if lesson is None:
        return title
    step = push.link.get(fields.LESSON_STEP.name, "0")
    return f"{title}: {lesson}, step {int(step) + 1 if step.isdecimal() and len(step) < 4 else 1}"


def go_there(push: Push) -> None:
    """Open the page as its link does in a new session; a callback.

    A student keeps what is one's own: the drawing, the shown run, and in the same lesson the guesses and runs.
    """
    same_lesson = fields.LESSON.held("") == push.link.get(fields.LESSON.name)
    kept = _OWN if push.page != "learn" or same_lesson else _OWN - _OF_THE_LESSON
    forget_all(kept - push.link.keys())
    own = {}
    if push.page == "learn" and same_lesson:
        own = {name: str(st.session_state[name]) for name in _OF_THE_LESSON if st.session_state.get(name)}
    switch_page(f"pages/{push.page}.py", push.link | own)
