"""What cannot wait within a sexual danger or blackmail: a new demand, a deadline, a meeting, an image that went out."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from actions.intimate import is_sexual
from advice import Situation
from advice.standing import NOT_TO_BE_TALKED_OVER
from safety.words import words_of

# Over the words without accents and signs, a sentence at a time.
_THREATENS = re.compile(
    r" (?:menac\w+|ultimatum|chantage recommence"
    r"|(?:dit|disent|ecrit|ecrivent|jure\w*) qu\w* (?:\w+ ){0,3}?(?:publi|enverr|diffus|balanc|mettr|poster|montrer)\w+"
    r"|(?:va|vont) (?:(?:tout|toutes|tous|le|la|les|en|l) ){0,2}(?:publier|envoyer|diffuser|balancer|poster|montrer)) "
)
_DEADLINE = re.compile(
    r" (?:(?:il )?(?:lui |nous |me )?reste (?:plus que )?(?:\d+|une?|deux|trois|quelques) (?:h|heures?|min\w*|jours?)"
    r"|(?:dans|d ici|sous|avant) (?:\d+ ?(?:h|heures?|min\w*)|minuit|ce soir|demain)"
    r"(?= .*(?:sinon|pay|envo|publi|balanc)))"
)
_DEMANDS = re.compile(
    r" (?:veu(?:t|lent)|exig\w+|reclam\w+|demand\w+|redemand\w+) (?:\w+ ){0,4}?"
    r"(?:\d+ ?(?:euros?|eur|e)|encore|de plus|plus d argent"
    r"|(?:une |d )?autres? (?:photos?|videos?|images?)|son adresse|notre adresse) "
)
_MONEY = re.compile(
    r" (?:file|donne|paye|paie|envoie|verse|ramene|apporte|passe)\w* (?:\w+ ){0,4}?\d+ ?(?:euros?|eur|eu|e|balles?) "
)
_AGAIN = re.compile(
    r" (?:recontact\w+|reecri\w+|relanc\w+|renvoy\w+|(?:a|ont|vient de|viennent de) (?:encore |de nouveau |re)"
    r"(?:ecrit|ecrire|envoye|envoyer|appele|appeler|contacte|contacter|menace|menacer)) "
)
_SENT = re.compile(
    r" (?:a|ont|vient d|viennent d)(?: deja| tout| aussi)? "
    r"(?:envoy|publi|post|diffus|partag|balanc|montr|transmis|transfer)\w* "
    r"(?:\w+ ){0,5}?(?:a|aux|au|dans|chez) (?:\w+ ){0,3}?(?:cousine?s?|contacts?|copains?|copines?|amie?s?|classe|"
    r"famille|groupe|ecole|tout le monde|parents|eleves|soeur|frere) "
)
_WHEN = r"samedi|dimanche|lundi|mardi|mercredi|jeudi|vendredi|demain|ce soir|ce week end|apres demain"
_MEETING = re.compile(
    r" (?:(?:doi(?:t|vent)|dev(?:ait|aient)|veu(?:t|lent)|voulait|va|vont|allait|compte|prevu d\w*|pour|propose d\w*) "
    r"(?:\w+ ){0,2}?(?:le |la |l |se |lui )(?:retrouver|rejoindre|rencontrer|revoir|voir en vrai|voir)"
    r"|(?:rendez vous|rdv) "
    r"(?:avec (?:lui|elle|cet?|ce|un|le (?:type|gars|mec|monsieur|garcon|homme))|(?:\w+ ){0,2}fixe)"
    rf"|se (?:voir|retrouver|rencontrer) (?:en vrai|{_WHEN})"
    r"|vien\w+ (?:la|le) chercher"
    r"|(?:y aller|d aller|ira|aille|aller|va|empech\w+|annul\w+|interdi\w+)(?: \w+){0,3}? (?:rendez vous|rdv|rencontre)"
    rf"|(?:elle|il) (?:y (?:aille|ira|va|allait|irait|retourne)|veut y aller|compte y aller)"
    rf"(?=.* (?:quand meme|malgre|avec ou sans|en cachette|seule?|{_WHEN}) )"
    rf"|(?:{_WHEN})(?= .*(?:elle|il) (?:y (?:aille|ira|va|allait|irait)|veut y aller|compte y aller))"
    r"|l empech\w+ d y aller) "
)
_SIGNS = (_THREATENS, _DEADLINE, _DEMANDS, _MONEY, _AGAIN, _SENT, _MEETING)
# What has not happened, what is only feared, and whom the family itself goes to see.
_NOT_SO = re.compile(r" (?:ne|n|plus|pas|jamais|aucune?|rien|qui|qui l|s il|s ils|on|nous|j|je|je l) $")
_SUPPOSED = re.compile(r" si (?!.*(?:menac|sinon))")
_REACH = 14
_SEES_HELP = re.compile(
    r" (?:police|commissariat|medecin|docteur|psy\w*|ecole|direct\w+|avocat|conseiller|child focus|pms) "
)


def presses(text: str, situation: Situation) -> bool:
    """Whether a message tells something new that cannot wait; only where the danger itself was told before, or money is
    demanded and pictures were."""
    pictures = "humiliating_media" in situation.harm_types
    known = is_sexual(situation) or any(harm in situation.harm_types for harm in NOT_TO_BE_TALKED_OVER)
    signs = _SIGNS if known else (_MONEY,) if pictures else ()
    for sentence in words_of(text).text.split(" . "):
        words = f" {sentence.strip()} "
        for sign in signs:
            for match in sign.finditer(words):
                before = words[max(0, match.start() - _REACH) : match.start() + 1]
                supposed = sign in (_AGAIN, _SENT, _MEETING) and _SUPPOSED.search(words[: match.start() + 1])
                sees_help = sign is _MEETING and _SEES_HELP.search(words)
                if not (supposed or sees_help or _NOT_SO.search(before)):
                    return True
    return False


def is_meeting(text: str) -> bool:
    """Whether a meeting of the child with somebody is spoken of."""
    sentences = (f" {sentence.strip()} " for sentence in words_of(text).text.split(" . "))
    return any(_MEETING.search(words) and not _SEES_HELP.search(words) for words in sentences)


def with_meeting(facts: Mapping[str, Any], text: str) -> Mapping[str, Any]:
    """A message's facts with the grooming that a meeting within a sexual danger is."""
    told_now = [fact.get("value") for fact in facts.get("facts") or ()]
    if "sexual" not in told_now or "grooming" in told_now or not is_meeting(text):
        return facts
    harm = {"field": "harm_types", "value": "grooming", "words": text, "start": 0, "end": len(text), "confidence": 1.0}
    return {**facts, "facts": [*(facts.get("facts") or ()), harm]}


def told(facts: Mapping[str, Any], text: str) -> Mapping[str, Any]:
    """A message's facts with the sexual danger, within which something presses."""
    danger = {"field": "danger", "value": "sexual", "words": text, "start": 0, "end": len(text), "confidence": 1.0}
    kept = [fact for fact in facts.get("facts") or () if (fact.get("field"), fact.get("value")) != ("danger", "sexual")]
    if _MONEY.search(f" {words_of(text).text.strip()} "):
        kept.append({**danger, "field": "harm_types", "value": "blackmail"})
    return {**facts, "facts": [*kept, danger]}
