"""Links: those of version 1 open the same state for good, older words are translated, and nonsense breaks nothing."""

from pathlib import Path
from urllib.parse import parse_qs

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from streamlit.testing.v1 import AppTest

from data.paint import PAINTERS  # noqa: F401 (before `pages/` is on the path, where another `data` lives)
from model.networks import link
from model.networks.known import DESIGNS
from ui.shared import session_keys, share_link
from ui.shared.drawing import drawing_from_json, line_to_link
from ui.shared.fields import frozen, weight

ROOT = Path(__file__).resolve().parents[3]
OWN = link.to_text(DESIGNS["coursework-v2"])
TRAIN_1 = (
    "preset=coursework-v3&weight_length=2&weight_angle=30&method=uncertainty&optimizer=sgd&sgd_momentum=0.5"
    "&schedule=cosine&learning_rate=0.02&clip=1&l2=0.001&exact_shares=true&batch_size=64&epochs=2.5&seed=7"
    "&split=coursework&per_class=200&probe=100&pace=20&frozen_colour=true&v=1"
)
LINKS_1 = {  # page -> a link of version 1, and what the session or the address says of it; never change these
    "explore": (
        "network=fast&line=4,5,17.25,9.5,2.5,00ff80,smooth&v=1",
        {"network": "fast", "line": "4,5,17.25,9.5,2.5,00ff80,smooth"},
    ),
    "train": (TRAIN_1, {"preset": "coursework-v3", "schedule": "cosine", "seed": 7, "pace": 20.0, "probe": 100}),
    "look_inside": (
        "network=fast&layer=trunk_conv_2&question=wishes&attention_by=occlusion&sanity=true"
        "&line=4,5,17,9,2,0000ff,hard&at=trunk_conv_2,3,1,2&v=1",
        {"network": "fast", "question": "Feature visualisation", "line": "4,5,17,9,2,0000ff,hard"},
    ),
    "probe": (
        "probing=nearest&flip=angle&painter=smooth&draw=3&line=10.5,7.5,18,20.49,3,ff0000,hard&v=1",
        {"probing": "nearest", "flip": "angle", "painter": "smooth", "draw": 3},
    ),
    "compare": (
        "compare=leaderboard&runs=none-1,none-2&find=angle&sort=exact-down&v=1",
        {"compare": "leaderboard"},
    ),
    "data": (
        "data=classes&class=95&painters=smooth&painters=pillow&sample_noise=8&sample_seed=5&v=1",
        {"data": "classes", "class": "95", "painters": ["smooth", "pillow"], "sample_noise": 8.0, "sample_seed": 5},
    ),
    "evaluate": (
        "network=fast&view=slices&of_head=angle&report=v2&v=1",
        {"network": "fast", "view": "slices", "of_head": "angle", "report": "v2"},
    ),
}
NONSENSE = ("", "-1", "nan", "1e999", "9" * 300, "../../etc", "<b>x</b>", "[]{}", "ü\x00", ",,,,,,", "angle")


@pytest.fixture
def open_page(store, monkeypatch):
    """Opens a page with a query string; nothing may go wrong."""
    monkeypatch.setenv("LINEHEADS_ENGINE", "off")

    def run(page, query):
        app = AppTest.from_file(str(ROOT / "app.py"), default_timeout=60)
        for name, values in (parse_qs(query, keep_blank_values=True) if isinstance(query, str) else query).items():
            app.query_params[name] = values
        app.switch_page(f"pages/{page}.py").run()
        assert not app.exception
        return app

    return run


def state(app, name):
    """What the page took a name of its link for."""
    if name == "line":
        return line_to_link(drawing_from_json(app.session_state[session_keys.CANVAS_DRAWING]["drawing"]))
    return app.session_state[name]


@pytest.mark.slow
@pytest.mark.parametrize("page", LINKS_1)
def test_links_of_version_1_show_what_they_did(open_page, page):
    query, expected = LINKS_1[page]
    app = open_page(page, query)
    assert {name: state(app, name) for name in expected} == expected
    assert not app.toast


@pytest.mark.slow
def test_a_link_to_train_holds_all_settings(open_page):
    app = open_page("train", TRAIN_1)
    given = app.session_state
    for name in ("clip", "l2", "exact_shares", "batch_size", "epochs", "split", "per_class", "method", "optimizer"):
        assert str(given[name]).lower().removesuffix(".0") in parse_qs(TRAIN_1)[name], name
    assert given[weight("length").name] == 2
    assert given[weight("angle").name] == 30
    assert given["sgd_momentum"] == 0.5
    assert given[frozen("colour").name]
    app = open_page("train", {"preset": "custom", "design": OWN})
    assert app.session_state[session_keys.DESIGN_DRAFT]["values"] == DESIGNS["coursework-v2"].to_json()


@pytest.mark.slow
@pytest.mark.parametrize("page", LINKS_1)
def test_nonsense_in_a_link_breaks_no_page(open_page, page):
    names = sorted({*parse_qs(LINKS_1[page][0]), *OTHERS.get(page, ())})
    for turn in range(3):
        values = {name: [NONSENSE[(i + 4 * turn) % len(NONSENSE)]] for i, name in enumerate(names)}
        open_page(page, values)


OTHERS = {
    "explore": ("picture",),
    "train": ("run", "design", "adam_beta_1", "gradnorm_alpha"),
    "evaluate": ("test_set", "against", "cell", "shown", "report_curve", "report_head"),
    "look_inside": ("picture", "wish", "wish_unit", "wish_seed", "ablated"),
    "probe": ("picture", "move", "at", "network"),
    "data": (
        "places",
        "ground",
        "sample_wobble",
        "sample_free_lines",
        "sample_per_class",
        "dealt",
        "leak_class",
        "set",
        "export",
    ),
    "compare": (
        "status",
        "tag",
        "starred",
        "mine",
        "budget",
        "rows",
        "dots",
        "curves",
        "axis",
        "scale",
        "all_settings",
    ),
}


def test_words_of_older_versions_are_translated(monkeypatch):
    changes = (
        share_link.LinkChange(upto=1, key="rate", now="learning_rate"),
        share_link.LinkChange(upto=1, key="method", now="method", values={"gn": "gradnorm"}),
        share_link.LinkChange(upto=2, key="learning_rate", now="step"),
        share_link.LinkChange(upto=2, key="gone"),
    )
    monkeypatch.setattr(share_link, "LINK_CHANGES", changes)
    old = {"rate": ["0.1"], "method": ["gn", "manual"], "gone": ["1"], "seed": ["7"]}
    assert share_link.upgraded_link(old, 1) == {"step": ["0.1"], "method": ["gradnorm", "manual"], "seed": ["7"]}
    assert share_link.upgraded_link({"method": ["gn"], "learning_rate": ["0.1"]}, 2) == {
        "method": ["gn"],
        "step": ["0.1"],
    }
    assert share_link.upgraded_link(old, 3) == old


@pytest.mark.slow
def test_an_older_link_opens_the_page_as_it_was(open_page, monkeypatch):
    change = share_link.LinkChange(upto=1, key="passes", now="epochs", values={"three": "3"})
    monkeypatch.setattr(share_link, "LINK_CHANGES", (change,))
    monkeypatch.setattr(share_link, "CURRENT_VERSION", 2)
    app = open_page("train", "passes=three&seed=9")
    assert app.session_state["epochs"] == 3
    assert app.session_state["seed"] == 9
    assert app.query_params["v"] in ("2", ["2"])
    assert "passes" not in app.query_params


@pytest.mark.slow
def test_a_link_of_a_newer_version_opens_with_a_word(open_page):
    assert [one.value for one in open_page("explore", "v=99&something=new").toast] == [share_link._NEWER]


@settings(deadline=None)
@given(st.text() | st.integers().map(str))
def test_any_version_is_a_number(said):
    assert share_link.version_of(said) >= 0


@pytest.mark.slow
def test_the_address_says_its_version(open_page):
    assert open_page("explore", "").query_params["v"] in ("1", ["1"])
