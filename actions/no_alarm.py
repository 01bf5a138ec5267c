"""What speaks against an alarm: a game, the past, somebody else's story, a denial, a picture with clothes on."""

from __future__ import annotations

import re

from advice.vocabulary import GRAVE
from safety import check
from safety.words import words_of

# Over the words without accents and signs.
_GAME = re.compile(
    r" (?:dans (?:le|un|leur|son|ce) jeu|c est (?:que |juste )?(?:un|le) jeu|en jouant|(?:la |a la )?prochaine partie"
    r"|en partie|leurs? perso(?:nnage)?s?) "
)
_REAL = re.compile(
    r" (?:a la sortie|adresse|habite\w*|maison|chez (?:nous|lui|elle|toi|moi|vous)|en vrai|pour de vrai|irl|couteau\w*"
    r"|armes?|battes?|devant|demain|rue|arret de bus|l attend\w*|t attend\w*|attendue?s?|ecole|college|venir"
    r"|retrouv\w*|brul\w*|plant\w*|racket\w*|frapp\w*|saign\w*) "
)
_PAST = re.compile(
    r" (?:il y a (?:\w+ ){1,3}?(?:ans?|annees?|mois)|l an (?:dernier|passe)|l annee (?:derniere|passee|d avant)"
    r"|a l epoque|autrefois|a ce moment la|par le passe|il y a longtemps"
    r"|quand (?:il|elle|j) (?:avait|etait|avais|etais)|dans son ancienne ecole|en (?:primaire|maternelle)) "
)
_WELL_NOW = {
    "self_harm": re.compile(
        r" (?:(?:va|vais) (?:(?!pas |plus |mal )\w+ )?(?:bien|mieux)|(?:se|me) battre|n en parle plus|est guerie?"
        r"|c est (?:du passe|derriere)) "
    ),
    "threat": re.compile(
        r" (?:(?:va|vais) (?:(?!pas |plus |mal )\w+ )?(?:bien|mieux)|(?:est|a ete) regle\w*"
        r"|c est (?:fini|passe|du passe|derriere)|(?:ont ete|sont|a ete|est) (?:renvoye|exclu)\w*|a change d ecole) "
    ),
}
_AGAIN = re.compile(
    r" (?:re(?:commenc|parl|chut|plong|pren|di|vien|ecri|contact)\w*|encore|de nouveau|a nouveau|rebelote) "
)
_ELSEWHERE = re.compile(
    r" (?:reportage|documentaire|fait divers|aux infos|a la (?:tele|radio)|journal televise|au jt"
    r"|dans (?:un|le|ce) film|dans (?:une|la|cette) serie) "
)
_MISREAD = re.compile(
    r" (?:vous (?:\w+ ){0,3}?(?:mal|pas|rien) (?:lue?|compris)|mal lue?|vous (?:m )?(?:melangez|confondez|exagerez)"
    r"|vous vous trompez|fausse alerte|(?:mais|ah) non|non (?:non|mais|vous)"
    r"|je (?:le |vous )?(?:le )?(?:repete|redis|dis que)"
    r"|(?:quelle|aucune) menaces?|j ai (?:jamais|pas) (?:dit|ecrit|parle)) "
)
_LONG_AGO = re.compile(
    r" (?:c etait (?:il y a|a l epoque|dans|en|avant)|a l epoque|(?:l annee|l an) (?:passee?|derniere?)"
    r"|dans (?:le|un) (?:reportage|film)) "
)
_DENIALS = {
    "threat": re.compile(
        r" (?:(?:pas|aucune?|quelles?) (?:de |d |une? )?(?:vraies? )?menaces?|personne (?:ne |n )?(?:\w+ )?menace\w*"
        r"|(?:n est|est|suis|ne sont) pas menacee?s?) "
    ),
    "self_harm": re.compile(
        r" (?:(?:veut|veux|voulait|parle|pense|songe|a|ai) (?:\w+ )?(?:pas|jamais)(?: du tout| vraiment)?"
        r"(?: (?:envie|l intention|l idee))?(?: (?:de|d|a|du))?(?: la)?"
        r" (?:mourir|mort|suicide\w*|se (?:tuer|suicider|faire (?:du )?mal|pendre)|en finir)"
        r"|personne (?:ne |n |ici )?(?:\w+ ){1,4}?(?:mourir|mort|suicide\w*|se (?:tuer|suicider))"
        r"|(?:pas|aucune?) (?:d |de )?(?:pensees?|idees?) (?:noires?|suicidaires?|de mort)|pas suicidaire) "
    ),
    "sexual": re.compile(
        r" (?:pas (?:du tout |vraiment )?sexuel\w*|rien (?:de |d )?(?:sexuel|nu|intime|grave dessus)"
        r"|pas (?:d |des |une |de )?(?:images?|photos?|videos?|contenus?) (?:intimes?|nue?s?|sexuel\w*|denudee?s?)"
        r"|pas (?:toute )?nue?s?|(?<!pas )habillee?s?|avec (?:ses|leurs|des) (?:habits|vetements)|pas de chantage) "
    ),
}
_NEW = re.compile(
    r" (?:vien(?:t|nent)|maintenant|ce (?:soir|matin|midi)|cette nuit|demain|aujourd hui|tantot|hier|encore|nouvelles?"
    r"|nouveau|re(?:commenc|pren|vien|ecri|contact|envoi|envoy)\w*|couteau\w*|armes?|batte|arrivent?|attend\w*"
    r"|devant (?:la|chez|notre|l)|oh|vite|(?:a|ont) (?:recu|ecrit|dit|envoye|poste|mis|jure|menace)"
    r"|(?:dit|disent|ecrit|ecrivent) qu\w*|vont|va (?:le|la|les|lui|me|nous|te)|veulent|\d+ ?h) "
)
_UNDERWEAR = re.compile(
    r" (?:soutien|soutien gorge|soutif|culotte|slip|string|sous vetements?|lingerie|petite tenue|boxer|calecon"
    r"|en serviette) "
)
_SWIMSUIT = re.compile(r" (?:maillots?|bikini|photos? de (?:vacances|plage)|a la (?:plage|mer|piscine)) ")
_UNDRESSING = re.compile(r" (?:vestiaires?|douches?|toilettes|cabines?|sous la douche|salle de bains?) ")
_PICTURE = re.compile(r" (?:photos?|videos?|images?|film\w*|story|stories|snaps?|dessus|montages?|prise en) ")
_DEMANDS = re.compile(
    r" (?:(?<!elle )(?<!je )(?<!on )veu(?:t|lent)"
    r"|voulait|demand\w+|reclam\w+|exig\w+|sinon|argent|euros?|payer?|paye|chantage|menac\w+"
    r"|adulte|homme|monsieur|majeur|inconnue?|rendez vous|rdv|retrouver|rejoindre|caresse\w*|touche\w*|viol\w*) "
)


def _words(text: str) -> str:
    return f" {' '.join(words_of(text).text.replace('.', ' ').split())} "


def is_of_a_game(text: str) -> bool:
    """Whether the words that sound like a threat are those of a game, and nothing in them reaches out of it."""
    words = _words(text)
    return _GAME.search(words) is not None and _REAL.search(words) is None


def is_past(text: str, danger: str) -> bool:
    """Whether the message tells of a danger of long ago, once, and that it is over."""
    words = _words(text)
    told = [hit for hit in check(text) if hit.danger == danger]
    over = danger in _WELL_NOW and _WELL_NOW[danger].search(words) is not None
    return over and _PAST.search(words) is not None and _AGAIN.search(words) is None and len(told) <= 1


def is_elsewhere(text: str) -> bool:
    """Whether the message speaks of what was seen on television or read."""
    return _ELSEWHERE.search(_words(text)) is not None


def denied(text: str) -> frozenset[str]:
    """The grave dangers of which the words say that they are not there, and tell nothing else of the kind."""
    words = _words(text)
    heard = {hit.danger for hit in check(text)}
    found = {danger for danger, denial in _DENIALS.items() if denial.search(words)}
    if "self_harm" in heard:
        found.discard("self_harm")
    if _REAL.search(words):
        found.discard("threat")
    if _DEMANDS.search(words.replace(" pas de chantage ", " ")):
        found.discard("sexual")
    return frozenset(found)


def taken_back(text: str) -> frozenset[str]:
    """The grave dangers of which the words say that they were read into what the parent had written."""
    words = _words(text)
    if not puts_right(text):
        return frozenset()
    found = set(denied(text))
    if is_of_a_game(text):
        found.add("threat")
    if _LONG_AGO.search(words) or is_elsewhere(text):
        found |= {"self_harm", "threat"} - {hit.danger for hit in check(text)}
    return frozenset(found & GRAVE)


def puts_right(text: str) -> bool:
    """Whether the message says that it was not read well."""
    return _MISREAD.search(_words(text)) is not None


def is_retold(text: str) -> bool:
    """Whether the message names no time, no new word and no new deed: what was told before, once more."""
    words = _words(text)
    return bool(words.strip()) and _NEW.search(words) is None


def is_half_dressed(text: str, of_a_picture: bool = False) -> bool:
    """Whether a picture in underwear is spoken of, and nobody asks for anything."""
    words = _words(text)
    picture = of_a_picture or _PICTURE.search(words) is not None
    return picture and _UNDERWEAR.search(words) is not None and _DEMANDS.search(words) is None


def is_where_one_undresses(text: str) -> bool:
    """Whether a picture from a changing room or the like is spoken of, and not what it shows."""
    words = _words(text)
    told = _DENIALS["sexual"].search(words) or _UNDERWEAR.search(words)
    return _PICTURE.search(words) is not None and _UNDRESSING.search(words) is not None and not told


def is_in_swimwear(text: str) -> bool:
    """Whether a picture of the beach is spoken of, and nobody asks for anything."""
    words = _words(text)
    return _SWIMSUIT.search(words) is not None and _DEMANDS.search(words) is None and not _UNDERWEAR.search(words)
