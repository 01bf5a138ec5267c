"""Which words open a danger: surely told ones at once; doubtful ones are asked about, with the numbers at hand."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any

from actions import no_alarm
from advice.situation import Situation
from advice.vocabulary import DANGERS, GRAVE
from safety import check, phrases
from safety.words import words_of

SURE = 0.75
"""Confidence from which words tell a danger that was met before; what is less sure opened it only the first time."""
CLEAR = 0.75
"""Confidence from which words tell a danger by themselves; below it the safety net must hear it too."""
NOTHING_KNOWN = Situation()
CERTAIN = 0.95
"""Confidence from which a threat or a sexual danger that was said to be over is open again, new words or not."""
FROM_NOWHERE = 0.7
"""Confidence below which, once advice was given, nobody is asked about a danger that the net does not hear."""
HEARD_TOO = 0.5
"""Confidence that is needed even where the net hears it: its patterns take any film of a changing room for one."""

_URGED = re.compile(
    r"(?:\b(?:va|allez|vas)\s+(?:donc\s+|bien\s+)?(?:te\s+|vous\s+)?"
    r"(?:cr[eèé]ver?|mourir|pendre|suicider|tuer|jeter\s+sous\s+\w+\s+\w+|noyer)|"
    r"\b(?:suicide|tue|pends?|jette|noie|cr[eèé]ve)[\s-]+toi\b|\bkys\b|\bcr[eèé]ve\b)",
    re.IGNORECASE,
)
"""What a child is told to do by those who bully it: whether it thinks of it is then the question."""


# Over the words without accents and signs.
_ACUTE = re.compile(
    r" (?:(?:repond|respire|bouge) (?:pas|plus)|inconscient\w*|saign\w*|aval\w+ (?!sa )"
    r"|(?:a|est|s est) (?:disparu|fugue|enfui|sauve)\w*|parti\w* (?:de la maison|en courant|sans|a pied|a velo|dehors)"
    r"|couteau|corde|lame|cutter|(?:sur|au bord du|du) (?:pont|toit)|rebord|par la fenetre|en finir"
    r"|en (?:a|ai|avait|aurait) (?:deja |surement )?(?:pris|gobe|bu)"
    r" (?:\d+|plein|plusieurs|beaucoup|une (?:boite|plaquette|poignee))"
    r"|(?:a|ai|avait|aurait) (?:\w+ )?(?:pris|gobe|bu) (?:\w+ ){0,4}?"
    r"(?:medicaments?|medocs?|comprimes?|cachets?|pilules?|paracetamol|dafalgan|somniferes?|plaquettes?|boites?"
    r"|javel)) "
)
_DOOR = re.compile(
    r" (?:enferme\w*|verrouille\w*|barricade\w*|ferme (?:a cle|la porte|sa porte)"
    r"|(?:derriere|defonc\w+|forc\w+|enfonc\w+|ouvrir|ouvre pas) (?:la |sa )?porte"
    r"|porte (?:est )?(?:fermee|verrouillee|bloquee)|ouvre (?:pas|plus)) "
)
_BACK = re.compile(
    r" (?:ouvert|sortie?|revenue?|rentree?|retrouvee?|est (?:la|ici|avec moi|avec nous|dans mes bras)|dans mes bras) "
)


def believed(told: Mapping[str, Any], situation: Situation, text: str) -> Mapping[str, Any]:
    """A message's facts without a danger met before that is only guessed at now, or only retold once it was over."""
    if situation.danger_state not in ("open", "safe"):
        return told
    heard = {hit.danger for hit in check(text)}
    retold = situation.danger_state == "safe" and no_alarm.is_retold(text)

    def only_guessed(fact: Mapping[str, Any]) -> bool:
        if fact["value"] not in situation.dangers:
            return False
        if retold and fact["value"] != "self_harm" and _confidence(fact) < CERTAIN:
            return True
        return fact["value"] not in heard and _confidence(fact) < SURE

    return _without(told, only_guessed)


def returning(told: Mapping[str, Any], situation: Situation, text: str) -> Mapping[str, Any]:
    """A message's facts with a self-harm that was told before, where the child is now out of reach or hurt."""
    known = "self_harm" in situation.dangers and situation.danger_state == "safe"
    if not known or not is_acute(text) or no_alarm.taken_back(text):
        return told
    danger = {"field": "danger", "value": "self_harm", "words": text, "start": 0, "end": len(text), "confidence": 1.0}
    facts = [fact for fact in told.get("facts") or () if fact["value"] != "self_harm"]
    return {**told, "facts": [*facts, danger]}


def is_acute(text: str) -> bool:
    """Whether the child is behind a closed door, gone, hurt or not to be woken."""
    words = f" {words_of(text).text.strip()} "
    return is_behind_a_door(text) or (_ACUTE.search(words) is not None and _BACK.search(words) is None)


def is_behind_a_door(text: str) -> bool:
    words = f" {words_of(text).text.strip()} "
    return _DOOR.search(words) is not None and _BACK.search(words) is None


def taken_back(told: Mapping[str, Any], situation: Situation, text: str) -> Mapping[str, Any]:
    """A message's facts without the dangers that its words deny; one that was read into others is taken back."""
    surely = {
        "self_harm" for fact in told.get("facts") or () if fact["value"] == "self_harm" and _confidence(fact) >= SURE
    }
    no_longer = (no_alarm.taken_back(text) & set(situation.dangers)) - surely
    denied = no_alarm.denied(text) | no_longer
    if not denied:
        return told
    after = _without(told, lambda fact: fact["value"] in denied)
    back = [("danger", danger) for danger in sorted(no_longer)]
    if "threat" in denied:
        after = _without_harm(after, "threats")
        back += [("harm_types", "threats")] if "threats" in situation.harm_types else []
    known = [fact for fact in after.get("retractions") or () if (fact.get("field"), fact.get("value")) not in back]
    known += [{"field": field, "value": value, "confidence": 1.0} for field, value in back]
    return {**after, "retractions": known}


def of_pictures(told: Mapping[str, Any], situation: Situation, text: str) -> Mapping[str, Any]:
    """A picture in underwear is an intimate one that nobody copies, but no open danger where that is denied."""
    if no_alarm.is_half_dressed(text, "humiliating_media" in situation.harm_types):
        calm = "sexual" in no_alarm.denied(text)
        back = [fact for fact in told.get("retractions") or () if fact.get("value") != "intimate_images"]
        facts = [fact for fact in told.get("facts") or () if fact.get("value") != "intimate_images"]
        facts.append({"field": "harm_types", "value": "intimate_images", "words": text, "start": 0, "end": len(text)})
        after = {**told, "facts": facts, "retractions": back}
        return _without(after, lambda fact: fact["value"] == "sexual") if calm else after
    return told


def doubtful(
    told: Mapping[str, Any], text: str, situation: Situation = NOTHING_KNOWN
) -> tuple[Mapping[str, Any], tuple[str, ...]]:
    """A message's facts without the dangers that its words only may tell, and these.

    Beside a clear danger nothing is asked: what is graver counts as told then, what is not is left out.
    """
    heard = {hit.danger for hit in check(text)}
    only_urged = _is_only_urged(text)
    elsewhere, swimwear = no_alarm.is_elsewhere(text), no_alarm.is_in_swimwear(text)

    def doubted(fact: Mapping[str, Any]) -> bool:
        if no_alarm.is_past(text, fact["value"]) or (fact["value"] == "self_harm" and only_urged):
            return True
        if fact["value"] == "threat" and no_alarm.is_of_a_game(text):
            return True
        if (elsewhere or (swimwear and fact["value"] == "sexual")) and _confidence(fact) < CERTAIN:
            return True
        return _confidence(fact) < (HEARD_TOO if fact["value"] in heard else CLEAR)

    dangers = [fact for fact in told.get("facts") or () if _is_grave(fact)]
    if not any(map(doubted, dangers)):
        return told, ()
    clear = [_rank(fact) for fact in dangers if not doubted(fact)]
    if clear:
        return _without(told, lambda fact: doubted(fact) and _rank(fact) < max(clear)), ()
    least = FROM_NOWHERE if situation.advised else 0.0
    known = set(situation.dangers) - {"self_harm"}
    asked = [
        fact
        for fact in dangers
        if fact["value"] not in known and (fact["value"] in heard or _confidence(fact) >= least)
    ]
    return _without(told, doubted), tuple(str(fact["value"]) for fact in asked)


def only_heard(told: Mapping[str, Any], situation: Situation, text: str) -> tuple[str, ...]:
    """The dangers that a pattern of the net hears and nothing else tells: they are asked about, unless denied."""
    denied = any(fact.get("field") == "danger" for fact in told.get("retractions") or ())
    if tells(told) or situation.open_dangers or denied or no_alarm.puts_right(text):
        return ()
    heard = {hit.danger for hit in check(text)} & {hit.danger for hit in phrases(text)}
    heard -= no_alarm.denied(text) | set(situation.dangers)
    heard = {danger for danger in heard if not no_alarm.is_past(text, danger)}
    if no_alarm.is_of_a_game(text):
        heard -= {"threat", "self_harm"}
    if no_alarm.is_in_swimwear(text) or no_alarm.is_half_dressed(text, "humiliating_media" in situation.harm_types):
        heard -= {"sexual"}
    if no_alarm.is_where_one_undresses(text) and "sexual" not in situation.dangers:
        heard |= {"sexual"}
    return tuple(danger for danger in DANGERS if danger in heard)


def _is_only_urged(text: str) -> bool:
    """Whether others tell the child to die, and nothing besides that the net takes for self-harm."""
    left, urged = _URGED.subn(" ", text)
    return bool(urged) and "self_harm" not in {hit.danger for hit in check(left)}


def denied_surely(told: Mapping[str, Any]) -> Mapping[str, Any]:
    """A message's facts without the denials of a danger that are not sure: who is in danger is not let go of so."""
    kept = [
        fact for fact in told.get("retractions") or () if fact.get("field") != "danger" or _confidence(fact) >= SURE
    ]
    return {**told, "retractions": kept}


def was_misread(told: Mapping[str, Any]) -> bool:
    """Whether a danger was read into what the parent wrote, which its words say beyond doubt."""
    return any(
        fact.get("field") == "danger" and fact.get("value") in GRAVE and _confidence(fact) == 1.0
        for fact in told.get("retractions") or ()
    )


def denies(told: Mapping[str, Any], situation: Situation) -> bool:
    """Whether a message says that no danger that is open is there, and tells none."""
    denied = {fact.get("value") for fact in told.get("retractions") or () if fact.get("field") == "danger"}
    return bool(situation.open_dangers) and denied.issuperset(situation.open_dangers) and not tells(told)


def tells(told: Mapping[str, Any]) -> bool:
    """Whether a message tells a grave danger."""
    return any(_is_grave(fact) for fact in told.get("facts") or ())


def without_grave(told: Mapping[str, Any]) -> Mapping[str, Any]:
    """A message's facts without its grave dangers."""
    return _without(told, lambda _: True)


def without_denials(told: Mapping[str, Any]) -> Mapping[str, Any]:
    """A message's facts that leave a danger told before in memory: it is over, not wrong."""
    return {**told, "retractions": [fact for fact in told.get("retractions") or () if fact.get("field") != "danger"]}


def _without(told: Mapping[str, Any], dropped: Callable[[Mapping[str, Any]], bool]) -> Mapping[str, Any]:
    facts = [fact for fact in told.get("facts") or () if not (_is_grave(fact) and dropped(fact))]
    if len(facts) == len(told.get("facts") or ()):
        return told
    labels = dict(told.get("labels") or {})
    left = {str(fact.get("value")) for fact in facts if fact.get("field") == "danger"}
    if "danger" in labels and labels["danger"] not in left:
        labels["danger"] = max(left, key=DANGERS.index, default="none")
    return {**told, "facts": facts, "labels": labels}


def _without_harm(told: Mapping[str, Any], harm: str) -> Mapping[str, Any]:
    facts = [fact for fact in told.get("facts") or () if (fact.get("field"), fact.get("value")) != ("harm_types", harm)]
    labels = dict(told.get("labels") or {})
    if "harm_types" in labels:
        labels["harm_types"] = [one for one in labels["harm_types"] or () if one != harm]
    return {**told, "facts": facts, "labels": labels}


def _is_grave(fact: Mapping[str, Any]) -> bool:
    return fact.get("field") == "danger" and fact.get("value") in GRAVE


def _rank(fact: Mapping[str, Any]) -> int:
    return DANGERS.index(str(fact["value"]))


def _confidence(fact: Mapping[str, Any]) -> float:
    return float(fact.get("confidence", 1.0))
