"""The dossier: only what the parent said, for nobody else, gone with the conversation, and whole whatever was typed."""

import io
import re
import uuid
from datetime import datetime, timedelta, timezone
from typing import Any

import httpx
import pytest
from hypothesis import given
from hypothesis import settings as playing
from hypothesis import strategies as st
from pypdf import PdfReader

from advice.vocabulary import DANGERS, HARASSERS, HARM_TYPES, PLATFORMS, RESULTS, STEPS, WRITERS
from hub import cases, conversations, dossier_pdf, dossier_words
from hub.application import create_app
from hub.bot import TurnAnswer, TurnRequest
from hub.dossier import Dossier, Fact, Quote
from hub.dossier_link import DossierLinks, LinkRefused, on_channel
from hub.models import Conversation, Turn
from hub.opening import ZONE
from hub.runtime import Runtime
from hub.settings import Settings
from tests.hub.conftest import SOON, Parent, arrive, served
from tests.hub.desk import Desk, ask_for_a_person
from tests.hub.fake_bot import FakeBot

STORY = "Ma fille est insultée sur Instagram, « t'es moche ». L'école ne fait rien, à part « c'est pas nous »."
NOW = datetime(2026, 11, 22, 14, 3, tzinfo=ZONE)
SECRET = "a secret that signs the links of tests"
NUMBER = re.compile(r"\b(?:116 000|0800(?: \d{2,3}){2}|\d{3})\b")
HOSTILE = (
    "😀🦄👩‍👩‍👧 مرحبا שלום \u202eabc\u202c",
    "\x01\x07\x1b[31m\x00\ufeff\u2028\u2029\ue000\U0010ffff",
    "A" * 4000,
    "é\u0301" * 2000,
    "\n" * 3999 + "x",
    "{pages} **gras** <b>x</b> %s {0}",
    "中文" * 500,
)


def text_of(content: bytes) -> str:
    reader = PdfReader(io.BytesIO(content))
    return "\n".join(page.extract_text() for page in reader.pages).replace("\u00a0", " ")


def flat(text: str) -> str:
    return " ".join(text.split())


def dossier(quotes: tuple[str, ...] = (), sexual: bool = False) -> Dossier:
    facts = (Fact("Faits", "insultes ou moqueries", NOW), Fact("Où", "Instagram"))
    steps = (Fact("Signalement au réseau", "sans effet", NOW),)
    return Dossier(NOW, facts, tuple(Quote(NOW, words) for words in quotes), steps, (), sexual, False)


async def story(runtime: Runtime, parent: Parent, words: str = STORY, **situation: object) -> str:
    """A conversation in which these words told this, an assistant and an adviser answered; the turn's id."""
    async with runtime.database.transaction() as session:
        conversation = await conversations.lock(session, uuid.UUID(parent.id))
        assert isinstance(conversation, Conversation)
        turn = Turn(conversation_id=conversation.id, epoch=0, state="answered")
        session.add(turn)
        await session.flush()
        said = await conversations.append(session, conversation, "parent", words)
        said.turn_id = turn.id
        await conversations.append(session, conversation, "parent", "Combien coûte un avocat ?")
        await conversations.append(session, conversation, "assistant", "Un mot de l’assistant")
        await conversations.append(session, conversation, "advisor", "Un mot du conseiller", name="Anne")
        told = [("harm_types", "insults"), ("platforms", "instagram"), ("step_results", "inform_school:refused")]
        conversation.situation = {
            "harm_types": ["insults"],
            "platforms": ["instagram"],
            "steps_done": ["inform_school"],
            "step_results": {"inform_school": "refused"},
            "evidence": [
                {"field": field, "value": value, "words": "x", "start": 0, "end": 1, "turn": str(turn.id)}
                for field, value in told
            ],
            **situation,
        }
    return str(turn.id)


async def fetched(parent: Parent) -> httpx.Response:
    return await parent.web.get("/api/chat/dossier", headers=parent.headers)


async def test_it_holds_the_situation_the_words_the_steps_and_the_numbers(runtime: Runtime, parent: Parent) -> None:
    await story(runtime, parent)
    got = await fetched(parent)
    assert (got.status_code, got.headers["content-type"]) == (200, "application/pdf")
    assert re.fullmatch(r'attachment; filename="dossier-[0-9a-f]{6}\.pdf"', got.headers["content-disposition"])
    assert got.headers["cache-control"] == "no-store"
    text = flat(text_of(got.content))
    assert STORY in text
    assert "insultes ou moqueries (dit le" in text and "Contact avec l’école : refus (dit le" in text
    numbers = text.partition(dossier_words.NUMBERS_TITLE)[2]
    assert set(NUMBER.findall(numbers)) == {number for number, _ in dossier_words.NUMBERS}


async def test_nothing_else_that_was_said_is_in_it(runtime: Runtime, parent: Parent) -> None:
    await story(runtime, parent)
    text = text_of((await fetched(parent)).content)
    for words in ("Combien coûte", "Un mot de", "Anne", "Bonjour, je suis"):
        assert words not in text


async def test_before_anything_is_told_it_says_so(parent: Parent) -> None:
    text = text_of((await fetched(parent)).content)
    assert dossier_words.NOTHING_TOLD in text and dossier_words.TIMELINE not in text


async def test_what_was_taken_back_is_not_quoted(runtime: Runtime, parent: Parent) -> None:
    await story(runtime, parent, evidence=[], harm_types=[], platforms=[], steps_done=[], step_results={})
    assert "moche" not in text_of((await fetched(parent)).content)


async def test_a_button_is_no_quotation(runtime: Runtime, parent: Parent) -> None:
    turn = await story(runtime, parent)
    async with runtime.database.transaction() as session:
        conversation = await conversations.lock(session, uuid.UUID(parent.id))
        assert conversation is not None
        pressed = await conversations.append(session, conversation, "parent", "Un élève", payload="/set_fact")
        pressed.turn_id = uuid.UUID(turn)
    assert "Un élève" not in text_of((await fetched(parent)).content)


async def test_nobody_is_told_to_copy_intimate_images(runtime: Runtime, parent: Parent) -> None:
    await story(runtime, parent, harm_types=["intimate_images"])
    text = flat(text_of((await fetched(parent)).content))
    assert "capture" not in text.lower() and "Child Focus (116 000) ou la police" in text


async def test_only_with_the_conversations_own_token(runtime: Runtime, parent: Parent) -> None:
    assert (await parent.web.get("/api/chat/dossier")).status_code == 401
    forged = {"Authorization": parent.headers["Authorization"][:-2] + "xx"}
    assert (await parent.web.get("/api/chat/dossier", headers=forged)).status_code == 401


async def test_the_adviser_of_a_case_gets_it_once_the_parent_agreed(
    anne: Desk, runtime: Runtime, web: httpx.AsyncClient, parent: Parent, worker: None, bot: FakeBot
) -> None:
    await ask_for_a_person(parent, bot, harm_types=["insults"])
    case = await anne.case()
    got = await anne.http.get(f"/api/desk/cases/{case['id']}/dossier")
    assert got.status_code == 200 and "insultes" in text_of(got.content)
    assert (await anne.http.get(f"/api/desk/cases/{uuid.uuid4()}/dossier")).status_code == 404
    assert (await web.get(f"/api/desk/cases/{case['id']}/dossier")).status_code == 401
    other = await arrive(web)
    async with runtime.database.transaction() as session:
        conversation = await conversations.lock(session, uuid.UUID(other.id))
        assert conversation is not None
        offered = await cases.offer(session, conversation, "police_asked", "normal", "bot")
        hidden = offered.id
    assert (await anne.http.get(f"/api/desk/cases/{hidden}/dossier")).status_code == 404


async def test_it_is_gone_with_the_conversation(runtime: Runtime, parent: Parent) -> None:
    await story(runtime, parent)
    assert (await parent.web.delete("/api/chat/conversations", headers=parent.headers)).status_code == 204
    assert (await fetched(parent)).status_code == 401


async def test_too_many_are_refused(settings: Settings) -> None:
    limited = settings.model_copy(update={"limit_dossiers": "1/hour"})
    async with (
        served(create_app(limited)) as port,
        httpx.AsyncClient(base_url=f"http://127.0.0.1:{port}", timeout=SOON) as web,
    ):
        parent = await arrive(web)
        assert (await fetched(parent)).status_code == 200
        again = await fetched(parent)
        assert (again.status_code, again.json()["error"]["code"]) == (429, "too_many")


@pytest.mark.parametrize("words", HOSTILE)
def test_hostile_text_never_breaks_it(words: str) -> None:
    text = text_of(dossier_pdf.draw(dossier((words,))))
    assert "Page 1 sur" in text and "{pages}" not in text.replace(words, "")
    assert "Child Focus" in text


@playing(max_examples=15, deadline=timedelta(seconds=20))
@given(st.text(max_size=300))
def test_any_text_is_printable(words: str) -> None:
    assert dossier_pdf.draw(dossier((words,))).startswith(b"%PDF-")


def test_french_is_shown_letter_by_letter() -> None:
    words = "Œuvre, cœur, naïveté, Noël, ça, où, « là », l’été – 5 €, État…"
    assert words in flat(text_of(dossier_pdf.draw(dossier((words,)))))


def test_it_says_its_title_and_its_language_and_counts_its_pages() -> None:
    reader = PdfReader(io.BytesIO(dossier_pdf.draw(dossier(("Mot. " * 700,)))))
    root: Any = reader.trailer["/Root"]
    assert reader.metadata is not None and reader.metadata.title == dossier_words.TITLE
    assert root["/Lang"] == "fr-BE" and root["/ViewerPreferences"]["/DisplayDocTitle"]
    assert [str(entry["/Title"]) for entry in reader.outline if isinstance(entry, dict)] == [
        dossier_words.BY_HAND_TITLE,
        dossier_words.SITUATION,
        dossier_words.TIMELINE,
        dossier_words.STEPS_TITLE,
        dossier_words.EVIDENCE,
        dossier_words.NUMBERS_TITLE,
    ]
    pages = len(reader.pages)
    assert pages > 1
    for number, page in enumerate(reader.pages, start=1):
        assert f"Page {number} sur {pages}" in page.extract_text()
        assert [round(float(side)) for side in page.mediabox[2:]] == [595, 842]


def test_every_word_of_the_vocabulary_has_its_french() -> None:
    assert set(dossier_words.PLATFORMS) == set(PLATFORMS)
    assert set(dossier_words.HARM_TYPES) == set(HARM_TYPES)
    assert set(dossier_words.HARASSERS) == set(HARASSERS) - {"unstated"}
    assert set(dossier_words.WRITERS) == set(WRITERS) - {"unstated"}
    assert set(dossier_words.DANGERS) == set(DANGERS) - {"none"}
    assert set(dossier_words.STEPS) == set(STEPS)
    assert set(dossier_words.RESULTS) == set(RESULTS)


def links() -> DossierLinks:
    return DossierLinks(SECRET)


def test_a_link_opens_with_its_own_code_for_a_day() -> None:
    conversation = uuid.uuid4()
    link, code = links().issue(conversation, NOW)
    links().check(link, f" {code[:4]}-{code[4:]} ")
    assert links().read(link, NOW + timedelta(hours=23)) == conversation
    with pytest.raises(LinkRefused):
        links().read(link, NOW + timedelta(hours=25))
    with pytest.raises(LinkRefused):
        links().check(link, str((int(code) + 1) % 10**8).zfill(8))
    other, _ = links().issue(conversation, NOW)
    with pytest.raises(LinkRefused):
        links().check(other, code)


async def test_the_page_behind_a_link_asks_for_the_code(runtime: Runtime, settings: Settings, parent: Parent) -> None:
    await story(runtime, parent)
    made = DossierLinks(settings.signing_secret())
    link, code = made.issue(uuid.UUID(parent.id), datetime.now(timezone.utc))
    page = await parent.web.get(f"/dossier/{link}")
    assert page.status_code == 200 and "Code à 8 chiffres" in page.text and code not in page.text
    assert "script-src" not in page.headers["content-security-policy"]
    form = {"Content-Type": "application/x-www-form-urlencoded"}
    wrong = await parent.web.post(f"/dossier/{link}", content="code=00000000", headers=form)
    assert (wrong.status_code, wrong.json()["error"]["code"]) == (403, "code_wrong")
    got = await parent.web.post(f"/dossier/{link}", content=f"code={code}", headers=form)
    assert got.status_code == 200 and STORY in flat(text_of(got.content))
    for _ in range(5):
        last = await parent.web.post(f"/dossier/{link}", content="code=1", headers=form)
    assert last.status_code == 429


def answer() -> TurnAnswer:
    file = {"type": "file", "id": "dossier", "text": "Mon dossier (PDF)", "media_type": "application/pdf"}
    blocks = [{"type": "paragraph", "text": "Voici."}, file]
    return TurnAnswer.model_validate({"turn_id": "t", "messages": [{"text": "Voici.", "blocks": blocks}]})


def turn_on(channel: str) -> TurnRequest:
    return TurnRequest.model_validate(
        {
            "turn_id": "t",
            "conversation": str(uuid.uuid4()),
            "channel": channel,
            "text": "x",
            "now": NOW,
            "last_seen": None,
            "advisers": {},
        }
    )


def test_messenger_gets_a_link_and_its_code(settings: Settings) -> None:
    there = settings.model_copy(update={"messenger_public_url": "https://chat.assureur.be"})
    shown = on_channel(answer(), turn_on("messenger"), there).messages[0].blocks[1].model_dump()
    code = "".join(re.findall(r"\d{4}", shown["text"]))
    link = shown["url"].removeprefix("https://chat.assureur.be/dossier/")
    DossierLinks(there.signing_secret()).check(link, code)
    without = on_channel(answer(), turn_on("messenger"), settings).messages[0].blocks[1]
    assert without.type == "paragraph"
    assert on_channel(answer(), turn_on("web"), there) == answer()
