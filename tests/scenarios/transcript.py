"""Plays scenarios on a fresh assistant and prints them as a page to read: `make transcript`."""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path
from typing import Any

import httpx

from tests.assistant import UNLIMITED, running
from tests.scenarios.player import Played, Player, scenarios


def main(names: list[str]) -> int:
    """Print the named scenarios in Markdown; 1 if one of them went otherwise than written."""
    wanted = {scenario.name: scenario for scenario in scenarios()}
    failed = False
    with (
        tempfile.TemporaryDirectory(prefix="assistant-transcript-") as folder,
        running(Path(folder) / "var", UNLIMITED) as started,
    ):
        for name in names:
            with httpx.Client(base_url=started.url, trust_env=False, timeout=30) as client:
                player = Player(client, started.database_url)
                turns = [player.play(turn) for turn in wanted[name].turns]
                print(_page(name, player, turns))
            failed |= any(turn.differences for turn in turns)
    return int(failed)


def _page(name: str, player: Player, turns: list[Played]) -> str:
    lines = [f"# {name.replace('_', ' ').capitalize()}", ""]
    lines += [f"Made by `make transcript SCENARIO={name}`: a real conversation through the web chat API.", ""]
    lines += [line for answer in player.greeting for line in _bubble(answer)]
    for turn in turns:
        said = " / ".join(turn.parent)
        lines += [f"*{said}*" if said.endswith(" later)") else f"**Parent :** {said}", ""]
        lines += [line for answer in turn.answers for line in _bubble(answer)]
        lines += [f"*(row {' + '.join(turn.rows)}, step {turn.step}, owner {turn.owner}, {turn.seconds:.1f} s)*", ""]
        lines += [f"> **unexpected:** {difference}" for difference in turn.differences]
    lines += ["## The case at the end", "", "```", f"{'state':20} {player.state()['case']}"]
    situation: dict[str, Any] = player.state()["situation"] or {}
    shown = {
        key: value for key, value in situation.items() if value not in (None, [], {}, "", False, "unstated", "none")
    }
    hidden = ("evidence", "advised", "settled")
    lines += [f"{key:20} {value}" for key, value in shown.items() if key not in hidden]
    lines += [
        f"{'words':20} {fact['field']} = {fact['value']}: « {fact['words']} »" for fact in situation.get("evidence", [])
    ]
    return "\n".join([*lines, "```"])


def _bubble(answer: dict[str, Any]) -> list[str]:
    who = {"assistant": "Assistant", "system": "Information", "advisor": "Conseiller"}[answer["author"]]
    text = answer["text"].strip().replace("\n", "\n> ")
    buttons = " ".join(f"`{button['title']}`" for button in answer["buttons"])
    return [f"> **{who} :** {text}", *([">", f"> {buttons}"] if buttons else []), ""]


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
