"""The fields of the links: one module reads and writes the address, and every page's fields are what they say."""

from pathlib import Path
from types import SimpleNamespace

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from training.lessons.lesson import Look, TryNext
from training.lessons.read import lessons
from training.results.evaluation_sets import SETS
from ui.classroom.fields import FIELDS as CLASSROOM
from ui.compare.fields import FIELDS as COMPARE
from ui.compare.sections import SECTIONS as COMPARE_SECTIONS
from ui.data.fields import FIELDS as DATA
from ui.data.sections import SECTIONS as DATA_SECTIONS
from ui.evaluate.fields import FIELDS as EVALUATE
from ui.evaluate.views import MISTAKE_VIEWS
from ui.explore.fields import FIELDS as EXPLORE
from ui.learn.fields import FIELDS as LEARN
from ui.look_inside.fields import FIELDS as LOOK_INSIDE
from ui.look_inside.sections import QUESTIONS
from ui.probe.fields import FIELDS as PROBE
from ui.probe.sections import SECTIONS as PROBE_SECTIONS
from ui.shared import navigation, url_state
from ui.shared.url_state import Field
from ui.train.fields import FIELDS as TRAIN

ROOT = Path(__file__).resolve().parents[3]
PAGES = {
    "explore": EXPLORE,
    "learn": LEARN,
    "train": TRAIN,
    "evaluate": EVALUATE,
    "look_inside": LOOK_INSIDE,
    "probe": PROBE,
    "compare": COMPARE,
    "data": DATA,
    "classroom": CLASSROOM,
}
FIELDS = [pytest.param(field, id=f"{page}-{field.name}") for page, some in PAGES.items() for field in some]
FOLLOWED = [param for param in FIELDS if param.values[0].choices and param.values[0].kind is not tuple]


@pytest.fixture
def visit(monkeypatch):
    """Follows a field in a session, at an address; returns both as they are then, and the words of the toast."""
    session, toasts = {}, []
    monkeypatch.setattr(st, "session_state", session)
    monkeypatch.setattr(st, "toast", lambda words, icon: toasts.append(words))

    def follow(field, **address):
        monkeypatch.setattr(st, "query_params", address)
        toasts.clear()
        url_state.receive()
        value = field.follow("It is gone.")
        assert session[field.name] == value
        return value, address.get(field.name), toasts

    follow.session = session
    return follow


def test_one_module_reads_and_writes_the_address():
    sources = [*(ROOT / "ui").rglob("*.py"), *(ROOT / "pages").glob("*.py"), ROOT / "app.py"]
    naming = {path.relative_to(ROOT).as_posix() for path in sources if "query_params" in path.read_text()}
    binding = {path.relative_to(ROOT).as_posix() for path in sources if "query-params" in path.read_text()}
    assert naming == {"ui/shared/url_state.py"}
    assert binding == {"ui/shared/url_widgets.py"}


@pytest.mark.parametrize("page", PAGES)
def test_a_page_has_a_field_once_and_lists_all_that_its_package_declares(page):
    names = [field.name for field in PAGES[page]]
    assert len(names) == len(set(names))
    module = __import__(f"ui.{page}.fields", fromlist=["FIELDS"])
    assert {value.name for value in vars(module).values() if isinstance(value, Field)} <= set(names)


@pytest.mark.parametrize("field", FIELDS)
def test_a_default_is_of_the_kind_and_allowed(field):
    if field.default is None:
        return  # known where it is drawn
    assert isinstance(field.default, field.kind)
    if field.bounds:
        assert field.within(field.default) == field.default
    if field.choices and field.kind is not tuple:
        assert field.parsed(field.text(field.default)) == field.default


@pytest.mark.parametrize("field", FOLLOWED)
def test_session_and_address_say_the_value_and_the_default_leaves_the_link(visit, field):
    field = field.given(default=next(iter(field.choices)) if field.default is None else field.default)
    value = next(choice for choice in field.choices if choice != field.default)
    assert visit(field, **field.link(value)) == (value, field.text(value), [])
    visit.session.clear()
    assert visit(field, **field.link(field.default)) == (field.default, None, [])
    visit.session.clear()
    assert visit(field, **{field.name: "nonsense"}) == (field.default, None, ["It is gone."])
    assert visit(field) == (field.default, None, [])


@pytest.mark.parametrize("field", [param for param in FIELDS if param.values[0].valid])
def test_a_text_without_choices_is_checked_too(visit, field):
    assert visit(field, **{field.name: "<" * 500}) == ("", None, ["It is gone."])


def test_a_changed_address_wins(visit):
    field = Field(name="choice", default="a", choices="abc")
    assert visit(field, choice="b") == ("b", "b", [])
    visit.session["choice"] = "c"  # as a callback does
    assert visit(field, choice="b") == ("c", "c", [])
    assert visit(field, choice="b") == ("c", "c", []), "sent before the browser heard of the change"
    assert visit(field) == ("c", "c", [])  # another page has nothing of it in its address


def test_of_two_changes_in_a_row_the_first_is_late_too(monkeypatch):
    field, address = Field("run"), {}
    monkeypatch.setattr(st, "session_state", {})
    monkeypatch.setattr(st, "query_params", address)
    field.write("newest")
    address.clear()  # the next message was sent before the browser heard of it
    field.write("started")
    address["run"] = "newest"
    url_state.receive()
    assert (field.read(), address) == ("started", {"run": "started"})


HISTORY = SimpleNamespace(is_history_navigation=True, fragment_ids_this_run=None, has_script_started=True)


def test_back_and_forward_win(visit, monkeypatch):
    field = Field(name="choice", default="a", choices="abc")
    visit(field, choice="b")
    visit.session["choice"] = "c"
    visit(field, choice="b")
    monkeypatch.setattr(url_state, "get_script_run_ctx", lambda **_: HISTORY)
    assert visit(field, choice="b") == ("b", "b", [])
    assert visit(field, choice="c") == ("c", "c", [])


@pytest.mark.parametrize("once", [False, True])
def test_after_back_and_forward_the_address_says_all(visit, monkeypatch, once):
    field = Field(name="choice", default="a", choices="abc", once=once)
    visit(field)
    visit.session["choice"] = "b"  # as a callback does
    visit(field)
    monkeypatch.setattr(url_state, "get_script_run_ctx", lambda **_: HISTORY)
    assert visit(field) == ("a", None, [])
    assert visit(field, choice="b") == ("b", "b", [])


def test_another_page_keeps_a_choice_and_has_nothing_of_it_in_its_address(monkeypatch):
    field, address = Field("run"), {}
    monkeypatch.setattr(st, "session_state", {})
    monkeypatch.setattr(st, "query_params", address)
    url_state.receive("Train")
    field.write("started")
    for page in ("Data", "Train"):
        address.clear()  # by the menu
        url_state.receive(page)
        assert (field.read(), address) == ("started", {})


def test_the_address_of_a_field_that_is_read_once_counts_while_the_session_has_no_value(visit):
    field = Field(name="choice", kind=int, default=1, choices=(1, 2, 3), once=True)
    assert visit(field, choice="2") == (2, "2", [])
    assert visit(field, choice="3") == (2, "2", [])
    visit.session["choice"] = 7  # it is gone
    assert visit(field, choice="3") == (2, "2", ["It is gone."]), "3 is late"
    visit.session["choice"] = 7
    visit.session.pop("addresses")
    assert visit(field, choice="3") == (3, "3", ["It is gone."])
    visit.session["choice"] = 7
    assert visit(field) == (1, None, ["It is gone."])


def test_a_default_that_stays_is_named_once_the_link_names_the_field(visit):
    field = Field(name="choice", default="a", choices="ab", stays=True)
    assert visit(field) == ("a", None, [])
    visit.session["choice"] = "b"
    assert visit(field) == ("b", "b", [])
    visit.session["choice"] = "a"
    assert visit(field, choice="b") == ("a", "a", [])


def test_a_choice_of_a_callback_stands_in_both_and_can_be_forgotten(visit):
    field = Field(name="choice", valid=str.isalpha)
    visit(field, choice="b")
    field.choose("c")
    assert st.query_params == {"choice": "c"}
    assert visit(field, choice="c") == ("c", "c", [])
    field.forget()
    assert (st.query_params, "choice" in visit.session) == ({}, False)


SECTIONS = {"question": QUESTIONS, "compare": COMPARE_SECTIONS, "data": DATA_SECTIONS, "probing": PROBE_SECTIONS,
            "view": MISTAKE_VIEWS, "test_set": SETS}  # fmt: skip


@pytest.mark.parametrize("lesson", lessons()[0].values(), ids=lessons()[0])
def test_a_lesson_opens_pages_with_what_these_have(lesson):
    for step in (step for step in lesson.steps if isinstance(step, Look | TryNext)):
        choices = {field.name: SECTIONS.get(field.name) or field.choices for field in PAGES[step.page]}
        assert step.link.keys() <= choices.keys()
        assert all(value in choices[name] for name, value in step.link.items() if choices[name]), step.link


def test_a_page_that_is_opened_again_with_the_same_link_shows_the_same(visit, monkeypatch):
    monkeypatch.setattr(st, "switch_page", lambda page, query_params: None)
    field = Field(name="choice", choices=("a", "b"), default="a")
    visit(field)
    for _ in range(2):
        navigation.open_link("probe", {"choice": "b"})
        assert visit(field, choice="b") == ("b", "b", [])


@pytest.mark.parametrize(
    ("field", "value", "text"),
    [
        (Field(name="a", kind=float), 2.5, "2.5"),
        (Field(name="a", kind=float), 30.0, "30"),
        (Field(name="a", kind=int), 1_234_567, "1234567"),
        (Field(name="a", kind=bool), True, "true"),
        (Field(name="a", texts={"Label": "name"}), "Label", "name"),
    ],
)
def test_values_in_a_link(field, value, text):
    assert field.link(value) == {"a": text}


def test_what_is_gone_is_said_in_one_place_and_one_way():
    sources = [*(ROOT / "ui").rglob("*.py"), *(ROOT / "pages").glob("*.py"), ROOT / "app.py"]
    telling = {path.name for path in sources if "not here any more:" in path.read_text()}
    assert telling == {"url_state.py"}


def test_nothing_takes_the_place_of_what_is_gone_where_that_would_be_wrong(visit):
    field = Field(name="choice", default="", choices=("", "a"), once=True, lost="?")
    assert visit(field, choice="gone") == ("?", None, ["It is gone."])
    assert visit(field) == ("?", None, []), "until something is chosen"
    visit.session["choice"] = ""
    assert visit(field) == ("", None, [])
    visit.session["choice"] = "b"  # removed while it was chosen
    assert visit(field, choice="b") == ("?", None, ["It is gone."])


@pytest.mark.parametrize(
    ("page", "link", "words"),
    [
        ("train", {"run": "gone1234"}, "run"),
        ("train", {"preset": "gone1234"}, "preset"),
        ("train", {"method": "gone1234"}, "method"),
        ("train", {"optimizer": "gone1234"}, "optimiser"),
        ("train", {"ghost": "gone1234"}, "reference run"),
        ("train", {"trained_on": "0" * 40}, "set"),
        ("train", {"starts_from": "gone1234"}, "network"),
        ("evaluate", {"network": "gone1234"}, "network"),
        ("evaluate", {"against": "gone1234"}, "network"),
        ("evaluate", {"test_set": "0" * 40}, "set"),
        ("evaluate", {"shown": "99999"}, "picture"),
        ("compare", {"compare": "beside", "runs": "gone1234"}, "run"),
        ("compare", {"compare": "search", "search": "gone1234"}, "search"),
        ("compare", {"compare": "leaderboard", "budget": "gone1234"}, "network with its budget"),
        ("compare", {"compare": "leaderboard", "rows": "gone1234"}, "row"),
        ("compare", {"tag": "gone1234"}, "tag"),
        ("data", {"data": "import", "set": "0" * 40}, "set"),
        ("data", {"data": "export", "export": "0" * 40}, "set"),
        ("explore", {"drawings": "gone1234"}, "collection of drawings"),
    ],
)
@pytest.mark.slow
def test_a_link_to_what_is_gone_says_so_once_and_keeps_nothing_of_it(store, page, link, words):
    name = list(link)[-1]
    app = AppTest.from_file(str(ROOT / "pages" / f"{page}.py"), default_timeout=60)
    for key, value in link.items():
        app.query_params[key] = value
    app.run()
    assert not app.exception
    (toast,) = app.toast
    assert toast.value.startswith(f"This {words} is not here any more: ")
    assert link[name] not in str(app.query_params.get(name, ""))
    app.run()
    assert not app.toast
