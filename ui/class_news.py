"""What students' pages ask every two seconds: the news of their class. The question is their heartbeat too."""

import re
from urllib.parse import parse_qsl

from starlette.requests import Request
from starlette.responses import JSONResponse

from runs.database import StoreUnavailable
from ui.shared.browser import cookie_token
from ui.shared.membership import ADDRESS, news
from ui.shared.store import store_of

_LESSON = re.compile("[a-z0-9-]{0,40}")
_STEP = re.compile("[0-9]{1,3}")


def class_news(request: Request) -> JSONResponse:
    """The news of the class of the browser that asks, with the lesson and the step that are open in it."""
    owner = cookie_token(request.cookies)
    values = dict(parse_qsl(request.url.query))
    lesson, step = values.get("lesson", ""), values.get("step", "0")
    if owner is None or not _LESSON.fullmatch(lesson) or not _STEP.fullmatch(step):
        return JSONResponse({"state": "deleted"}, status_code=400)
    try:
        last = store_of(owner).see_member(owner, lesson, int(step))
    except StoreUnavailable as error:
        return JSONResponse({"error": str(error)}, status_code=503)
    return JSONResponse(news(last), headers={"Cache-Control": "no-store"})


ROUTES = {ADDRESS: class_news}
