"""Drafts and the dossier on Messenger: texts to copy, and a link that opens with the code beside it, and only so."""

import re
from collections.abc import Mapping

import httpx

from hub.dossier_link import ELSEWHERE
from hub.messenger.limits import TEXT, length
from hub.settings import Settings
from tests.hub.fake_bot import FakeBot, Said, says
from tests.hub.messenger.conftest import Parent

PUBLIC = "https://chat.assureur.be"
LETTER = "Madame, Monsieur,\n\n" + "Mon enfant reçoit des messages blessants, voici ce qui s’est passé. " * 60


def shows(text: str, *blocks: Mapping[str, object]) -> Said:
    """An answer of one bubble with these blocks and a button."""
    said = says(text, buttons=[{"title": "C’est envoyé", "payload": "/affirm"}])
    said["messages"][0]["blocks"] = [dict(block) for block in blocks]
    return said


async def test_a_draft_comes_whole_in_texts_of_its_own(mother: Parent, worker: None, bot: FakeBot) -> None:
    draft = {"type": "draft", "title": "À l’école", "text": LETTER, "gaps": []}
    bot.answer = lambda request: shows(f"À l’école\n\n{LETTER}", draft)
    await mother.says("Un modèle pour l'école")
    await mother.until_reads("À l’école", "Madame")
    await mother.until_state("sent", "sent", "sent")
    parts = [row.payload["text"] for row in (await mother.outbox()) if row.author == "assistant"][2:]
    assert parts[0] == "À l’école" and len(parts) > 2
    assert all(length(part) <= TEXT for part in parts)
    assert "".join("".join(parts[1:]).split()) == "".join(LETTER.split())
    replies = mother.person.messages[-1]["message"]["quick_replies"]
    assert [reply["title"] for reply in replies] == ["C’est envoyé"]


async def test_the_dossier_is_a_link_that_opens_with_the_code_and_only_so(
    mother: Parent, worker: None, bot: FakeBot, settings: Settings, web: httpx.AsyncClient
) -> None:
    settings.messenger_public_url = PUBLIC
    bot.answer = lambda request: dossier()
    await mother.says("Je voudrais le dossier")
    await mother.until_reads("Voici votre dossier", "code")
    shown = mother.person.messages[-1]["message"]["attachment"]["payload"]
    (button,) = shown["buttons"]
    link = button["url"].removeprefix(PUBLIC)
    code = "".join(re.findall(r"\d{4}", shown["text"]))
    assert button["type"] == "web_url" and link != button["url"]
    assert (await web.get(link)).status_code == 200
    form = {"Content-Type": "application/x-www-form-urlencoded"}
    other = f"{(int(code) + 1) % 10**8:08}"
    assert (await web.post(link, content=f"code={other}", headers=form)).status_code == 403
    opened = await web.post(link, content=f"code={code}", headers=form)
    assert opened.status_code == 200 and opened.content.startswith(b"%PDF")


async def test_without_a_public_address_it_is_said_where_the_dossier_is(
    mother: Parent, worker: None, bot: FakeBot
) -> None:
    bot.answer = lambda request: dossier()
    await mother.says("Je voudrais le dossier")
    await mother.until_reads(ELSEWHERE[:40])


def dossier() -> Said:
    words = {"type": "paragraph", "text": "Voici votre dossier."}
    file = {"type": "file", "id": "dossier", "media_type": "application/pdf", "text": "Mon dossier (PDF)"}
    return shows("Voici votre dossier.", words, file)
