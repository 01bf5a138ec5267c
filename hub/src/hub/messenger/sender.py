"""The job that sends: one conversation's outbox, row after row, each step committed before the next."""

import uuid

import structlog

from hub.messenger import counts, outbox, personas
from hub.messenger.graph import Away, Graph, GraphRefused, Unknown
from hub.messenger.render import plain
from hub.messenger.window import envelope
from hub.runtime import Runtime

log = structlog.get_logger()


async def send_all(runtime: Runtime, conversation_id: uuid.UUID) -> None:
    """Runs alone for its conversation (the job's lock); stops where order or Meta ask to wait."""
    graph = runtime.graph
    if graph is None:
        return
    while True:
        async with runtime.database.transaction() as session:
            ready = await outbox.take(
                session,
                conversation_id,
                human_agent=runtime.settings.messenger_human_agent,
                echo_seconds=runtime.settings.messenger_echo_seconds,
                resting=graph.resting,
            )
        if ready is None:
            return
        await _send(runtime, graph, ready)


async def _send(runtime: Runtime, graph: Graph, ready: outbox.Ready) -> None:
    payload, persona_id = ready.payload, None
    if ready.advisor_name is not None:
        persona_id = None if ready.plain else await personas.persona(runtime, graph, ready.advisor_name)
        if persona_id is None:
            payload = personas.signed(payload, ready.advisor_name)
    body = {
        "recipient": {"id": ready.psid},
        **envelope(ready.verdict),
        "message": {**payload, "metadata": str(ready.id)},
        **({"persona_id": persona_id} if persona_id else {}),
    }
    bound = log.bind(out=str(ready.id))
    try:
        mid = await graph.send(body)
    except Away:
        counts.GRAPH_ERRORS.labels("away").inc()
        bound.warning("messenger_away")
        async with runtime.database.transaction() as session:
            await outbox.again(session, ready.id, "away", count=False)
    except Unknown:
        counts.GRAPH_ERRORS.labels("unknown").inc()
        bound.warning("messenger_no_answer")
        async with runtime.database.transaction() as session:
            await outbox.unknown(session, ready.id)
    except GraphRefused as refused:
        await _refused(runtime, ready, refused)
        if persona_id is not None and refused.remedy[0] == "fail":  # perhaps Meta no longer knows it
            await personas.forget(runtime, graph)
    else:
        async with runtime.database.transaction() as session:
            await outbox.sent(session, ready.id, mid)


async def _refused(runtime: Runtime, ready: outbox.Ready, refused: GraphRefused) -> None:
    remedy, reason = refused.remedy
    counts.GRAPH_ERRORS.labels(str(refused.code)).inc()
    bound = log.bind(out=str(ready.id), code=refused.code, subcode=refused.subcode, remedy=remedy)
    bound.log(40 if remedy in ("token", "fail") else 30, "messenger_refused")
    async with runtime.database.transaction() as session:
        if remedy in ("retry", "token"):
            await outbox.again(session, ready.id, reason)
        elif remedy == "hold":
            await outbox.end(session, ready.id, "held", reason)
        elif not ready.plain:
            await outbox.simplify(session, ready.id, plain(ready.payload))
        else:
            await outbox.end(session, ready.id, "failed", reason)
