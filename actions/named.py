"""What is noted, as a message names it: what it says is not so, and what it wants taken out."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from actions.outcomes import relabelled
from actions.turn import Learned, Turn
from advice import Situation


def _patterns(words: Mapping[str, str]) -> dict[str, re.Pattern[str]]:
    return {name: re.compile(pattern, re.IGNORECASE) for name, pattern in words.items()}


HARMS = _patterns(
    {
        "insults": r"insult|moqueri",
        "rumours": r"rumeur|mensonge",
        "threats": r"menac",
        "humiliating_media": r"photo|vidéo|image",
        "intimate_images": r"(?:images?|photos?|contenus?)\s+intimes?|\bnudes?\b|photos?\s+(?:de\s+)?nue?s?\b",
        "blackmail": r"chantage",
        "impersonation": r"faux\s+(?:compte|profil)|compte\s+volé|usurp",
        "exclusion": r"exclu|écart",
        "pile_on": r"plusieurs(?:\s+contre)?|\bgroupe\s+contre",
        "doxxing": r"adresse|(?:infos?|informations?|données|choses)\s+(?:priv|perso)",
        "physical": r"\bcoups?\b|frapp|tap[ée]",
        "discrimination": r"racis|homophob|haine",
    }
)
STEPS = _patterns(
    {
        "inform_school": r"école|direct(?:eur|rice|ion)|\bprof|instit|préf[eè]t|titulaire",
        "report_platform": r"signal",
        "contact_parents": r"parents|maman|papa|mère|père",
        "ask_harasser": r"auteur|harceleur",
        "mediation": r"médiat",
        "police": r"police|plainte|commissariat",
        "block": r"bloqu|blocage",
        "talk_child": r"parl\w*\s+(?:avec|à)\s+(?:mon|ma)|discussion",
        "keep_evidence": r"preuves?|captures?",
    }
)
PLATFORMS = _patterns(
    {
        "facebook": r"facebook|\bfb\b",
        "messenger": r"messenger",
        "instagram": r"insta(?:gram)?",
        "whatsapp": r"what['’]?s\s?app?\b",
        "snapchat": r"snap(?:chat)?",
        "tiktok": r"tik\s?tok",
        "youtube": r"youtube",
        "discord": r"discord",
        "telegram": r"telegram",
        "twitch": r"twitch",
        "roblox": r"roblox",
        "sms": r"\bsms\b|textos?",
        "email": r"e-?mails?",
    }
)
AUTHORS = _patterns(
    {
        "pupil": r"un\s+(?:ou\s+des\s+|seul\s+)?élèves?",
        "known": r"jeunes?(?:\s+\w+)?\s+connu|un\s+jeune",
        "adult": r"adulte",
        "unknown": r"inconnu|anonyme",
    }
)
# That the trouble is at the school, other than that somebody there was spoken to.
_AT_SCHOOL = re.compile(
    r"\b(?:à|a|dans|touche|concerne|concernée?)\s+(?:l['’]\s?)?[ée]cole|[ée]cole\s+aussi|lieux\s+et\s+moments"
    r"|[ée]cole[^.!?]{0,25}(?:rien\s+à\s+(?:voir|faire)|il\s+se\s+passe\s+rien)|passage\s+sur\s+l['’]\s?[ée]cole"
    r"|(?:enlev|retir|sauf|supprim)\w*\s+(?:l['’]\s?)?l?['’]?[ée]cole",
    re.IGNORECASE,
)
_SCHOOL_TOLD = re.compile(
    r"contact\w*|prévenu|parlé|refus|sans\s+effet|rien\s+fait|\bdi[ts]\b|agi\b|réagi|aid", re.IGNORECASE
)
NOT = re.compile(
    r"\b(?:pas|aucune?|jamais|rien|ni|sauf|faux|fausse|sans|enl[eèé]v\w*|retir\w*|supprim\w*|ôte\w*|vire\w*|barre\w*)\b",
    re.IGNORECASE,
)
HELPED = re.compile(
    r"\baid|bien\s+(?:agi|réagi|fait)|pas\s+sans\s+effet|efficace|\bont?\s+arrêt|soutien|gentil|super|positif",
    re.IGNORECASE,
)
WELL = re.compile(
    r"\bva\s+(?:bien|pas\s+(?:si\s+)?mal|mieux)\b|(?:fils|fille|enfant|lui|elle)\s*,?\s+ça\s+va\b", re.IGNORECASE
)
# A step that was never taken, a result that is not the one noted, a step that was taken after all.
_NEVER = re.compile(
    r"\b(?:jamais|pas\s+(?:encore\s+)?(?:\w+\s+)?(?:faite?|demandé|contacté|écrit|parlé|prévenu|porté|signalé|bloqué|vue?)\b"
    r"|enl[eèé]v|supprim)",
    re.IGNORECASE,
)
_OTHER_RESULT = re.compile(
    r"\b(?:pas|jamais|aucun|ni|faux)\W+(?:\w+\W+){0,3}?(?:refus|sans\s+effet|échec|échoué|marché|aidé|réussi)",
    re.IGNORECASE,
)
_AFTER_ALL = re.compile(
    r"\b(?:pourquoi\s+(?:vous\s+)?(?:\w+\s+)?(?:retir|enl[eèé]v|supprim)|(?:on|je|nous)\s+l['’]\s?(?:a|ai|avons)\s+(?:bien\s+)?fait"
    r"|remett|c['’]\s?(?:est|était)\s+(?:bien\s+)?fait\b)",
    re.IGNORECASE,
)
_PUTS_RIGHT = re.compile(
    r"\b(?:je\s+corrige|(?:me\s+suis|m['’]\s?étais)\s+tromp|j['’]\s?ai\s+mal\s+(?:dit|écrit)|je\s+voulais\s+dire)",
    re.IGNORECASE,
)
_ALSO = re.compile(r"\b(?:aussi|également|en\s+plus|maintenant|depuis)\b", re.IGNORECASE)
_CLAUSE = re.compile(r"[^.!?;,\n]+")
# "Pas de chantage", "aucune menace", "il n'y a pas d'informations privées".
_NONE_OF = (
    r"\b(?:pas|aucune?s?|jamais|ni)\s+(?:(?:eu|dit|vraiment|du\s+tout|non\s+plus)\s+)?"
    r"(?:de\s+|d['’]\s?|des\s+|un\s+|une\s+)?"
)
_NO_LONGER = r"\s*,?\s*(?:c['’]?\s?est|(?:il\s+)?(?:n['’]\s?)?y\s+a|ce\s+n['’]\s?est)\s+(?:plus|pas)\b"


def with_denied(told: Mapping[str, Any], text: str, situation: Situation, *, corrects: bool) -> Mapping[str, Any]:
    """A message's facts, and what of the noted its own words take back.

    corrects: it puts something right, so that a place that it names takes the place of the one before.
    """
    gone = denied(text, situation)
    past = {place for place, words in PLATFORMS.items() if _is_no_longer(words, text)}
    kept = [
        fact for fact in told.get("facts") or () if fact.get("field") != "platforms" or fact.get("value") not in past
    ]
    told = relabelled(told, kept) if past else told
    told_now = {(fact.get("field"), fact.get("value")) for fact in told.get("facts") or ()}
    places = [value for field, value in told_now if field == "platforms" and value not in situation.platforms]
    if places and (corrects or _PUTS_RIGHT.search(text)) and not _ALSO.search(text):
        back_or_held = [*gone, *(Learned("platforms", place) for place in situation.platforms)]
        gone = [
            fact for fact in dict.fromkeys(back_or_held) if fact in gone or (fact.field, fact.value) not in told_now
        ]
    if not gone:
        return told
    back = [{"field": fact.field, "value": fact.value, "confidence": 1.0} for fact in gone]
    dropped = {(fact.field, fact.value) for fact in gone}
    facts = [fact for fact in told.get("facts") or () if (fact.get("field"), fact.get("value")) not in dropped]
    return {**relabelled(told, facts), "retractions": [*(told.get("retractions") or ()), *back]}


def denied(text: str, situation: Situation) -> list[Learned]:
    """The noted harms and places that the message itself says are not there, in any message."""

    def none_of(pattern: re.Pattern[str]) -> bool:
        return re.search(f"{_NONE_OF}(?:{pattern.pattern})", text, re.IGNORECASE) is not None

    harms = [harm for harm in situation.harm_types if harm in HARMS and none_of(HARMS[harm])]
    places = [place for place in situation.platforms if place in PLATFORMS and _is_no_longer(PLATFORMS[place], text)]
    return [*(Learned("harm_types", harm) for harm in harms), *(Learned("platforms", place) for place in places)]


def take_out(turn: Turn) -> list[Learned]:
    """Takes what the message names as wrong out of what is noted; what it calls helpful has helped in part."""
    facts = to_take_out(turn.text, turn.situation)
    if "distress" in turn.situation.dangers and WELL.search(turn.text):
        facts.append(Learned("danger", "distress"))
    helpful = helped(turn.text, turn.situation) if facts else []
    if facts:
        back = [{"field": fact.field, "value": fact.value} for fact in facts]
        turn.situation = turn.situation.learn({"retractions": back}, turn.id)
    for step in helpful:
        turn.situation = turn.situation.record(step, "partial", turn.id)
    return facts


def _is_no_longer(pattern: re.Pattern[str], text: str) -> bool:
    return re.search(f"(?:{pattern.pattern}){_NO_LONGER}", text, re.IGNORECASE) is not None


def _is_not_there(pattern: re.Pattern[str], clause: str) -> bool:
    """ "Pas sur Snap", "enlevez TikTok", "Instagram, c'est faux"."""
    before = rf"{NOT.pattern}\W+(?:\w+\W+){{0,3}}?(?:{pattern.pattern})"
    after = rf"(?:{pattern.pattern})\W+(?:c['’]?\s?est\s+)?(?:faux|pas\s+(?:vrai|juste|ça)|non)\b"
    return re.search(f"{before}|{after}", clause, re.IGNORECASE) is not None or _is_no_longer(pattern, clause)


def to_take_out(text: str, situation: Situation) -> list[Learned]:
    """What a correction names of what is noted, each in a clause that says that it is not so."""
    found: list[Learned] = []
    if _AFTER_ALL.search(text):
        return found
    for clause in _CLAUSE.findall(text):
        found += [fact for fact in _named(clause, situation) if fact not in found]
    return found


def taken_after_all(text: str, situation: Situation) -> list[str]:
    """The steps that a correction wants to have back ("pourquoi vous retirez l'école, on l'a fait")."""
    if not _AFTER_ALL.search(text):
        return []
    return [step for step, words in STEPS.items() if words.search(text) and step not in _taken(situation)]


def helped(text: str, situation: Situation) -> list[str]:
    """The steps taken of which a clause says that they helped."""
    clauses = [clause for clause in _CLAUSE.findall(text) if HELPED.search(clause)]
    return [step for step in _taken(situation) if step in STEPS and any(map(STEPS[step].search, clauses))]


def _named(clause: str, situation: Situation) -> list[Learned]:
    """The noted facts that this piece of a message names and denies."""
    steps = [step for step in _taken(situation) if step in STEPS and STEPS[step].search(clause)]
    facts = [
        Learned("step_results", f"{step}:{told}")
        for step in steps
        if (told := situation.step_results.get(step)) and (HELPED.search(clause) or _OTHER_RESULT.search(clause))
    ]
    if not NOT.search(clause):
        return facts
    if situation.school_involved is True and _AT_SCHOOL.search(clause) and not _SCHOOL_TOLD.search(clause):
        facts.append(Learned("school_involved", True))
    elif _NEVER.search(clause) and not facts:
        facts += [Learned("steps_done", step) for step in steps]
    harms = [harm for harm in situation.harm_types if harm in HARMS and HARMS[harm].search(clause)]
    if "intimate_images" in harms and "humiliating_media" in harms:
        harms.remove("humiliating_media")
    places = [place for place in situation.platforms if place in PLATFORMS and _is_not_there(PLATFORMS[place], clause)]
    author = situation.harasser
    return [
        *facts,
        *(Learned("harm_types", harm) for harm in harms),
        *(Learned("platforms", place) for place in places),
        *(Learned("harasser", author) for _ in (1,) if author in AUTHORS and AUTHORS[author].search(clause)),
    ]


def _taken(situation: Situation) -> tuple[str, ...]:
    return tuple(dict.fromkeys((*situation.steps_done, *situation.step_results)))
