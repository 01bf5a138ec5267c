"""What the hub itself says on Messenger."""

PICTURE_KEPT = (
    "J’ai bien reçu votre image. Je ne peux pas la lire, mais je la garde pour le conseiller qui suivra votre dossier. "
    "Dites-moi avec vos mots ce qu’on y voit."
)
PICTURE_FORBIDDEN = (
    "Je n’ai pas gardé votre image. Quand des images intimes d’un enfant sont en jeu, n’en envoyez et n’en copiez "
    "aucune. Child Focus vous dit comment faire : 116 000, gratuit, jour et nuit."
)
PICTURE_FAILED = "Je n’ai pas pu recevoir votre image. Gardez-la chez vous, et dites-moi avec vos mots ce qu’on y voit."
UNREADABLE = {
    "sticker": "Je ne comprends pas les autocollants. Écrivez-moi quelques mots, ou choisissez un bouton.",
    "audio": "Je ne peux pas écouter les messages vocaux. Écrivez-moi ce qui se passe, même en quelques mots.",
    "video": "Je ne peux pas regarder les vidéos, et je ne les garde pas. Dites-moi avec vos mots ce qu’on y voit.",
    "location": "Je ne peux pas lire une position. En danger immédiat, appelez le 112 (urgences) ou le 101 (police).",
    "file": "Je ne peux pas ouvrir les fichiers, et je ne les garde pas. Dites-moi avec vos mots ce qu’il y a dedans.",
}
UNREADABLE_OTHER = "Je ne peux pas ouvrir ce que vous venez d’envoyer. Écrivez-moi avec vos mots ce qui se passe."
SHOWN = {
    "image": "[image]",
    "sticker": "[autocollant]",
    "audio": "[message vocal]",
    "video": "[vidéo]",
    "location": "[position]",
    "file": "[fichier]",
}
SHOWN_OTHER = "[pièce jointe]"
ALL_SHOWN = frozenset({*SHOWN.values(), SHOWN_OTHER})
UNSENT = "[message retiré par le parent]"
EDITED = (
    "J’ai vu que vous avez corrigé un message que j’avais déjà lu. Si quelque chose change pour la suite, "
    "dites-le-moi en quelques mots."
)

PRIVACY = (
    "Je garde vos messages {days} jours au plus, pour suivre votre situation. Un conseiller ne les lit qu’avec votre "
    "accord, ou en cas de danger. Vous pouvez tout effacer maintenant. Facebook garde sa propre copie : "
    "supprimez aussi la conversation dans Messenger."
)
ERASE_SURE = (
    "Tout effacer ? Votre conversation et votre dossier disparaissent pour de bon, ici et chez nos conseillers."
)
KEPT = "D’accord, je garde tout. On continue quand vous voulez."
ERASED = (
    "C’est effacé. Pour repartir de zéro, écrivez-moi simplement. Facebook garde sa propre copie : supprimez aussi la "
    "conversation dans Messenger. En danger immédiat : 112 ou 101."
)
