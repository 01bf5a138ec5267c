"""Files of evidence: what is kept, what they lose on the way, who sees them, and where none may be sent."""

import io
import uuid

import httpx
import pytest
from PIL import Image, PngImagePlugin

from hub import conversations, evidence
from hub.application import create_app
from hub.models import Conversation, Message
from hub.runtime import Runtime
from hub.settings import Settings
from tests.hub.conftest import Parent, arrive, served

PDF = b"%PDF-1.7\n1 0 obj\n<< /Type /Catalog >>\nendobj\ntrailer\n%%EOF\n"
SECRET = "Rue de la Loi 16"


def photograph(kind: str = "JPEG", size: tuple[int, int] = (640, 480)) -> bytes:
    """A picture that says where it was taken, lying on its side."""
    exif = Image.Exif()
    exif[0x010E] = SECRET  # ImageDescription
    exif[0x0112] = 6  # Orientation: turn a quarter
    exif.get_ifd(0x8825)[2] = (50.0, 50.0, 30.0)  # GPSLatitude
    out = io.BytesIO()
    more = {}
    if kind == "PNG":
        more["pnginfo"] = info = PngImagePlugin.PngInfo()
        info.add_text("Comment", SECRET)
    Image.new("RGB", size, "red").save(out, kind, exif=exif, **more)
    return out.getvalue()


async def send(parent: Parent, content: bytes, message_id: str | None = None) -> httpx.Response:
    return await parent.web.post(
        "/api/chat/files",
        params={"client_message_id": message_id or str(uuid.uuid4())},
        content=content,
        headers={**parent.headers, "Content-Type": "application/octet-stream"},
    )


async def know(runtime: Runtime, parent: Parent, **situation: object) -> None:
    async with runtime.database.transaction() as session:
        conversation = await conversations.lock(session, uuid.UUID(parent.id))
        assert isinstance(conversation, Conversation)
        conversation.situation = situation


@pytest.mark.parametrize(("kind", "shown"), [("JPEG", "image/jpeg"), ("PNG", "image/png"), ("WEBP", "image/jpeg")])
async def test_a_picture_is_painted_anew(parent: Parent, kind: str, shown: str) -> None:
    sent = await send(parent, photograph(kind))
    assert sent.status_code == 202
    message = (await parent.read(sent.json()["seq"] - 1))["messages"][0]
    (block,) = message["blocks"]
    assert (message["author"], block["type"], block["media_type"]) == ("parent", "file", shown)
    got = await parent.web.get(f"/api/chat/files/{block['id']}", headers=parent.headers)
    assert (got.status_code, got.headers["content-type"]) == (200, shown)
    assert SECRET.encode() not in got.content
    with Image.open(io.BytesIO(got.content)) as image:
        assert image.size == (480, 640)  # upright, for the note that says so is gone too
        assert dict(image.getexif()) == {}
        assert "Comment" not in image.info
    assert len(got.content) == block["bytes"]


async def test_a_document_is_a_download(parent: Parent) -> None:
    sent = await send(parent, PDF)
    block = (await parent.read(sent.json()["seq"] - 1))["messages"][0]["blocks"][0]
    got = await parent.web.get(f"/api/chat/files/{block['id']}", headers=parent.headers)
    assert got.headers["content-disposition"].startswith("attachment")
    assert got.headers["x-content-type-options"] == "nosniff"
    assert "sandbox" in got.headers["content-security-policy"]


BAD: dict[str, tuple[bytes, int, str]] = {
    "nothing": (b"", 415, "file_kind"),
    "text": (b"hello", 415, "file_kind"),
    "page": (b"<html><script>1</script>", 415, "file_kind"),
    "vector": (b"<svg xmlns='http://www.w3.org/2000/svg' onload='x()'/>", 415, "file_kind"),
    "gif": (b"GIF89a" + b"\x00" * 40, 415, "file_kind"),
    "half a picture": (photograph()[:1500], 415, "file_unreadable"),
    "half a document": (PDF[:30], 415, "file_unreadable"),
    "document that runs": (PDF.replace(b"/Catalog", b"/Catalog /OpenAction << /JS (x) >>"), 415, "file_kind"),
    "too large": (b"\xff\xd8\xff" + b"a" * 8_000_001, 413, "body_too_large"),
}


@pytest.mark.parametrize("name", BAD)
async def test_what_is_no_picture_and_no_document_is_refused(parent: Parent, name: str) -> None:
    content, status, code = BAD[name]
    answer = await send(parent, content)
    assert (answer.status_code, answer.json()["error"]["code"]) == (status, code)
    assert (await parent.read(2))["messages"] == []


async def test_a_picture_that_would_fill_the_memory_is_refused(parent: Parent) -> None:
    out = io.BytesIO()
    Image.new("1", (9000, 9000)).save(out, "PNG")
    answer = await send(parent, out.getvalue())
    assert (answer.status_code, answer.json()["error"]["code"]) == (415, "file_kind")


async def test_a_repeated_file_is_kept_once(parent: Parent) -> None:
    message_id = str(uuid.uuid4())
    first = await send(parent, photograph(), message_id)
    again = await send(parent, photograph(), message_id)
    assert (again.status_code, again.json()) == (202, first.json())
    files = [m for m in (await parent.read(2))["messages"] if m["blocks"][0]["type"] == "file"]
    assert len(files) == 1


async def test_nobody_else_sees_a_file(parent: Parent) -> None:
    sent = await send(parent, photograph())
    block = (await parent.read(sent.json()["seq"] - 1))["messages"][0]["blocks"][0]
    other = await arrive(parent.web)
    path = f"/api/chat/files/{block['id']}"
    assert (await parent.web.get(path, headers=other.headers)).status_code == 404
    assert (await parent.web.get(path)).status_code == 401


async def test_a_file_goes_with_its_conversation(parent: Parent, runtime: Runtime) -> None:
    await send(parent, photograph())
    await parent.web.delete("/api/chat/conversations", headers=parent.headers)
    async with runtime.database.transaction() as session:
        assert await evidence.count(session, uuid.UUID(parent.id)) == 0


@pytest.mark.parametrize(
    "situation",
    [{"dangers": ["sexual"]}, {"harm_types": ["intimate_images"]}, {"harm_types": ["insults", "grooming"]}],
)
async def test_no_picture_where_pictures_are_the_danger(
    parent: Parent, runtime: Runtime, situation: dict[str, list[str]]
) -> None:
    sent = await send(parent, photograph())
    block = (await parent.read(sent.json()["seq"] - 1))["messages"][0]["blocks"][0]
    assert (await parent.read())["files"] is True
    await know(runtime, parent, **situation)
    assert (await parent.read())["files"] is False
    refused = await send(parent, photograph())
    assert (refused.status_code, refused.json()["error"]["code"]) == (409, "files_refused")
    assert "116 000" in refused.json()["error"]["message"]
    assert (await parent.web.get(f"/api/chat/files/{block['id']}", headers=parent.headers)).status_code == 404
    async with runtime.database.transaction() as session:
        await evidence.forget_forbidden(session)
        assert await evidence.count(session, uuid.UUID(parent.id)) == 0


async def test_words_of_that_danger_are_enough(parent: Parent) -> None:
    await parent.say("Il menace de publier des photos nues de ma fille")
    assert (await parent.read())["files"] is False
    assert (await send(parent, photograph())).status_code == 409


async def test_that_danger_counts_beside_a_graver_one(parent: Parent, runtime: Runtime) -> None:
    assert (await send(parent, photograph())).status_code == 202
    seq = await parent.say("Il va la tuer, et il menace de publier des photos nues de ma fille")
    async with runtime.database.transaction() as session:
        said = await session.get(Message, (uuid.UUID(parent.id), seq))
        assert said is not None and said.danger == "threat"
    assert (await parent.read())["files"] is False
    assert (await send(parent, photograph())).status_code == 409
    async with runtime.database.transaction() as session:
        await evidence.forget_forbidden(session)
        assert await evidence.count(session, uuid.UUID(parent.id)) == 0


async def test_no_file_is_invited_before_the_parent_has_told_anything(parent: Parent) -> None:
    assert (await parent.read())["files"] is False
    await parent.say("Bonjour, ma fille est insultée")
    assert (await parent.read())["files"] is True


async def test_files_are_limited(settings: Settings) -> None:
    few = settings.model_copy(update={"limit_files": "2/minute", "files_conversation": 1})
    async with served(create_app(few)) as port, httpx.AsyncClient(base_url=f"http://127.0.0.1:{port}") as web:
        parent = await arrive(web)
        answers = [await send(parent, photograph()) for _ in range(3)]
    assert [answer.status_code for answer in answers] == [202, 409, 429]
