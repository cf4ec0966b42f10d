"""The chosen picture: it survives links, and all pages agree on it."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from streamlit.testing.v1 import AppTest

from data.labels import CLASS_COUNT
from data.paint import PAINTERS
from data.sample import every_placement
from ui.shared import images
from ui.shared.drawing import FIRST_DRAWING, line_from_link, line_to_link
from ui.shared.picture_strip import as_drawing

pytestmark = pytest.mark.slow

pictures = st.integers(0, 2**32 - 1).map(
    lambda seed: np.random.default_rng(seed).integers(0, 256, (28, 28, 3), dtype=np.uint8)
)


@given(pictures)
@settings(max_examples=20)
def test_any_picture_fits_into_a_link(picture):
    text = images.picture_to_link(picture)
    assert len(text) <= images._LONGEST
    np.testing.assert_array_equal(images.picture_from_link(text), picture)


CUT_OFF = images.picture_to_link(FIRST_DRAWING.painted())[:60]


@pytest.mark.parametrize("text", ["", "AAAA", "<b>", "å", "A" * 7_000, CUT_OFF])
def test_nonsense_in_a_link_is_refused(text):
    with pytest.raises(ValueError, match="PNG of 28 x 28"):
        images.picture_from_link(text)


@pytest.mark.parametrize("edge", PAINTERS)
def test_every_placement_is_a_drawing_that_survives_its_link(edge):
    rng = np.random.default_rng(0)
    for index in range(0, CLASS_COUNT, 5):
        places = every_placement(index)
        one = places.take(rng.integers(len(places), size=1))
        drawing = as_drawing(one, edge)
        np.testing.assert_array_equal(line_from_link(line_to_link(drawing)).painted(), drawing.painted())


def page():
    """A page that shows the chosen picture alone."""
    import streamlit as st

    from ui.shared import networks, picture_strip

    now = picture_strip.draw_picture_strip(networks.answering_network(), here="pages/probe.py")
    st.session_state["seen"] = now.picture


def opened(**link):
    app = AppTest.from_function(page, default_timeout=20)
    for name, value in link.items():
        app.query_params[name] = value
    return app.run()


def seen(app):
    assert not app.exception
    return app.session_state["seen"]


def test_it_opens_with_the_first_line_and_names_it():
    app = opened()
    np.testing.assert_array_equal(seen(app), FIRST_DRAWING.painted())
    assert app.query_params["line"] == line_to_link(FIRST_DRAWING)
    assert "long, thick, red, 60°" in app.markdown[0].value


def test_a_linked_picture_is_taken_and_stays():
    picture = np.random.default_rng(1).integers(0, 256, (28, 28, 3), dtype=np.uint8)
    app = opened(picture=images.picture_to_link(picture))
    np.testing.assert_array_equal(seen(app.run()), picture)
    assert "line" not in app.query_params


def test_another_link_wins_over_the_canvas():
    app = opened()
    app.query_params["line"] = "3,3,20,3,1,0000ff,smooth"
    np.testing.assert_array_equal(seen(app.run()), line_from_link("3,3,20,3,1,0000ff,smooth").painted())


def test_a_bad_link_falls_back_in_words():
    app = opened(picture="nonsense")
    np.testing.assert_array_equal(seen(app), FIRST_DRAWING.painted())
    assert len(app.toast) == 1


def test_a_random_line_is_chosen_and_named():
    app = opened()
    app.button(key="random_line").click().run()
    assert not np.array_equal(seen(app), FIRST_DRAWING.painted())
    np.testing.assert_array_equal(line_from_link(app.query_params["line"]).painted(), seen(app))


def test_it_offers_the_other_pages_and_not_its_own():
    app = opened()
    assert [button.label for button in app.button] == ["Random line", "Explore", "Look inside"]


def test_choosing_keeps_a_line_as_a_line_and_all_else_as_pixels():
    app = AppTest.from_function(choosing, default_timeout=20).run()
    assert not app.exception
    assert app.session_state["kinds"] == ["line", "picture"]


def choosing():
    import streamlit as st

    from ui.shared import canvas_state, picture_strip
    from ui.shared.drawing import FIRST_DRAWING

    kinds = []
    for picture in (FIRST_DRAWING.painted(), FIRST_DRAWING.painted()[::-1].copy()):
        picture_strip.choose_picture(picture, FIRST_DRAWING)
        kinds.append(canvas_state.current().kind)
        assert (picture_strip.chosen_picture().picture == picture).all()
    st.session_state["kinds"] = kinds
