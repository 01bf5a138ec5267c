"""Where local sockets and loopback ports can be had: short enough paths, free ports."""

from __future__ import annotations

import hashlib
import os
import socket
import tempfile
from pathlib import Path

# A socket's full path must fit into sockaddr_un: 108 bytes on Linux, 104 on macOS, with the ending zero.
LONGEST_PATH = 100


def folder_for(folder: Path, name: str) -> Path:
    """Return `folder` if a socket called `name` fits there, else a private short folder that stands for it.

    Raises:
        RuntimeError: the short folder belongs to another user.
    """
    if len(str(folder / name)) <= LONGEST_PATH:
        return folder
    short = Path(tempfile.gettempdir()) / f"assistant-{hashlib.sha256(str(folder).encode()).hexdigest()[:12]}"
    short.mkdir(mode=0o700, exist_ok=True)
    if os.getuid() != 0 and short.stat().st_uid != os.getuid():
        raise RuntimeError(f"{short} belongs to another user: set HUB_VAR to a shorter path")
    return short


def port_is_free(host: str, port: int) -> bool:
    """Say whether a server could listen on `host:port` now (ports in TIME_WAIT count as free)."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError:
            return False
    return True
