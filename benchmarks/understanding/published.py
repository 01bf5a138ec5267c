"""How well the intents' encoder and classifier do on a published test, unchanged: accuracy beside others' figures.

usage: python -m benchmarks.understanding.published TRAIN.csv TEST.csv
Columns `utterance,intent`, as in the French NLU benchmark of Wikit (https://github.com/wikit-ai/nlu-french-benchmark).
"""

from __future__ import annotations

import argparse
import csv
from pathlib import Path

import spacy

from nlu import sentences
from nlu.intent_learning import learn
from nlu.reading import Reading, assemble, encoded_texts
from nlu.spelling import normalise

SPACY = "fr_core_news_md"


def rows(path: Path) -> tuple[list[str], list[str]]:
    with path.open(encoding="utf-8", newline="") as file:
        found = [(row["utterance"], row["intent"]) for row in csv.DictReader(file)]
    return [text for text, _ in found], [intent for _, intent in found]


def readings(texts: list[str]) -> list[Reading]:
    """What the trained pipeline would read: the same normaliser, parser and sentence encoder."""
    parse = spacy.load(SPACY, exclude=["ner"])
    normalised = [normalise(text) for text in texts]
    encode = sentences.all_at_once(text for one in normalised for text in encoded_texts(one))
    documents = parse.pipe(one.text for one in normalised)
    together = zip(normalised, texts, documents, strict=True)
    return [assemble(one, text, list(document), encode) for one, text, document in together]


def accuracy(train: Path, test: Path) -> float:
    """Share of the test's utterances whose likeliest intent is the right one."""
    texts, intents = rows(train)
    model = learn(readings(texts), intents)
    asked, wanted = rows(test)
    found = [model.ranking(reading)[0][0] for reading in readings(asked)]
    return sum(one == other for one, other in zip(found, wanted, strict=True)) / len(wanted)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("train", type=Path)
    parser.add_argument("test", type=Path)
    options = parser.parse_args()
    print(f"accuracy {accuracy(options.train, options.test):.3f}")


if __name__ == "__main__":
    main()
