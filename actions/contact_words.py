"""The French words around contact data: what is no name, what tells a time, what refuses, cancels, asks for a call."""

from __future__ import annotations

import re

_FILLERS = """
je j tu vous me m moi mon ma mes c ce ça est c'est et ou a ai au aux sur le la l les un une du de d des par pour
à en y oui ok okay voilà voici merci svp stp s il plaît plait te bonjour bonsoir alors donc bien sûr accord
numéro numero num n tel tél téléphone telephone gsm portable fixe mail email e-mail e adresse prénom prenom nom
appelle appelez appeler appel rappelez rappelle rappeler rappel joindre joignable joignez contacter contactez
écrire écrivez recontacter recontactez plutôt plutot si va mieux préfère préférence peux pouvez peut suis note
notez mets mettez possible disponible dispo libre désolé désolée pardon non nan trompé trompée erreur faute
corrige corrigez changez plus autre bon bonne juste aussi mais
"""

_MOMENTS = """
matin matins matinée matinee midi midis soir soirs soirée soiree après-midi apres-midi aprem demain aujourd'hui
aujourdhui lundi lundis mardi mardis mercredi mercredis jeudi jeudis vendredi vendredis samedi samedis dimanche
dimanches semaine week-end weekend maintenant vite tôt tot tard heure heures h journée journee nuit bureau
importe jour jours voulez voudrez arrange convient
"""

_AROUND = """
après apres avant entre vers dès des que partir fin début debut cours dans cet cette ces jusqu jusque pendant
prochain prochaine tout toute tous toutes suite le la les l en au aux et ou de du d à pas sauf veux quand moment
travail boulot école ecole pause pouvez pourrez pourriez n ne peu minuit finis rentre sortie
"""

_OTHERS = """
quoi comment pourquoi combien qui quel quelle où ouais ouai si no nope rien personne aucun aucune sans passe
passer passez skip aide aidez aider help urgent urgence stop attends attendez attendre minute patience police
prof professeur directeur directrice maman papa mère mere père pere parent parents enfant enfants fils fille
garçon bébé famille conseiller conseillère conseillers humain quelqu quelqu'un robot machine assistant bot ia
anonyme inconnu mal pire triste peur seul seule désespéré désespérée perdu perdue fatigué fatiguée inquiet
inquiète inquiete colère furieux furieuse panique stress bof jsp lol mdr ah oh euh heu ben bah hein là la hum
test coucou salut hello hey hi yo bye revoir danger mort mourir suicide tuer menace menaces insultes encore
toujours jamais peut-être idée sais sait crois pense veux veut faire fait dit dire lui elle il on nous ils elles
ne pas qu que ce ces cette son sa ses leur notre votre nos vos harcelé harcelée harcèlement victime témoin
voisin voisine tante oncle grand-mère grand-père mamie papy marre super génial parfait nickel compris continuer
continue annuler annule retour recommencer suivant suivante étape cher payant gratuit prix
"""

# Words that carry nothing beside a name, a number, an address or a moment.
FILLERS = frozenset(_FILLERS.split())

# Words that make a moment.
MOMENTS = frozenset((*_MOMENTS.split(), "après", "apres", "avant"))
_AROUND_MOMENTS = frozenset(_AROUND.split())
HOUR = re.compile(r"\d{1,2}(?:h(?:\d{2})?|:\d{2}|heures?)?")
TIME_WORDS = MOMENTS | _AROUND_MOMENTS
_COURTESIES = (
    r"s'il (?:vous|te) pla[iî]t|svp|stp|merci(?: beaucoup)?|bonjour|bonsoir|(?:vous pouvez|pouvez[ -]vous) "
    r"(?:me |m')?(?:r?appeler|joindre)|r?appelez[ -]moi|(?:je suis )?(?:joignable|disponible|libre)|"
    r"par (?:t[ée]l[ée]phone|mail|gsm)|oui|ok|d'accord|et"
)
COURTESY = re.compile(rf"^\W*(?:(?:{_COURTESIES})\b[\s,]*)+|(?:[\s,]*\b(?:{_COURTESIES}))+\W*$", re.IGNORECASE)

# Not a first name, though it may stand alone in a message.
NO_NAMES = FILLERS | TIME_WORDS | frozenset(_OTHERS.split())
NAME = r"[A-Za-zÀ-ÖØ-öø-ÿ]{2,20}(?:[-'][A-Za-zÀ-ÖØ-öø-ÿ]{2,20})?"
CALLED = re.compile(
    rf"\b(?:je m'appelle|je me nomme|moi,? c'est|(?:mon|le) pr[ée]nom(?:,? c'est| est)?|pr[ée]nom\s*:)\s*({NAME})",
    re.IGNORECASE,
)
# "c'est Sophie", "ici Sophie", "je suis Sophie": a name only with its capital.
HERE = re.compile(rf"(?i:\b(?:c'est|ici|je suis))\s+((?=[A-ZÀ-Ö]){NAME})")

CANCEL = re.compile(
    r"\W*(?:non[ ,]+|bon[ ,]+|ok[ ,]+|finalement[ ,]+)*(?:(?:on\s+)?annul(?:e|er|ez)|"
    r"(?:on\s+)?lai(?:sse|ssez|sser)[\s-]+tomber|"
    r"(?:on\s+)?oubli(?:e|ez)|stop|(?:j'|on\s+)?arr[êe]te[rz]?|tant pis)\b[\w\s']{0,25}\W*",
    re.IGNORECASE,
)
REFUSE = re.compile(
    r"^\W*(?:euh\W+|bof\W+)?(?:non+|nan|nope|rien|aucune?|je passe|passe[rz]?|skip|inutile|"
    r"pas besoin|pas envie|pas maintenant|"
    r"plus tard|ça ira|(?:je )?(?:ne |n')?(?:sais|suis) pas|jsp|sans)\b|"
    r"\b(?:pr[ée]f[èeé]re\w*|aime\w*|souhaite\w*|veux|voudrais|envie|peux|oblig[ée]e?)\b[^.?!]{0,14}\bpas\b|"
    r"\bpas (?:envie|oblig|laisser|donner)|"
    r"\bpr[ée]f[èeé]re\w* (?:ne pas|rester anonyme|éviter|ici|continuer ici|[ée]crire)|"
    r"\brester anonyme|\bpas d[e']\s*(?:num|t[ée]l|gsm|mail|e-?mail|adresse|pr[ée]nom|nom|coord)|"
    r"\b(?:n'ai|ai|a) pas d[e']",
    re.IGNORECASE,
)
_OF_CONTRACT = r"(?:num\w*|n°|no|r[ée]f\w*)\s*(?:de|du)\s*(?:mon\s+)?contrat\b"
_LACKS = r"(?:ai|trouve|retrouve|connais|sais)\s+(?:vraiment\s+)?(?:pas|plus|aucun)"
NO_CONTRACT = re.compile(
    rf"\b(?:{_LACKS}|pas|sans)\s+(?:\w+\s+){{0,3}}{_OF_CONTRACT}|"
    rf"\bcontrat\b[\s,:]*(?:aucune?\s+id[ée]e|pas\s+(?:l[àa]|ici|sous)|(?:\w+\s+|\w')?(?:\w+\s+|\w'){_LACKS}\b)",
    re.IGNORECASE,
)
# What "pas", "non", "je ne l'ai pas" mean where only the contract's number was asked for.
NOT_AT_HAND = re.compile(
    rf"\W*(?:non+\W+)?(?:non+|nan|(?:je\s+)?(?:ne\s+)?(?:(?:n'|l')*|le\s+){_LACKS}|"
    rf"pas\s+(?:sous|l[àa]|maintenant|sur\s+moi|ici))\b[\w\s',]{{0,25}}\W*",
    re.IGNORECASE,
)
# One way rather than the other.
_RATHER = r"\b(?:pr[ée]f[èeé]re\w*|plut[ôo]t|seulement|uniquement|mieux)\b[^.?!\d@]{0,14}"
BY_EMAIL = re.compile(rf"{_RATHER}\b(?:e-?mail|mail|[ée]crit)\b|^\W*par (?:e-?mail|mail|[ée]crit)\b", re.IGNORECASE)
BY_PHONE = re.compile(rf"{_RATHER}\b(?:t[ée]l\w*|gsm|portable|appel\w*)\b|^\W*par (?:t[ée]l\w*|gsm)\b", re.IGNORECASE)
ABOUT_NAME = re.compile(r"\b(?:pr[ée]nom|nom)\b", re.IGNORECASE)
ABOUT_PHONE = re.compile(r"\b(?:num[ée]ro|t[ée]l\w*|gsm|portable|appel\w*)\b", re.IGNORECASE)
ABOUT_EMAIL = re.compile(r"\b(?:e-?mail|mail|adresse)\b", re.IGNORECASE)

# Whose number or address it is: outside the form one may be anybody's, the author's too.
MINE = re.compile(
    r"\b(?:mon|mes|ma)\s+(?:\w+\s+){0,2}(?:num[ée]ros?|t[ée]l\w*|gsm|portable|e-?mail|mail|adresse)\b|"
    r"\b(?:r?appele[zr]|joignable|joindre|contacte[zr]|recontacte[zr]|[ée]crive[zr])[\s-]",
    re.IGNORECASE,
)
CALL_ME = re.compile(
    r"\br?appele[zr][\s-]+moi\b|\b(?:me|nous)\s+(?:r?appel(?:er|le|ez)|t[ée]l[ée]phoner?|recontact(?:er|e|ez))\b|"
    r"\b[êe]tre\s+(?:r?appel[ée]e?s?|recontact[ée]e?s?)\b|\bm'appel(?:er|le|ez)\b|"
    r"\b(?:laisser|donner|laisse|donne)\s+(?:mon|mes|un|ma)\s+(?:num|t[ée]l|gsm|coord|mail|e-?mail|adresse)",
    re.IGNORECASE,
)
I_WAIT = re.compile(r"\b(?:j'|je\s+(?:vais|veux|préfère|peux)\s+)attend(?:s|re)\b|^\W*attendre\b", re.IGNORECASE)

CONTRACT = re.compile(
    r"(?:\b(?:num[ée]ro|n°|no|r[ée]f[ée]rence)\s*(?:de|du)?\s*(?:mon\s+)?)?"
    r"\b(?:contrat|police d'assurance)\b(?:\s|:|est|c'est|n°|no\b|num[ée]ro|le\b|=)*"
    r"([A-Z]{0,4}[-/ ]?\d[\dA-Z./ -]{2,22}\d)",
    re.IGNORECASE,
)
BARE_CONTRACT = re.compile(r"\W*(?:c'est\s+|le\s+|voici\s+)*([A-Z]{0,4}[-/ ]?\d[\dA-Z./ -]{2,22}\d)\W*", re.IGNORECASE)
