"""How people shorten and misspell common words: tables for `nlu.spelling`, keys in lower case without accents."""

from __future__ import annotations

# One written word for one or several proper ones. Only words that are no French word of their own in this setting.
WORDS: dict[str, str] = {
    "ac": "avec",
    "afr": "affaire",
    "aprem": "après-midi",
    "aujourdhui": "aujourd'hui",
    "auj": "aujourd'hui",
    "avc": "avec",
    "bcp": "beaucoup",
    "bjr": "bonjour",
    "bsr": "bonsoir",
    "c": "c'est",
    "cad": "c'est-à-dire",
    "ché": "je sais",
    "chai": "je sais",
    "chais": "je sais",
    "chui": "je suis",
    "chuis": "je suis",
    "cmt": "comment",
    "coment": "comment",
    "dc": "donc",
    "ds": "dans",
    "dsl": "désolé",
    "ecol": "école",
    "ff": "fait",
    "fo": "il faut",
    "g": "j'ai",
    "grd": "grand",
    "jms": "jamais",
    "jsuis": "je suis",
    "jsp": "je ne sais pas",
    "kan": "quand",
    "kand": "quand",
    "ke": "que",
    "kel": "quel",
    "kelk": "quelque",
    "kelkun": "quelqu'un",
    "ki": "qui",
    "koi": "quoi",
    "lgtps": "longtemps",
    "lgtmps": "longtemps",
    "ls": "les",
    "mat": "matin",
    "mm": "même",
    "mnt": "maintenant",
    "mntn": "maintenant",
    "mtn": "maintenant",
    "msg": "message",
    "msgs": "messages",
    "msj": "message",
    "nb": "nombre",
    "nn": "non",
    "ns": "nous",
    "nvl": "nouvelle",
    "nvo": "nouveau",
    "oklm": "au calme",
    "pb": "problème",
    "pbs": "problèmes",
    "pck": "parce que",
    "pcke": "parce que",
    "pcq": "parce que",
    "pdt": "pendant",
    "pk": "pourquoi",
    "pkoi": "pourquoi",
    "plr": "plusieurs",
    "pq": "pourquoi",
    "pr": "pour",
    "prsk": "presque",
    "psk": "parce que",
    "pske": "parce que",
    "ptdr": "mort de rire",
    "ptet": "peut-être",
    "pv": "procès-verbal",
    "qd": "quand",
    "qlq": "quelque",
    "qlqn": "quelqu'un",
    "qqch": "quelque chose",
    "qqchose": "quelque chose",
    "qqn": "quelqu'un",
    "qqun": "quelqu'un",
    "qq": "quelques",
    "rdv": "rendez-vous",
    "rep": "réponse",
    "savé": "savez",
    "slt": "salut",
    "snn": "sinon",
    "srx": "sérieux",
    "ss": "sans",
    "svt": "souvent",
    "tjr": "toujours",
    "tjrs": "toujours",
    "tjs": "toujours",
    "tlm": "tout le monde",
    "tps": "temps",
    "tt": "tout",
    "tte": "toute",
    "ttes": "toutes",
    "ts": "tous",
    "vla": "voilà",
    "vs": "vous",
    "vrmt": "vraiment",
    "vrmnt": "vraiment",
    "we": "week-end",
    "ya": "il y a",
    "yavait": "il y avait",
    "1x": "une fois",
    "2x": "deux fois",
}

# Platforms: other spellings of the name the lexicon knows.
PLATFORMS: tuple[tuple[str, str], ...] = (
    (r"tik[ -]?to[kc]k?s?|tiktoc|tictoc|tik[ -]toc|tt?iktok", "tiktok"),
    (
        r"wh?[aeo]t'?s?[ -]?h?app?s?|w[aou]t?h?s[ -]?s?h?app?|wap?ts?[ -]?app?|watt?s?[ -]?h?app?|wsp|wapp|whatapps?",
        "whatsapp",
    ),
    (r"snap[ -]?ch?[au]tt?e?|snape|snapp|snapchate", "snapchat"),
    (r"inst[ae][ -]?g?r[ao]mm?e?|instagrame?|instagrame|insta-gram|intagram|instragram|instagam", "instagram"),
    (r"f[ae]ce?[ -]?bo+[ck]+|fesse ?bouc|facebok|facebouk|fcb", "facebook"),
    (r"mess?[ea]ng(?:er|eur|ère|ere)", "messenger"),
    (r"you[ -]?tub+e?|youtub|ytb|youtoube|yutube", "youtube"),
    (r"dis+c+[ou]rde?|diskord", "discord"),
    (r"t[eé]l[eé]gramm?e? (?=groupe|canal)", "telegram "),
    (r"roblocks|robloks|roblos|robelox", "roblox"),
    (r"twi?tt?eu?re?|twiter", "twitter"),
    (r"fort[ -]?nite?|fornite|fortenite", "fortnite"),
    (r"mine[ -]?craft?e?|mincraft", "minecraft"),
)

# Words in which the apostrophe is forgotten: letter + the rest, as one word.
_ELIDED = """
cest cetaient cetait dabord daller danniversaire dapres dargent darreter dautre dautres davance davocat davoir
decole deleves denfants denvie dhabitude dhier dici dinsta dinstagram dinsultes dordi dun dune durgence dy jaccepte
jai jaimerai jaimerais jajoute jappelle japprend japprends jarrete jarrive jattend jattends jaurai jaurais javais
jecris jen jentends jenvoie jespere jessaie jessaye jetais jhabite jhesite jignore jimagine jinsiste jusqua jusquau
jy ladresse laffaire lage lagent lami lamie lannee lappli lapplication lassurance lassureur lathenee lattend
lattendent laura lauteur lautre lavait lavocat lavocate lavons lecole lecoute lecran leducateur leducatrice leleve
lencontre lenfant lenfer lenseignant lenseignante lheure lhistoire lhopital lhumilie lhumilient linspecteur linstit
linstituteur linstitutrice linsulte linsultent linternat linternet lont lordi lordinateur lorsquil lorsquon lurgence
lutilisateur maide maider mappelle mavait mecrit mecrivent menvoie menvoient minsulte minsultent mont nai naime
naiment narrete narretent narrive narrivent nas naurait navaient navais navait navez navons nen nentend nest
netaient netait nont nose nosent ny parcequelle parcequil puisquelle puisquil puisquon quelquun quelquune quil quils
quon quun quune sacharne sacharnent saggrave sappelle sappellent sarrete sarretent sendort senferme sest setaient
setait sisole tappelle tas
"""
ELIDED: frozenset[str] = frozenset(_ELIDED.split())

# Where the letter before the apostrophe is more than one.
ELIDED_HEADS: tuple[str, ...] = ("quelqu", "jusqu", "lorsqu", "puisqu", "parcequ", "qu")

# How the rest of an elided word is spelt with its accents.
ELIDED_RESTS: dict[str, str] = {
    "etais": "étais",
    "etait": "était",
    "etaient": "étaient",
    "ecole": "école",
    "ecran": "écran",
    "educateur": "éducateur",
    "educatrice": "éducatrice",
    "ecris": "écris",
    "espere": "espère",
    "ecrit": "écrit",
    "ecrivent": "écrivent",
    "eleve": "élève",
    "eleves": "élèves",
    "athenee": "athénée",
    "a": "à",
}
