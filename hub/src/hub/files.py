"""Files over HTTP: a parent sends one, the parent and the adviser of the case see it again."""

import asyncio
import uuid
from typing import Annotated

from fastapi import APIRouter, Query, Request, Response
from sqlalchemy.ext.asyncio import AsyncSession

from hub import cases, conversations, desk_cases, evidence
from hub.chat import InAddress, InAllowance, InBearer, InRuntime
from hub.desk_access import InAdviser
from hub.errors import Refused, documented
from hub.models import Conversation
from hub.wire import Accepted

PATH = "/api/chat/files"
SHOWN = {"image/jpeg": "Image envoyée", "image/png": "Image envoyée", evidence.PDF: "Document PDF envoyé"}
KEPT = (
    "Votre fichier est gardé avec votre conversation, pour le conseiller qui la suivra. "
    "Je ne lis pas les images moi-même : dites-moi avec vos mots ce que l’on y voit."
)
ALONE = {
    "Content-Security-Policy": "sandbox; default-src 'none'; style-src 'unsafe-inline'",
    "X-Content-Type-Options": "nosniff",
}
BODY = {
    "requestBody": {
        "required": True,
        "description": "The file itself: JPEG, PNG, WebP or PDF, told by its content",
        "content": {"application/octet-stream": {"schema": {"type": "string", "format": "binary"}}},
    }
}

router = APIRouter(tags=["files"])


@router.post(PATH, status_code=202, responses=documented(401, 409, 413, 415, 422, 429), openapi_extra=BODY)
async def send_file(
    client_message_id: Annotated[uuid.UUID, Query(description="As of a message: a repeat changes nothing")],
    request: Request,
    bearer: InBearer,
    runtime: InRuntime,
    allowance: InAllowance,
    address: InAddress,
) -> Accepted:
    """Keeps the file as a message of the parent; its name, place and time are not kept."""
    await allowance.file(str(bearer.conversation_id), address)
    async with runtime.database.transaction() as session:
        conversation = await bearer.conversation(session)
        await _check_allowed(session, conversation)
        before = await conversations.already_received(session, conversation.id, client_message_id)
    if before is not None:
        return Accepted(seq=before.seq)
    try:
        media_type, content = await asyncio.to_thread(evidence.cleaned, await request.body())
    except evidence.Unsuitable as why:
        raise Refused(415, str(why)) from None
    async with runtime.database.transaction() as session:
        conversation = await bearer.locked(session)
        before = await conversations.already_received(session, conversation.id, client_message_id)
        if before is not None:
            return Accepted(seq=before.seq)
        await _check_allowed(session, conversation)
        kept = await evidence.count(session, conversation.id)
        if kept >= runtime.settings.files_conversation:
            raise Refused(409, "files_many")
        shown = SHOWN[media_type]
        block = evidence.keep(session, conversation.id, media_type, content, shown)
        message = await conversations.append(
            session, conversation, "parent", shown, blocks=[block], client_message_id=client_message_id
        )
        if kept == 0 and conversation.owner in cases.BOT_OWNERS:
            await conversations.append(session, conversation, "system", KEPT)
    return Accepted(seq=message.seq)


@router.get(PATH + "/{file_id}", response_class=Response, responses=documented(401, 404, 422, 429))
async def get_file(
    file_id: uuid.UUID, bearer: InBearer, runtime: InRuntime, allowance: InAllowance, address: InAddress
) -> Response:
    """A file of the parent's own conversation."""
    await allowance.reading(str(bearer.conversation_id), address)
    async with runtime.database.transaction() as session:
        conversation = await bearer.conversation(session)
        return _sent(await evidence.find(session, conversation, file_id))


@router.get("/api/desk/cases/{case_id}/files/{file_id}", response_class=Response, responses=documented(401, 404, 422))
async def get_file_of_case(case_id: uuid.UUID, file_id: uuid.UUID, me: InAdviser, runtime: InRuntime) -> Response:
    """A file of a case, if the adviser may read the message that brought it."""
    async with runtime.database.transaction() as session:
        seen = await desk_cases.find(session, me, case_id)
        readable = await desk_cases.messages(session, seen, 0) if seen else ()
        if seen is None or not any(block.get("id") == str(file_id) for m in readable for block in m.blocks):
            raise Refused(404, "not_found")
        return _sent(await evidence.find(session, seen.conversation, file_id))


async def _check_allowed(session: AsyncSession, conversation: Conversation) -> None:
    if await evidence.forbidden(session, conversation):
        raise Refused(409, "files_refused")


def _sent(file: evidence.File | None) -> Response:
    """Shown or saved, never run: in a page of its own it could do nothing."""
    if file is None:
        raise Refused(404, "not_found")
    headers = dict(ALONE)
    if file.media_type == evidence.PDF:
        headers["Content-Disposition"] = 'attachment; filename="document.pdf"'
    return Response(file.content, media_type=file.media_type, headers=headers)
