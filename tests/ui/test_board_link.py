"""The secret of a board goes from the link into a cookie, and out of the address."""

import asyncio

import pytest

from ui.board_link import BoardLinks

SECRET, OTHER = "s" * 32, "o" * 32


async def page(scope, receive, send):
    await send({"type": "http.response.start", "status": 200, "headers": []})
    await send({"type": "http.response.body", "body": b"page"})


def visit(path, query="", cookie="", method="GET", scheme="http"):
    """Status and headers of an answer."""
    headers = [(b"cookie", cookie.encode())] if cookie else []
    scope = {"type": "http", "method": method, "path": path, "query_string": query.encode(), "headers": headers}
    messages = []

    async def receive():
        return {}

    async def send(message):
        messages.append(message)

    asyncio.run(BoardLinks(page)(scope | {"scheme": scheme}, receive, send))
    return messages[0]["status"], {name.decode(): value.decode() for name, value in messages[0]["headers"]}


@pytest.mark.parametrize(
    ("path", "query", "place"),
    [
        ("/classroom", f"board={SECRET}", "classroom"),
        ("/lines/classroom", f"v=1&board={SECRET}&board_part=lead", "classroom?v=1&board_part=lead"),
        ("/classroom/", f"board={SECRET}", "../classroom"),
    ],
)
def test_the_page_is_opened_without_the_secret(path, query, place):
    status, headers = visit(path, query)
    assert (status, headers["location"], headers["referrer-policy"]) == (303, place, "no-referrer")
    value, *rules = headers["set-cookie"].split("; ")
    assert value == f"lineheads_boards={SECRET}"
    assert {"HttpOnly", "SameSite=lax", "Path=/"} <= set(rules)
    assert "Secure" not in rules


def test_a_browser_keeps_several_boards_the_last_opened_first():
    several = ".".join([OTHER, SECRET, *(f"{i}" * 32 for i in range(8))])
    _, headers = visit("/classroom", f"board={SECRET}", cookie=f"a=b; lineheads_boards={several}")
    kept = headers["set-cookie"].partition(";")[0].partition("=")[2].split(".")
    assert (kept[:3], len(kept)) == ([SECRET, OTHER, "0" * 32], 8)


def test_the_cookie_is_for_https_alone_where_that_is_spoken():
    assert "Secure" in visit("/classroom", f"board={SECRET}", scheme="https")[1]["set-cookie"]


@pytest.mark.parametrize("secret", ["", "short", "x" * 65, "a" * 20 + ";", "a" * 20 + "%0d%0aSet-Cookie:x=1", "é" * 30])
def test_what_is_no_secret_is_not_kept_and_leaves_the_address_too(secret):
    status, headers = visit("/classroom", f"board={secret}")
    assert (status, headers["location"]) == (303, "classroom")
    assert "set-cookie" not in headers


@pytest.mark.parametrize(("path", "query"), [("/classroom", "join=ABCDEF"), ("/train", f"board={SECRET}")])
def test_everything_else_is_served_as_ever(path, query):
    assert visit(path, query) == (200, {})
