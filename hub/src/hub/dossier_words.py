"""The dossier's French: the product's vocabulary as a school, the police or an adviser reads it on paper."""

from wording import vocabulary

PLATFORMS = vocabulary.PLATFORMS | {"other": "un autre site ou une autre application"}
HARM_TYPES = {
    "insults": "insultes ou moqueries",
    "rumours": "rumeurs ou propos inexacts",
    "threats": "menaces",
    "humiliating_media": "photo ou vidéo humiliante",
    "intimate_images": "images intimes",
    "blackmail": "chantage",
    "impersonation": "faux profil ou compte détourné",
    "exclusion": "mise à l’écart",
    "pile_on": "messages de plusieurs personnes à la fois",
    "doxxing": "informations privées publiées",
    "physical": "coups",
    "discrimination": "propos haineux",
    "grooming": "messages insistants d’un adulte ou d’une personne inconnue",
}
HARASSERS = {
    "pupil": "un ou plusieurs élèves",
    "known": "un jeune connu de la famille",
    "adult": "un adulte",
    "unknown": "inconnu",
}
WRITERS = {
    "parent": "un parent de l’enfant",
    "relative": "un proche de l’enfant",
    "teen": "le jeune visé",
    "school": "une personne de l’école",
    "witness": "un témoin",
    "author_parent": "un parent de l’auteur",
    "other": "un adulte, pour sa propre situation",
}
DANGERS = {
    "distress": "l’enfant va mal",
    "sexual": "danger à caractère sexuel",
    "threat": "menaces de violence",
    "self_harm": "idées noires, risque pour la vie ou fugue",
}
STEPS = {
    "talk_child": "Discussion avec l’enfant",
    "keep_evidence": "Preuves gardées",
    "block": "Compte bloqué",
    "report_platform": "Signalement au réseau",
    "ask_harasser": "Demande de retrait à l’auteur",
    "contact_parents": "Contact avec les parents de l’auteur",
    "inform_school": "Contact avec l’école",
    "mediation": "Médiation",
    "police": "Plainte à la police",
    "civil": "Démarche avec un avocat",
    "cleanup": "Demande de nettoyage des contenus",
}
RESULTS = vocabulary.RESULTS | {"worked": "avec un effet"}
SCHOOL = {True: "concernée aussi", False: "non concernée"}
ONLINE = vocabulary.ONLINE
WORSE = "la situation s’aggrave"
FILES = {"application/pdf": "Document PDF", "image/jpeg": "Image", "image/png": "Image"}
MONTHS = (
    *("janvier", "février", "mars", "avril", "mai", "juin"),
    *("juillet", "août", "septembre", "octobre", "novembre", "décembre"),
)

TITLE = "Dossier : situation de harcèlement"
MADE = "Fait le {day}, avec l’assistant automatique (IA) de l’assurance protection juridique."
ORIGIN = (
    "Ce document reprend ce qui a été écrit dans la conversation, sans rien y ajouter. Les phrases entre « » sont "
    "citées telles quelles. Ce n’est ni un avis juridique, ni une décision sur le contrat."
)
BY_HAND = ("Enfant (prénom, nom, âge)", "Personne qui écrit (prénom, nom)", "École et classe", "Pour me joindre")
BY_HAND_TITLE = "À compléter à la main"
SITUATION = "La situation"
NOTHING_TOLD = "Rien n’a encore été raconté dans la conversation."
LABELS = {
    "writer": "Qui écrit",
    "harm_types": "Faits",
    "platforms": "Où",
    "harasser": "Auteur",
    "school_involved": "École",
    "content_online": "Contenus",
    "getting_worse": "Évolution",
    "dangers": "Danger signalé",
}
TOLD = "dit le {day}"
TIMELINE = "Ce qui a été raconté"
STEPS_TITLE = "Les démarches"
NO_STEPS = "Aucune démarche n’a été racontée."
EVIDENCE = "Journal des preuves"
EVIDENCE_NOTE = "Une ligne par message. Gardez les captures avec la date, l’heure et le nom du compte."
EVIDENCE_NOTE_SEXUAL = (
    "Une ligne par message. Ne joignez et ne copiez aucune image intime : Child Focus (116 000) ou la police vous "
    "disent comment garder une preuve."
)
EVIDENCE_FILES = "Envoyé dans la conversation : {files}."
EVIDENCE_COLUMNS = ("Date et heure", "Où, quel compte", "Ce que l’on lit ou voit", "Capture", "Vu par")
EVIDENCE_COLUMNS_SEXUAL = ("Date et heure", "Où, quel compte", "Ce qui s’est passé", "Vu par")
NUMBERS_TITLE = "Numéros utiles en Belgique"
NUMBERS = (
    ("112", "urgences : ambulance et pompiers, jour et nuit"),
    ("101", "police en urgence, jour et nuit"),
    ("116 000", "Child Focus, pour les enfants et les parents, jour et nuit, gratuit"),
    ("103", "Écoute-Enfants, pour les jeunes et leurs proches, gratuit et anonyme (horaires à vérifier)"),
    ("0800 32 123", "Centre de Prévention du Suicide, jour et nuit, gratuit et anonyme"),
    ("107", "Télé-Accueil, jour et nuit, gratuit et anonyme"),
    ("0800 95 580", "Écoute école, pour les adultes (horaires à vérifier)"),
)
NUMBER_DISCRIMINATION = ("0800 12 800", "Unia, en cas de racisme ou de discrimination (jours ouvrables, le matin)")
PAGE = "Page {page} sur {{pages}}"
