"""Look inside in a real browser: layers open, sums equal what the layers gave, the heads' maps appear."""

import base64
import re

import numpy as np
import pytest
from playwright.sync_api import expect

from model.heads import HEADS
from model.predict.predictor import SHIPPED
from tests.browser.test_live_answers import COUNT
from ui.shared.drawing import FIRST_DRAWING

pytestmark = pytest.mark.browser


@pytest.fixture
def opened(page, server):
    """Opens the page by its link; no error may reach the page."""
    errors = []
    page.on("pageerror", lambda error: errors.append(error))

    def open_page(**link):
        asked = "&".join(f"{name}={value}" for name, value in {"network": "fast", **link}.items())
        page.goto(f"{server}/look_inside?{asked}")
        expect(verdict(page)).to_have_attribute("data-equal", re.compile("true|null"))
        return page

    yield open_page
    assert errors == []


def verdict(page):
    return page.locator(".opened .verdict")


def numbers(page):
    """The value that the browser computed, and the one that the layer gave."""
    return [float(verdict(page).get_attribute(f"data-{name}")) for name in ("value", "shown")]


def hover(page, row, column, rows, columns):
    canvas = page.locator("canvas.large.output")
    canvas.scroll_into_view_if_needed()
    box = canvas.bounding_box()
    page.mouse.move(box["x"] + (column + 0.5) / columns * box["width"], box["y"] + (row + 0.5) / rows * box["height"])
    expect(page.locator(".opened .where")).to_have_text(re.compile(f"row {row}, column {column}"))


def heading(page, text):
    expect(page.locator(".opened h3")).to_have_text(text)


def first_layer():
    """What the first convolution of `fast` gives for the first line, by plain NumPy: `(7, 7, 32)`."""
    with np.load(SHIPPED / "fast.weights.npz") as weights:
        kernel, bias = weights["trunk_conv_1/kernel"].astype(float), weights["trunk_conv_1/bias"].astype(float)
    picture = np.pad(FIRST_DRAWING.painted() / 255, ((1, 2), (1, 2), (0, 0)))  # 'same': (7 - 1) * 4 + 7 - 28 = 3
    windows = [[picture[4 * y : 4 * y + 7, 4 * x : 4 * x + 7] for x in range(7)] for y in range(7)]
    return np.maximum(np.einsum("yxijc,ijcf->yxf", np.array(windows), kernel) + bias, 0)


@pytest.mark.long
def test_the_sum_under_a_hovered_pixel_is_its_value_and_that_of_numpy(opened):
    page, wanted = opened(layer="trunk_conv_1"), first_layer()
    for number, row, column in ((0, 0, 0), (5, 3, 3), (5, 6, 6), (31, 2, 4)):
        page.locator(f"button.map[data-map='{number}']").click()
        hover(page, row, column, 7, 7)
        expect(page.locator(".opened .where")).to_have_text(f"Map {number}, row {row}, column {column}")
        value, shown = numbers(page)
        assert value == pytest.approx(shown, abs=1e-4)
        assert value == pytest.approx(wanted[row, column, number], abs=1e-4)
    expect(page.locator(".opened .line")).to_contain_text("Σ of 147 products")
    expect(page.locator(".opened .part")).to_have_count(3)


def test_a_click_opens_a_layer_and_stands_in_the_link(opened):
    page = opened()
    heading(page, "conv 1")
    page.locator("button[data-layer=trunk_conv_2]").click()
    heading(page, "conv 2")
    expect(page).to_have_url(re.compile("layer=trunk_conv_2"))
    expect(page.locator("button[data-layer=trunk_conv_2]")).to_have_attribute("aria-pressed", "true")
    expect(page.locator("button.map")).to_have_count(64)
    hover(page, 2, 5, 7, 7)
    value, shown = numbers(page)
    assert value == pytest.approx(shown, abs=1e-3)
    page.reload()
    heading(page, "conv 2")


@pytest.mark.long
def test_every_layer_of_a_network_itemises_what_it_gives(opened):
    page = opened()
    names = page.locator("button.layer").evaluate_all("boxes => boxes.map((box) => box.dataset.layer)")
    assert len(names) == 15
    for name in names:
        page.locator(f"button[data-layer={name}]").click()
        expect(page).to_have_url(re.compile(f"layer={name}(&|$)"))
        heading(page, re.sub(r"^[a-z]+_", "", name).replace("_", " "))
        expect(verdict(page)).to_have_attribute("data-equal", "true")


@pytest.mark.long
def test_everything_works_by_keyboard(opened):
    page = opened()
    page.locator("button[data-layer=trunk_conv_1]").focus()
    page.keyboard.press("ArrowRight")
    expect(page.locator("button[data-layer=trunk_conv_2]")).to_be_focused()
    page.keyboard.press("Enter")
    heading(page, "conv 2")
    page.locator("button.map[aria-pressed=true]").focus()
    page.keyboard.press("ArrowRight")
    chosen = page.locator("button.map[aria-pressed=true]")
    expect(chosen).to_be_focused()
    canvas = page.locator("canvas.large.output")
    canvas.focus()
    for _ in range(7):
        page.keyboard.press("ArrowUp")
        page.keyboard.press("ArrowLeft")
    page.keyboard.press("ArrowDown")
    where = f"Map {chosen.get_attribute('data-map')}, row 1, column 0"
    expect(page.locator(".opened .where")).to_have_text(where)
    expect(canvas).to_be_focused()
    expect(page.locator(".opened .quiet")).to_contain_text(where)


@pytest.mark.long
def test_a_display_toggle_asks_nobody(opened):
    page = opened(question="readable")  # which waits for no worker
    before = page.locator("button.map canvas").first.evaluate("canvas => canvas.toDataURL()")
    page.evaluate("() => { window.sent = 0; const send = WebSocket.prototype.send;"
                  "WebSocket.prototype.send = function (data) { window.sent++; send.call(this, data); } }")  # fmt: skip
    page.get_by_role("radio", name="whole network").check()
    page.wait_for_function(
        "old => { const find = (root) => root.querySelector('button.map canvas') ?? "
        "[...root.querySelectorAll('*')].map((one) => one.shadowRoot && find(one.shadowRoot)).find(Boolean);"
        "return find(document).toDataURL() !== old; }",
        arg=before,
    )
    assert page.evaluate("window.sent") == 0
    page.locator("button[data-layer=pixels]").click()  # this does ask
    page.wait_for_function("window.sent > 0")


@pytest.fixture(scope="module")
def without_engine(context, quiet):
    """The page of an app that no worker serves; its question asks nobody."""
    page = context.new_page()
    page.set_viewport_size({"width": 1440, "height": 900})
    page.goto(f"{quiet.url}/look_inside?network=fast&question=needed")
    yield page
    page.close()


def maps(page):
    return page.locator("button.map canvas:not(.own)").evaluate_all("all => all.map((one) => one.toDataURL())")


def lit(page):
    return page.locator("canvas.lit").evaluate_all("all => all.map((one) => one.toDataURL())")


def answers_of(page):
    return page.locator(".head-answer h4 b, .head-answer .logit").all_text_contents()


def place(page, x, y):
    box = page.locator(".pad").bounding_box()
    return box["x"] + x / 28 * box["width"], box["y"] + (1 - y / 28) * box["height"]


def test_maps_and_logits_are_there_before_any_worker(without_engine):
    page = without_engine
    expect(page.locator(".head-answer .logit")).to_have_text([re.compile("logit")] * 4)
    expect(page.locator(".head-answer h4 b")).to_have_text(
        [re.compile(one) for one in ("^long", "^thick", "^red", "^60°")]
    )
    expect(verdict(page)).to_have_attribute("data-equal", "true")
    expect(page.locator("button.layer")).to_have_count(15)
    assert len(set(maps(page))) > 10


def test_all_follows_the_line_and_the_server_hears_of_its_end(without_engine):
    page = without_engine
    expect(verdict(page)).to_have_attribute("data-equal", "true")
    expect(page.locator(".root[data-live=true]")).to_be_visible()
    page.evaluate(COUNT)
    page.mouse.move(*place(page, 7, 14))
    page.mouse.down()
    seen = []
    for end in ((21, 14), (19.1, 21), (7, 26)):
        page.mouse.move(*place(page, *end), steps=6)
        page.evaluate("new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))")
        seen.append((maps(page), lit(page), answers_of(page)))
        expect(verdict(page)).to_have_attribute("data-equal", "true")
    for i in range(3):  # maps, boxes, answers
        assert len({str(moment[i]) for moment in seen}) == len(seen)
    assert [answers[6].split()[0] for _, _, answers in seen] == ["0°", "30°", "90°"]
    assert page.evaluate("window.sent") == 0
    page.mouse.up()
    page.wait_for_url(re.compile("line="))
    page.wait_for_function("window.sent > 0")
    expect(page.locator(".head-answer h4 b").last).to_have_text(re.compile("^90°"))


def test_maps_are_edited_and_restored(without_engine):
    page = without_engine
    expect(verdict(page)).to_have_attribute("data-equal", "true")
    page.evaluate("window.sent = 0")
    before = answers_of(page)
    page.get_by_role("radio", name="switches it off").check()
    for number in range(12):
        page.locator(f"button.map[data-map='{number}']").click()
    expect(page.locator("button.map.off")).to_have_count(12)
    expect(page.locator(".head-answer .unedited")).to_have_text([re.compile("^unedited")] * 4)
    page.get_by_role("radio", name="adds noise").check()
    page.locator("button.map[data-map='0']").click()
    expect(page.locator("button.map.noisy")).to_have_count(1)
    expect(verdict(page)).to_contain_text("standard deviation")
    assert answers_of(page) != before
    page.get_by_role("button", name="Restore all").click()
    expect(page.locator("button.map.off")).to_have_count(0)
    expect(page.locator(".head-answer .unedited")).to_have_text([""] * 4)
    assert answers_of(page) == before
    page.get_by_role("radio", name="looks at it").check()


def painted(page, place):
    """The map over the picture at 'row-head' as a picture file."""
    return page.locator(f".attribution canvas.over[data-place='{place}']").evaluate("canvas => canvas.toDataURL()")


def test_four_maps_and_the_sanity_check(opened):
    page = opened()
    captions = page.locator(".attribution figcaption b")
    expect(captions).to_have_text([re.compile(one) for one in ("^long", "^thick", "^red", "^60°")])
    trained = [painted(page, f"0-{i}") for i in range(4)]
    assert len(set(trained)) == 4
    page.get_by_text("Sanity check").click()
    notes = page.locator(".attribution article figure:last-child figcaption span")
    expect(notes).to_have_text([re.compile("Rank correlation|flat|empty")] * 4)
    assert not set(trained) & {painted(page, f"1-{i}") for i in range(4)}
    assert [painted(page, f"0-{i}") for i in range(4)] == trained
    expect(page).to_have_url(re.compile("sanity=true"))
    page.get_by_text("Integrated gradients", exact=True).first.click()
    expect(page.locator(".attribution figcaption span").first).to_contain_text("explain the score")
    expect(page).to_have_url(re.compile("attention_by=integrated-gradients"))


@pytest.mark.long
@pytest.mark.parametrize(
    ("question", "button", "drawing"),
    [
        ("wishes", "Make pictures", ".feature-visualisation li.best canvas"),
        ("needed", "Silence each filter", ".ablation .strip"),
        ("readable", "Fit the probes", ".linear-probes polyline"),
    ],
)
def test_slow_answers_come_by_a_button_and_are_kept(opened, question, button, drawing):
    page = opened(question=question)
    page.get_by_role("button", name=button).click()
    expect(page.locator(drawing).first).to_be_visible()
    page.reload()
    expect(page.locator(drawing).first).to_be_visible()
    expect(page.get_by_role("button", name=button)).to_have_count(0)


@pytest.mark.long
def test_filters_are_sorted_and_walked_by_keys(opened, page):
    page = opened(question="needed", ablated="trunk_conv_1")
    page.get_by_role("button", name="Silence each filter").click()
    expect(page.locator(".ablation .strip")).to_have_count(len(HEADS))
    page.get_by_role("radio", name="most needed first").check()
    order = "strip => [...strip.querySelectorAll('[data-filter]')].map((cell) => Number(cell.dataset.filter))"
    filters = page.locator(".ablation .columns").first.evaluate(order)
    assert sorted(filters) == list(range(32)) != filters
    expect(page.locator(".ablation .where")).to_contain_text(f"Without filter {filters[0]} of")
    page.locator(".ablation .strips").focus()
    page.keyboard.press("ArrowRight")
    expect(page.locator(".ablation .where")).to_contain_text(f"Without filter {filters[1]} of")


def test_a_phone_needs_no_sideways_scrolling(opened, page):
    page.set_viewport_size({"width": 390, "height": 844})
    opened()
    expect(page.locator(".attribution figcaption b").first).to_contain_text("score")
    assert page.evaluate("document.querySelector('[data-testid=stMain]').scrollWidth") <= 390
    boxes = page.locator("button.layer").evaluate_all("all => all.map((one) => one.getBoundingClientRect().right)")
    assert max(boxes) <= 390


RNG = np.random.default_rng(0)


def b64(array):
    return {"shape": list(array.shape), "values": base64.b64encode(array.astype("<f4").tobytes()).decode()}


def cases():
    """Layers of every kind that is itemised, with shapes of their inputs."""
    from keras import layers

    maps, vector = (6, 7, 3), (5,)
    return {
        "valid": (layers.Conv2D(4, 3, strides=2, activation="elu"), [maps]),
        "same": (layers.Conv2D(4, (2, 4), strides=(3, 2), padding="same", activation="relu"), [maps]),
        "no bias": (layers.Conv2D(2, 5, padding="same", use_bias=False, activation="silu"), [maps]),
        "over maps": (layers.Conv2D(3, 3, padding="same", activation="softmax"), [maps]),
        "dilated": (layers.Conv2D(2, 2, dilation_rate=2), [maps]),
        "maximum": (layers.MaxPooling2D(3, strides=2, padding="same"), [maps]),
        "average": (layers.AveragePooling2D(2, strides=1, padding="same"), [maps]),
        "valid average": (layers.AveragePooling2D((2, 3)), [maps]),
        "global maximum": (layers.GlobalMaxPooling2D(), [maps]),
        "global average": (layers.GlobalAveragePooling2D(keepdims=True), [maps]),
        "dense": (layers.Dense(3, activation="tanh"), [vector]),
        "softmax": (layers.Dense(4, activation="softmax"), [vector]),
        "leaky": (layers.Dense(4, activation="leaky_relu"), [vector]),
        "rescaling": (layers.Rescaling([0.5, 2.0, -1.0], offset=0.25), [maps]),
        "flatten": (layers.Flatten(), [maps]),
        "concatenate": (layers.Concatenate(), [vector, (2,)]),
        "concatenate maps": (layers.Concatenate(axis=-1), [maps, (6, 7, 2)]),
        "rows": (layers.Concatenate(axis=1), [maps, (2, 7, 3)]),
        "residual": (layers.Add(), [maps, maps]),
        "activation": (layers.Activation("softplus"), [maps]),
        "dropout": (layers.Dropout(0.5), [vector]),
        "normalised": (layers.BatchNormalization(), [maps]),
        "separable": (layers.DepthwiseConv2D(3), [maps]),
    }


NOT_ITEMISED = {"dilated", "rows", "normalised", "separable"}


def message(layer, shapes):
    """As the page sends it, and the output."""
    import keras

    from model.explain.structure import DETAILS, _plain

    inputs = [RNG.normal(size=shape).astype(np.float32) for shape in shapes]
    batch = [keras.ops.convert_to_tensor(one[None]) for one in inputs]
    layer(batch if len(batch) > 1 else batch[0])
    layer.set_weights([RNG.normal(size=one.shape) ** 2 for one in layer.get_weights()])
    output = np.asarray(layer(batch if len(batch) > 1 else batch[0]))[0]
    details = {name: _plain(getattr(layer, attribute, None)) for name, attribute in DETAILS.items()}
    weights = {one.name: one.numpy() for one in layer.weights}
    told = {
        "name": layer.name,
        "kind": type(layer).__name__,
        "activation": getattr(getattr(layer, "activation", None), "__name__", None),
        "details": {name: value for name, value in details.items() if value is not None},
    }
    arrays = {name: b64(weights[name]) if name in weights else None for name in ("kernel", "bias")}
    return {
        "layer": told,
        "inputs": [{"name": f"input_{i}", **b64(one)} for i, one in enumerate(inputs)],
        "output": b64(output),
        **arrays,
    }, output


EXPLAIN = """async (message) => {
  const { explain, read } = await import("/app/static/look_inside/arithmetic.js");
  const { formOf } = await import("/app/static/look_inside/arrays.js");
  const layer = read(message), form = formOf(layer.output);
  const found = [];
  for (let i = 0; i < message.output.shape.reduce((product, one) => product * one); i += 1) {
    const unit = Math.floor(i / form.maps), y = Math.floor(unit / form.width);
    found.push(explain(layer, form.vector ? { unit } : { y, x: unit % form.width, map: i % form.maps }).value);
  }
  return found;
}"""


def test_the_arithmetic_is_that_of_keras_everywhere(page, server):
    page.goto(f"{server}/_stcore/health")
    for name, (layer, shapes) in cases().items():
        told, output = message(layer, shapes)
        found = page.evaluate(EXPLAIN, told)
        if name in NOT_ITEMISED:
            assert set(found) == {None}, name
        else:
            np.testing.assert_allclose(np.array(found, float), output.ravel(), rtol=1e-4, atol=1e-5, err_msg=name)


LAYERS = [
    ("pixels", [], "trunk"), ("a", ["pixels"], "trunk"), ("b", ["a"], "trunk"), ("c", ["b"], "trunk"),
    ("sum", ["a", "c"], "trunk"), ("left", ["sum"], "trunk"), ("right", ["sum"], "trunk"),
    ("features", ["left", "right"], "trunk"), ("early", ["sum"], "colour"), ("colour", ["early"], "colour"),
    *[(f"{head}_1", ["features"], head) for head in ("length", "width", "angle")],
    *[(head, [f"{head}_1"], head) for head in ("length", "width", "angle")],
]  # fmt: skip


@pytest.mark.parametrize("width", [330, 1280])
def test_boxes_of_a_branching_network_never_overlap(page, server, width):
    page.goto(f"{server}/_stcore/health")
    layers = [{"name": name, "inputs": inputs, "owner": owner} for name, inputs, owner in LAYERS]
    boxes = page.evaluate(
        """async ([layers, heads, width]) => {
          const { drawnIn } = await import("/app/static/look_inside/layout.js");
          return [...drawnIn(width, layers, heads).boxes.values()];
        }""",
        [layers, list(HEADS), width],
    )
    assert len(boxes) == len(LAYERS)
    for i, one in enumerate(boxes):
        for other in boxes[:i]:
            apart = abs(one["x"] - other["x"]) >= one["width"] or abs(one["y"] - other["y"]) >= one["height"]
            assert apart, (LAYERS[i], one, other)
