"""Python imports this at its start where the folder is on PYTHONPATH: whatever would leave the machine is refused and
written down in OUTGOING_LOG. Raised before the system is asked, so that nothing leaves even while a test fails.
"""

import ipaddress
import os
import sys

LOG = os.environ.get("OUTGOING_LOG", "")
LOCAL_NAMES = {"", "localhost", "localhost.localdomain", "0.0.0.0", "::"}


class LeavesTheMachine(OSError):
    """A connection or a look-up beyond this machine."""


def _stays(host: object) -> bool:
    name = host.decode() if isinstance(host, bytes) else host
    if name is None or name in LOCAL_NAMES:
        return True
    try:
        return ipaddress.ip_address(str(name).split("%")[0]).is_loopback
    except ValueError:
        return False


def _watch(event: str, arguments: tuple[object, ...]) -> None:
    if event in ("socket.connect", "socket.sendto", "socket.sendmsg"):
        address = arguments[1]
        # Anything but a pair is a Unix socket or one that is connected already.
        host = address[0] if isinstance(address, tuple) and address else None
    elif event in ("socket.getaddrinfo", "socket.gethostbyname"):
        host = arguments[0]
    else:
        return
    if not _stays(host):
        with open(LOG, "a", encoding="utf-8") as log:
            log.write(f"{event} {host!r} by {' '.join(sys.orig_argv[:6])}\n")
        raise LeavesTheMachine(f"{event} {host!r}")


if LOG:
    sys.addaudithook(_watch)
