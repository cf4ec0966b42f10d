"""The button back from a page that a lesson has opened."""

import pytest
import streamlit as st

from ui.shared import present, session_keys, url_state, way_back
from ui.shared.present import PagePart

LEARN = {"steps": PagePart("Back and Next", "steps_part"), "worksheet": PagePart("Worksheet", "worksheet_part")}
EVALUATE = {"metrics": PagePart("Metrics", "metrics_part"), "choice": PagePart("Choice", "choice_part")}


@pytest.fixture
def visit(monkeypatch):
    """Opens a page in a session; returns what its button leads to, if it has one."""
    buttons = []
    monkeypatch.setattr(st, "session_state", {})
    monkeypatch.setattr(way_back, "action_button", lambda *button: buttons.append(button))
    monkeypatch.setattr(way_back, "switch_page", lambda page, link: buttons.append(page))

    def follow(title, parts, **address):
        buttons.clear()
        monkeypatch.setattr(st, "query_params", address)
        url_state.receive(title)
        present.follow_link(parts)
        way_back.draw_way_back(title)
        return buttons

    return follow


def test_the_page_that_opens_leads_back_and_a_presented_one_shows_all(visit):
    assert visit("Learn", LEARN, present="1", show="steps") == []
    way_back.keep("Evaluate", "the lesson", "pages/learn.py")
    ((label, _, _, act, *args),) = visit("Evaluate", EVALUATE)
    assert label == "Back to the lesson"
    assert present.shown_parts() == "metrics,choice"
    act(*args)
    assert visit("Learn", LEARN) == []
    assert present.shown_parts() == "steps"
    assert session_keys.WAY_BACK not in st.session_state


def test_a_page_that_is_not_presented_stays_so(visit):
    visit("Learn", LEARN)
    way_back.keep("Evaluate", "the lesson", "pages/learn.py")
    ((*_, act, page, shown),) = visit("Evaluate", EVALUATE)
    act(page, shown)
    assert (page, shown, present.is_presented()) == ("pages/learn.py", None, False)


def test_any_other_page_forgets_it(visit):
    visit("Learn", LEARN)
    way_back.keep("Evaluate", "the lesson", "pages/learn.py")
    assert visit("Train", {}) == []
    assert visit("Evaluate", EVALUATE) == []
