"""Explore in a real browser: pointer, keys, touch, freehand, upload, links."""

import io
import re

import numpy as np
import pytest
from PIL import Image, ImageDraw
from playwright.sync_api import expect

from data.line import angle_error
from data.sample import every_placement

pytestmark = pytest.mark.browser
HEADS = ("length", "width", "colour", "angle")


def open_explore(page, url):
    page.goto(url)
    expect(page.locator(".card")).to_have_count(4)


def answered(page):
    """Wait until the cards answer the last change of the canvas."""
    seq = page.locator(".root:has(> .pad)").get_attribute("data-seq")
    expect(page.locator(".root:has(> .cards)")).to_have_attribute("data-told", seq)


def drag(page, *points):
    """Drag over the canvas; points in px of the frame, y up."""
    box = page.locator(".pad").bounding_box()
    at = [(box["x"] + x / 28 * box["width"], box["y"] + (1 - y / 28) * box["height"]) for x, y in points]
    page.mouse.move(*at[0])
    page.mouse.down()
    for x, y in at[1:]:
        page.mouse.move(x, y, steps=8)
    page.mouse.up()
    answered(page)


def guesses(page):
    return [page.locator(f".card[data-head={head}] .guess b").text_content() for head in HEADS]


def value(page, label):
    return float(page.get_by_label(label, exact=True).input_value())


def png(ends, colour="blue", width=12):
    image = Image.new("RGB", (112, 112), "black")
    ImageDraw.Draw(image).line(ends, fill=colour, width=width)
    data = io.BytesIO()
    image.save(data, "PNG")
    return data.getvalue()


def test_the_first_sight_is_a_line_and_four_answers(page, server):
    open_explore(page, server)
    assert guesses(page) == ["long", "thick", "red", "60°"]
    expect(page.locator(".mark")).to_have_text("All four right")
    expect(page.get_by_role("img", name=re.compile("^angle: 60, 100 %|^angle: 60, > 99 %"))).to_be_visible()


def test_everything_is_on_one_screen(page, server):
    open_explore(page, server)
    height = "document.querySelector('[data-testid=stMain]').scrollHeight"
    assert page.evaluate(height) <= page.viewport_size["height"]


def test_a_dragged_line_is_read(page, server):
    open_explore(page, server)
    drag(page, (4, 4), (4, 19))  # elsewhere: a new line
    assert guesses(page) == ["long", "thick", "red", "90°"]
    page.get_by_role("button", name="thin").click()
    page.get_by_role("button", name="blue").click()
    answered(page)
    assert guesses(page) == ["long", "thin", "blue", "90°"]
    expect(page.locator(".mark")).to_have_text("All four right")


@pytest.mark.long
def test_an_end_and_the_whole_can_be_moved(page, server):
    open_explore(page, server)
    drag(page, (18, 20.5), (25.5, 7.5))  # the upper end, to the right of the lower one
    assert guesses(page)[3] == "0°"
    assert value(page, "Length in px") == pytest.approx(15, abs=0.3)
    drag(page, (15, 7.5), (15, 17.5))  # a place on the line: all of it
    assert value(page, "Start y in px") == pytest.approx(17.5, abs=0.2)
    assert value(page, "Length in px") == pytest.approx(15, abs=0.3)


def test_keys_move_a_handle_and_undo_brings_it_back(page, server):
    open_explore(page, server)
    before = value(page, "Start x in px")
    page.get_by_role("button", name=re.compile("^Whole line")).focus()
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Shift+ArrowRight")
    answered(page)
    assert value(page, "Start x in px") == before + 3.5
    page.keyboard.press("Control+z")
    page.keyboard.press("Control+z")
    answered(page)
    assert value(page, "Start x in px") == before
    page.get_by_role("button", name="Redo").click()
    answered(page)
    assert value(page, "Start x in px") == before + 0.5


@pytest.mark.long
def test_numbers_change_the_line_and_the_card_says_off_the_grid(page, server):
    open_explore(page, server)
    page.get_by_label("Length in px").fill("11")
    page.get_by_label("Angle in degrees").fill("97")
    answered(page)
    expect(page.locator(".card[data-head=length] .words")).to_have_text("drawn 11 px: off the grid")
    expect(page.locator(".card[data-head=angle] .words")).to_have_text("drawn 97°: off the grid")
    expect(page.locator(".card[data-head=colour] .words")).to_have_text("right")


def test_random_lines_have_known_labels(page, server):
    open_explore(page, server)
    for _ in range(4):
        page.get_by_role("button", name="Random line").click()
        answered(page)
        states = page.locator(".card").evaluate_all("cards => cards.map((card) => card.dataset.state)")
        assert set(states) <= {"right", "wrong"}
        assert states.count("right") >= 3


@pytest.mark.long
def test_clear_leaves_no_line(page, server):
    open_explore(page, server)
    page.get_by_role("button", name="Clear").click()
    answered(page)
    expect(page.locator(".answer")).to_have_text("No line found")
    assert guesses(page) == ["–"] * 4
    page.get_by_role("button", name="Undo").click()
    expect(page.locator(".answer")).to_have_text("long, thick, red, 60°")


def test_a_freehand_stroke_is_read_without_a_truth(page, server):
    open_explore(page, server)
    page.get_by_role("button", name="Freehand").click()
    drag(page, (5, 14), (10, 14.3), (15, 13.7), (20, 14))
    assert guesses(page)[2:] == ["red", "0°"]
    expect(page.locator(".card[data-head=angle] .words")).to_have_text("")


def test_a_touch_draws_on_a_phone(visitor, server):
    page = visitor(390, 844, has_touch=True, is_mobile=True)
    open_explore(page, server)
    box = page.locator(".pad").bounding_box()
    touch = page.context.new_cdp_session(page)
    for kind, x, y in (("Start", 0.2, 0.8), ("Move", 0.5, 0.8), ("Move", 0.75, 0.8), ("End", None, None)):
        points = [] if x is None else [{"x": box["x"] + x * box["width"], "y": box["y"] + y * box["height"]}]
        touch.send("Input.dispatchTouchEvent", {"type": f"touch{kind}", "touchPoints": points})
    expect(page.locator(".said")).to_have_text("long, thick, red, 0°")
    assert page.evaluate("document.documentElement.scrollWidth") <= 390


def test_uploaded_pictures_are_read_and_opened(page, server):
    open_explore(page, server)
    page.get_by_role("button", name="Upload").click()
    files = {
        "flat.png": png((20, 56, 80, 56)),
        "broken.png": b"no picture",
        "steep.png": png((56, 26, 56, 86), colour="red"),
    }
    page.get_by_test_id("stFileUploaderDropzoneInput").set_input_files(
        [{"name": name, "mimeType": "image/png", "buffer": data} for name, data in files.items()]
    )
    expect(page.locator(".answer")).to_have_text("long, thick, blue, 0°")
    expect(page.get_by_text("broken.png: This is not a picture")).to_be_visible()
    page.get_by_role("button", name="long, thick, red, 90°", exact=True).click()
    expect(page.locator(".answer")).to_have_text("long, thick, red, 90°")
    drag(page, (4, 4), (4, 11))
    assert guesses(page) == ["short", "thick", "red", "90°"]


def test_the_address_gives_the_line_and_the_network_back(page, server):
    open_explore(page, server)
    page.get_by_test_id("stSelectbox").click()
    page.get_by_role("option", name=re.compile("^fast")).click()
    page.get_by_role("button", name="thin").click()
    page.wait_for_url(re.compile(r"network=fast&line=10\.5,7\.5,18,20\.49,1,ff0000,hard"))
    page.reload()
    expect(page.locator(".answer")).to_have_text("long, thin, red, 60°")
    expect(page.get_by_role("combobox", name="Network", exact=True)).to_have_value(re.compile("^fast"))


def test_a_bad_link_falls_back_in_words(page, server):
    open_explore(page, f"{server}/?network=nobody&line=1,2,nan")
    expect(page.get_by_text("This network is not here any more: using robust.")).to_be_visible()
    expect(page.get_by_text("The line in the link cannot be read")).to_be_visible()
    assert guesses(page) == ["long", "thick", "red", "60°"]


@pytest.mark.long
def test_the_line_is_still_there_after_another_page(page, server):
    open_explore(page, server)
    drag(page, (4, 4), (4, 19))
    page.get_by_role("link", name="Train").click()
    expect(page.locator(".card")).to_have_count(0)
    page.get_by_role("link", name="Explore").click()
    expect(page.locator(".answer")).to_have_text("long, thick, red, 90°")
    drag(page, (20, 4), (20, 11))
    assert guesses(page)[0] == "short"


@pytest.mark.long
def test_random_lines_are_trained_placements(page, server):
    open_explore(page, server)
    made = page.evaluate(
        """async () => {
            const { randomLine } = await import(new URL("app/static/shared/line_pad/geometry.js", document.baseURI));
            const angles = [...Array(12).keys()].map((step) => 15 * step);
            const some = (length, angle) => [...Array(50)].map(() => randomLine(length, angle));
            return [7, 15].flatMap((length) => angles.map((angle) => some(length, angle)));
        }"""
    )
    classes = [48 * length + angle for length in (0, 1) for angle in range(12)]
    for number, ends in zip(classes, made, strict=True):
        allowed = np.round(every_placement(number).ends.reshape(-1, 4), 1)
        drawn = np.round(np.array(ends).reshape(-1, 4), 1)
        assert {*map(tuple, drawn)} <= {*map(tuple, allowed)}


@pytest.mark.long
def test_typed_lengths_and_angles_stay_in_the_frame(page, server):
    open_explore(page, server)
    lines = page.evaluate(
        """async () => {
            const geometry = "app/static/shared/line_pad/geometry.js";
            const { lineAbout, measure } = await import(new URL(geometry, document.baseURI));
            const made = [];
            for (let turn = 0; turn < 180; turn += 3)
                for (const length of [1, 7, 15, 26, 38])
                    for (const x of [0.5, 11, 27.5]) {
                        const points = lineAbout([x, 28 - x], length, turn);
                        made.push([length, turn, ...points.flat(), measure(points).length, measure(points).angle]);
                    }
            return made;
        }"""
    )
    length, turn, x1, y1, x2, y2, drawn, angle = np.array(lines).T
    assert min(x1.min(), x2.min(), y1.min(), y2.min()) >= 0.5
    assert max(x1.max(), x2.max(), y1.max(), y2.max()) <= 27.5
    assert np.allclose(
        drawn, np.minimum(length, 27 / np.maximum(abs(np.cos(np.radians(turn))), np.sin(np.radians(turn)))), atol=0.02
    )
    assert angle_error(angle[length > 5], turn[length > 5]).max() < 0.2


def test_messages_are_self_clocked(page, server):
    open_explore(page, server)
    sent = page.evaluate(
        """async () => {
            const { createSender } = await import(new URL("app/static/shared/line_pad/sender.js", document.baseURI));
            const sender = createSender(5), sent = [];
            const post = (state) => sent.push([state.seq, state.at]);
            const wait = (ms) => new Promise((done) => setTimeout(done, ms));
            sender.answered(5, post);
            for (const at of ["a", "b", "c"]) sender.send({ at });
            sender.answered(6, post);
            await wait(1300);
            sender.answered(8, post);
            const anew = sender.answered(0, post);
            sender.send({ at: "d" });
            sender.stop();
            return [anew, ...sent];
        }"""
    )
    assert sent == [True, [6, "a"], [8, "c"], [8, "c"], [9, "d"]]  # newest, again after 1 s, on after a restart


@pytest.mark.long
def test_a_hint_says_what_to_do_until_something_is_drawn(page, server):
    open_explore(page, server)
    hint = page.get_by_text("Drag on the black square")
    expect(hint).to_be_visible()
    drag(page, (4, 4), (4, 19))
    expect(hint).to_be_hidden()
    page.wait_for_url(re.compile("line="))
    page.reload()
    expect(page.locator(".answer")).to_have_text("long, thick, red, 90°")
    expect(hint).to_be_hidden()


def test_on_a_phone_the_drawing_and_its_answer_come_first(page, server):
    page.set_viewport_size({"width": 390, "height": 844})
    open_explore(page, server)
    parts = (".pad", ".said", ".card >> nth=0", ".st-key-explore_bar")
    tops = [page.locator(part).bounding_box()["y"] for part in parts]
    assert tops == sorted(tops)
    expect(page.locator(".said")).to_be_in_viewport(ratio=1)
