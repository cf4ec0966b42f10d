"""The secret link of a teacher's board: `/classroom?board=SECRET` moves the secret into the browser's cookies.

The page that is opened has no secret in its address, so neither the projector nor the history of the browser shows it.
"""

from http.cookies import CookieError, SimpleCookie
from urllib.parse import parse_qsl, urlencode

from starlette.datastructures import Headers
from starlette.responses import RedirectResponse
from starlette.types import ASGIApp, Receive, Scope, Send

from ui.classroom.board_secrets import AT_MOST, COOKIE, NAME, secrets_in

_PAGE = "/classroom"
_DAYS = 400  # browsers keep no cookie longer


class BoardLinks:
    """Answers the secret link with the same page without the secret, and a cookie that scripts cannot read."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        app = self._app
        if scope["type"] == "http" and scope["method"] == "GET" and scope["path"].rstrip("/").endswith(_PAGE):
            app = _without_secret(scope) or app
        await app(scope, receive, send)


def _without_secret(scope: Scope) -> ASGIApp | None:
    """The redirect, if the link has a secret."""
    values = parse_qsl(scope["query_string"].decode("latin-1"), keep_blank_values=True)
    secret = next((value for name, value in values if name == NAME), None)
    if secret is None:
        return None
    rest = urlencode([(name, value) for name, value in values if name != NAME])
    page = "../classroom" if scope["path"].endswith("/") else "classroom"  # a proxy may serve the app under a path
    answer = RedirectResponse(f"{page}?{rest}" if rest else page, status_code=303)
    answer.headers.update({"Cache-Control": "no-store", "Referrer-Policy": "no-referrer"})
    if secrets_in(secret) == [secret]:
        kept = [secret, *(other for other in _kept(scope) if other != secret)][:AT_MOST]
        age, secure = _DAYS * 24 * 3600, scope.get("scheme") == "https"
        answer.set_cookie(COOKIE, ".".join(kept), age, path="/", secure=secure, httponly=True, samesite="lax")
    return answer


def _kept(scope: Scope) -> list[str]:
    try:
        morsel = SimpleCookie(Headers(scope=scope).get("cookie", "")).get(COOKIE)
    except CookieError:
        return []
    return secrets_in(morsel.value if morsel else "")
