"""What the learned weights look at: words, neighbours and pieces of words, each with the place of its first word."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from safety.words import Words

PIECES = (4, 5)  # letters of a piece of a word; "<" and ">" stand for its ends


def features(words: Words, phrases: Iterable[tuple[str, int]]) -> dict[str, int]:
    """Each feature and where it first stands in `words.text`; `phrases` are dangers and their patterns' places."""
    found: dict[str, int] = {}
    for name, place in _all(words.text, phrases):
        found.setdefault(name, place)
    return found


def _all(text: str, phrases: Iterable[tuple[str, int]]) -> Iterator[tuple[str, int]]:
    placed = []
    place = 0
    for word in text.split():
        place = text.index(word, place)
        placed.append((word, place))
        place += len(word)
    for index, (word, place) in enumerate(placed):
        yield word, place
        following = [other for other, _ in placed[index + 1 : index + 3]]
        if following:
            yield f"{word} {following[0]}", place
        if len(following) > 1:
            yield f"{word} {following[0]} {following[1]}", place
            yield f"{word} _ {following[1]}", place
        bounded = f"<{word}>"
        for size in PIECES:
            for start in range(len(bounded) - size + 1):
                yield f"#{bounded[start : start + size]}", place
    for danger, place in phrases:
        yield f"!{danger}", place
        yield "!", place
