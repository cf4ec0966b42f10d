"""Presenting: the parts that a page shows, names in the link that it does not know, larger charts; and page keys."""

import re
from pathlib import Path

import plotly.graph_objects as go
import pytest
import streamlit as st

from ui.compare.fields import PARTS as COMPARE
from ui.data.fields import PARTS as DATA
from ui.evaluate.fields import PARTS as EVALUATE
from ui.explore.fields import PARTS as EXPLORE
from ui.explore.page import KEYS as EXPLORE_KEYS
from ui.learn.fields import PARTS as LEARN
from ui.learn.player import KEYS as LEARN_KEYS
from ui.look_inside.architecture import KEYS as LOOK_INSIDE_KEYS
from ui.look_inside.fields import PARTS as LOOK_INSIDE
from ui.probe.fields import PARTS as PROBE
from ui.shared import present, url_state
from ui.shared.present import PagePart
from ui.train.fields import PARTS as TRAIN

ROOT = Path(__file__).resolve().parents[3]
PAGES = {
    **{"explore": EXPLORE, "learn": LEARN, "train": TRAIN, "evaluate": EVALUATE},
    **{"look_inside": LOOK_INSIDE, "probe": PROBE, "compare": COMPARE, "data": DATA},
}
KEYS = {"explore": EXPLORE_KEYS, "learn": LEARN_KEYS, "look_inside": LOOK_INSIDE_KEYS}
PARTS = {
    "curves": PagePart("Curves", "curves_part", stays=True),
    "start": PagePart("Start", "start_part"),
    "weights": PagePart("Weights", "weights_part"),
    "tools": PagePart("Tools", "--drawing-tools"),
}


@pytest.fixture
def visit(monkeypatch):
    """Opens an address in a session; returns the CSS, the address then, and the toasts."""
    monkeypatch.setattr(st, "session_state", {})

    def follow(parts=PARTS, page="Train", **address):
        toasts = []
        monkeypatch.setattr(st, "toast", lambda words, icon: toasts.append(words))
        monkeypatch.setattr(st, "query_params", address)
        url_state.receive(page)
        return present.follow_link(parts), address, toasts

    return follow


def source(page):
    """Of a page with all that it draws."""
    folders = (ROOT / "ui" / page).rglob("*.py"), (ROOT / "ui/shared").glob("*.py")
    return "".join(path.read_text() for paths in folders for path in paths) + (ROOT / f"pages/{page}.py").read_text()


@pytest.mark.parametrize("page", PAGES)
def test_the_parts_of_a_page_are_there_and_something_stays(page):
    text, scripts = source(page), "".join(path.read_text() for path in (ROOT / "static").rglob("style.js"))
    assert any(part.stays for part in PAGES[page].values())
    for name, part in PAGES[page].items():
        assert re.fullmatch("[a-z]+", name)
        assert part.key or part.stays
        assert f"var({part.key}," in scripts if part.key.startswith("--") else f'"{part.key}"' in text


@pytest.mark.parametrize("page", KEYS)
def test_the_buttons_of_the_keys_are_there(page):
    assert len({key.key for key in KEYS[page]}) == len(KEYS[page])
    for key in KEYS[page]:
        assert f'"{key.button.split()[0]}"' in source(page)


def test_a_usual_page_hides_nothing(visit):
    assert visit() == ("", {}, [])
    assert not present.is_presented()


def test_a_presented_page_shows_what_the_link_names(visit):
    css, address, toasts = visit(present="1", show="weights,tools")
    assert present.is_presented()
    assert ":is(.st-key-start_part)" in css
    assert ":not(:has(.st-key-curves_part)):not(:has(.st-key-weights_part))" in css
    assert "--drawing-tools: none" not in css
    assert (address, toasts) == ({"present": "1", "show": "weights,tools"}, [])
    assert "--drawing-tools: none" in visit(present="1", show="start")[0]


def test_unknown_names_are_said_and_leave_the_link(visit):
    _, address, toasts = visit(present="1", show="<b>x</b>,weights")
    assert address == {"present": "1", "show": "weights"}
    assert toasts == ["This part of the page is not here any more: showing the others."]
    assert visit(present="yes") == ("", {}, [])


def test_names_of_the_page_before_are_no_fault_of_the_link(visit):
    visit(present="1", show="weights")
    css, address, toasts = visit({"values": PagePart("Values", "--line-values")}, "Explore")
    assert "--line-values: none" in css
    assert (address, toasts) == ({"present": "1"}, [])


def test_presenting_begins_and_ends_by_a_button(visit):
    visit()
    present.present("start,weights")
    assert st.query_params == {"present": "1", "show": "start,weights"}
    present.leave()
    assert st.query_params == {}
    assert not present.is_presented()


def test_charts_are_larger_while_presenting(visit):
    figure = go.Figure(go.Scatter(x=[1], y=[1], line={"width": 2})).add_annotation(text="here")
    visit()
    assert present.enlarged_chart(figure).data[0].line.width == 2
    visit(present="1")
    present.enlarged_chart(figure)
    assert figure.data[0].line.width > 2
    assert min(figure.layout.font.size, figure.layout.xaxis.tickfont.size, figure.layout.annotations[0].font.size) > 14
