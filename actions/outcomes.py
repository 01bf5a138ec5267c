"""What came of a step, read again in the sentence that tells it: only supposed, still to come, or only in part."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from advice.vocabulary import FAILED

Fact = Mapping[str, Any]
Reading = Callable[[Fact], Fact | None]

WORKED, PARTIAL = "worked", "partial"

SURELY_OVER = 0.9
"""Confidence from which a failure is one, although its sentence speaks of what is still to come."""
SURE = 0.5
"""Confidence of an intent from which a message is taken to say what came of a step."""
DOUBTED = frozenset({"step_done", "step_worked", "step_failed", "step_refused"})
MET = frozenset({"inform_school", "contact_parents", "mediation"})
"""Steps that have begun once an appointment is made; a complaint has not."""

_ENDED = re.compile(r"\b(?:réglée?|regl[eé]r?|finie?|parti|disparu)\b", re.IGNORECASE)
_SENTENCE = re.compile(r"[^.!?;\n]+[.!?;\n]*")
_SUPPOSED = re.compile(
    r"\b(?:(?:et|mais)\s+si\b|si\s+(?:ils?|elles?|on|ça|ca|sa|jamais|la|le|les|une?|lui)\b|s['’]ils?\b"
    r"|peur\s+(?:que?\b|qu['’]|k\w*)|au\s+cas\s+où)",
    re.IGNORECASE,
)
_NOT_OVER = re.compile(
    r"\b(?:rien|pas|jamais)\s+(?:[\w'’]+\s+){0,2}(?:réglée?|regl[eé]r?|finie?|terminée?|résolue?)\b", re.IGNORECASE
)
_BADLY = re.compile(
    r"\b(?:hurl|catastroph|règlements?\s+de\s+comptes?|dégénér|mal\s+(?:tourné|passé|fini|terminé)|très\s+mal\b)",
    re.IGNORECASE,
)
_LEFT = re.compile(
    r"\b(?:continue(?:nt)?\b|recommenc|toujours\s+(?:là|en\s+ligne)|un\s+seul|il\s+(?:en\s+)?reste|l['’]autre\s+(?:pas|non)"
    r"|non\s+rien|celui\s+qui\s+reste|sur\s+(?:deux|trois|quatre|cinq)\b|re(?:fait|créé|cree)\b"
    r"|(?:nouveau|nouvel|nouvelle|autre|second|deuxième|2e)\s+(?:compte|profil|serveur|groupe|post|story|sondage|message))",
    re.IGNORECASE,
)
_SOME_STOPPED = re.compile(
    r"\b(?:un|une|deux|trois|quatre|certains|plusieurs|la\s+plupart|presque\s+tous|\d+)\b[^.!?]{0,30}"
    r"\b(?:ont|a|on)\s+(?:tout\s+)?(?:arr[eê]t|stopp)|(?:s['’]est|se\s+sont|dû\s+s['’])\s*excus"
    r"|(?<!pas )\b(?:mieux|calme|calmé)\b|\b(?:a\s+été|est|sont|ont\s+été|a|ont)\s+(?:supprim|ferm|banni|enlev|retir)",
    re.IGNORECASE,
)
_COMING = re.compile(
    r"\b(?:demain|après-demain|lundi\s+prochain|semaine\s+prochaine|rdv|rendez[- ]vous"
    r"|j['’](?:y\s+vais|irai)|on\s+(?:y\s+va|ira)"
    r"|(?:me|nous)\s+re[çc]oi(?:t|vent)"
    r"|(?:vois|voit|voyons|vais|va|allons|passe|passent|retourne)\b[^.!?]{0,25}\b(?:lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche)"
    r"|(?:je|on|nous|mari|femme)\s+(?:vais|va|allons|compte|comptons)\s+(?!être)(?:\w+\s+){0,2}?\w+(?:er|ir|oir|re)\b)",
    re.IGNORECASE,
)
_APPOINTMENT = re.compile(r"\b(?:rdv|rendez[- ]vous|re[çc]oi(?:t|vent)|convoqu|fix[ée])", re.IGNORECASE)
_PAST = re.compile(
    r"\b(?:j['’]?ai|g|a|avons|ont|suis|est|sommes|sont)\s+(?:\w+\s+)?\w+(?:é|ée|és|er|i|u|ue|is|it)\b", re.IGNORECASE
)
_COMPLAINED = re.compile(
    r"\b(?:port[ée]|dépos[ée]|depos[eé]|fait|signé)\b[^.!?]{0,12}\bplainte|plainte\s+(?:est\s+|a\s+été\s+)?(?:\w+\s+)?"
    r"(?:faite|déposée|portée)",
    re.IGNORECASE,
)
# By whom a planned step is named; of a school only where somebody of it is met, not where the child goes tomorrow.
_NAMED: Mapping[str, re.Pattern[str]] = {
    "inform_school": re.compile(
        r"direct(?:eur|rice|ion)|préf[eè]te?|\bprof\w*\b|titulaire|éducat(?:eur|rice)|instit|cpms|centre\s+pms"
        r"|(?:rdv|rendez[- ]vous)[^.!?]{0,30}école|école[^.!?]{0,30}(?:rdv|rendez[- ]vous|re[çc]oit)"
        r"|(?:je|on|nous)\s+(?:vais|va|allons)\s+(?:aller\s+)?(?:voir|parler|écrire|téléphoner|appeler|contacter|prévenir|à)"
        r"\s+(?:à\s+)?l['’]\s*école",
        re.IGNORECASE,
    ),
    "police": re.compile(r"\bpolice|commissariat|plainte|agent\s+de\s+quartier", re.IGNORECASE),
    "contact_parents": re.compile(
        r"parents?\s+(?:de\s+l['’]autre|du\s+(?:gamin|gar[çc]on|petit|harceleur)|de\s+la\s+(?:fille|gamine|petite))"
        r"|\b(?:ses|leurs)\s+parents|l['’]autre\s+(?:maman|mère|papa|père|famille)",
        re.IGNORECASE,
    ),
    "mediation": re.compile(r"médiat", re.IGNORECASE),
    "civil": re.compile(r"\bavocat", re.IGNORECASE),
}


def planned(text: str) -> tuple[str, ...]:
    """The steps that the parent says are still to come: an appointment, "j'y vais demain"; a question plans nothing."""
    plain = [sentence for _, sentence in _sentences(text) if not sentence.rstrip().endswith("?")]
    coming = [one for one in plain if _COMING.search(one) and not _SUPPOSED.search(one)]
    steps = tuple(step for step, named in _NAMED.items() if any(map(named.search, coming)))
    return tuple(step for step in steps if step != "police" or not _COMPLAINED.search(text))


def as_told(told: Mapping[str, Any], text: str) -> Mapping[str, Any]:
    """A message's facts as its sentences tell them.

    What is only supposed is no news; a planned step is not taken, or its answer is awaited; what helped in part is
    neither a success nor a failure.
    """
    readings = (_certain(text), _in_part(text), _still_to_come(text))
    facts = []
    for fact in told.get("facts") or ():
        read: Fact | None = fact
        for reading in readings:
            read = reading(read) if read else None
        if read:
            facts.append(read)
    return told if facts == list(told.get("facts") or ()) else relabelled(told, facts)


def relabelled(told: Mapping[str, Any], facts: list[Fact]) -> Mapping[str, Any]:
    """A message with these facts, its labels without those that are no longer among them."""
    held = {(fact.get("field"), fact.get("value")) for fact in facts}
    gone = {(one.get("field"), one.get("value")) for one in told.get("facts") or ()} - held
    labels = dict(told.get("labels") or {})
    for field, value in gone:
        label = labels.get(str(field))
        if isinstance(label, Mapping):
            labels[str(field)] = {step: came for step, came in label.items() if f"{step}:{came}" != value}
        elif isinstance(label, list | tuple):
            labels[str(field)] = [one for one in label if one != value]
        elif label == value:
            labels[str(field)] = "unstated" if field == "writer" else None
    return {**told, "facts": facts, "labels": labels}


def intent(message: Mapping[str, Any], read: str) -> str:
    """The intent of a message that tells what came of a step; only told where that is doubtful or still to come."""
    if read not in DOUBTED:
        return read
    confidence = (message.get("intent") or {}).get("confidence")
    doubtful = read != "step_done" and confidence is not None and float(confidence) < SURE
    text = str(message.get("text") or "")
    to_come = bool(planned(text)) and not _PAST.search(text)
    return "tell_situation" if doubtful or to_come or _SUPPOSED.match(text.strip()) else read


def in_part(text: str) -> bool:
    """Whether a message says that some of it has stopped and the rest goes on."""
    certain = "".join(one for _, one in _sentences(text) if not _SUPPOSED.search(one))
    return _LEFT.search(certain) is not None and _SOME_STOPPED.search(certain) is not None


def has_calmed(text: str) -> bool:
    """Whether a message says that it has stopped, whatever it supposes or fears besides."""
    before = _SUPPOSED.split(text, maxsplit=1)[0]
    ended = _SOME_STOPPED.search(before) or _ENDED.search(before)
    return bool(ended) and not _LEFT.search(before) and not _NOT_OVER.search(before)


def _certain(text: str) -> Reading:
    """Without news that stand in a sentence that only supposes them ("et si elle est enlevée ?"), or fears them."""
    calmed = _SUPPOSED.search(text) is not None and has_calmed(text)
    not_over = _NOT_OVER.search(text) is not None
    went_badly = _BADLY.search(text) is not None

    def read(fact: Fact) -> Fact | None:
        field, value = fact.get("field"), fact.get("value")
        if field not in ("step_results", "content_online", "over", "getting_worse"):
            return fact
        if (field, value) == ("over", True) and not_over:
            return {**fact, "value": False}
        if went_badly and field == "step_results" and str(value).endswith(f":{WORKED}"):
            return None
        if (field, value) == ("over", False) and calmed:
            return None
        start, end = int(fact.get("start") or 0), int(fact.get("end") or 0)
        touched = [one for begin, one in _sentences(text) if begin < end and start < begin + len(one)]
        supposed = _SUPPOSED.search(str(fact.get("words") or ""))
        return None if supposed or any(_SUPPOSED.match(one.lstrip(' ,«"')) for one in touched) else fact

    return read


def _in_part(text: str) -> Reading:
    """Some of it has stopped and the rest goes on."""
    certain = "".join(one for _, one in _sentences(text) if not _SUPPOSED.search(one))
    left = _LEFT.search(certain) is not None
    some = in_part(text)

    def read(fact: Fact) -> Fact | None:
        field, value = fact.get("field"), fact.get("value")
        step, _, result = str(value).partition(":")
        if field == "step_results" and ((left and result == WORKED) or (some and result in FAILED)):
            return {**fact, "value": f"{step}:{PARTIAL}"}
        if left and (field, value) in (("content_online", False), ("over", True)):
            return None
        return None if some and field == "getting_worse" else fact

    return read


def _still_to_come(text: str) -> Reading:
    """The failure of a planned step is none yet; where nobody was met and nothing is fixed it is not taken either."""
    coming = planned(text)
    begun = _PAST.search(text) is not None
    appointment = _APPOINTMENT.search(text) is not None

    def read(fact: Fact) -> Fact | None:
        step, _, result = str(fact.get("value")).partition(":")
        if step not in coming or fact.get("field") not in ("steps_done", "step_results"):
            return fact
        if step not in MET or not (begun or appointment):
            return None
        sure = float(fact.get("confidence", 1.0)) >= SURELY_OVER
        if not result or (sure and begun):
            return fact
        return {**fact, "value": f"{step}:pending"} if appointment else None

    return read


def _sentences(text: str) -> Iterator[tuple[int, str]]:
    """Each sentence with its place."""
    return ((match.start(), match[0]) for match in _SENTENCE.finditer(text))
