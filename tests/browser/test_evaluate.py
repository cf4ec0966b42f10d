"""Evaluate in a real browser: cells, rows and columns open their pictures, by mouse, by keyboard and by link."""

import re

import numpy as np
import pytest
from playwright.sync_api import expect

from model.evaluate import evaluate
from model.evaluate.evaluation import ALL
from model.predict import shipped
from training.catalogue import Catalogue
from training.presets import PRESETS
from training.results.evaluation_sets import evaluation_pictures

pytestmark = pytest.mark.browser
LINK = "evaluate?network=coursework-v3&test_set=wobble"


@pytest.fixture(scope="module")
def truth():
    """What the page must show."""
    pictures = evaluation_pictures("wobble", Catalogue().provenance(PRESETS["coursework-v3"].settings))
    return evaluate(shipped("coursework-v3")(pictures.pictures), pictures.labels)


@pytest.fixture
def opened(page, quiet):
    """Opens a link; no error may reach the page."""
    errors = []
    page.on("pageerror", lambda error: errors.append(error))

    def open_page(more="", link=LINK):
        page.goto(f"{quiet.url}/{link}{more}")
        expect(page.locator(".gallery h3")).to_be_visible()
        return page

    yield open_page
    assert errors == []


def cell(page, row, column, matrix="angle"):
    return page.locator(f'table[data-name="{matrix}"] [data-row="{row}"][data-column="{column}"]')


def expect_pictures(page, title, count):
    expect(page.locator(".gallery h3")).to_have_text(title)
    expect(page.locator(".gallery .count")).to_have_text("1 picture" if count == 1 else f"{count:,} pictures")


def expect_link(page, name, value):
    page.wait_for_function("([name, value]) => new URL(location).searchParams.get(name) === value", arg=[name, value])


@pytest.mark.long
def test_a_click_on_a_cell_a_row_or_a_column_shows_its_pictures(opened, truth):
    page, true, said = opened(), truth.labels[:, 3], truth.predictions[:, 3]
    expect_pictures(page, "All mistakes, the most confident first", (~truth.exact).sum())
    cell(page, 7, 6).click()
    expect_pictures(page, "Angle: true 105°, predicted 90°", ((true == 7) & (said == 6)).sum())
    expect(cell(page, 7, 6)).to_have_attribute("aria-selected", "true")
    expect_link(page, "cell", "angle.7.6")
    cell(page, 7, -1).click()
    expect_pictures(page, "Angle: true 105°", (true == 7).sum())
    expect(page.locator("td.within")).to_have_count(12)
    expect_link(page, "cell", "angle.7.")
    cell(page, -1, 6).click()
    expect_pictures(page, "Angle: predicted 90°", (said == 6).sum())
    expect_link(page, "cell", "angle..6")
    cell(page, 1, 0, "length").click()
    expect_pictures(page, "Length: true long, predicted short", truth.matrices["length"][1, 0])
    page.get_by_role("button", name="Show all mistakes").click()
    expect_pictures(page, "All mistakes, the most confident first", (~truth.exact).sum())
    expect_link(page, "cell", None)


@pytest.mark.long
def test_the_keyboard_walks_over_cells_and_labels_and_chooses(opened, truth):
    page, true, said = opened(), truth.labels[:, 3], truth.predictions[:, 3]
    cell(page, 0, 0).focus()
    for key in ["ArrowDown"] * 7 + ["ArrowRight"] * 6:
        page.keyboard.press(key)
    expect(cell(page, 7, 6)).to_be_focused()
    page.keyboard.press("Enter")
    expect_pictures(page, "Angle: true 105°, predicted 90°", ((true == 7) & (said == 6)).sum())
    expect(cell(page, 7, 6)).to_be_focused()
    page.keyboard.press("Home")
    expect(cell(page, 7, -1)).to_be_focused()
    page.keyboard.press(" ")
    expect_pictures(page, "Angle: true 105°", (true == 7).sum())
    page.keyboard.press("ArrowRight")
    for _ in range(8):
        page.keyboard.press("ArrowUp")
    expect(cell(page, -1, 0)).to_be_focused()
    page.keyboard.press("Enter")
    expect_pictures(page, "Angle: predicted 0°", (said == 0).sum())
    page.keyboard.press("Escape")
    expect_pictures(page, "All mistakes, the most confident first", (~truth.exact).sum())
    for table in page.locator("table[role=grid]").all():
        expect(table.locator("[tabindex='0']")).to_have_count(1)


@pytest.mark.long
@pytest.mark.parametrize(
    ("matrix_cell", "title"),
    [("angle.7.6", "Angle: true 105°, predicted 90°"), ("length..0", "Length: predicted short")],
)
def test_a_link_shows_the_same_pictures_to_somebody_else(opened, visitor, quiet, matrix_cell, title):
    page = opened()
    name, row, column = matrix_cell.split(".")
    cell(page, row or -1, column or -1, name).click()
    expect(page.locator(".gallery h3")).to_have_text(title)
    page.locator(".gallery [role=option]").nth(1).click()
    expect_link(page, "cell", matrix_cell)
    page.wait_for_function("new URL(location).searchParams.has('shown')")
    seen = page.locator(".gallery .large").get_attribute("aria-label")
    rows = "all => all.map((one) => one.dataset.picture)"
    pictures = page.locator(".gallery [role=option]").evaluate_all(rows)
    other = visitor(390, 844)
    other.goto(page.url)
    expect(other.locator(".gallery h3")).to_have_text(title)
    expect(other.locator(".gallery .large")).to_have_attribute("aria-label", seen)
    assert other.locator(".gallery [role=option]").evaluate_all(rows) == pictures
    expect(cell(other, row or -1, column or -1, name)).to_have_attribute("aria-selected", "true")
    assert other.evaluate("document.querySelector('[data-testid=stMain]').scrollWidth") <= 390


@pytest.mark.long
def test_pictures_are_walked_by_keyboard_and_say_which_heads_are_wrong(opened, truth):
    page = opened("&cell=angle.7.6")
    thumbs = page.locator(".gallery [role=option]")
    expect(thumbs.first).to_have_attribute("aria-selected", "true")
    thumbs.first.focus()
    page.keyboard.press("ArrowRight")
    expect(thumbs.nth(1)).to_be_focused()
    expect(thumbs.nth(1)).to_have_attribute("aria-selected", "true")
    row = int(thumbs.nth(1).get_attribute("data-picture"))
    expect_link(page, "shown", str(row))
    expect(page.locator(".heads tr.wrong th[scope=row]")).to_have_count(int((~truth.right[row]).sum()))
    expect(page.locator(".heads tr.wrong").last).to_contain_text("angle105°90°")
    expect(thumbs.nth(1).locator(".slip").last).to_contain_text("105° → 90°")


@pytest.mark.long
def test_a_chosen_picture_opens_on_another_page(opened):
    page = opened("&cell=angle.7.6")
    page.get_by_role("button", name="Explore", exact=True).click()
    page.wait_for_url(re.compile(r"/(home|explore|)\?.*(line|picture)="))
    expect(page.locator(".card .verdict")).to_have_count(4)


@pytest.mark.long
def test_the_matrix_of_all_classes_is_chosen_by_mouse_by_keyboard_and_from_its_list(opened, truth):
    page = opened("&view=classes")
    matrix = truth.matrices[ALL]
    canvas = page.locator(".big canvas")
    expect(canvas).to_be_visible()
    wrong = matrix - np.diag(np.diagonal(matrix))
    most = page.locator(".most button").first
    expect(most).to_contain_text(str(wrong.max()))
    most.click()
    expect(page.locator(".gallery .count")).to_have_text(f"{wrong.max()} pictures")
    expect(page).to_have_url(re.compile(r"cell=all\.\d+\.\d+"))
    row, column = map(int, re.findall(r"cell=all\.(\d+)\.(\d+)", page.url)[0])
    assert matrix[row, column] == wrong.max()
    canvas.focus()
    page.keyboard.press("ArrowRight")
    expect(page.locator(".readout")).to_contain_text("true short thin red 0°, predicted short thin red 15°")
    page.keyboard.press("ArrowLeft")
    page.keyboard.press("Enter")
    expect_pictures(page, "All four: true short thin red 0°, predicted short thin red 0°", matrix[0, 0])
    page.keyboard.press("ArrowLeft")
    page.keyboard.press("Enter")
    expect_pictures(page, "All four: true short thin red 0°", matrix[0].sum())
    box = canvas.bounding_box()
    x, y = (92 + 40.5 * (690 - 94) / 96, 20 + 40.5 * (690 - 94) / 96)
    canvas.click(position={"x": x * box["width"] / 690, "y": y * box["width"] / 690})
    expect_link(page, "cell", "all.40.40")
    expect(page.locator(".gallery .count")).to_have_text(re.compile(rf"^{matrix[40, 40]} picture"))


@pytest.mark.long
def test_shares_are_shown_without_asking_the_server(opened, truth):
    page = opened()
    expect(cell(page, 0, 0, "colour")).to_have_text(f"{truth.matrices['colour'][0, 0]:,}")
    expect(page.locator("[data-test-script-state=notRunning]")).to_be_attached()
    page.evaluate(
        """() => { window.runs = 0; new MutationObserver(() => { window.runs += 1; })
             .observe(document.querySelector("[data-test-script-state]"), { attributes: true }); }"""
    )
    page.get_by_role("button", name="% of the row").click()
    share = round(100 * truth.matrices["colour"][0, 0] / truth.matrices["colour"][0].sum())
    expect(cell(page, 0, 0, "colour")).to_have_text(re.compile(rf"^(> 99|{share})$"))
    assert page.evaluate("window.runs") == 0


def test_pictures_beyond_the_first_come_when_asked_for(opened, truth):
    page = opened()
    thumbs = page.locator(".gallery [role=option]")
    expect(thumbs).to_have_count(60)
    page.locator(".gallery .more").click()
    expect(thumbs).to_have_count(120)


@pytest.mark.long
def test_a_click_on_a_slice_shows_its_pictures(opened, truth):
    page = opened("&view=slices&of_head=angle")
    dots = page.locator(".st-key-chart_slices .scatterlayer .point")
    expect(dots).to_have_count(18)
    box = dots.nth(8).bounding_box()
    page.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    expect_pictures(page, "Angle: true 30°", (truth.labels[:, 3] == 2).sum())
    expect_link(page, "cell", "angle.2.")


@pytest.mark.long
def test_the_choice_survives_another_page(opened, truth):
    page = opened("&view=together&cell=length_width.1.1")
    page.get_by_role("link", name="Train").click()
    expect(page).to_have_url(re.compile("/train"))
    page.get_by_role("link", name="Evaluate").click()
    both = (~truth.right[:, :2]).all(axis=1).sum()
    expect_pictures(page, "Length and width: length wrong, width wrong", both)
    expect(cell(page, 1, 1, "length_width")).to_have_attribute("aria-selected", "true")
    expect_link(page, "cell", "length_width.1.1")


@pytest.mark.long
def test_the_choice_survives_another_view_and_another_theme(opened):
    page = opened("&cell=angle.7.6")
    page.get_by_role("radio", name="Calibration").click()
    expect(page.locator(".stPlotlyChart").first).to_be_visible()
    expect(page.locator(".gallery h3")).to_have_text("Angle: true 105°, predicted 90°")
    page.emulate_media(color_scheme="dark")
    page.get_by_role("radio", name="Confusion").click()
    expect(cell(page, 7, 6)).to_have_attribute("aria-selected", "true")
