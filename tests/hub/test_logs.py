"""Logs: ids and places, never words."""

import io
import json
import logging

import structlog

from hub import logs

WORDS = "Zoé-a-peur-1177"


def lines(stream: io.StringIO) -> list[dict[str, object]]:
    return [json.loads(line) for line in stream.getvalue().splitlines()]


def fail() -> None:
    try:
        raise ValueError(WORDS)
    except ValueError as error:
        raise RuntimeError(f"again {WORDS}") from error


def test_an_error_is_logged_with_its_types_and_places_only() -> None:
    stream = io.StringIO()
    root = logging.getLogger()
    before, level = root.handlers[:], root.level
    try:
        logs.configure("INFO", stream)
        try:
            fail()
        except RuntimeError as error:
            structlog.get_logger().error("failed", conversation="an id", exc_info=error)
            logging.getLogger("uvicorn.error").exception("Exception in ASGI application")
            logging.getLogger("another").error("failed", exc_info=True)
    finally:
        root.handlers[:] = before
        root.setLevel(level)
        structlog.reset_defaults()
    assert len(lines(stream)) == 3
    assert WORDS not in stream.getvalue()
    for line in lines(stream):
        assert line["error"] == ["RuntimeError", "ValueError"]
        assert "test_logs.py" in str(line["at"])
    assert lines(stream)[0]["conversation"] == "an id"
