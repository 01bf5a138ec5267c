"""What stands around the mention of a step: features by which its state (done, asked, its result) is learnt."""

from __future__ import annotations

from collections import Counter
from itertools import pairwise

from nlu.flat import Flat
from nlu.reading import Reading, Token
from nlu.steps import StepMention

_NEAR, _FAR = 3, 9  # words before and after
_PERSONS = {
    "je": "1",
    "j": "1",
    "on": "1",
    "nous": "1",
    "ai": "1",
    "avons": "1",
    "il": "3",
    "elle": "3",
    "ils": "3",
    "elles": "3",
    "vous": "2",
    "tu": "2",
}


def around(flat: Flat, mention: StepMention, reading: Reading) -> Counter[str]:
    """Features shared by all steps, and the same of the step alone."""
    begin, end = flat.sentence(mention.start)
    before = flat.text[begin : mention.start].split()
    inside = flat.text[mention.start : mention.end].split()
    after = flat.text[mention.end : end].split()
    found: Counter[str] = Counter()
    for distance, word in enumerate(reversed(before[-_FAR:])):
        found[f"b:{word}"] = 1
        if distance < _NEAR:
            found[f"b{distance}:{word}"] = 1
    for distance, word in enumerate(after[:_FAR]):
        found[f"a:{word}"] = 1
        if distance < _NEAR:
            found[f"a{distance}:{word}"] = 1
    found.update({f"i:{word}": 1 for word in inside})
    window = [*before[-6:], *inside, *after[:6]]
    found.update({f"p:{left}_{right}": 1 for left, right in pairwise(window)})
    found.update({f"s:{word}": 1 for word in (*before, *inside, *after)})
    if "?" in flat.text[begin:end]:
        found["question"] = 1
    found["first" if begin <= 1 else "later"] = 1
    if end >= len(flat.text) - 2:
        found["last"] = 1
    found[f"length:{min(len(flat.text.split()) // 8, 6)}"] = 1
    following, stop = flat.sentence(end + 1) if end < len(flat.text) - 2 else (0, 0)
    found.update({f"n:{word}": 1 for word in flat.text[following:stop].split()[:12]})
    found.update(_verbs(flat, mention, begin, end, reading))
    own = [feature for feature in found if feature[0] in "bip" and ":" in feature]
    found.update({f"{mention.step}|{feature}": 1 for feature in own})
    found[f"step:{mention.step}"] = 1
    return found


def _verbs(flat: Flat, mention: StepMention, begin: int, end: int, reading: Reading) -> Counter[str]:
    """Forms of the verbs in and next to the mention, as spaCy sees them."""
    first, last = flat.span(begin, end - 1)[0] if end - 1 > begin else 0, flat.ends[min(end, len(flat.ends) - 1)]
    left, right = flat.span(mention.start, mention.end)
    found: Counter[str] = Counter()
    verbs = [token for token in reading.tokens_in(first, last) if token.pos in ("VERB", "AUX")]
    for token in verbs:
        form = _form(token)
        where = "in" if left <= token.start < right else "before" if token.start < left else "after"
        found[f"v:{where}:{form}"] = 1
    earlier = [token for token in verbs if token.start < right][-3:]
    found["v:" + ">".join(_form(token) for token in earlier)] = 1
    if earlier:
        found[f"l:{earlier[-1].lemma}:{_form(earlier[-1])}"] = 1
    return found


def _form(token: Token) -> str:
    morph = dict(part.split("=", 1) for part in token.morph.split("|") if "=" in part)
    kind = "aux" if token.pos == "AUX" else "v"
    return kind + ".".join(morph.get(name, "") for name in ("VerbForm", "Mood", "Tense", "Person"))
