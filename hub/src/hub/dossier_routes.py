"""The dossier over HTTP: for the parent by its token, for the adviser who may read the case, and by link and code."""

import asyncio
import base64
import hashlib
import uuid
from datetime import datetime, timezone
from typing import Annotated
from urllib.parse import parse_qs

from fastapi import APIRouter, Depends, Request, Response
from fastapi.responses import HTMLResponse

from hub import desk_cases, dossier, dossier_pdf
from hub.chat import InAddress, InAllowance, InBearer, InRuntime
from hub.desk_access import InAdviser
from hub.dossier_link import PATH, DossierLinks, LinkRefused
from hub.errors import Refused, documented
from hub.models import Conversation

PDF = "application/pdf"
CODE_BYTES = 200
"""A form with one code; more is no code."""
STYLE = (
    "body{font:1.1rem/1.5 system-ui,sans-serif;max-width:32rem;margin:2rem auto;padding:0 1rem;color:#202430}"
    "input,button{font:inherit;padding:.5rem .8rem;margin:.3rem 0}label,input{display:block}"
)
STYLE_HASH = base64.b64encode(hashlib.sha256(STYLE.encode()).digest()).decode()
PAGE = f"""<!doctype html>
<html lang="fr-BE"><head><meta charset="utf-8"><title>Mon dossier</title>
<meta name="viewport" content="width=device-width, initial-scale=1"><meta name="robots" content="noindex">
<style>{STYLE}</style></head>
<body><main><h1>Mon dossier</h1>
<p>Tapez le code que vous avez reçu dans la conversation. Le dossier se télécharge ensuite.</p>
<form method="post"><label for="code">Code à 8 chiffres</label>
<input id="code" name="code" inputmode="numeric" autocomplete="off" required>
<button>Télécharger mon dossier</button></form>
<p>En danger immédiat : 112 (urgences) ou 101 (police).</p></main></body></html>
"""
PAGE_HEADERS = {
    "Content-Security-Policy": f"default-src 'none'; style-src 'sha256-{STYLE_HASH}'; form-action 'self'; "
    "base-uri 'none'; frame-ancestors 'none'",
    "Cache-Control": "no-store",
}
router = APIRouter(tags=["dossier"])


def links_of(request: Request) -> DossierLinks:
    links: DossierLinks = request.app.state.dossier_links
    return links


InLinks = Annotated[DossierLinks, Depends(links_of)]


@router.get("/api/chat/dossier", response_class=Response, responses=documented(401, 422, 429))
async def get_dossier(bearer: InBearer, runtime: InRuntime, allowance: InAllowance, address: InAddress) -> Response:
    """The parent's own dossier as a PDF, made now; nothing of it is kept."""
    await allowance.dossier(str(bearer.conversation_id), address)
    async with runtime.database.transaction() as session:
        found = await dossier.gather(session, await bearer.conversation(session))
    return await _drawn(found, bearer.conversation_id)


@router.get("/api/desk/cases/{case_id}/dossier", response_class=Response, responses=documented(401, 404, 422, 429))
async def get_dossier_of_case(
    case_id: uuid.UUID, me: InAdviser, runtime: InRuntime, allowance: InAllowance, address: InAddress
) -> Response:
    """The same for the adviser, where the whole case may be read; looking is logged."""
    await allowance.dossier(str(me.adviser_id), address)
    async with runtime.database.transaction() as session:
        seen = await desk_cases.find(session, me, case_id)
        if seen is None or seen.extent != "all":
            raise Refused(404, "not_found")
        await desk_cases.log_view(session, seen, me)
        found = await dossier.gather(session, seen.conversation)
        conversation_id = seen.conversation.id
    return await _drawn(found, conversation_id)


@router.get(PATH + "{link}", response_class=HTMLResponse, include_in_schema=False)
async def ask_code(link: str) -> HTMLResponse:
    """The page behind a link in Messenger: it asks for the code, whatever the link is worth."""
    return HTMLResponse(PAGE, headers=PAGE_HEADERS)


@router.post(PATH + "{link}", response_class=Response, include_in_schema=False)
async def open_with_code(
    link: str, request: Request, links: InLinks, runtime: InRuntime, allowance: InAllowance, address: InAddress
) -> Response:
    """The dossier, where link and code belong together; guesses are counted for each conversation."""
    try:
        conversation_id = links.read(link, datetime.now(timezone.utc))
        await allowance.code(str(conversation_id), address)
        links.check(link, await _code(request))
    except LinkRefused:
        raise Refused(403, "code_wrong") from None
    await allowance.dossier(str(conversation_id), address)
    async with runtime.database.transaction() as session:
        conversation = await session.get(Conversation, conversation_id)
        if conversation is None:
            raise Refused(403, "code_wrong")
        found = await dossier.gather(session, conversation)
    return await _drawn(found, conversation_id)


async def _code(request: Request) -> str:
    body = await request.body()
    if len(body) > CODE_BYTES:
        raise LinkRefused
    return "".join(parse_qs(body.decode("ascii", "ignore")).get("code", []))


async def _drawn(found: dossier.Dossier, conversation_id: uuid.UUID) -> Response:
    content = await asyncio.to_thread(dossier_pdf.draw, found)
    headers = {
        "Content-Disposition": f'attachment; filename="{dossier.named(conversation_id)}"',
        "Cache-Control": "no-store",
    }
    return Response(content, media_type=PDF, headers=headers)
