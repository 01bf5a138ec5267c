"""Keeps the serving process alive: forked from one that has loaded the model, a dead one is replaced within a second.

Loading takes 15 s. The keeper loads once and serves nobody, so nothing that a turn does can end it.
"""

from __future__ import annotations

import ctypes
import gc
import logging
import os
import signal
import sys
from collections.abc import Callable
from types import FrameType

logger = logging.getLogger("channels.keeper")

# Deaths in a row before anything was served: then something is wrong that a whole new start may mend.
GIVE_UP_AFTER = 3
PR_SET_PDEATHSIG = 1  # linux/prctl.h

# Called by the serving process once it answers.
Serving = Callable[[], None]


def can_keep() -> bool:
    """Only Linux ends the serving process together with its keeper; elsewhere it would stay behind with the port."""
    return sys.platform == "linux"


def keep(serve: Callable[[Serving], None]) -> int:
    """Runs `serve` in a process of its own, again when that dies, until SIGTERM or SIGINT; returns the exit code.

    What the caller has loaded is shared: `serve` must make connections, threads and event loops itself.
    """
    gc.collect()
    gc.freeze()  # the collector would otherwise touch, and so copy, every shared page
    server: int | None = None
    stopping = False

    def stop(_number: int, _frame: FrameType | None) -> None:
        nonlocal stopping
        stopping = True
        if server:
            os.kill(server, signal.SIGTERM)

    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, stop)
    died_unserved = 0
    while not stopping:
        serving, told = os.pipe()
        keeper = os.getpid()
        server = os.fork()
        if server == 0:
            os.close(serving)
            _serve(serve, told, keeper)
        os.close(told)
        if stopping:  # the signal came before there was anybody to hand it on to
            os.kill(server, signal.SIGTERM)
        served = bool(os.read(serving, 1))  # empty when the process died first
        os.close(serving)
        _, status = os.waitpid(server, 0)
        server = None
        if stopping:
            break
        died_unserved = 0 if served else died_unserved + 1
        logger.error("the serving process died (%s)", os.waitstatus_to_exitcode(status))
        if died_unserved >= GIVE_UP_AFTER:
            return 1
    return 0


def _serve(serve: Callable[[Serving], None], told: int, keeper: int) -> None:
    """The forked process; never returns."""
    code = 1
    try:
        os.setpgid(0, 0)  # a signal for the group reaches it once, through the keeper
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGKILL)
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, signal.SIG_DFL)
        if os.getppid() == keeper:  # else it died before it could be followed
            serve(lambda: os.close(told) if not os.write(told, b".") else None)
            code = 0
    except Exception:
        logger.exception("serving ended")
    finally:
        logging.shutdown()
        os._exit(code)
