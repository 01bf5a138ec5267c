"""Log lines: places and names, no texts."""

from __future__ import annotations

import io
import logging
from collections.abc import Iterator

import pytest
import structlog

from channels import logs


@pytest.fixture
def lines(monkeypatch: pytest.MonkeyPatch) -> Iterator[io.StringIO]:
    stream = io.StringIO()
    monkeypatch.setattr(logging.getLogger(), "handlers", [])
    monkeypatch.setattr("sys.stderr", stream)
    logs.configure()
    yield stream
    structlog.reset_defaults()
    logging.captureWarnings(False)
    for name in logs.QUIET_BELOW:
        logging.getLogger(name).setLevel(logging.NOTSET)


def test_exception_is_told_by_type_and_place(lines: io.StringIO) -> None:
    try:
        try:
            raise KeyError("Kévin a été menacé")
        except KeyError as error:
            raise ValueError("Kévin a été menacé") from error
    except ValueError:
        logging.getLogger("channels.test").exception("turn %s failed", "t1")
    text = lines.getvalue()
    assert "turn t1 failed" in text
    assert "builtins.ValueError" in text and "builtins.KeyError" in text and "test_logs.py" in text
    assert "Kévin" not in text


def test_structured_events_are_told_by_their_name(lines: io.StringIO) -> None:
    structlog.get_logger().warning("message.parsing.failed", user_text="Kévin")
    structlog.get_logger().debug("processor.message.parse", parse_data_text="Kévin")
    assert "message.parsing.failed" in lines.getvalue()
    assert "Kévin" not in lines.getvalue() and "processor" not in lines.getvalue()


def test_rasa_is_quiet_below_warnings(lines: io.StringIO) -> None:
    logging.getLogger("rasa.core.processor").info("Kévin")
    assert lines.getvalue() == ""
