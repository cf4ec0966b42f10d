"""Firefox: the heads answer in the browser there too, and pages open without an error. Skipped where there is none."""

import pytest

from benchmarks.firefox import PATH, firefox

pytestmark = [pytest.mark.browser, pytest.mark.skipif(PATH is None, reason="Firefox is not installed")]
SIZES = {"wide": (1440, 900), "phone": (390, 844)}
READING = "all('.card[data-head=angle] .guess b')[0]?.textContent"


@pytest.fixture(scope="module")
def fox():
    with firefox() as fox:
        yield fox


@pytest.mark.long
@pytest.mark.parametrize("size", SIZES)
def test_it_draws_and_answers(fox, server, size):
    fox.size(*SIZES[size])
    fox.open(server)
    fox.wait("all('.root[data-live=true]').length && all('.card').length === 4")
    for (x1, y1), (x2, y2), angle in (((7, 14), (21, 14), "0°"), ((7, 7), (7, 21), "90°")):
        x, y, width, height = fox.ask(
            "(({ x, y, width, height }) => [x, y, width, height])(all('.pad')[0].getBoundingClientRect())"
        )
        ends = [(x + px / 28 * width, y + (1 - py / 28) * height) for px, py in ((x1, y1), (x2, y2))]
        middle = tuple(sum(pair) / 2 for pair in zip(*ends, strict=True))
        fox.drag(ends[0], middle, ends[1])
        assert fox.wait(f"{READING} === '{angle}' && {READING}") == angle
        fox.wait("location.search.includes('line=')")
    fox.wait("all('.root:has(> .cards)')[0].dataset.told === all('.root:has(> .pad)')[0].dataset.seq")
    assert fox.ask("all('.bug').map((each) => each.textContent).join('')") == ""
    assert fox.ask("document.documentElement.scrollWidth <= innerWidth")
    assert fox.errors == []


@pytest.mark.long
@pytest.mark.parametrize(("page", "part"), [("look_inside", ".network"), ("probe", ".root"), ("evaluate", ".thumbs")])
def test_a_page_opens(fox, server, page, part):
    fox.size(*SIZES["wide"])
    fox.open(f"{server}/{page}")
    fox.wait(f"all('{part}').length")
    assert fox.ask("all('[data-testid=stException]').length") == 0
    assert fox.errors == []
