"""`make texts`: checks the texts, shows what changes, brings it into the running service. It speaks French."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Callable
from pathlib import Path

from wording import loading, preview, publishing, reading
from wording.checks import check
from wording.occasions import when_said
from wording.reading import Texts

DEFAULT_ACTIONS_PORT = 5055
NOTHING_LOADED = "Rien n’a été changé dans le service : les anciens textes restent en place."


def main(arguments: list[str] | None = None, folder: Path = reading.FOLDER, say: Callable[[str], None] = print) -> int:
    """0: the texts are good, and loaded where a service runs; 1: faults, nothing changed; 2: not loaded in time."""
    parser = argparse.ArgumentParser(prog="make texts", description=__doc__)
    parser.add_argument("--check", action="store_true", help="check and show only, load nothing")
    options = parser.parse_args(arguments)
    var = Path(os.environ.get("HUB_VAR") or reading.ROOT / "var")
    port = int(os.environ.get("HUB_ACTIONS_PORT") or DEFAULT_ACTIONS_PORT)
    texts, unreadable = reading.read(folder)
    running = _running(var)
    faults = unreadable or check(texts, running)
    if faults:
        say(f"{len(faults)} point(s) à corriger :\n")
        for fault in faults:
            say(f"- {fault}")
        say(f"\n{NOTHING_LOADED}")
        return 1
    say(f"{len(texts)} textes vérifiés : tout est en ordre.")
    if running is None:
        say("Le service n’a pas encore démarré ici : il n’y a rien à comparer.")
    elif not preview.changed(texts, running):
        say("Aucun texte n’a changé.")
    else:
        say("\nVoici ce que les parents liront :\n")
        for line in preview.lines(texts, running, when_said(texts), colours=sys.stdout.isatty()):
            say(line)
    return 0 if options.check else _load(texts, var, port, say)


def _running(var: Path) -> Texts | None:
    try:
        return publishing.as_texts(publishing.read(var))
    except publishing.NoCopy:
        return None


def _load(texts: Texts, var: Path, port: int, say: Callable[[str], None]) -> int:
    try:
        seconds = loading.load(publishing.responses(texts.values()), var, port)
    except loading.NotRunning:
        say("Le service ne tourne pas : il prendra ces textes à son prochain démarrage (`make run`).")
        return 0
    except loading.NotLoaded:
        say(f"Le service répond, mais il parle encore avec d’autres textes. Voyez {var}/log/actions.log.")
        return 2
    say(f"Le service parle maintenant avec ces textes ({seconds:.1f} s). Aucune conversation n’a été interrompue.")
    return 0


if __name__ == "__main__":
    sys.exit(main())
