"""How many questions of parents are recognised in wordings that nobody trained on.

usage: python -m benchmarks.understanding.questions [file.jsonl …] [--model models/] [--wrong]
In: {"text", "questions": [ids]} a line. A line is right where exactly these are answered; near where each is at least
among the titles shown for « vouliez-vous dire ». A line without ids only tells: any answer to it is wrong.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from benchmarks.understanding.analyse import NoModel, load, newest_model

FOLDER = Path(__file__).parent
HELD_OUT = [*sorted(FOLDER.glob("questions*.jsonl")), FOLDER / "not_questions.jsonl"]
RESULTS = Path(__file__).parents[1] / "results" / "understanding-questions.txt"
WELL = 0.9  # of its wordings a question must be answered in, to count as well known


@dataclass(frozen=True)
class Line:
    text: str
    wanted: frozenset[str]
    answered: frozenset[str]
    near: frozenset[str]

    @property
    def right(self) -> bool:
        return self.wanted == self.answered

    @property
    def found(self) -> bool:
        return self.wanted <= self.answered

    @property
    def shown(self) -> bool:
        return self.wanted <= self.answered | self.near


def measure(sources: Sequence[Path], model: Path) -> list[Line]:
    analyse = load(newest_model(model))
    lines = []
    written = [line for source in sources for line in source.read_text(encoding="utf-8").splitlines() if line.strip()]
    for row in map(json.loads, written):
        message = analyse(row["text"])
        answered = frozenset(asked["question"] for asked in message.get("questions") or ())
        near = frozenset(asked["question"] for asked in message.get("question_ranking") or ())
        lines.append(Line(row["text"], frozenset(row["questions"]), answered, near))
    return lines


def report(lines: Sequence[Line]) -> str:
    """The figures as text, the questions that are known the least at its end."""
    telling = [line for line in lines if not line.wanted]
    lines = [line for line in lines if line.wanted]
    answered = sum(bool(line.answered) for line in telling)
    told = f"messages that only tell {len(telling)}, answered as if they asked {answered}"
    return "\n".join([*([told] if telling else []), *([_asked(lines)] if lines else [])])


def _asked(lines: Sequence[Line]) -> str:
    names = sorted({name for line in lines for name in line.wanted})
    shares = {
        name: sum(name in line.answered for line in own) / len(own)
        for name in names
        if (own := [line for line in lines if name in line.wanted])
    }
    well = [name for name, share in shares.items() if share >= WELL]

    def share(kind: str) -> float:
        return sum(bool(getattr(line, kind)) for line in lines) / len(lines)

    weakest = sorted(shares, key=lambda name: shares[name])[:40]
    return "\n".join(
        [
            f"wordings {len(lines)}, questions {len(names)}",
            f"answered exactly {share('right'):.3f}, every question answered {share('found'):.3f}, "
            f"answered or shown to choose from {share('shown'):.3f}",
            f"questions answered in {WELL:.0%} of their wordings: {len(well)}",
            *(f"  {name} {shares[name]:.2f}" for name in weakest if shares[name] < WELL),
        ]
    )


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("sources", type=Path, nargs="*", default=HELD_OUT)
    parser.add_argument("--model", type=Path, default=Path("models"), help="a model file or a folder of them")
    parser.add_argument("--wrong", action="store_true", help="also show what was read wrongly (not of held-out files)")
    options = parser.parse_args(arguments)
    try:
        lines = measure(options.sources, options.model)
    except (NoModel, FileNotFoundError) as problem:
        print(problem, file=sys.stderr)
        return 2
    text = report(lines)
    print(text)
    if options.wrong:
        for line in lines:
            if not line.right:
                print(f"{sorted(line.wanted)} {sorted(line.answered)} {line.text}")
    if options.sources == HELD_OUT:
        RESULTS.write_text(text + "\n", encoding="utf-8")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
