"""Nothing leaves the machine and nothing but the hub can be reached: looked at in a running assistant.

Every test with a running assistant ends with a look at what its processes tried (tests/assistant.py); here it is shown
that this look sees something, and who listens where.
"""

from __future__ import annotations

import ipaddress
import os
import subprocess
import sys
from pathlib import Path

import psutil
import pytest

from tests.assistant import OUTGOING, Assistant

# 192.0.2.0/24 and the domain `.invalid` belong to nobody (RFC 5737, RFC 2606).
TRIES = {
    "connect": "import socket; socket.create_connection(('192.0.2.1', 80), 1)",
    "look-up": "import socket; socket.getaddrinfo('example.invalid', 443)",
    "datagram": "import socket; socket.socket(type=socket.SOCK_DGRAM).sendto(b'x', ('192.0.2.1', 53))",
    "request": "import urllib.request; urllib.request.urlopen('http://192.0.2.1/', timeout=1)",
}


@pytest.mark.parametrize("how", TRIES)
def test_what_would_leave_is_refused_and_noted(how: str, tmp_path: Path) -> None:
    log = tmp_path / "outgoing.log"
    environment = os.environ | {"PYTHONPATH": str(OUTGOING), "OUTGOING_LOG": str(log)}
    tried = subprocess.run([sys.executable, "-c", TRIES[how]], env=environment, capture_output=True, text=True)
    assert "LeavesTheMachine" in tried.stderr
    assert "192.0.2.1" in log.read_text() or "example.invalid" in log.read_text()


def test_every_process_of_the_assistant_is_watched(assistant: Assistant) -> None:
    python = [p for p in _processes(assistant) if "python" in p.name()]
    assert len(python) >= 5, "run, hub, worker, Rasa and its actions"
    for process in python:
        assert process.environ().get("PYTHONPATH") == str(OUTGOING), process.cmdline()


def test_everything_listens_on_loopback_and_talks_to_nobody_else(assistant: Assistant) -> None:
    connections = [c for process in _processes(assistant) for c in process.net_connections(kind="inet")]
    listening = [c.laddr.ip for c in connections if c.status == psutil.CONN_LISTEN]
    assert len(listening) >= 3, "the hub, Rasa and its actions"
    others = [c.raddr.ip for c in connections if c.raddr]
    assert [ip for ip in [*listening, *others] if not ipaddress.ip_address(ip).is_loopback] == []


def _processes(assistant: Assistant) -> list[psutil.Process]:
    run = psutil.Process(assistant.process.pid)
    return [run, *run.children(recursive=True)]
