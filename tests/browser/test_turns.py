"""Two tabs are one browser, another browser is another one: its run goes before the second one of the first."""

from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import expect
from sqlalchemy import select

from runs.tables import RunRow
from ui.shared.browser import COOKIE

pytestmark = pytest.mark.browser


def start(page, url, earlier):
    """Start a run beside these, the newest of which the page shows first; returns its id."""
    page.goto(f"{url}/train")
    page.get_by_role("button", name="Start", exact=True).click()
    page.wait_for_url(lambda url: run_of(url) not in (None, *earlier))
    expect(page.get_by_text("in the queue").first).to_be_visible()
    return run_of(page.url)


def run_of(url):
    return parse_qs(urlsplit(url).query).get("run", [None])[0]


@pytest.mark.long
def test_tabs_of_a_browser_share_their_turns(visitor, quiet):
    first = visitor()
    tabs = [first, first.context.new_page(), visitor()]
    runs = []
    for tab in tabs:
        runs.append(start(tab, quiet.url, runs))
    (cookie,) = [cookie for cookie in first.context.cookies() if cookie["name"].startswith(COOKIE)]
    assert (cookie["httpOnly"], cookie["sameSite"]) == (True, "Lax")
    with quiet.store.read() as connection:
        owners = dict(connection.execute(select(RunRow.id, RunRow.owner)).all())
    assert owners[runs[0]] == owners[runs[1]] == cookie["value"].split(".")[0] != owners[runs[2]]
    assert [quiet.store.queue_place(run_id) for run_id in runs] == [1, 3, 2]
    expect(tabs[1].get_by_text("Number 3 in the queue")).to_be_visible()


# Both are late, so that the timer's turn comes between the click and its message. The button is looked for then:
# an answer that comes first may have put another in its place.
CLICK_BEFORE_A_LATE_TIMER = """() => {
  setTimeout(() => document.querySelector(".st-key-start button").click(), 10);
  const end = performance.now() + 3000;
  while (performance.now() < end);
}"""


def test_a_click_that_comes_with_the_timer_of_a_live_part_counts_once(page, quiet):
    earlier = [run.id for run in quiet.store.runs(50)]
    shown = start(page, quiet.url, earlier)  # it waits, and its part of the page looks again and again
    for _ in range(3):
        before = {run.id for run in quiet.store.runs(50)}
        page.evaluate(CLICK_BEFORE_A_LATE_TIMER)
        page.wait_for_url(lambda url, last=shown: run_of(url) != last)
        shown = run_of(page.url)
        assert {run.id for run in quiet.store.runs(50)} - before == {shown}
