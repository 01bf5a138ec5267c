"""What came of a step, read again in the sentence that tells it: only supposed, still to come, or only in part."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from advice.vocabulary import AWAITED, COURT, FAILED

Fact = Mapping[str, Any]
Reading = Callable[[Fact], Fact | None]

WORKED, PARTIAL = "worked", "partial"

SURELY_OVER = 0.9
"""Confidence from which a failure is one, although its sentence speaks of what is still to come."""
IN_WORDS = 1.0
"""Confidence of what the words themselves say."""
SURE = 0.5
"""Confidence of an intent from which a message is taken to say what came of a step."""
DOUBTED = frozenset({"step_done", "step_worked", "step_failed", "step_refused"})
MET = frozenset({"inform_school", "contact_parents", "mediation"})
"""Steps that have begun once an appointment is made; a complaint has not."""

_ENDED = re.compile(r"\b(?:réglée?|regl[eé]r?|finie?|parti|disparu|arrangée?)\b", re.IGNORECASE)
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
    r"\b(?:continue(?:nt)?\b|recommenc|reparti|(?:toujours|encore)\s+(?:là|en\s+ligne|visibles?)|un\s+seul|il\s+(?:en\s+)?reste|pas\s+r[ée]gl[ée]"
    r"|l['’]autre\s+(?:[\w'’]+\s+){0,6}?(?:pas|non|rien|toujours)\b|\breste\s+(?:plus?\s+)?(?:que|qu['’]|ke|celui|celle)\b"
    r"|les\s+(?:\w+\s+)?autres\s+(?:[\w'’]+\s+){0,4}?(?:attend|pas|rien|non|toujours)|(?:et|pour)\s+celui\s+de\b"
    r"|un(?:e)?\s+autre\s+(?:est|vient|qui)\b|non\s+rien|celui\s+qui\s+reste|sur\s+(?:deux|trois|quatre|cinq)\b|re(?:fait|créé|cree)\b"
    r"|(?:nouveau|nouvel|nouvelle|autre|second|deuxième|2e)\s+(?:compte|profil|serveur|groupe|post|story|sondage|message))",
    re.IGNORECASE,
)
_SOME_STOPPED = re.compile(
    r"\b(?:un|une|deux|trois|quatre|certains|plusieurs|la\s+plupart|presque\s+tous|\d+)\b[^.!?]{0,30}"
    r"\b(?:ont|a|on)\s+(?:tout\s+)?(?:arr[eê]t|stopp)|(?:s['’]est|se\s+sont|dû\s+s['’])\s*excus|\bs['’]excuse"
    r"|(?<!pas )\b(?:mieux|calme|calmé)\b|\bfait\s+(?:tout\s+)?(?:supprimer|retirer|effacer|fermer)"
    r"|\b(?:a|est|sont|ont|été)\s+(?:(?!pas\b|jamais\b|rien\b|toujours\b|plus\b)[\w]+\s+){0,2}(?:supprim|ferm|banni|enlev|retir|effac|suspend)"
    r"|\b(?:le|la|il|elle|père|pere|mère|mere)\b[^.!?]{0,30}\bsuper\s+gent|\bpris\s+(?:le|son)\s+(?:gsm|t[ée]l[ée]phone|pc)",
    re.IGNORECASE,
)
# Somebody of the school has done something: that is no school without effect, whatever is left.
_SCHOOL = (
    r"direct\w+|école|ecole|titulaire|prof\w*|instit\w*|ma[iî]tresse|ma[iî]tre|préf[eè]te?|prefet"
    r"|proviseur\w*|éduc\w+|juf|meester"
)
_ACTED = (
    r"(?:exclu(?!e?s?\s+d[eu])|renvoy|sanction|puni|convoqu|suspend|remis|fait\s+venir|séparé|surveill|dû\s+s['’]excus"
    r"|pris\s+(?:[\w'’]+\s+){0,4}à\s+part|parl[ée]\s+(?:à|aux?|avec)\s+(?:toute?\s+)?(?:la\s+|les\s+|l['’]\s*)?(?:classe|enfants|élèves|deux|garçons|filles|auteurs?))"
)
_SCHOOL_ACTED = re.compile(
    rf"\b(?:{_SCHOOL})\b(?:(?!\b(?:pas|rien|jamais|va|vont|doit|peut)\b)[^?]){{0,90}}?(?<!nous\s)(?<!m['’])\b(?:a|ont|les|l['’]a|les\s+a)\s+(?:(?!pas\b|rien\b|jamais\b)\w+\s+){{0,2}}{_ACTED}"
    r"|\bconseil\s+de\s+discipline\b|\b(?:jours?\s+d['’]exclusion|exclue?s?\s+(?:pour\s+)?(?:\d+|un|deux|trois)\s+(?:jours?|semaines?))",
    re.IGNORECASE,
)
# What was received or sent away is gone, and nothing was kept of it: no success.
_VANISHED = re.compile(r"\b(?:dispar|effac|supprim|part[iu])", re.IGNORECASE)
_NOTHING_KEPT = re.compile(
    r"\bplus\s+rien\s+à\s+(?:captur|montr|gard|photograph|sauv|prendre|signal)|\bplus\s+(?:aucune\s+|de\s+)preuves?"
    r"|\b(?:pas|rien|jamais)\s+(?:\w+\s+){0,6}(?:capt|captur|photo|screen|gard|sauv|preuve)\w*|s['’]efface(?:nt)?\s+tou[ts]?\s+seul",
    re.IGNORECASE,
)
# What the other side did, was only feared, or asked about: no step of the family.
_OTHER_SIDE = re.compile(
    r"\bcontre\s+(?:nous|moi|mon\s+\w+|ma\s+\w+)\b|\bconvoqu[ée]"
    r"|\b(?:l['’]autre\s+(?:famille|maman|mère|papa|père)|les\s+autres|(?:ses|leurs)\s+parents|la\s+(?:famille|mère|maman)|le\s+(?:père|papa)|ils|elles|eux)\b"
    r"[^.!?]{0,40}\b(?:port|dépos|depos|fai)\w*\s+(?:une\s+)?plainte",
    re.IGNORECASE,
)
_NOT_DARED = re.compile(
    r"\b(?:peur|crain\w*|os(?:e|é|er|ons)|hésit\w*|demandé|demandais?|demande)\b[^.!?]{0,60}\b(?:police|plainte|commissariat)"
    r"|\b(?:police|plainte|commissariat)\b[^.!?]{0,60}\b(?:peur|crain\w*|os(?:e|é|er|ons)\b|hésit)",
    re.IGNORECASE,
)
_WE_COMPLAINED = re.compile(
    r"\b(?:j['’]?\s?ai|nous\s+avons|on\s+a|on\s+est\s+all|je\s+suis\s+all|mon\s+mari\s+a|ma\s+femme\s+a)\w*\s+(?:\w+\s+){0,2}?"
    r"(?:port[ée]|dépos[ée]|depos[ée]|fait|signé|été|à|au)\b",
    re.IGNORECASE,
)
# Whom the writer has addressed, where that was not the author.
_TO_PARENTS = re.compile(
    r"\b(?:à|aux?|avec|chez|vu|appel[ée])\s+(?:[\w'’]+\s+){0,4}?(?:mamans?|mères?|papas?|pères?|parents)\b|\bc['’]est\s+la\s+maman\b",
    re.IGNORECASE,
)
_TO_AUTHOR = re.compile(
    r"\b(?:à|au|aux)\s+(?:l['’]\s*auteure?|l['’]\s*harceleu\w+|(?:la\s+|cette\s+|ce\s+)?(?:harceleu\w+|gamine?|gar[cç]on|fille|gosse|gars|mec))\b"
    r"|\b(?:lui|leur)\s+ai\s+(?:écrit|demand)",
    re.IGNORECASE,
)
_TO_OWN_CHILD = re.compile(
    r"\bparl[ée]\w*\s+(?:\w+\s+){0,2}?(?:à|avec)\s+(?:ma|mon|notre)\s+(?:fille|fils|enfant)", re.IGNORECASE
)
_OWN_FAMILY = re.compile(r"\b(?:vrai|propre)\s+(?:père|papa|mère|maman)|\bbiologique|\bmon\s+ex\b", re.IGNORECASE)
# They answered with scorn: a talk that was refused.
_SCORNED = re.compile(
    r"\b(?:parents?|maman|mère|papa|père|famille|gens)\b[^.!?,]{0,40}\b(?:rigol\w*|ri\b|rit\b|riaient|moqu\w*|raccroch\w*|envoy\w+\s+(?:promener|balader|chier|bouler))",
    re.IGNORECASE,
)
_RULES_KEPT = re.compile(
    r"\b(?:enfrei\w+\s+pas|respect\w*\s+(?:bien\s+)?(?:les|leurs|nos|ses)\s+r[eèé]gles|pas\s+contraire)", re.IGNORECASE
)
_SEVERAL = re.compile(
    r"\b(?:deux|trois|quatre|cinq|six|plusieurs|[2-9])\s+(?:autres\s+)?(?:mecs?|gars|garçons|filles|gamin\w*|types?|élèves|jeunes|copines?|copains"
    r"|auteurs?|familles|mamans|mères|gosses|enfants|cousins?|joueurs)\b",
    re.IGNORECASE,
)
_FINISHED = re.compile(
    r"\b[cs]['’]?\s?est\s+(?:enfin\s+|vraiment\s+|tout\s+)?(?:fini|réglé|regle|terminé|arrangé|arrange\b|arrêté)",
    re.IGNORECASE,
)
_COMING = re.compile(
    r"\b(?:demain|après-demain|lundi\s+prochain|semaine\s+prochaine|rdv|rendez[- ]vous"
    r"|j['’](?:y\s+vais|irai)|on\s+(?:y\s+va|ira)"
    r"|(?:me|nous)\s+re[çc]oi(?:t|vent)|(?:r[ée]union|entretien)\s+(?:ce\s+|le\s+)?(?:lundi|mardi|mercredi|jeudi|vendredi|samedi|demain)"
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
        r"|école[^.!?]{0,60}(?:r[ée]union|entretien)"
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


def as_told(told: Mapping[str, Any], text: str, writer: str = "parent") -> Mapping[str, Any]:
    """A message's facts as its sentences tell them.

    What is only supposed is no news; a planned step is not taken, or its answer is awaited; what helped in part is
    neither a success nor a failure.
    """
    readings = (_by_whom(text, writer), _certain(text), _in_part(text), _still_to_come(text))
    facts = []
    for fact in told.get("facts") or ():
        read: Fact | None = fact
        for reading in readings:
            read = reading(read) if read else None
        if read:
            facts.append(read)
    facts += _half_done(facts, text)
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
    """Whether a message says that some of it has stopped, or the school has acted, and the rest goes on."""
    certain = "".join(one for _, one in _sentences(text) if not _SUPPOSED.search(one))
    some = _SOME_STOPPED.search(certain) or _SCHOOL_ACTED.search(certain)
    return _LEFT.search(certain) is not None and some is not None


def names_several(text: str) -> bool:
    """Whether a message tells of more than one author."""
    return _SEVERAL.search(text) is not None


def evidence_is_lost(text: str) -> bool:
    """Whether what was sent has gone before anything was kept of it."""
    return _VANISHED.search(text) is not None and _NOTHING_KEPT.search(text) is not None


def complained_against(text: str) -> bool:
    """Whether the other side has turned to the police, or the police call the family in."""
    return _OTHER_SIDE.search(text) is not None and _WE_COMPLAINED.search(text) is None


def is_scorned(text: str) -> bool:
    """Whether the other family has laughed or hung up."""
    return _SCORNED.search(text) is not None


def _by_whom(text: str, writer: str) -> Reading:
    """Without steps that the other side took or that were not dared; with those who were addressed.

    The parent of an author is told what to do about the complaint of the others.
    """
    not_ours = (complained_against(text) and writer != "author_parent") or (
        _NOT_DARED.search(text) and not _WE_COMPLAINED.search(text)
    )
    to_parents = _TO_PARENTS.search(text) is not None and _TO_AUTHOR.search(text) is None
    to_own_child = _TO_OWN_CHILD.search(text) is not None
    scorned = is_scorned(text)
    rules_kept = _RULES_KEPT.search(text) is not None

    def read(fact: Fact) -> Fact | None:
        if fact.get("field") not in ("steps_done", "step_results"):
            return fact
        step, _, result = str(fact.get("value")).partition(":")
        if not_ours and step in ("police", "civil"):
            return None
        if step == "contact_parents" and _OWN_FAMILY.search(str(fact.get("words") or "")):
            return None
        if step == "ask_harasser" and to_own_child:
            return None
        if step == "ask_harasser" and to_parents:
            step = "contact_parents"
        if step == "contact_parents" and scorned and result != WORKED:
            return {**fact, "field": "step_results", "value": f"{step}:refused", "confidence": IN_WORDS}
        if step == "report_platform" and rules_kept:
            return {**fact, "field": "step_results", "value": f"{step}:refused", "confidence": IN_WORDS}
        return {**fact, "value": f"{step}:{result}" if result else step}

    return read


def _half_done(facts: list[Fact], text: str) -> list[Fact]:
    """What steps without a result have come to where some of it has stopped; a school that has acted knows."""
    acted = _SCHOOL_ACTED.search(text)
    told = {str(fact.get("value")).partition(":")[0] for fact in facts if fact.get("field") == "step_results"}
    done = {str(fact.get("value")): fact for fact in facts if fact.get("field") == "steps_done"}
    if acted:
        words = {"words": acted[0], "start": acted.start(), "end": acted.end(), "confidence": IN_WORDS}
        done.setdefault("inform_school", {"field": "steps_done", "value": "inform_school", **words})
    halves = [step for step in done if step in AWAITED and step not in COURT] if in_part(text) else []
    if acted and "inform_school" not in halves:
        halves.append("inform_school")
    return [
        {**done[step], "field": "step_results", "value": f"{step}:{PARTIAL}"} for step in halves if step not in told
    ]


def has_calmed(text: str) -> bool:
    """Whether a message says that it has stopped, whatever it supposes or fears besides."""
    before = _SUPPOSED.split(text, maxsplit=1)[0]
    ended = _SOME_STOPPED.search(before) or _ENDED.search(before)
    return bool(ended) and not _LEFT.search(before) and not _NOT_OVER.search(before)


def _certain(text: str) -> Reading:
    """Without news that stand in a sentence that only supposes them ("et si elle est enlevée ?"), or fears them."""
    calmed = has_calmed(text)
    not_over = _NOT_OVER.search(text) is not None
    went_badly = _BADLY.search(text) is not None
    lost = evidence_is_lost(text)
    finished = has_calmed(text) and _FINISHED.search(text) is not None

    def read(fact: Fact) -> Fact | None:
        field, value = fact.get("field"), fact.get("value")
        if field not in ("step_results", "content_online", "over", "getting_worse"):
            return fact
        if (field, value) == ("over", True) and not_over:
            return {**fact, "value": False}
        if went_badly and field == "step_results" and str(value).endswith(f":{WORKED}"):
            return None
        if (field, value) == ("over", True) and finished:
            return {**fact, "confidence": IN_WORDS}
        if (field, value) == ("over", False) and calmed:
            return {**fact, "value": True, "confidence": IN_WORDS} if finished else None
        if (field, value) == ("content_online", True) and calmed:
            return None
        if lost and (field, value) in (("content_online", False), ("over", True)):
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
    acted = _SCHOOL_ACTED.search(certain) is not None

    def read(fact: Fact) -> Fact | None:
        field, value = fact.get("field"), fact.get("value")
        step, _, result = str(value).partition(":")
        helped = some or (acted and step == "inform_school")
        doubted = fact.get("confidence") != IN_WORDS
        if field == "step_results" and ((left and result == WORKED) or (helped and result in FAILED and doubted)):
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
