"""What no text may say: the list that ends the collection of Belgian facts, as patterns with French reasons."""

from __future__ import annotations

import re

# The only numbers that may be given; every other run of digits would be a foreign or unsure one.
NUMBERS = frozenset({"112", "101", "103", "107", "116 000", "0800 32 123", "0800 95 580", "0800 12 800"})
# Ages that may be said (facts 1.1, 2 and 5): no other one is safe.
AGES = ("18 ans", "16 ans", "13 ans", "12 ans")

FORBIDDEN: dict[str, str] = {
    "un article de loi": r"\bart(icle|\.)\s*\d|code pénal|442|loi du \d",
    "une peine": r"\bprison\b|\bamende|\bans de\b|emprisonne|sera (puni|condamné|poursuivi)|seront (punis|poursuivis)",
    "l’état de la nouvelle loi pénale": r"entr(e|ée|é) en vigueur|nouveau code|reporté(e)? à",
    "un délai": r"\b\d+\s*(heures?|jours|semaines?|mois|h)\b|\bsous\s+\d|prescription|prescrit|dans la journée|"
    r"dans les (heures|jours) (qui|à)",
    "une promesse de prise en charge": r"vous êtes couvert|sera (couvert|remboursé|pris)|"
    r"seront (couverts|remboursés|pris)|nous couvrons|couvrira|couvrons|gratuit pour vous|plafond",
    "une promesse de succès": r"\bva (marcher|réussir)|garanti[er]?s?\b(?<!n’est pas garanti)|à coup sûr|certainement|"
    r"sera (supprimé|effacé|retiré)|réussit toujours|marche toujours",
    "un service étranger ou douteux": r"\b(3018|3020|119|1712|PHAROS|e-?cops|8002)\b|\b078\b|0800 30 030|Safeonweb",
    "un fait incertain": r"signaleur de confiance|trusted|huissier|StopNCII|plainte en ligne|police-on-web|"
    r"sanction admin|\bSAC\b|force probante|valeur juridique|irréfutable|charge de la preuve|autorité de protection|"
    r"\bAPD\b|délai de presse|délit de presse",
    "un âge ou une procédure incertains": r"interdit aux moins|interdiction (avant|sous)|procédure dans chaque école|"
    r"toutes les écoles ont|chaque école a une procédure|âge minimum pour (porter|une plainte|la justice)",
    "une règle sur la répétition des faits": r"doi(t|vent) (se répéter|être répétés)|une seule fois suffit pour être",
    "un reproche": r"vous auriez dû|il fallait que|votre faute\b(?<!pas votre faute)|la faute de votre enfant",
    "les heures d’un service": r"\b\d{1,2}\s*h\b|\bde \d+ à \d+",
    "un prix": r"€|\beuros?\b",
    "un nom de personne": r"\bNathalie\b|\bLaqdim\b",
    "une promesse de secret": r"\bpromis\b|\bpromets",
}
_COMPILED = {what: re.compile(pattern, re.IGNORECASE) for what, pattern in FORBIDDEN.items()}

_COVER = re.compile(r"selon votre contrat|vérifie|regarde|vois pas votre contrat|numéro d[eu] (votre )?contrat")
_INTIMATE = re.compile(r"sexual|blackmail|sextortion|intimate|take_it_down")
_COPY = re.compile(r"captur|copi(ez|er)|enregistr", re.IGNORECASE)
_TU = re.compile(r"\b(tu|toi|ton|tes|t’es)\b")
# Platforms whose own labels are not sure: they get the generic way only.
NO_OWN_WAY = frozenset(f"utter_report_{name}" for name in ("messenger", "x", "twitch", "telegram", "discord"))


def forbidden(text: str) -> list[str]:
    """What `text` says that nothing of ours may say."""
    found = []
    for what, pattern in _COMPILED.items():
        if match := pattern.search(text):
            found.append(f"interdit, {what} : « {match[0]} »")
    return found


def faults(name: str, text: str) -> list[str]:
    """What a response may not say, in French."""
    found = forbidden(text)
    found += [f"numéro inconnu ou âge incertain : « {number} »" for number in numbers(text) if number not in NUMBERS]
    if "votre contrat" in text and not _COVER.search(text):
        found.append("« votre contrat » sans « selon votre contrat » ni un conseiller qui vérifie")
    if re.search(r"\bfrais\b", text) and "votre contrat" not in text:
        found.append("des frais sans « selon votre contrat »")
    if _INTIMATE.search(name) and not name.startswith("utter_heard") and (match := _COPY.search(text)):
        found.append(f"images intimes : on ne parle pas de les copier (« {match[0]} »)")
    if match := _TU.search(re.sub(r"«[^»]*»", "", text)):
        found.append(f"on dit « vous » au parent (« {match[0]} »)")
    if name in NO_OWN_WAY:
        found.append("pas de boutons propres à ce réseau : leurs noms ne sont pas sûrs")
    return found


def numbers(text: str) -> list[str]:
    """Every number of a text but those of a list and the ages that may be said."""
    text = re.sub(r"^\s*\d+\. ", "", text, flags=re.MULTILINE)
    for age in AGES:
        text = text.replace(age, "")
    return re.findall(r"\d[\d ]*\d|\d", text)
