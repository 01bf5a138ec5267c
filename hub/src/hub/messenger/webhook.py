"""The webhook: Meta's verification, and events that are kept before the 200. Nothing else is done while Meta waits."""

from typing import Annotated

import structlog
from fastapi import APIRouter, Query, Request, Response
from fastapi.responses import PlainTextResponse

from hub.errors import Refused
from hub.messenger import counts, inbox
from hub.messenger.events import parse
from hub.messenger.page import Page
from hub.messenger.signature import BadSignature, check_webhook, same
from hub.runtime import Runtime

PATH = "/api/messenger/webhook"
BODY_BYTES = 4 * 1024 * 1024
"""Meta joins up to 1,000 events in one call: a refused size would end in a page that is unsubscribed."""
CHALLENGE_LONGEST = 200
log = structlog.get_logger()


def router(page: Page) -> APIRouter:
    """The routes for a page."""
    routes = APIRouter(include_in_schema=False)

    @routes.get(PATH)
    async def verify(
        mode: Annotated[str | None, Query(alias="hub.mode")] = None,
        token: Annotated[str | None, Query(alias="hub.verify_token")] = None,
        challenge: Annotated[str | None, Query(alias="hub.challenge")] = None,
    ) -> Response:
        good = mode == "subscribe" and same(token, page.verify_token)
        if not good or not challenge or not challenge.isprintable() or len(challenge) > CHALLENGE_LONGEST:
            raise _refused("verification")
        return PlainTextResponse(challenge)

    @routes.post(PATH)
    async def receive(request: Request) -> Response:
        body = await request.body()
        try:
            check_webhook(page.app_secret, body, request.headers.get("x-hub-signature-256"))
        except BadSignature:
            raise _refused("signature") from None
        batch = parse(body, page.id)
        runtime: Runtime = request.app.state.runtime
        async with runtime.database.transaction() as session:
            await inbox.keep(session, batch)
        return PlainTextResponse("EVENT_RECEIVED")

    return routes


def _refused(what: str) -> Refused:
    counts.REFUSED.inc()
    log.warning("messenger_refused_webhook", what=what)
    return Refused(403, "not_signed")
