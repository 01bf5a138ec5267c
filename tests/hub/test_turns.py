"""Turns: which messages are asked at once, and that each is answered once."""

from tests.hub.conftest import Parent, arrive
from tests.hub.fake_bot import FakeBot, says


async def test_a_message_is_answered(parent: Parent, worker: None, bot: FakeBot) -> None:
    assert await parent.say("Bonjour") == 3
    assert await parent.until_answers(1) == ["Reçu : Bonjour"]
    assert bot.requests[0]["conversation"] == parent.id
    assert bot.requests[0]["channel"] == "web"
