"""Whether the hub lives, whether it can answer a message, and what it counts."""

import asyncio
from dataclasses import dataclass

from fastapi import APIRouter, Request, Response
from fastapi.responses import JSONResponse
from sqlalchemy import text
from sqlalchemy.exc import SQLAlchemyError

from hub import alive, metrics
from hub.runtime import Runtime

DATABASE_SECONDS = 2.0

WORKER_ALIVE = text(
    "SELECT EXISTS (SELECT 1 FROM procrastinate_workers AS worker "
    f"WHERE last_heartbeat > clock_timestamp() - make_interval(secs => :seconds) AND {alive.LIVES})"
)
JOBS = text("SELECT status::text, count(*) FROM procrastinate_jobs GROUP BY status")
CASES = text("""SELECT state, urgency, count(*) FROM "case" WHERE state <> 'closed' GROUP BY state, urgency""")

router = APIRouter(tags=["health"])


@dataclass(frozen=True)
class Readiness:
    database: bool
    worker: bool
    bot: bool

    @property
    def missing(self) -> list[str]:
        return [name for name, fine in vars(self).items() if not fine]


async def look(runtime: Runtime) -> Readiness:
    """Asks the database, the worker's heartbeat and the bot."""

    async def database() -> tuple[bool, bool]:
        try:
            async with runtime.database.transaction() as session:
                values = {"seconds": runtime.settings.stalled_seconds, "locks": alive.LOCKS}
                return True, bool((await session.execute(WORKER_ALIVE, values)).scalar_one())
        except (SQLAlchemyError, OSError):
            return False, False

    async def limited() -> tuple[bool, bool]:
        try:
            return await asyncio.wait_for(database(), DATABASE_SECONDS)
        except asyncio.TimeoutError:
            return False, False

    (database_fine, worker_fine), bot_fine = await asyncio.gather(limited(), runtime.bot.ready())
    return Readiness(database_fine, worker_fine, bot_fine)


@router.get("/health/live")
async def live() -> dict[str, str]:
    """This process answers."""
    return {"status": "live"}


@router.get("/health/ready")
async def ready(request: Request) -> JSONResponse:
    """200 once a message can be answered, else 503 with what is missing."""
    missing = (await look(request.app.state.runtime)).missing
    version = request.app.state.version
    if missing:
        return JSONResponse({"version": version, "missing": missing}, status_code=503)
    return JSONResponse({"version": version})


@router.get("/metrics")
async def scrape(request: Request) -> Response:
    """Counts and times for Prometheus; nothing of what anybody wrote."""
    runtime: Runtime = request.app.state.runtime
    async with runtime.database.transaction() as session:
        jobs = {status: count for status, count in (await session.execute(JOBS)).tuples()}
        cases = {(state, urgency): count for state, urgency, count in (await session.execute(CASES)).tuples()}
    return Response(metrics.exposition(jobs, cases), media_type="text/plain; version=0.0.4")
