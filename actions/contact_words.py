"""The French words around contact data: what is no name, what tells a time, what refuses, cancels, asks for a call."""

from __future__ import annotations

import re

_FILLERS = """
je j tu vous me m moi mon ma mes c ce ça ca est c'est et ou a ai au aux sur le la l les un une du de d des par pour
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
importe jour jours voulez voudrez arrange convient tantôt tantot
morgen avond avonden ochtend middag namiddag voormiddag vandaag maandag dinsdag woensdag donderdag vrijdag zaterdag
zondag uur
"""

_AROUND = """
après apres avant entre vers dès des que partir fin début debut cours dans cet cette ces jusqu jusque pendant
prochain prochaine tout toute tous toutes suite le la les l en au aux et ou de du d à pas sauf veux quand moment
travail boulot école ecole pause pouvez pourrez pourriez n ne peu minuit finis rentre sortie trop surtout jamais
uniquement seulement deux trois quatre cinq six sept huit neuf dix onze treize na voor tussen vanaf om liefst niet
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
top cool zut mince merde putain bah
viens vient venez donné donner dis ouaip ouep mouais yep yes nan nein nee ja oke jawel volontiers exact exactement
certainement absolument évidemment tres très trop grave trop vraiment dommage attention compliqué difficile
femme homme monsieur madame mademoiselle mme mr m dame mari épouse époux compagnon compagne conjoint conjointe ex
instit institutrice instituteur enseignant enseignante éducateur éducatrice directrice direction titulaire maître
maîtresse élève ami amie amis copain copine tata tonton mamy papy papi bonne-maman bon-papa marraine parrain tuteur
tutrice beau-père belle-mère beau-fils belle-fille frère soeur sœur cousin cousine neveu nièce petit petite grand
grande ado gamin gamine gosse jeune jumeaux ainé aîné cadet infirmière médecin psy avocat avocate médiateur
médiatrice médiation juge assurance assureur contrat dossier réponse question message messages photo vidéo groupe
classe snap snapchat insta instagram tiktok whatsapp facebook messenger discord roblox youtube facebook signal
sms texto écrit écrire ici néerlandais nederlands anglais français frans dutch english privé confidentiel secret
discret bises bisous cordialement belgique bruxelles namur liège mons charleroi belge rien non-merci dites allo allô
mien mienne tien tienne sien sienne nôtre vôtre autant sinon
combien urgentes rapidement bientôt déjà ensuite ensuite puis pareil idem même autre autres vrai vraie faux fausse
"""

# Words that carry nothing beside a name, a number, an address or a moment.
FILLERS = frozenset(_FILLERS.split())

# Words that make a moment.
MOMENTS = frozenset((*_MOMENTS.split(), "après", "apres", "avant"))
AROUND_MOMENTS = frozenset(_AROUND.split())
HOUR = re.compile(r"\d{1,2}(?:[hu](?:\d{2})?|:\d{2}|heures?|uur)?")
# Words that name a moment even within a sentence; the others of MOMENTS do so only among their like.
_VAGUES = """
vite heure heures h bureau importe jour jours voulez voudrez arrange convient maintenant tôt tot après apres
avant semaine nuit uur
"""
# "Apré 18h", "ver 17h": words around a moment as they are also spelled.
LIKE_AROUND = re.compile(r"apr\w{1,3}|avan|ver|pdt|jusk\w{0,2}|plu(?:tot|to)|dmn|2main", re.IGNORECASE)
CLOCK = re.compile(r"\d{1,2}(?:[hu](?:\d{2})?|:\d{2}|heures?|uur)")
NAMED_MOMENTS = MOMENTS - frozenset(_VAGUES.split())
# "avant la police", "après le boulot", "quand il dort": a moment by what happens then.
BY_EVENT = re.compile(
    r"^\W*(?:(?:oui|ok|mais|plut[ôo]t|alors|pas|svp|et)\W+)*"
    r"(?:(?:avant|apr[èe]s|pendant|quand|d[èe]s|voor|na)\s+(?!(?:il|elle|ils|elles|[çc]a|cela|tout|avoir|j'ai)\b)\w)",
    re.IGNORECASE,
)
# What follows a moment without belonging to it.
AFTER_A_MOMENT = re.compile(
    r"\s*(?:\b(?:car|parce que|pcq|pck|pour (?:que|parler|en parler|discuter)|c'est (?:mon|ma|le|la)|comme j'ai dit|"
    r"comme dit|oui ou non|ou pas|hein|c'est (?:mieux|bon|ok|possible)|et (?:il|elle|on|je|j'ai)|"
    r"mais (?:il|elle|j'ai)|sur mon|sur le|au num\w*|à ce num\w*)\b|[(]).*$",
    re.IGNORECASE | re.DOTALL,
)
# A clause of the story, not of the contact.
STORY = re.compile(
    r"\bhier\b|\bdepuis\b|\bderni[èe]re?\b|\bpass[ée]e?\b|\bre[çc]u\w*\b|\bm'a\b|\bl'a\b|"
    r"\b(?:il|elle|ils|elles|on|iel)\s+(?:\w+\s+){0,2}?(?:a|ont|est|sont|[ée]tait|avait|n'a|m'a|l'a)\b",
    re.IGNORECASE,
)
_THIRD_PARTY = (
    r"\b(?:[ée]coles?|directeur|directrice|direction|police|prof\w*|titulaire|[ée]ducat\w+|m[ée]decin|psy\w*|cpms|pms|"
    r"fils|fille|parents|m[èe]re|p[èe]re|harceleur|auteur|arnaqueur)\b"
)
THIRD_PARTY = re.compile(_THIRD_PARTY, re.IGNORECASE)
# The adviser, or somebody of the story.
SOMEBODY = re.compile(r"\b(?:ils?|elles?)\b", re.IGNORECASE)
ADVISER = re.compile(r"\b(?:conseill\w*|adviseur|quelqu'un|humain|vraie personne)\b", re.IGNORECASE)
# The adviser and how the parent is reached: a moment or a wish beside it is about the contact.
_CALLS = r"(?:r?app[eè]l\w*|recontact\w*|contact\w*|joi(?:nd|gn)\w*|t[ée]l[ée]phon\w*|[ée]cri\w*|r[ée]pond\w*)"
OF_CONTACT = re.compile(
    rf"\b(?:me|m'|nous)\s*{_CALLS}|\b{_CALLS}[\s-]+moi\b|\bconseill[eè]r?e?s?\b|\badviseur\b|"
    rf"\b(?:[êe]tre|suis|serai|reste)\s+(?:r?appel[ée]e?s?|recontact[ée]e?s?|joignable|dispo\w*|libre|l[àa])\b|"
    r"\bil\s+m'app[eè]l\w*\s+(?:demain|ce|lundi|mardi|mercredi|jeudi|vendredi|quand)|"
    r"\bj'(?:ai|avais)\s+(?:d[ée]j[àa]\s+|bien\s+)?(?:dit|demand[ée])\b|\bun\s+(?:r?appel|rdv|rendez-vous)\b",
    re.IGNORECASE,
)
# A moment put in the place of one that was given.
RATHER = re.compile(
    r"\b(?:plut[ôo]t|finalement|en fait|au lieu|mieux|chang\w+|d[ée]cal\w+|repouss\w+|liever|sauf|tous\s+les\s+jours|"
    r"[çc]a\s+(?:me\s+)?va|dispo\w*|libre|arrange\w*|(?:pas|jamais)\s+(?:avant|apr[èe]s|le))\b",
    re.IGNORECASE,
)

# What takes a moment out of those that were given ("sauf vendredi").
ONLY_NOT = re.compile(r"\W*(?:surtout\s+|mais\s+|et\s+)*(?:pas|sauf|jamais|except[ée]|[àa] part|hors)\b", re.IGNORECASE)

# Not now: no moment for a call.
LATER = re.compile(
    r"\W*(?:(?:non|nan|euh|bof|merci|ok|mais)\W+)*(?:pas (?:maintenant|encore|tout de suite|ce soir|aujourd'hui|pour "
    r"(?:le moment|l'instant)|l[àa])|plus tard|peut-[êe]tre (?:plus tard|demain)|une autre fois|on verra|"
    r"j'y r[ée]fl[ée]chis)"
    r"(?:\W+(?:peut-[êe]tre|merci|svp|plus tard|l[àa]|on verra|stp))*\W*",
    re.IGNORECASE,
)

# What a parent wishes about the contact beside number and moment, in the words kept for the adviser.
_SOFT = r"(?:(?:plut[ôo]t|uniquement|seulement|surtout|juste|de pr[ée]f[ée]rence|je pr[ée]f[èeé]re(?:rais)?)\s+)?"
_MEANS = r"(?:sms|textos?|whats?app|messenger|e-?mails?|mails?|[ée]crit|courrier|t[ée]l[ée]phone|gsm)"
_LANGUAGES = (
    r"(?:n[ée]erlandais|nederlands|flamand|anglais|english|engels|allemand|duits|deutsch|arabe|turc|espagnol|italien|"
    r"polonais|portugais|roumain|ukrainien|russe|berb[èe]re|langue des signes)"
)
_FAMILY = (
    r"(?:mari|homme|maman|papa|s[oœ]+e?ur|fr[èe]re|belle-m[èe]re|beau-p[èe]re|femme|ex|conjointe?|compagnon|compagne|"
    r"fils|fille|enfants?|ado|parents|m[èe]re|p[èe]re|patron)"
)
_WISHED = (
    rf"{_SOFT}\b(?:par|via)\s+{_MEANS}(?:\s+(?:ou|et)\s+(?:par\s+)?{_MEANS})*",
    r"(?:\bj'?aime\s+)?\b(?:pas?|jamais|surtout pas|aucun|plus)\s+(?:\w+\s+){0,2}?(?:sur\s+)?"
    r"(?:le|mon|du|au|de|d'|par)?\s*"
    r"(?:t[ée]l[ée]phone\w*|telefon|t[ée]l|fixe|appels?|appeler|app[èe]le|gsm|messagerie|messages? voca\w+|vocal)\b"
    r"(?:\s+(?:fixe|[àa] la maison|au (?:boulot|travail|bureau)|le \w+))?",
    r"\bne\s+(?:\w+\s+){0,3}?(?:t[ée]l[ée]phon\w*|appel\w*)(?:\s+pas)?|"
    r"\b(?:personne|on)\s+(?:ne\s+)?(?:doit|doivent|peut)\s+(?:\w+\s+){0,2}?(?:t[ée]l[ée]phon\w*|appel\w*)",
    r"\bveux\s+pas\s+(?:\w+['\s]+){0,4}?(?:t[ée]l[ée]phon\w*|appel\w*)",
    rf"{_SOFT}\b(?:une\s+(?:femme|dame|conseill[èe]re)|un\s+homme)"
    r"(?:\s+(?:si possible|de pr[ée]f[ée]rence|plut[ôo]t|svp))?",
    rf"\b(?:en|in het|in|het|qui parle\w*(?: le| l')?|parlant)\s*{_LANGUAGES}\b",
    rf"^\W*{_SOFT}(?:sms|textos?|whats?app|messenger)"
    r"(?:\s+(?:svp|stp|c'est mieux|plut[ôo]t|si possible|uniquement))*\W*$",
    r"\bdiscr[èe]t\w*|\bnum[ée]ro\s+(?:masqu[ée]|cach[ée]|priv[ée])",
    rf"\bsans\s+que\s+(?:mon|ma|mes)\s+{_FAMILY}\b(?:\s+\w+){{1,4}}",
    rf"\b(?:mon|ma|mes)\s+{_FAMILY}\s+(?:ne\s+)?(?:doi\w+|peu\w+|veu\w+)\s+pas\s+\w+(?:\s+\w+){{0,2}}",
    rf"(?:\bmoi\W+)?\bpas\s+(?:[àa]\s+|avec\s+)?(?:mon|ma|mes|le|la)\s+{_FAMILY}\b",
    r"\b(?:pour|c'est\s+(?:plut[ôo]t\s+)?)(?:\s|[àa]\s)*(?:mon|ma)\s+(?:s[oœ]+e?ur|mari|femme|m[èe]re|p[èe]re|maman|papa|fr[èe]re|"
    r"compagn\w+|conjointe?|belle-m[èe]re)\b(?:\s+qu\w*'?\s*\w+(?:\s+\w+){0,3})?",
    r"\bpas\s+(?:devant|quand)\s+(?:mon|ma|mes|les)\s+\w+(?:\s+\w+){0,3}",
)
# What the adviser is asked to do: "qu'il parle fort", "dites-lui de laisser sonner".
TO_ADVISER = re.compile(
    r"^\W*(?:(?:et|mais|donc|alors|ou|surtout)\W+)*(?:qu'(?:il|elle|on|ils)\s+(?:(?:me|m|ne|pas|se)\W+)*"
    r"(?:parl|app[eè]l|rapp[eè]l|laiss|[ée]cri|sonn|insist|demand|attend|pr[ée]vien|prenn|vienn)\w*|"
    r"(?:dites|demandez)[\s-]+(?:lui|leur)\b)(?:\s+[\w']+){0,8}",
    re.IGNORECASE,
)
# The answer is read in this window: no number is needed then.
READ_HERE = re.compile(
    r"(?:\bm'[ée]cri\w*|\b[ée]crivez(?:[\s-]+moi)?|\bme\s+r[ée]pond\w*|\br[ée]pond(?:re|ez)(?:[\s-]+moi)?|"
    r"\b(?:la|leur|sa|une)\s+r[ée]ponse|\bpr[ée]f[èeé]re\w*\s+(?:continuer|rester|[ée]crire|parler))"
    r"[^.?!,;]{0,20}\b(?:ici|dans (?:cette|la) fen[êe]tre|dans (?:le|ce) chat)\b(?:\s+plut[ôo]t)?",
    re.IGNORECASE,
)
WISHED = re.compile("|".join((*_WISHED, READ_HERE.pattern, TO_ADVISER.pattern)), re.IGNORECASE)
# A reason behind a wish ("pas ma femme, elle parle pas bien français").
REASON = re.compile(
    r"^\W*(?:car|parce\s+que|vu\s+que|elle|il|lui|j'|je|on|son|sa|mon|ma|c'est)(?:\b|(?<='))", re.IGNORECASE
)
# A way in which somebody is bullied, not reached.
NARRATES = re.compile(
    r"\b(?:re[çc]oi\w*|insult\w*|envoi\w*|envoy\w*|harc[eè]l\w*|menac\w*|publi\w*|post\w*|moqu\w*|groupe|film\w*)\b",
    re.IGNORECASE,
)
NO_CALL = re.compile(
    r"\b(?:pas|jamais|aucun|ne)\b[^.?!,;]{0,25}\b(?:t[ée]l[ée]phon\w*|telefon|d'?appels?|aucun appel|"
    r"appel(?:er|le|ez|ée?s?)?)\b",
    re.IGNORECASE,
)

# That data were given before: they are looked up, not asked for as if nothing had been said.
_GAVE = r"(?:donn[ée]\w*|dit|[ée]crit|envoy[ée]\w*|mis|laiss[ée]\w*|indiqu[ée]\w*|not[ée]\w*|re[çc]u|gard[ée]\w*)"
GIVEN_BEFORE = re.compile(
    rf"\bviens\s+de\s+(?:(?:vous|te|le|la|les|l')\s*){{0,2}}(?:donner|dire|[ée]crire|envoyer|mettre|laisser|noter)|"
    rf"\b(?:ai|avais)\s+(?:pourtant\s+|d[ée]j[àa]\s+|bien\s+){{0,2}}{_GAVE}|"
    rf"\bavez\s+(?:bien\s+|d[ée]j[àa]\s+|pas\s+){{0,2}}(?:{_GAVE}|mon|mes)\b|"
    r"\b(?:est|c'est)\s+(?:bien\s+|d[ée]j[àa]\s+)*(?:not[ée]e?|mis|enregistr[ée]e?)\b",
    re.IGNORECASE,
)
ABOUT_DATA = re.compile(
    r"\b(?:num[ée]ros?|num|t[ée]l\w*|gsm|e-?mail|mail|adresse|pr[ée]nom|coordonn\w+|heures?|moment|horaire|souhait|"
    r"\d{1,2}\s?h(?:\d\d)?|(?:lun|mar|mercre|jeu|vendre|same)dis?|dimanches?|matins?|midi|soirs?|apr[èe]s-midi)\b",
    re.IGNORECASE,
)
TIME_WORDS = MOMENTS | AROUND_MOMENTS
_COURTESIES = (
    r"s'il (?:vous|te) pla[iî]t|svp|stp|merci(?: beaucoup)?|bonjour|bonsoir|(?:vous pouvez|pouvez[ -]vous) "
    r"(?:me |m')?(?:r?appeler|joindre)|r?appelez[ -]moi|(?:je suis )?(?:joignable|disponible|libre)|"
    r"par (?:t[ée]l[ée]phone|mail|gsm)|oui|ok|d'accord|et|mais"
)
COURTESY = re.compile(rf"^\W*(?:(?:{_COURTESIES})\b[\s,]*)+|(?:[\s,]*\b(?:{_COURTESIES}))+\W*$", re.IGNORECASE)

HELLO = re.compile(r"^\W*(?:(?:oui|ok|okay|d'accord|merci|bonjour|bonsoir|alors|et|mais|euh)\b\W*)+", re.IGNORECASE)

# Not a first name, though it may stand alone in a message.
NO_NAMES = FILLERS | TIME_WORDS | frozenset(_OTHERS.split())
# What may stand before a moment and belongs to it.
BEFORE_A_MOMENT = AROUND_MOMENTS | MOMENTS | {"plutôt", "plutot"}
# Before a word these make a sentence of it, not a name.
_SENTENCE = """
je j tu vous me m on il elle ils elles nous que qu qui ne n pas ai a au en suis est peux pouvez par pour à sur
"""
SENTENCE = frozenset(_SENTENCE.split())
NO_NAME_END = re.compile(r"(?<!(?i:cl[ée]))ments?$|tions?$|\w{4}ez$", re.IGNORECASE)
NAME = r"[A-Za-zÀ-ÖØ-öø-ÿ]{2,20}(?:[-'][A-Za-zÀ-ÖØ-öø-ÿ]{2,20})?"
CALLED = re.compile(
    rf"\b(?:je m'appelle|je me nomme|moi,? c'est|(?:mon |le )?pr[ée]nom(?:\s*:|,? c'est| est|\s+bien)*)\s*({NAME})",
    re.IGNORECASE,
)
# "C'est Didier mon prénom", "qu'il m'appelle Didier": a name only with its capital.
NAMED_SO = re.compile(
    rf"(?i:\bc'est)\s+((?=[A-ZÀ-Ö]){NAME})\s+(?i:mon\s+pr[ée]nom)|(?i:\bm'appell?e)\s+((?=[A-ZÀ-Ö]){NAME})"
)
# "c'est Sophie", "ici Sophie", "je suis Sophie": a name only with its capital.
_TITLE = r"(?:(?i:madame|mme|monsieur|mr)\.?\s+)?"
HERE = re.compile(rf"(?i:\b(?:c'est|ici|je suis))\s+({_TITLE}(?=[A-ZÀ-Ö]){NAME})")

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

# Digits, with letters only right before or among them: no word stands between.
_CODE = r"(?:[A-Z]{1,4}[-/ ]?)?\d(?:[ ./-]?(?:\d|(?<=[\d/-])[A-Z]{1,3}(?=[\d/. -]{0,3}\d))){3,24}"
CONTRACT = re.compile(
    r"(?:\b(?:num[ée]ro|n°|no|r[ée]f[ée]rence)\s*(?:de|du)?\s*(?:mon\s+)?)?"
    r"\b(?:contrat|police d'assurance)\b(?:\s|:|est|c'est|n°|no\b|num[ée]ro|le\b|=)*"
    rf"({_CODE})",
    re.IGNORECASE,
)
BARE_CONTRACT = re.compile(rf"\W*(?:c'est\s+|le\s+|voici\s+)*({_CODE})\W*", re.IGNORECASE)
