"""`make advice-review`: writes the page of all texts, with the buttons that were met in many conversations."""

from __future__ import annotations

import sys
from pathlib import Path

from tests.actions.rehearsal import rehearse
from wording.reading import ROOT, read
from wording.review import WithoutSource, page, plain_page


def main(folder: Path = ROOT / "var") -> int:
    texts, faults = read()
    for fault in faults:
        print(f"- {fault}")
    if faults:
        return 1
    buttons = {name: list(said.buttons) for name, said in rehearse().items()}
    folder.mkdir(exist_ok=True)
    try:
        (folder / "advice-review.html").write_text(page(texts, buttons), encoding="utf-8")
    except WithoutSource as error:
        print(f"sans source : {error}")
        return 1
    (folder / "advice-review.txt").write_text(plain_page(texts, buttons), encoding="utf-8")
    print(f"written: {folder}/advice-review.html (print it, or send it) and {folder}/advice-review.txt")
    return 0


if __name__ == "__main__":
    sys.exit(main())
