"""Pictures, voice messages, corrections, what is taken back, and the erasure of everything."""

import base64
import hashlib
import hmac
import io
import json

import httpx
import pytest
from PIL import Image
from sqlalchemy import func, select, text

from hub import evidence
from hub.evidence import File
from hub.messenger import deletion, words
from hub.messenger.models import Out, Thread
from hub.models import Conversation, Message
from hub.runtime import Runtime
from tests.hub.conftest import eventually
from tests.hub.desk import Desk
from tests.hub.fake_bot import FakeBot, says
from tests.hub.messenger.conftest import Parent, ask_for_a_person
from tests.messenger.fake_meta import FakeMeta


def photograph() -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (40, 30), "orange").save(out, "JPEG")
    return out.getvalue()


def attachment(meta: FakeMeta, kind: str, name: str = "photo", content: bytes | None = None) -> dict[str, object]:
    meta.pictures[name] = ("image/jpeg", content if content is not None else photograph())
    return {"type": kind, "payload": {"url": f"{meta.url}/pictures/{name}"}}


async def files(runtime: Runtime) -> list[File]:
    async with runtime.database.transaction() as session:
        return list((await session.execute(select(File))).scalars())


async def test_a_picture_goes_to_the_case_and_its_address_nowhere(
    mother: Parent, worker: None, bot: FakeBot, runtime: Runtime
) -> None:
    await mother.says("Bonjour")
    await mother.until_reads("Reçu : Bonjour")
    await mother.says(None, attachments=[attachment(mother.meta, "image")])
    await mother.until_reads(words.PICTURE_KEPT)
    (file,) = await files(runtime)
    assert file.media_type == "image/jpeg"
    message = next(message for message in await mother.messages() if message.text == "[image]")
    assert message.blocks[0]["id"] == str(file.id)
    assert "pictures" not in json.dumps(message.blocks)
    assert len(bot.requests) == 1


async def test_no_picture_is_even_fetched_where_the_danger_is_sexual(
    mother: Parent, worker: None, bot: FakeBot, runtime: Runtime
) -> None:
    await mother.says("Il a une photo nue de ma fille et la menace de la publier")
    await mother.until_reads("Reçu")
    await mother.says(None, attachments=[attachment(mother.meta, "image")])
    await mother.until_reads(words.PICTURE_FORBIDDEN)
    assert mother.meta.fetched == []
    assert await files(runtime) == []


async def test_a_picture_is_deleted_when_the_danger_is_known_later(
    mother: Parent, worker: None, bot: FakeBot, runtime: Runtime
) -> None:
    await mother.says(None, attachments=[attachment(mother.meta, "image")])
    await mother.until_reads(words.PICTURE_KEPT)
    bot.answer = lambda request: says("Bien", situation={"dangers": ["sexual"], "handoff": "none"})
    await mother.says("C'est une image de ma fille")
    await mother.until_reads("Bien")

    async def gone() -> bool:
        return await files(runtime) == []

    await eventually(gone)


@pytest.mark.parametrize("content", [b"<svg onload=alert(1)>", b"\xff\xd8\xff" + b"x" * (9 * 1024 * 1024)])
async def test_what_is_no_picture_or_too_large_is_not_kept(
    mother: Parent, worker: None, bot: FakeBot, runtime: Runtime, content: bytes
) -> None:
    await mother.says(None, attachments=[attachment(mother.meta, "image", content=content)])
    await mother.until_reads(words.PICTURE_FAILED)
    assert await files(runtime) == []


@pytest.mark.parametrize(
    "url", ["https://example.org/x.jpg", "http://10.0.0.1/x.jpg", "file:///etc/passwd", "https://[x"]
)
async def test_only_metas_own_hosts_are_ever_asked(
    mother: Parent, worker: None, bot: FakeBot, runtime: Runtime, url: str
) -> None:
    await mother.says(None, attachments=[{"type": "image", "payload": {"url": url}}])
    await mother.until_reads(words.PICTURE_FAILED)


async def test_what_cannot_be_read_is_said_once_for_each_kind(mother: Parent, worker: None, bot: FakeBot) -> None:
    kinds = ("audio", "audio", "location", "brand_new")
    stickers = [{"type": "image", "payload": {"url": "https://x", "sticker_id": 369239263222822}}]
    await mother.says(None, attachments=[*stickers, *({"type": kind, "payload": {}} for kind in kinds)])
    await mother.until_reads(
        words.UNREADABLE["sticker"], words.UNREADABLE["audio"], words.UNREADABLE["location"], words.UNREADABLE_OTHER
    )
    assert mother.person.texts().count(words.UNREADABLE["audio"]) == 1
    assert bot.requests == []


async def test_an_edited_message_replaces_the_old_words(mother: Parent, worker: None, bot: FakeBot) -> None:
    mid = await mother.says("C'est sur Insta")
    await mother.until_reads("Reçu : C'est sur Insta")
    edit = {"mid": mid, "text": "C'est sur Snap", "num_edit": 1}
    await mother.meta.deliver([mother.meta.event(mother.person, message_edit=edit)])
    await mother.until_reads(words.EDITED)
    assert await mother.said() == ["C'est sur Snap"]


async def test_a_danger_in_an_edited_message_is_answered(mother: Parent, worker: None, bot: FakeBot) -> None:
    mid = await mother.says("Elle ne va pas bien")
    await mother.until_reads("Reçu")
    edit = {"mid": mid, "text": "Elle veut mourir", "num_edit": 1}
    await mother.meta.deliver([mother.meta.event(mother.person, message_edit=edit)])
    await mother.until_reads("112", words.EDITED)


async def test_an_unsent_message_leaves_no_word_behind(
    mother: Parent, worker: None, bot: FakeBot, runtime: Runtime
) -> None:
    secret = "Il s'appelle Kévin Dubois"
    bot.answer = lambda request: says(
        "Bien",
        situation={"evidence": [{"field": "harasser", "value": "pupil", "words": secret, "turn": request["turn_id"]}]},
    )
    mid = await mother.says(secret)
    await mother.until_reads("Bien")
    conversation = await mother.conversation()
    assert conversation is not None
    async with runtime.database.transaction() as session:  # what Rasa's tracker store would hold
        await session.execute(text("CREATE SCHEMA IF NOT EXISTS rasa"))
        await session.execute(
            text("CREATE TABLE IF NOT EXISTS rasa.events (id serial, sender_id text, type_name text, data text)")
        )
        turn = bot.requests[0]["turn_id"]
        kept = {"event": "user", "message_id": turn, "text": secret, "parse_data": {"text": secret, "intent": {}}}
        await session.execute(
            text("INSERT INTO rasa.events (sender_id, type_name, data) VALUES (:sender, 'user', :data)"),
            {"sender": str(conversation.id), "data": json.dumps(kept)},
        )
    await mother.meta.deliver([mother.meta.event(mother.person, message={"mid": mid, "is_deleted": True})])
    await mother.until_handled()
    assert await mother.said() == [words.UNSENT]
    async with runtime.database.transaction() as session:
        for table in ("message", "conversation", "messenger_event", "messenger_out", "rasa.events"):
            found = await session.execute(text(f"SELECT count(*) FROM {table} AS t WHERE t::text LIKE '%Dubois%'"))
            assert found.scalar_one() == 0, table


async def test_a_reaction_is_kept_with_the_message(mother: Parent, worker: None, bot: FakeBot) -> None:
    await mother.says("Bonjour")
    await mother.until_reads("Reçu : Bonjour")
    await mother.until_state("sent")
    mid = mother.person.messages[-1]["mid"]
    reaction = {"mid": mid, "reaction": "love", "emoji": "❤", "action": "react"}
    await mother.meta.deliver([mother.meta.event(mother.person, reaction=reaction)])
    await mother.until_handled()
    assert (await mother.outbox())[-1].reaction == "❤"


async def test_a_parent_erases_everything_after_a_second_question(
    mother: Parent, worker: None, bot: FakeBot, runtime: Runtime
) -> None:
    await mother.says("Bonjour")
    await mother.until_reads("Reçu : Bonjour")
    await mother.erases_everything()
    async with runtime.database.transaction() as session:
        for table in (Conversation, Message, Out, Thread):
            assert (await session.execute(select(func.count()).select_from(table))).scalar_one() == 0

    async def forgotten() -> bool:  # the echo of the last words comes after them
        async with runtime.database.transaction() as session:
            left = await session.execute(text("SELECT count(*) FROM messenger_event WHERE body IS NOT NULL"))
            return bool(left.scalar_one() == 0)

    await eventually(forgotten)
    assert len(bot.requests) == 1
    await mother.says("Bonjour encore")
    await mother.until_reads("Reçu : Bonjour encore")


async def test_a_parent_erases_everything_while_an_adviser_has_the_conversation(
    mother: Parent, worker: None, bot: FakeBot, anne: Desk
) -> None:
    await ask_for_a_person(mother, bot)
    await anne.take()
    await mother.until_owner("advisor")
    await mother.erases_everything()
    assert await mother.conversation() is None


async def test_a_parent_may_keep_everything(mother: Parent, worker: None, bot: FakeBot) -> None:
    await mother.says("effacer mes données")
    await mother.until_reads(words.ERASE_SURE)
    await mother.taps("Non, tout garder")
    await mother.until_reads(words.KEPT)
    assert await mother.conversation() is not None
    assert bot.requests == []


def signed(meta: FakeMeta, content: dict[str, object], secret: str | None = None) -> dict[str, str]:
    payload = base64.urlsafe_b64encode(json.dumps(content).encode()).rstrip(b"=")
    digest = hmac.new((secret or meta.app_secret).encode(), payload, hashlib.sha256).digest()
    return {"signed_request": (base64.urlsafe_b64encode(digest).rstrip(b"=") + b"." + payload).decode()}


@pytest.mark.parametrize("known", [True, False])
async def test_metas_deletion_request_is_answered_with_a_code_and_a_page(
    mother: Parent, web: httpx.AsyncClient, worker: None, bot: FakeBot, known: bool
) -> None:
    await mother.says("Bonjour")
    await mother.until_reads("Reçu : Bonjour")
    user = mother.person.psid if known else "42"
    asked = signed(mother.meta, {"algorithm": "HMAC-SHA256", "issued_at": 1, "user_id": user})
    answer = await web.post(deletion.PATH, data=asked)
    assert answer.status_code == 200, answer.text
    page = await web.get(answer.json()["url"])
    assert answer.json()["confirmation_code"] in answer.json()["url"]
    assert page.status_code == 200
    assert (await mother.conversation() is None) is known
    assert ("effacés" in page.text) is known


@pytest.mark.parametrize("forged", ["", "x", "x.y", "é.é", "a" * 5000])
async def test_a_forged_deletion_request_is_refused(web: httpx.AsyncClient, meta: FakeMeta, forged: str) -> None:
    assert (await web.post(deletion.PATH, data={"signed_request": forged})).status_code == 403
    other = signed(meta, {"algorithm": "HMAC-SHA256", "user_id": "1"}, secret="another")
    assert (await web.post(deletion.PATH, data=other)).status_code == 403
    none = signed(meta, {"algorithm": "none", "user_id": "1"})
    assert (await web.post(deletion.PATH, data=none)).status_code == 403
    assert (await web.get(f"{deletion.PATH}/nocode")).status_code == 404


def test_the_hub_decides_alone_what_a_picture_is() -> None:
    assert evidence.cleaned(photograph())[0] == "image/jpeg"
