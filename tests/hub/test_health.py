"""Health and metrics."""

import httpx
from sqlalchemy import text

from hub.runtime import Runtime
from tests.hub.conftest import Parent, eventually
from tests.hub.fake_bot import FakeBot


async def test_the_hub_is_ready_once_database_worker_and_bot_are(
    web: httpx.AsyncClient, worker: None, bot: FakeBot
) -> None:
    async def ready() -> bool:
        return (await web.get("/health/ready")).status_code == 200

    await eventually(ready)
    assert len((await web.get("/health/ready")).json()["version"]) == 40
    bot.ready = False
    missing = await web.get("/health/ready")
    assert (missing.status_code, missing.json()["missing"]) == (503, ["bot"])


async def test_a_missing_worker_is_named(web: httpx.AsyncClient, bot: FakeBot) -> None:
    missing = await web.get("/health/ready")
    assert (missing.status_code, missing.json()["missing"]) == (503, ["worker"])
    assert (await web.get("/health/live")).status_code == 200


async def test_a_worker_without_a_heartbeat_is_no_worker(web: httpx.AsyncClient, runtime: Runtime) -> None:
    async with runtime.database.transaction() as session:
        await session.execute(
            text("INSERT INTO procrastinate_workers (last_heartbeat) VALUES (now() - interval '1 minute')")
        )
    assert (await web.get("/health/ready")).json()["missing"] == ["worker"]


async def test_metrics_count_and_say_nothing(parent: Parent, worker: None) -> None:
    words = "Zoé-a-peur-5521 " + "a" * 300
    await parent.say(words)
    await parent.until_answers(1)
    scraped = (await parent.web.get("/metrics")).text
    assert 'hub_turns_total{state="answered"}' in scraped
    assert 'hub_messages_total{channel="web"}' in scraped
    assert "hub_turn_seconds_bucket" in scraped
    assert "Zoé" not in scraped
    assert parent.id not in scraped
