"""A human in Meta's inbox takes the thread and gives it back: the bot is silent between, and answers what is left."""

import asyncio

from sqlalchemy import text

from hub.messenger import tasks
from hub.messenger.routing import BACK, HUMAN_NAME
from hub.runtime import Runtime
from tests.hub.fake_bot import FakeBot
from tests.hub.messenger.conftest import Parent
from tests.messenger.fake_meta import PAGE_INBOX


async def test_a_human_writes_and_the_bot_is_silent(mother: Parent, worker: None, bot: FakeBot) -> None:
    await mother.says("Bonjour")
    await mother.until_reads("Reçu : Bonjour")
    await mother.meta.human_says(mother.person, "Ici Claire, je m'en occupe.")
    await mother.until_owner("external")
    event = mother.meta.message(mother.person, "Merci Claire")
    await mother.meta.deliver([event], standby=True)
    await mother.until_handled()
    assert [request["text"] for request in bot.requests] == ["Bonjour"]
    assert (await mother.said("advisor")) == ["Ici Claire, je m'en occupe."]
    assert (await mother.messages())[-2].author_name == HUMAN_NAME
    assert (await mother.said())[-1] == "Merci Claire"


async def test_what_the_bot_was_computing_is_dropped(mother: Parent, worker: None, bot: FakeBot) -> None:
    await mother.says("Bonjour")
    await mother.until_reads("Reçu : Bonjour")
    bot.asked.clear()
    bot.may_answer.clear()
    await mother.says("Et maintenant ?")
    await bot.asked.wait()
    await mother.meta.human_says(mother.person, "Je réponds moi-même.", take=False)
    await mother.until_owner("external")
    bot.may_answer.set()
    await mother.until_handled()

    async def dropped() -> bool:
        async with mother.runtime.database.transaction() as session:
            found = await session.execute(text("SELECT count(*) FROM turn WHERE state = 'dropped'"))
            return bool(found.scalar_one() == 1)

    while not await dropped():
        await asyncio.sleep(0.02)
    assert "Reçu : Et maintenant ?" not in mother.person.texts()


async def test_the_human_gives_back_and_the_bot_answers_what_is_left(
    mother: Parent, worker: None, bot: FakeBot
) -> None:
    await mother.says("Bonjour")
    await mother.until_reads("Reçu : Bonjour")
    await mother.passes_to(PAGE_INBOX)
    await mother.until_owner("external")
    await mother.meta.deliver([mother.meta.message(mother.person, "Il y a quelqu'un ?")], standby=True)
    await mother.until_handled()
    await mother.passes_to(mother.meta.app_id)
    await mother.until_reads(BACK, "Reçu : Il y a quelqu'un ?")
    await mother.until_owner("bot")


async def test_another_app_takes_the_thread_and_ours_takes_it_back(mother: Parent, worker: None, bot: FakeBot) -> None:
    await mother.says("Bonjour")
    await mother.until_reads("Reçu : Bonjour")

    async def taken_by(app_id: str) -> None:
        mother.person.owner = app_id
        control = {"previous_owner_app_id": "1", "new_owner_app_id": app_id, "metadata": ""}
        await mother.meta.deliver([mother.meta.event(mother.person, take_thread_control=control)])

    await taken_by(PAGE_INBOX)
    await mother.until_owner("external")
    await taken_by(mother.meta.app_id)
    await mother.until_owner("bot")
    await mother.until_reads(BACK)


async def claire_takes_over(mother: Parent) -> None:
    await mother.says("Bonjour")
    await mother.until_reads("Reçu : Bonjour")
    await mother.meta.human_says(mother.person, "Ici Claire.")
    await mother.until_owner("external")


async def test_a_thread_that_meta_says_is_free_again_comes_back_with_the_next_message(
    mother: Parent, worker: None, bot: FakeBot, runtime: Runtime
) -> None:
    await claire_takes_over(mother)
    mother.person.owner = None  # Claire has marked it as done
    await mother.says("Merci")
    await mother.until_handled()
    assert (await mother.said())[-1] == "Merci"
    await mother.until_owner("external")  # she may only be waiting for this answer
    async with runtime.database.transaction() as session:
        await session.execute(text("UPDATE messenger_thread SET human_at = human_at - interval '2 hours'"))
    await mother.says("J'ai encore une question")
    await mother.until_reads(BACK, "J'ai encore une question")


async def test_a_thread_that_nobody_gives_back_returns_after_a_day_without_a_word(
    mother: Parent, worker: None, bot: FakeBot, runtime: Runtime
) -> None:
    await claire_takes_over(mother)
    read = len(mother.person.messages)
    async with runtime.database.transaction() as session:
        await session.execute(text("UPDATE messenger_thread SET human_at = human_at - interval '2 days'"))
        await session.execute(text("UPDATE messenger_thread SET acted_at = acted_at - interval '2 days'"))
        await session.execute(text("UPDATE conversation SET created_at = created_at - interval '2 days'"))
    await tasks.recover(runtime)
    await mother.until_owner("bot")
    assert len(mother.person.messages) == read


async def test_somebody_whom_a_human_wrote_to_first_is_left_to_that_human(
    mother: Parent, worker: None, bot: FakeBot
) -> None:
    await mother.meta.human_says(mother.person, "Bonjour, vous nous avez appelés.")
    await mother.until_owner("external")
    await mother.meta.deliver([mother.meta.message(mother.person, "Oui")], standby=True)
    await mother.until_handled()
    assert bot.requests == []
    assert mother.person.texts() == []


async def test_a_danger_is_answered_even_while_a_human_has_the_thread(
    mother: Parent, worker: None, bot: FakeBot
) -> None:
    await mother.says("Bonjour")
    await mother.until_reads("Reçu : Bonjour")
    await mother.meta.human_says(mother.person, "Ici Claire.", take=False)
    await mother.until_owner("external")
    await mother.says("Ma fille dit qu'elle veut mourir")
    await mother.until_reads("112")


async def test_our_own_echoes_do_not_silence_the_bot(mother: Parent, worker: None, bot: FakeBot) -> None:
    await mother.says("Bonjour")
    await mother.until_reads("Reçu : Bonjour")
    await mother.until_state("sent", "sent", "sent")
    await mother.until_handled()
    conversation = await mother.conversation()
    assert conversation is not None and conversation.owner == "bot"
    assert await mother.said("advisor") == []
