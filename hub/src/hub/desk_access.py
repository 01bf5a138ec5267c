"""Who may use the desk's API: a session's cookie, and for every change a request that our own page made."""

from typing import Annotated
from urllib.parse import urlsplit

from fastapi import Depends, Request, Response

from hub import desk_sessions
from hub.desk_sessions import LoggedIn
from hub.errors import Refused
from hub.runtime import Runtime

COOKIE = "desk_session"
COOKIE_PATH = "/api/desk"
PAGE_HEADER = "X-Desk"
"""No other site's page can send it without asking first, and the answer to that is no."""
READING = ("GET", "HEAD")


def from_our_page(request: Request) -> None:
    """Raises Refused(403) for a change that another site's page asks for."""
    if request.method in READING:
        return
    origin, site = request.headers.get("origin"), request.headers.get("sec-fetch-site", "same-origin")
    foreign = origin is not None and urlsplit(origin).netloc != request.headers.get("host")
    if foreign or site != "same-origin" or PAGE_HEADER not in request.headers:
        raise Refused(403, "foreign_page")


def keep_cookie(request: Request, response: Response, token: str, seconds: float) -> None:
    response.set_cookie(
        COOKIE,
        token,
        max_age=int(seconds),
        path=COOKIE_PATH,
        secure=request.url.scheme == "https",
        httponly=True,
        samesite="strict",
    )


def drop_cookie(response: Response) -> None:
    response.delete_cookie(COOKIE, path=COOKIE_PATH, httponly=True, samesite="strict")


async def whoever(request: Request, *, acting: bool) -> LoggedIn:
    """The adviser of the request's cookie. Raises Refused(401)."""
    runtime: Runtime = request.app.state.runtime
    token = request.cookies.get(COOKIE)
    if token:
        async with runtime.database.transaction() as session:
            me = await desk_sessions.find(session, token, runtime.settings, acting=acting)
        if me is not None:
            return me
    raise Refused(401, "session_over")


async def somebody(request: Request) -> LoggedIn:
    """The adviser, who does something just now."""
    return await whoever(request, acting=True)


async def their_page(request: Request) -> LoggedIn:
    """The adviser, whose page asks by itself."""
    return await whoever(request, acting=False)


InAdviser = Annotated[LoggedIn, Depends(somebody)]
InAdvisersPage = Annotated[LoggedIn, Depends(their_page)]
