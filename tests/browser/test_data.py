"""Data in a real browser: links, classes by mouse and keyboard, the leak, a set imported, kept and exported."""

import io
import re
import zipfile

import numpy as np
import pytest
from playwright.sync_api import expect

from data.export import EXPORTS
from data.importer import read_set
from data.sample import SamplerSettings, sample
from tests.data.test_importer import lines

pytestmark = pytest.mark.browser


@pytest.fixture
def opened(page, quiet):
    """Opens a link; no error may reach the page."""
    errors = []
    page.on("pageerror", lambda error: errors.append(error))

    def open_page(query=""):
        page.goto(f"{quiet.url}/data{query}")
        expect(page.get_by_role("radio", name="Classes")).to_be_visible()
        return page

    yield open_page
    assert errors == []
    expect(page.get_by_test_id("stException")).to_have_count(0)


def cell(page, index):
    return page.locator(f'.classes [data-class="{index}"]')


def heading(page, words):
    expect(page.get_by_role("heading", name=words, exact=True)).to_be_visible()


def expect_link(page, name, value):
    page.wait_for_function("([name, value]) => new URL(location).searchParams.get(name) === value", arg=[name, value])


def a_set():
    """Two pictures of each class, one file that is no picture and one with a name that says nothing."""
    data = io.BytesIO(EXPORTS["zip"].make(lines(2)))
    with zipfile.ZipFile(data) as archive:
        files = {name: archive.read(name) for name in archive.namelist() if name.endswith(".png")}
    files |= {"0_0_0_0_999.png": b"no picture", "holiday.png": files["0_0_0_0_0.png"]}
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return {"name": "mine.zip", "mimeType": "application/zip", "buffer": stream.getvalue()}


def test_a_deep_link_opens_a_class_and_a_click_another(opened):
    page = opened("?class=45&sample_seed=3")
    heading(page, "Short thick blue, 135°")
    expect(cell(page, 45)).to_have_attribute("aria-selected", "true")
    cell(page, 95).click()
    heading(page, "Long thick blue, 165°")
    expect_link(page, "class", "95")
    expect_link(page, "sample_seed", "3")
    expect(page.get_by_alt_text("40 samples of the class long thick blue, 165°")).to_be_visible()


@pytest.mark.long
def test_a_class_is_opened_by_the_keyboard(opened):
    page = opened()
    cell(page, 0).focus()
    for key in ("ArrowDown", "ArrowDown", "ArrowRight", "ArrowUp", "ArrowLeft", "ArrowLeft"):
        page.keyboard.press(key)
    expect(cell(page, 12)).to_be_focused()
    page.keyboard.press("Enter")
    heading(page, "Short thin blue, 0°")
    expect_link(page, "class", "12")
    expect(cell(page, 12)).to_be_focused()
    page.keyboard.press("End")
    page.keyboard.press("Space")
    heading(page, "Long thick blue, 165°")
    expect(page.locator('.classes [tabindex="0"]')).to_have_count(1)


@pytest.mark.long
def test_the_samplers_settings_are_in_the_link_and_hold_in_every_section(opened):
    page = opened()
    before = cell(page, 0).evaluate("(cell) => getComputedStyle(cell).backgroundImage")
    page.get_by_role("radio", name="Placements of 2019").click()
    expect_link(page, "places", "coursework")
    page.get_by_role("button", name="smooth").click()
    expect(cell(page, 0)).to_have_attribute("aria-label", re.compile("short thin red, 0°: 5.. distinct"))
    page.wait_for_function(
        "(before) => [...document.querySelectorAll('*')].map((one) => one.shadowRoot?.querySelector('.classes "
        "[data-class]')).filter(Boolean).some((one) => getComputedStyle(one).backgroundImage !== before)",
        arg=before,
    )
    page.get_by_role("radio", name="The leak").click()
    expect(page.get_by_role("heading", name=re.compile("89.2 % of the test pictures"))).to_be_visible()
    page.get_by_role("radio", name="Export").click()
    expect(page.get_by_role("radio", name="Placements of 2019")).to_have_attribute("aria-checked", "true")
    page.reload()
    expect(page.get_by_role("radio", name="Placements of 2019")).to_have_attribute("aria-checked", "true")


@pytest.mark.long
def test_the_leak_opens_pairs_of_a_class(opened):
    page = opened("?data=leak&network=coursework-v3")
    expect(page.get_by_role("heading", name=re.compile("89.2 % of the test pictures"))).to_be_visible()
    cell(page, 52).click()
    heading(page, "Long thin red, 60°")
    expect_link(page, "leak_class", "52")
    expect(page.get_by_alt_text(re.compile("Test picture .* the same pixels"))).to_have_count(8)
    expect(page.get_by_text("This network was trained on them")).to_be_visible()


def test_a_zip_is_imported_with_a_report_kept_opened_by_link_and_exported(opened):
    page = opened("?data=import")
    page.locator("input[type=file]").set_input_files(a_set())
    expect(page.get_by_text("Not a PNG or JPEG (or WebP, BMP, GIF), or far too large.", exact=True)).to_be_visible()
    expect(page.get_by_test_id("stMetricValue")).to_have_text(["192", "192", "2"])
    page.get_by_role("textbox", name="Name").fill("My lines")
    page.get_by_role("textbox", name="Name").press("Enter")
    page.get_by_role("button", name="Save this set").click()
    expect(page.get_by_role("button", name="Remove")).to_be_visible()
    expect(page.get_by_text("My lines", exact=True)).to_be_visible()
    page.wait_for_function("() => /set=[0-9a-f]{40}/.test(location.search)")
    page.reload()
    expect(page.get_by_test_id("stMetricValue")).to_have_text(["192", "192", "2"])
    page.get_by_role("radio", name="Export").click()
    page.get_by_role("combobox", name=re.compile("Pictures")).click()
    page.get_by_role("option", name="My lines").click()
    expect(page.get_by_text("192 pictures of an imported set.")).to_be_visible()
    with page.expect_download() as download:
        page.get_by_role("button", name="npz of 2019").click()
    found = read_set(io.BytesIO(download.value.path().read_bytes()))
    assert found.report.read == found.report.distinct == 192


def test_what_the_sampler_draws_is_downloaded(opened):
    page = opened("?data=export&sample_per_class=2&sample_seed=5")
    expect(page.get_by_text("192 pictures. Equal settings")).to_be_visible()
    with page.expect_download() as download:
        page.get_by_role("button", name="PNG + CSV").click()
    found = read_set(io.BytesIO(download.value.path().read_bytes()))
    np.testing.assert_array_equal(found.held.pictures, sample(SamplerSettings(per_class=2, seed=5)).pictures)


def test_a_hostile_zip_gets_a_sentence(opened):
    page = opened("?data=import")
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr("../0_0_0_0_1.png", b"")
    file = {"name": "bad.zip", "mimeType": "application/zip", "buffer": stream.getvalue()}
    page.locator("input[type=file]").set_input_files(file)
    expect(page.get_by_text(re.compile("would land outside its folder"))).to_be_visible()
    expect(page.get_by_role("button", name="Save this set")).to_have_count(0)
