"""No text from a link, a file, a name or a message is read as Markdown, on any page."""

import base64
import io
import json
import re
import zlib

import pytest
from sqlalchemy import update
from streamlit.testing.v1 import AppTest
from streamlit.testing.v1.element_tree import Table

from data.export import EXPORTS
from data.importer import read_set
from data.sample import SamplerSettings, sample
from model.heads import HEADS
from model.networks import CUSTOM
from model.networks.link import DESIGN_VERSION
from runs.tables import RunRow
from tests.ui.shared.test_fields import PAGES
from training.imported_sets import library
from training.presets import PRESETS
from training.search.space import SearchPlan
from ui.compare.fields import CHOSEN
from ui.data.fields import IMPORTED_SET
from ui.shared.fields import REFERENCE_RUN, RUN, TEST_SET, TRAINED_ON
from ui.shared.format import escaped, sentence

pytestmark = pytest.mark.slow

HOSTILE = (
    "![a](//x.ex/p)[l](//x.ex):red[r]$m$**b**<i>h</i>www.x.ex https://x.ex a@x.ex :streamlit: :smile: :material/home:"
)
SIGNS = re.compile(r"!\[|(?<!\\)\]\(|:red\[|(?<!\\)\$m|\*\*b|<i>|www\.|://|@x|:streamlit:|:smile:|:material/home")
CODE = re.compile(r"(?<![`\\])`[^`]+`(?!`)")
TEST = dict.fromkeys((*HEADS, "exact"), 0.9)
PLAIN = {  # fields of elements that Streamlit shows as they are
    "Text.body",
    "Code.code_text",
    "TextInput.default",
    "TextInput.value",
    "TextArea.default",
    "TextArea.value",
    "Selectbox.options",
    "Selectbox.raw_value",
    "MultiSelect.options",
    "MultiSelect.raw_values",
    "Image.alt",
    "BidiComponent.json",  # our scripts show it: `static/shared/html.js`
    "PlotlyChart.spec",
}


def strings(message, name=""):
    """All texts of a message of Streamlit, each with the name of its field."""
    for field, value in message.ListFields():
        for each in value if field.is_repeated else [value]:
            if field.message_type is not None and hasattr(each, "ListFields"):
                yield from strings(each)
            elif isinstance(each, str):
                yield f"{message.DESCRIPTOR.name}.{field.name}", each


def texts(node):
    """All texts that a page has sent."""
    if isinstance(node, Table):
        yield from (("Table", str(cell)) for cell in [*node.value.columns, *node.value.to_numpy().ravel()])
    elif getattr(node, "proto", None) is not None:
        yield from strings(node.proto)
    for child in getattr(node, "children", {}).values():
        yield from texts(child)


def read_as_markdown(app):
    shown = [each for root in app._tree.children.values() for each in texts(root)]
    return {(name, text) for name, text in shown if name not in PLAIN and SIGNS.search(CODE.sub("", text))}


def page_that_shows(text):
    import streamlit as st

    st.toast(text)
    st.button("label", help=text)
    st.text(text)
    st.table([{"cell": text}])


def test_the_hostile_text_is_noticed_where_it_is_not_escaped():
    app = AppTest.from_function(page_that_shows, args=(HOSTILE,)).run()
    assert {name for name, _ in read_as_markdown(app)} == {"Toast.body", "Button.help", "Table"}
    for escape in (escaped, sentence):
        assert not read_as_markdown(AppTest.from_function(page_that_shows, args=(escape(HOSTILE),)).run())


@pytest.fixture
def home(tmp_path, monkeypatch):
    """A home whose only imported set has a hostile name; its key."""
    monkeypatch.setenv("LINEHEADS_HOME", str(tmp_path))
    drawn = sample(SamplerSettings(per_class=1, seed=8))
    return library().add(HOSTILE, read_set(io.BytesIO(EXPORTS["npz"].make(drawn))))


@pytest.fixture
def hostile(store, make_run, home):
    """A store in which everything has a hostile name; ids of two of its runs, and the key of a set."""
    runs = [make_run(status, data=home, start=HOSTILE) for status in ("running", "failed", "done")]
    for run_id in runs:
        store.rename(run_id, HOSTILE[:80])
        store.tag(run_id, [HOSTILE[:30]])
        store.note(run_id, HOSTILE)
        store.execute(update(RunRow).where(RunRow.id == run_id).values(message=HOSTILE))
    store.execute(update(RunRow).where(RunRow.status == "done").values(result={"test": TEST}))
    plan = SearchPlan(settings=PRESETS["fast"].settings, goal="worst-head", budget=3)
    for _ in range(2):
        search = store.create_search(HOSTILE, **plan.to_record())
    store.end_search(search, "failed", HOSTILE)
    return runs, home


@pytest.mark.parametrize("page", PAGES)
def test_a_link_of_hostile_values_is_not_read_as_markdown(open_app, hostile, page):
    app = open_app(page, **{field.name: HOSTILE for field in PAGES[page]})
    assert not read_as_markdown(app)


@pytest.mark.long  # 120 pages; together with the others each value is tried above
@pytest.mark.parametrize(
    ("page", "name"),
    [pytest.param(page, each.name, id=f"{page}-{each.name}") for page in PAGES for each in PAGES[page]],
)
def test_no_value_of_a_link_is_read_as_markdown(open_app, hostile, page, name):
    assert not read_as_markdown(open_app(page, **{name: HOSTILE}))


DESIGN = json.loads(json.dumps(PRESETS[CUSTOM].settings.design.to_json()))
LAYER = DESIGN["trunk"][0]
DESIGNS = {
    "name": DESIGN | {"name": HOSTILE[:40]},
    "kind": DESIGN | {"trunk": [LAYER | {"kind": HOSTILE}]},
    "value": DESIGN | {"activation": HOSTILE},
    "key": DESIGN | {HOSTILE: 1},
    "layer": DESIGN | {"trunk": [LAYER | {HOSTILE: 1}]},
    "hidden": DESIGN | {"hidden": HOSTILE},
    "joint": DESIGN | {"joint": HOSTILE},
}


@pytest.mark.parametrize("design", DESIGNS.values(), ids=DESIGNS)
def test_a_network_in_a_link_is_not_read_as_markdown(open_train, design):
    packed = base64.urlsafe_b64encode(zlib.compress(json.dumps(design).encode())).decode().rstrip("=")
    app = open_train(preset=CUSTOM, design=DESIGN_VERSION + packed)
    assert not read_as_markdown(app)
    app.button(key="design_build").click().run()
    assert not read_as_markdown(app)


VIEWS = [
    ("compare", {"compare": "runs"}),
    ("compare", {"compare": "beside", "all_settings": "true"}),
    ("compare", {"compare": "leaderboard"}),
    ("compare", {"compare": "search"}),
    ("train", {}),
    ("evaluate", {}),
    ("data", {"data": "import"}),
    ("data", {"data": "export"}),
]


@pytest.mark.parametrize(("page", "link"), VIEWS, ids=[" ".join((page, *link.values())) for page, link in VIEWS])
def test_names_and_messages_are_not_read_as_markdown(open_app, hostile, page, link):
    runs, key = hostile
    for run_id in runs if page == "train" else runs[:1]:
        names = RUN.link(run_id) | CHOSEN.link(",".join(runs)) | TRAINED_ON.link(key) | TEST_SET.link(key)
        names |= IMPORTED_SET.link(key) | REFERENCE_RUN.link(runs[-1])
        assert not read_as_markdown(open_app(page, **link | names))
