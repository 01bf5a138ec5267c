"""Meta's callback for the deletion of data, and the page where a parent reads what came of it."""

import html
import secrets
from urllib.parse import parse_qs

import structlog
from fastapi import APIRouter, Request, Response
from fastapi.responses import HTMLResponse, JSONResponse
from sqlalchemy import select

from hub import conversations, jobs
from hub.errors import Refused
from hub.messenger import counts
from hub.messenger.models import Deletion, DeletionState, Thread
from hub.messenger.page import Page, person_of
from hub.messenger.signature import BadSignature, read_signed_request
from hub.runtime import Runtime

PATH = "/api/messenger/deletion"
CODE_BYTES = 12
FIELDS_MOST = 4
SAID: dict[DeletionState, str] = {
    "erased": "Votre conversation avec l’assistant, votre dossier et vos images ont été effacés.",
    "unknown": (
        "Nous n’avons trouvé aucune conversation à ce numéro. Facebook nous donne pour cette demande un autre numéro "
        "que dans Messenger, et nous ne pouvons pas relier les deux. Pour tout effacer, ouvrez la conversation avec "
        "notre page dans Messenger et écrivez « effacer mes données »."
    ),
}
UNKNOWN_CODE = "Ce code n’existe pas."
log = structlog.get_logger()


def router(page: Page) -> APIRouter:
    """The routes for a page."""
    routes = APIRouter(include_in_schema=False)

    @routes.post(PATH)
    async def delete(request: Request) -> Response:
        """Answers with a code and an address, as Meta asks."""
        try:
            form = parse_qs((await request.body()).decode(), max_num_fields=FIELDS_MOST)
            content = read_signed_request(page.app_secret, form.get("signed_request", [""])[0])
        except ValueError:
            raise Refused(422, "malformed") from None
        except BadSignature:
            counts.REFUSED.inc()
            raise Refused(403, "not_signed") from None
        runtime: Runtime = request.app.state.runtime
        code = secrets.token_hex(CODE_BYTES)
        state = await _erase(runtime, page, str(content.get("user_id", "")), code)
        log.info("messenger_deletion_asked", state=state)
        base = runtime.settings.messenger_public_url or str(request.base_url).rstrip("/")
        return JSONResponse({"url": f"{base}{PATH}/{code}", "confirmation_code": code})

    @routes.get(PATH + "/{code}")
    async def status(code: str, request: Request) -> Response:
        runtime: Runtime = request.app.state.runtime
        async with runtime.database.transaction() as session:
            found = await session.get(Deletion, code) if code.isalnum() else None
        said = SAID[found.state] if found is not None else UNKNOWN_CODE
        page_said = (
            '<!doctype html><html lang="fr"><meta charset="utf-8"><title>Vos données</title>'
            f'<meta name="viewport" content="width=device-width"><main><h1>Vos données</h1><p>{html.escape(said)}</p>'
        )
        return HTMLResponse(page_said, status_code=200 if found is not None else 404)

    return routes


async def _erase(runtime: Runtime, page: Page, user_id: str, code: str) -> DeletionState:
    """Erases the conversation where Meta's number is that of a thread; keeps the code without the number."""
    async with runtime.database.transaction() as session:
        query = select(Thread.conversation_id).where(Thread.person == person_of(page.id, user_id))
        conversation_id = (await session.execute(query)).scalar_one_or_none()
        erased = conversation_id is not None and await conversations.erase(session, conversation_id)
        if erased and conversation_id is not None:
            await jobs.defer_erasure(session, runtime.jobs, conversation_id)
        state: DeletionState = "erased" if erased else "unknown"
        session.add(Deletion(code=code, state=state))
    return state
