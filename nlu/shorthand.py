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
    (r"wh?[aeo]t'?s?[ -]?h?app?s?|w[aou]t?h?s[ -]?s?h?app?|wap?ts?[ -]?app?|watt?s?[ -]?h?app?|wsp|wapp|whatapps?", "whatsapp"),
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
ELIDED: frozenset[str] = frozenset(
    """
    jai javais jaurai jaurais jaimerais jaimerai jattends jattend jen jy jespere jessaie jessaye jetais jecris jenvoie jignore
    jhesite jhabite jose jinsiste jimagine japprends japprend jarrive jarrete jaccepte jappelle jajoute jentends
    cest cetait cetaient sest setait setaient nest netait netaient nai nas navons navez nont navais navait navaient naurait
    ny nen narrive narrivent nose nosent nentend naime naiment narrete narretent
    mont matte ma_a mappelle minsulte minsultent menvoie menvoient mecrit mecrivent maide maider mavait
    tas tes_t tappelle sappelle sappellent sacharne sacharnent sisole senferme sendort saggrave sarrete sarretent
    lecole lecran leducateur leducatrice lenseignant lenseignante linstit linstitutrice linstituteur linternat linternet linspecteur
    lavocat lavocate lassureur lassurance ladresse laffaire lagent lage lami lamie lannee lapplication lappli lauteur lautre lenfant lenfer
    leleve lencontre lhopital lhistoire lheure lhumilie lhumilient linsulte linsultent lattend lattendent
    la_vait lont laura lavait lavons lecoute lordi lordinateur lurgence lutilisateur lathenee
    dun dune dautres dautre dabord decole dinsta dinstagram dargent danniversaire dapres davance davocat darreter daller davoir
    deleves denfants denvie dhabitude dhier dici dinsultes dordi dun_coup durgence dy den_haut
    quil quils quelle_a quon quun quune quelquun quelquune jusqua jusquau lorsquil lorsquon puisquil puisquelle puisquon parcequil parcequelle
    """.split()
) - {"ma_a", "tes_t", "quelle_a", "la_vait", "dun_coup", "den_haut", "matte", "jose"}

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
