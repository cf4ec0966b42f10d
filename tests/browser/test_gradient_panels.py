"""The gradient panels in a real browser: cards build themselves, grow, and survive what a page does to them."""

import re

import pytest
from playwright.sync_api import expect

from model.diagnose import PANELS
from model.heads import HEADS
from runs.history import HistoryPoint
from training.presets import PRESETS
from ui.train.gradient_rows import GRADIENT_COLUMNS

pytestmark = pytest.mark.browser


@pytest.fixture
def run(quiet):
    run_id = quiet.store.create_run("Fast", PRESETS["fast"].settings.to_json())
    while (claimed := quiet.store.claim_next("nobody")) and claimed.id != run_id:
        pass
    quiet.store.set_status(run_id, "running", total_steps=200)
    yield run_id
    quiet.store.set_status(run_id, "stopped")


@pytest.fixture
def opened(page, quiet, run):
    """Opens the run on Train; no error may reach the page."""
    errors = []
    page.on("pageerror", lambda error: errors.append(error))

    def open_page():
        page.goto(f"{quiet.url}/train?run={run}")
        return page

    yield open_page
    assert errors == []


def point(step, probe=True, level=1.0):
    """A point with a look whose numbers can be told apart."""
    heads = {name: level * (i + 1) / 10 for i, name in enumerate(HEADS)}
    matrix = [[1.0 if i == j else 0.1 * (i - j) for j in range(4)] for i in range(4)]
    seen = {
        **dict.fromkeys(("norm", "share", "within", "accuracy", "loss_ratio", "rate", "loss"), heads),
        "noise": dict.fromkeys(HEADS, 0.15 * level),
        "silent": ["length"],
        "update": {**heads, "rest": 0.0} if step else None,
        "exact_update": False,
        **dict.fromkeys(("cosine", "conflict", "similarity"), matrix),
        "ownership": {"trunk_conv_1": [[0.4, 0.3, 0.2, 0.1], None], "trunk_conv_2": [[0, 0, 0, 1.0]] * 3},
        "pictures": 1024,
    }
    return HistoryPoint(
        **{"step": step, "epoch": step / 100, "seconds": step / 100, "rate": 3200.0, "learning_rate": 1e-3},
        **dict.fromkeys(("weights", "effective_weights", "loss", "accuracy", "validation_loss"), heads),
        validation_accuracy=heads | {"colour": 0.96},
        **{"total_loss": 1.0, "exact_match": 0.5, "validation_exact_match": 0.5},
        relative_change={"trunk": 0.0, **heads} if step else None,
        diagnostics=seen if probe else None,
    )


def expect_cards(page):
    expect(page.locator(".gradient-panels .card")).to_have_count(len(PANELS))


def drawing(page, name):
    return page.locator(f".gradient-panels .card.{name} .drawing")


@pytest.mark.long
def test_every_panel_is_a_card_with_its_texts_and_its_numbers_in_words(opened, quiet, run):
    quiet.store.add_points(run, [point(0), point(20), point(40)])
    page = opened()
    expect_cards(page)
    expect(page.locator(".gradient-panels .card h3")).to_have_text([panel.label for panel in PANELS.values()])
    for name, panel in PANELS.items():
        card = page.locator(f".gradient-panels .card.{name}")
        expect(card).to_contain_text(panel.about)
        expect(card).to_contain_text(panel.learns)
        expect(drawing(page, name)).to_have_role("img")
        expect(drawing(page, name)).to_have_attribute("aria-label", re.compile(r"\w+ .*(\d|not)"))
        expect(drawing(page, name).locator("svg").first).to_be_visible()
        assert "NaN" not in drawing(page, name).inner_html()
        assert "undefined" not in drawing(page, name).inner_html()
    expect(drawing(page, "moved")).to_contain_text("did not move")
    expect(drawing(page, "solved")).to_have_attribute("aria-label", re.compile("colour step 0, angle not yet"))
    expect(drawing(page, "norm").locator("li.silent")).to_contain_text(["length"])
    expect(drawing(page, "ownership").locator("rect.nobody")).to_have_count(1)


@pytest.mark.long
def test_why_opens_by_keyboard_and_stays_open_while_the_run_goes_on(opened, quiet, run):
    quiet.store.add_points(run, [point(0)])
    page = opened()
    expect_cards(page)
    why = page.locator(".gradient-panels .card.norm summary")
    why.focus()
    page.keyboard.press("Enter")
    expect(page.locator(".gradient-panels .card.norm .formula")).to_be_visible()
    svg = drawing(page, "norm").locator("svg.steps").element_handle()
    quiet.store.add_points(run, [point(20, probe=False), point(40, level=0.5)])
    expect(drawing(page, "norm")).to_have_attribute("aria-label", re.compile("^At step 40"))
    expect(page.locator(".gradient-panels .card.norm .formula")).to_be_visible()
    assert svg.evaluate("svg => svg.isConnected"), "drawn anew instead of changed"


@pytest.mark.long
def test_the_step_under_the_pointer_is_read_on_all_curves(opened, quiet, run):
    quiet.store.add_points(run, [point(step, level=1 + step) for step in range(0, 201, 20)])
    page = opened()
    expect_cards(page)
    chart = drawing(page, "weights").locator("svg.steps")
    chart.scroll_into_view_if_needed()
    expect(chart).to_be_visible()
    box = chart.bounding_box()
    page.mouse.move(box["x"] + box["width"] * 38 / 320 + 2, box["y"] + box["height"] / 2)
    expect(drawing(page, "norm")).to_have_attribute("aria-label", re.compile("^At step 0"))
    expect(drawing(page, "norm").locator(".hair")).to_have_count(1)
    page.mouse.move(2, 2)
    expect(drawing(page, "norm")).to_have_attribute("aria-label", re.compile("^At step 200"))


@pytest.mark.long
def test_the_first_look_replaces_the_sentence_by_itself(opened, quiet, run):
    quiet.store.change_control(run, probe=20)
    quiet.store.add_points(run, [point(0, probe=False)])
    page = opened()
    expect(page.get_by_text("taken every 20 steps")).to_be_visible()
    quiet.store.add_points(run, [point(20)])
    expect_cards(page)
    expect(page.get_by_text("taken every 20 steps")).to_have_count(0)


def test_the_story_is_looked_into_and_a_run_without_looks_says_how(opened, page, quiet, run):
    page.goto(f"{quiet.url}/train?run=story")
    expect_cards(page)
    quiet.store.add_points(run, [point(0, probe=False)])
    page = opened()
    expect(page.get_by_text("has no gradient diagnostics")).to_be_visible()


@pytest.mark.long
def test_cards_survive_another_page_and_another_theme(opened, quiet, run):
    quiet.store.add_points(run, [point(0), point(20)])
    page = opened()
    expect_cards(page)
    page.get_by_role("link", name="Explore").click()
    expect(page.locator(".card .verdict")).to_have_count(len(HEADS))
    page.get_by_role("link", name="Train").click()
    expect_cards(page)
    colour = page.locator(".gradient-panels").evaluate("panels => getComputedStyle(panels).color")
    page.emulate_media(color_scheme="dark")
    expect(page.locator(".gradient-panels")).not_to_have_css("color", colour)
    expect_cards(page)
    expect(drawing(page, "norm")).to_have_attribute("aria-label", re.compile("^At step 20"))


def test_old_messages_double_mounts_gaps_and_other_runs(opened, quiet, run):
    """The script alone: it is called as Streamlit calls it."""
    page = opened()
    found = page.evaluate(
        """async ([names, heads, columns]) => {
          const { default: mount } = await import("/app/static/train/gradient_panels/gradient_panels.js");
          const parent = document.createElement("div");
          document.body.append(parent);
          const asked = [];
          const row = (step) => [step, ...Array(columns.length - 1).fill(0.1)];
          const matrix = Array(4).fill(Array(4).fill(null));
          const now = { silent: [], cosine: matrix, conflict: matrix, similarity: matrix, within: {}, accuracy: {},
            exact_update: true, relative_change: null, ownership: {} };
          const texts = { label: "<i>x</i>", about: "", learns: "", formula: "", source: "" };
          const panels = names.map((name) => ({ name, ...texts }));
          const send = (data) => mount({ parentElement: parent, setTriggerValue: (_, value) => asked.push(value.have),
            data: { run: "a", marks: [], steps: 100, heads, panels, columns, now, first_solved: {}, ...data } });
          const shown = () => parent.querySelector(".norm .drawing").ariaLabel?.match(/step (\\d+)/)[1];
          const seen = [];
          send({ sent: 1, after: -1, rows: [row(0), row(10)] });
          const leave = send({ sent: 3, after: 0, rows: [row(10), row(20)], panels: null });
          seen.push(shown());
          send({ sent: 2, after: -1, rows: [row(0), row(5)] });
          seen.push(shown());
          send({ sent: 4, after: 30, rows: [row(40)], panels: null });
          seen.push(shown());
          send({ sent: 5, run: "b", after: -1, rows: [row(7)] });
          seen.push(shown());
          leave();
          await new Promise((resolve) => setTimeout(resolve, 50));
          const kept = parent.childElementCount;
          const text = parent.querySelector(".norm h3").textContent;
          const trouble = parent.querySelector(".trouble").textContent;
          parent.remove();
          leave();
          await new Promise((resolve) => setTimeout(resolve, 50));
          return { seen, asked, kept, gone: parent.childElementCount, text, trouble };
        }""",
        [
            list(PANELS),
            [{"name": name, "colour": "#080", "dash": "solid", "icon": "x"} for name in HEADS],
            GRADIENT_COLUMNS,
        ],
    )
    assert found == {
        "seen": ["20", "20", "20", "7"],
        "asked": [20],
        "kept": 1,
        "gone": 0,
        "text": "<i>x</i>",
        "trouble": "",
    }


def test_numbers_are_short_and_rows_are_halved_with_both_ends(opened):
    page = opened()
    shown = page.evaluate(
        """async () => {
          const { short, signed, percent, exactPercent, power } = await import("/app/static/shared/format.js");
          const { halve } = await import("/app/static/train/gradient_panels/rows.js");
          return [[null, 0, 1234.5, 99, -0.0123, 9.7e-6].map(short), [-0.001, -0.5, null].map(signed),
            [0.001, 0.5, -0.2].map(percent), exactPercent(0.9993), [-5, 2, 4].map(power),
            halve([0, 1, 2, 3]), halve([0])];
        }"""
    )
    assert shown == [
        ["–", "0", "1,235", "99", "−0.012", "1·10⁻⁵"],
        ["0.00", "−0.50", "–"],
        ["< 1\u00a0%", "50\u00a0%", "−20\u00a0%"],
        "99.9\u00a0%",
        ["10⁻⁵", "100", "10⁴"],
        [0, 2, 3],
        [0],
    ]


@pytest.mark.long
def test_a_phone_has_one_column_and_a_desktop_three(opened, quiet, run):
    quiet.store.add_points(run, [point(0), point(20)])
    page = opened()
    columns = "panels => getComputedStyle(panels.querySelector('.cards')).gridTemplateColumns.split(' ').length"
    panels = page.locator(".gradient-panels")
    expect_cards(page)
    assert panels.evaluate(columns) == 3
    page.set_viewport_size({"width": 390, "height": 844})
    page.wait_for_function("document.body.clientWidth <= 390")
    assert panels.evaluate(columns) == 1
    assert page.evaluate("document.querySelector('[data-testid=stMain]').scrollWidth") <= 390
