"""A line between browser and hub that breaks at any byte, as a bad network does."""

from __future__ import annotations

import contextlib
import math
import random
import socket
import struct
import threading
from collections.abc import Iterator
from urllib.parse import urlsplit

SHORTEST, LONGEST = 1, 3000
"""Bytes, both ways together, after which a connection breaks: mostly before or amid an answer, at times after some."""
CHUNK = 65536
RESET = struct.pack("ii", 1, 0)  # SO_LINGER: the other side sees a reset instead of an end


class CutLine:
    """Listens on a port of its own and passes bytes to the hub; `cuts_left` more connections will break."""

    def __init__(self, hub_url: str, chance: random.Random) -> None:
        parts = urlsplit(hub_url)
        self._hub = (parts.hostname or "127.0.0.1", parts.port or 80)
        self._chance = chance
        self._lock = threading.Lock()
        self._listening = socket.create_server(("127.0.0.1", 0))
        self._held: set[socket.socket] = set()
        self.cuts_left = 0
        self.cuts = 0
        self.url = f"http://127.0.0.1:{self._listening.getsockname()[1]}"
        threading.Thread(target=self._accept, daemon=True).start()

    def close(self) -> None:
        self._listening.close()
        self.cut_all()

    def cut_all(self) -> None:
        """Breaks what is open now, so that what follows goes over lines that may break."""
        with self._lock:
            held = list(self._held)
        for side in held:
            with contextlib.suppress(OSError):
                side.shutdown(socket.SHUT_RDWR)

    def _accept(self) -> None:
        while True:
            try:
                browser, _ = self._listening.accept()
            except OSError:
                return
            with contextlib.suppress(OSError):
                hub = socket.create_connection(self._hub)
                threading.Thread(target=_Pair(self, browser, hub).run, daemon=True).start()

    def _budget(self) -> float:
        """Bytes that the next connection carries."""
        with self._lock:
            if self.cuts_left <= 0:
                return math.inf
            return math.exp(self._chance.uniform(math.log(SHORTEST), math.log(LONGEST)))

    def _was_cut(self) -> bool:
        """Whether this break is still one of those that were asked for."""
        with self._lock:
            if self.cuts_left <= 0:
                return False
            self.cuts_left -= 1
            self.cuts += 1
            return True


class _Pair:
    """The two ends of one connection."""

    def __init__(self, line: CutLine, browser: socket.socket, hub: socket.socket) -> None:
        self.line, self.ends = line, (browser, hub)
        self.left = line._budget()
        self.lock = threading.Lock()

    def run(self) -> None:
        with self.line._lock:
            self.line._held.update(self.ends)
        browser, hub = self.ends
        back = threading.Thread(target=self._pass, args=(hub, browser), daemon=True)
        back.start()
        self._pass(browser, hub)
        back.join()
        with self.line._lock:
            self.line._held.difference_update(self.ends)
        for end in self.ends:
            end.close()

    def _pass(self, source: socket.socket, target: socket.socket) -> None:
        try:
            while data := source.recv(CHUNK):
                with self.lock:
                    allowed = int(min(len(data), self.left))
                    self.left -= len(data)
                target.sendall(data[:allowed])
                if allowed < len(data) and self.line._was_cut():
                    self._break()
                    return
                target.sendall(data[allowed:])
        except OSError:
            pass
        with contextlib.suppress(OSError):
            target.shutdown(socket.SHUT_RDWR)
            source.shutdown(socket.SHUT_RDWR)

    def _break(self) -> None:
        reset = self.line._chance.random() < 0.5
        for end in self.ends:
            with contextlib.suppress(OSError):
                if reset:
                    end.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, RESET)
                end.shutdown(socket.SHUT_RDWR)


@contextlib.contextmanager
def cut_line(hub_url: str, seed: int) -> Iterator[CutLine]:
    """A line whose breaks are the same for the same seed."""
    line = CutLine(hub_url, random.Random(seed))
    try:
        yield line
    finally:
        line.close()
