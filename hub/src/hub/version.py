"""Which version runs: the git commit, or what HUB_VERSION says where there is no git."""

import os
import subprocess
from functools import lru_cache

from hub.settings import REPOSITORY

GIT_SECONDS = 5


@lru_cache
def version() -> str:
    """The commit's full id; `unknown` outside a repository."""
    if named := os.environ.get("HUB_VERSION"):
        return named
    try:
        found = subprocess.run(
            ["git", "-C", str(REPOSITORY), "rev-parse", "HEAD"],
            capture_output=True,
            text=True,
            timeout=GIT_SECONDS,
            check=True,
        )
    except (OSError, subprocess.SubprocessError):
        return "unknown"
    return found.stdout.strip()
