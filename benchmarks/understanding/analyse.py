"""What the trained model reads in messages: a file of labels, intents and the words that raised each fact.

usage: python -m benchmarks.understanding.analyse --in a.jsonl --out b.jsonl [--model models/]
In: {"id", "text"} a line. Out: {"id", "labels", "intent", "confidence", "why", "denied"} a line, in the same order.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
import warnings
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

os.environ["RASA_TELEMETRY_ENABLED"] = "false"
Analyse = Callable[[str], dict[str, Any]]
PROGRESS_EVERY = 25  # messages


class NoModel(Exception):
    """There is no trained model where one was looked for."""


def newest_model(place: Path) -> Path:
    """The model file itself, or the newest one in a folder. Raises NoModel."""
    if place.is_file():
        return place
    found = sorted(place.glob("*.tar.gz"), key=lambda path: path.stat().st_mtime)
    if not found:
        raise NoModel(f"no trained model in {place}/: run `make train` first")
    return found[-1]


def load(model: Path) -> Analyse:
    """The model's understanding as a function of a text. Takes seconds: Rasa, spaCy and the vectors are loaded."""
    warnings.simplefilter("ignore")
    import tempfile

    from rasa.core.channels.channel import UserMessage
    from rasa.engine.constants import PLACEHOLDER_MESSAGE
    from rasa.engine.loader import load_predict_graph_runner
    from rasa.engine.runner.dask import DaskGraphRunner
    from rasa.engine.storage.local_model_storage import LocalModelStorage

    folder = tempfile.TemporaryDirectory()
    metadata, runner = load_predict_graph_runner(Path(folder.name), model, LocalModelStorage, DaskGraphRunner)

    def analyse(text: str) -> dict[str, Any]:
        result = runner.run(inputs={PLACEHOLDER_MESSAGE: [UserMessage(text)]}, targets=[metadata.nlu_target])
        message: dict[str, Any] = result[metadata.nlu_target][0].as_dict(only_output_properties=True)
        return message

    analyse.folder = folder  # type: ignore[attr-defined]  # lives as long as the function
    return analyse


def described(key: str, message: dict[str, Any]) -> dict[str, Any]:
    """One line of the result."""
    intent = message.get("intent") or {}
    situation = message["situation"]
    return {
        "id": key,
        "labels": situation["labels"],
        "intent": intent.get("name"),
        "confidence": round(float(intent.get("confidence") or 0.0), 4),
        "why": situation["facts"],
        "denied": situation["retractions"],
    }


def analyse_file(source: Path, target: Path, model: Path) -> int:
    """Writes the result of every line of `source`; returns how many there were."""
    messages = [json.loads(text) for text in source.read_text(encoding="utf-8").splitlines() if text.strip()]
    analyse = load(newest_model(model))
    with target.open("w", encoding="utf-8") as out:
        for number, message in enumerate(messages, start=1):
            row = described(message["id"], analyse(message["text"]))
            out.write(json.dumps(row, ensure_ascii=False).encode("utf-8", "replace").decode() + "\n")
            if number % PROGRESS_EVERY == 0 or number == len(messages):
                print(f"\r{number}/{len(messages)} messages", end="", file=sys.stderr, flush=True)
    print(file=sys.stderr)
    return len(messages)


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--in", dest="source", type=Path, required=True)
    parser.add_argument("--out", dest="target", type=Path, required=True)
    parser.add_argument("--model", type=Path, default=Path("models"), help="a model file or a folder of them")
    options = parser.parse_args(arguments)
    try:
        analyse_file(options.source, options.target, options.model)
    except (NoModel, FileNotFoundError) as problem:
        print(problem, file=sys.stderr)
        return 2
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
