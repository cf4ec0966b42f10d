"""docs/teaching.md is what the lessons' files say."""

from runs.home import REPOSITORY
from training.lessons.guide import teaching_guide
from training.lessons.read import SHIPPED, read_lesson


def test_the_page_for_teachers_is_made_from_the_lessons():
    ours = sorted((read_lesson(path) for path in SHIPPED.glob("*.toml")), key=lambda lesson: lesson.order)
    page = (REPOSITORY / "docs" / "teaching.md").read_text(encoding="utf-8")
    assert page == teaching_guide(ours), "python -m training.lessons guide"
