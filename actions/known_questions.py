"""Every question that parents ask: how it is called on a button, the step it is about, and what goes with its answer.

Its words are `utter_question_<id>`, or those of its step; data/nlu/questions has its wordings.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Question:
    """`title` has at most 20 characters. `step` is answered with it, so the ladder does not answer it again.

    offer: why a person is offered with the answer (a key of OFFERS); None where nobody is.
    in_danger: answered even beside the numbers of an open threat or sexual danger.
    care: of the child's care and safety: answered even beside the numbers of open self-harm.
    anywhere: answered even in a message about another matter.
    draft: the text that is asked for (actions/drafts.py).
    only: the writer, or the danger told, without which it is surely something else that is asked.
    """

    id: str
    title: str
    step: str | None = None
    offer: str | None = None
    in_danger: bool = False
    care: bool = False
    anywhere: bool = False
    draft: str | None = None
    only: str = ""


# What the offer of a person says, by the reason for it.
OFFERS = {
    "cover": "utter_adviser_offer_cover",
    "mediation": "utter_adviser_offer_mediation",
    "police": "utter_adviser_offer_police",
    "civil": "utter_adviser_offer_police",
    "question": "utter_adviser_offer",
    "asks_human": "utter_adviser_offer_human",
}


def _police(id: str, title: str, in_danger: bool = True) -> Question:
    return Question(id, title, step="police", offer="police", in_danger=in_danger)


def _care(id: str, title: str, step: str | None = None, anywhere: bool = False) -> Question:
    return Question(id, title, step=step, in_danger=True, care=True, anywhere=anywhere)


def _service(id: str, title: str, offer: str | None = None) -> Question:
    return Question(id, title, offer=offer, in_danger=True, anywhere=True)


def _draft(kind: str, title: str, step: str | None = None) -> Question:
    return Question(f"draft_{kind}", title, step=step, draft=kind)


_ALL = (
    # Texts to copy or print.
    _draft("author", "Modèle pour l’auteur", step="ask_harasser"),
    _draft("parents", "Modèle aux parents", step="contact_parents"),
    _draft("school", "Lettre à l’école", step="inform_school"),
    _draft("report", "Texte du signalement", step="report_platform"),
    _draft("evidence", "Journal de preuves", step="keep_evidence"),
    _draft("summary", "Résumé à emporter"),
    Question("dossier", "Mon dossier (PDF)", draft="dossier", anywhere=True),
    # Contract and cost.
    Question("cover", "Mon contrat paie ?", offer="cover", anywhere=True),
    Question("cost", "Combien ça coûte ?", offer="cover", anywhere=True),
    _service("free_service", "C’est gratuit ici ?"),
    Question("declare_case", "Déclarer mon cas", offer="cover"),
    # Mediation.
    Question("mediator_what", "Un médiateur ?", step="mediation", offer="mediation"),
    Question("mediator_choice", "Qui est le médiateur", step="mediation", offer="mediation"),
    Question("mediator_refusal", "S’ils disent non ?", step="mediation"),
    Question("mediator_price", "Prix du médiateur", step="mediation", offer="cover"),
    Question("mediator_meet", "Se voir ensemble ?", step="mediation"),
    Question("mediator_need", "Médiateur, utile ?", step="mediation"),
    # Lawyer and court.
    Question("lawyer_choice", "Choisir mon avocat", step="civil", offer="civil"),
    Question("lawyer_need", "Faut-il un avocat ?", step="civil", offer="civil"),
    Question("civil_route", "L’action au civil", step="civil", offer="civil"),
    Question("judge_removal", "Un juge peut retirer", step="civil", offer="civil"),
    # The law.
    Question("law", "Est-ce punissable ?"),
    Question("author_risks", "L’auteur risque quoi"),
    Question("complaint_child", "Auteur trop jeune ?", step="police", offer="police"),
    Question("parents_liable", "Ses parents paient ?"),
    Question("author_abroad", "Auteur à l’étranger", offer="question"),
    # Police.
    _police("complaint_where", "Où porter plainte ?"),
    _police("complaint_bring", "Qu’apporter ?"),
    _police("complaint_after", "Après la plainte"),
    _police("injured_person", "Personne lésée"),
    _police("complaint_withdraw", "Retirer la plainte ?"),
    _police("complaint_too_late", "Est-ce trop tard ?"),
    _police("complaint_known", "Qui saura la plainte"),
    Question("papers", "Papiers et police", step="police", offer="question", in_danger=True),
    _police("child_heard", "L’enfant entendu ?"),
    _police("police_refuses", "La police refuse"),
    _police("nothing_yet", "Plainte sans coups ?"),
    _police("complaint_who", "Qui porte plainte ?"),
    _police("police_wait", "En attendant"),
    _police("police_phone", "Police et GSM"),
    _police("police_scold", "Va-t-on le gronder ?"),
    Question("victim_help", "Aide aux victimes", in_danger=True),
    _care("emergency", "Numéros d’urgence"),
    # Evidence.
    Question("evidence_how", "Garder des preuves", step="keep_evidence"),
    Question("capture_what", "Faire une capture", step="keep_evidence"),
    Question("captures_delete", "Effacer mes captures", step="keep_evidence"),
    Question("captures_by_other", "Captures d’un autre", step="keep_evidence"),
    Question("evidence_vanished", "C’est déjà effacé", step="keep_evidence"),
    Question("evidence_valid", "Captures valables ?", step="keep_evidence"),
    Question("intimate_evidence", "Garder ces images ?", step="keep_evidence"),
    Question("undated_captures", "Captures sans date", step="keep_evidence"),
    Question("gave_captures", "Protéger un témoin", step="keep_evidence", offer="question"),
    Question("record_call", "Enregistrer l’appel", offer="question"),
    Question("report_erases", "Signaler efface ?", step="keep_evidence"),
    # The author who hides.
    Question("author_find", "Retrouver l’auteur", in_danger=True),
    Question("account_deleted", "Compte supprimé", in_danger=True),
    Question("fake_profile", "Un faux profil", step="report_platform"),
    # Networks.
    Question("report_anonymous", "Signaler en secret ?", step="report_platform"),
    Question("report_effect", "Signaler, et après ?", step="report_platform"),
    Question("report_no_account", "Signaler sans compte", step="report_platform"),
    Question("private_account", "Compte privé", step="report_platform"),
    Question("copies_remain", "Et les copies ?", step="report_platform"),
    Question("account_lost", "Compte volé, bloqué"),
    Question("platform_silent", "Le réseau se tait", step="report_platform"),
    Question("ibpt", "L’IBPT, c’est quoi ?"),
    Question("block", "Faut-il bloquer ?", step="block"),
    Question("class_group", "Le groupe de classe", step="block"),
    Question("out_of_group", "Sorti du groupe", step="keep_evidence"),
    Question("big_group", "Un très grand groupe", step="keep_evidence"),
    Question("search_results", "Image dans Google"),
    Question("cleanup_firm", "Faire nettoyer", step="cleanup", offer="cover"),
    Question("minimum_age", "À partir de quel âge"),
    Question("address_published", "Adresse publiée"),
    Question("location_sharing", "Couper sa position", in_danger=True),
    # School.
    Question("school_outside", "« Hors de l’école »", step="inform_school"),
    Question("school_can", "Que peut l’école ?", step="inform_school"),
    Question("school_nothing", "L’école ne fait rien", step="inform_school"),
    Question("school_who", "À qui à l’école ?", step="inform_school"),
    _care("cpms", "Le centre PMS"),
    Question("school_mediation", "Médiation scolaire", step="mediation"),
    Question("change_school", "Changer d’école ?"),
    _care("stay_home", "Rester à la maison ?"),
    Question("child_rights", "Droits de l’enfant"),
    Question("youth_services", "AMO, SAJ"),
    Question("school_after", "Et après, l’école ?", step="inform_school"),
    Question("school_meeting", "Préparer l’entretien", step="inform_school"),
    Question("school_discreet", "L’école le répète ?", step="inform_school"),
    Question("other_school", "L’autre école", step="inform_school"),
    Question("school_break", "Seul à la récré"),
    _care("school_health", "Dire qu’il va mal ?"),
    Question("new_school", "La nouvelle école"),
    Question("club", "Au club, aux scouts"),
    Question("club_refuses", "Le club refuse"),
    # The pace.
    Question("how_soon", "Agir ce soir ?", in_danger=True),
    Question("when_next", "Attendre combien ?"),
    Question("starts_again", "S’il recommence ?"),
    # Health.
    _care("medical_care", "Voir un médecin ?"),
    Question("found_note", "J’ai trouvé un mot", in_danger=True, care=True, only="self_harm"),
    Question("medical_certificate", "Un certificat ?", in_danger=True),
    _care("eat_sleep", "Il ne mange plus"),
    _care("child_taken", "Peur du placement"),
    # The child.
    Question("phone", "Enlever le GSM ?"),
    Question("phone_night", "Le GSM la nuit"),
    Question("app_break", "Interdire l’appli ?"),
    Question("stop_posting", "Arrêter les vidéos ?"),
    Question("monitor", "Lire ses messages ?"),
    Question("parental_settings", "Régler ses comptes"),
    Question("reply", "Faut-il répondre ?"),
    Question("reprisals", "Et si ça empire ?"),
    Question("others_join", "D’autres s’y mettent"),
    _care("only_friend", "« Mon seul ami »"),
    Question("child_silent", "Il ne dit rien", step="talk_child"),
    _care("support_child", "Comment l’aider ?", step="talk_child"),
    Question("child_forbids", "Il ne veut pas"),
    Question("signs", "Quels signes ?"),
    Question("is_harassment", "Est-ce grave ?"),
    Question("both_wrong", "Il a insulté aussi", offer="question"),
    Question("child_trouble", "Lui, des ennuis ?", offer="question", in_danger=True),
    Question("ignore", "Laisser passer ?"),
    Question("guilt", "À qui la faute ?"),
    Question("child_ashamed", "Il a honte"),
    Question("prevention", "Éviter que ça arrive", step="talk_child"),
    _care("psychologist", "Un psychologue ?"),
    _care("helplines_child", "Qui l’écoute ?"),
    _care("helplines_parent", "De l’aide pour moi", anywhere=True),
    _care("parent_sleep", "Je ne dors plus", anywhere=True),
    _care("child_focus", "Child Focus"),
    # The other family.
    Question("contact_author", "Écrire à l’auteur ?", step="ask_harasser"),
    Question("contact_parents", "Voir ses parents ?", step="contact_parents"),
    Question("parents_friends", "Ce sont des amis", step="contact_parents"),
    Question("parents_deny", "Ses parents nient", step="contact_parents"),
    Question("publish_author", "Le dire en public ?"),
    Question("visit_parents", "Aller chez eux ?", step="contact_parents", in_danger=True),
    Question("face_author", "Lui parler en face ?", step="ask_harasser", in_danger=True),
    Question("answer_author", "S’il m’écrit ?", step="ask_harasser", in_danger=True),
    Question("apology", "S’il s’excuse ?", step="ask_harasser"),
    Question("only_joke", "Juste une blague ?"),
    Question("counter_accused", "On nous accuse", offer="question", in_danger=True),
    # Special harms.
    Question("take_it_down", "Take It Down"),
    Question("sextortion_pay", "Faut-il payer ?"),
    Question("discrimination", "Racisme, Unia"),
    Question("parent_target", "Le parent est visé", offer="cover", anywhere=True),
    # Those around.
    Question("child_author", "C’est mon enfant", offer="question"),
    Question("author_hearing", "Mon enfant accusé", offer="question", in_danger=True),
    Question("angry_family", "Parents en colère", in_danger=True),
    Question("summons_words", "Convoqué à l’école", only="author_parent"),
    Question("how_apologise", "Comment s’excuser", only="author_parent"),
    Question("witness", "Que fait un témoin ?"),
    Question("witness_risk", "Témoin, un risque ?", offer="question", in_danger=True),
    _care("parents_told", "Et mes parents ?", anywhere=True),
    _care("tell_my_parents", "Le dire aux parents", anywhere=True),
    Question("accompany", "Venir à deux ?", in_danger=True),
    Question("teacher_secret", "Secret et métier", offer="question", in_danger=True),
    Question("relative_role", "Je suis un proche"),
    Question("sibling", "Frères et sœurs"),
    Question("ex_partner", "L’autre parent", offer="question"),
    Question("act_alone", "Agir sans l’ex ?", offer="question", in_danger=True),
    Question("ex_not_told", "L’ex va le savoir ?", offer="question", in_danger=True),
    Question("judge_custody", "La garde du juge", offer="question", in_danger=True),
    Question("teacher_target", "Un prof est visé", offer="question", anywhere=True),
    # This service.
    _service("identity", "Êtes-vous un robot ?"),
    _service("capabilities", "Que savez-vous faire"),
    _service("who_may_use", "Est-ce pour moi ?"),
    _service("languages", "Quelles langues ?"),
    _service("interpreter", "Un interprète ?", offer="question"),
    _service("privacy_read", "Qui lit ceci ?"),
    _service("privacy_keep", "Que gardez-vous ?"),
    _service("privacy_delete", "Tout effacer"),
    _service("anonymity", "Suis-je anonyme ?"),
    _service("written", "L’avoir par écrit"),
    _service("come_back", "Revenir plus tard ?"),
    _service("send_captures", "Envoyer une image ?"),
    Question("which_draft", "Un texte tout prêt ?"),
    _service("form_needed", "Un formulaire ?"),
    _service("speak_for_me", "Parler pour moi ?", offer="asks_human"),
    _service("adviser_what", "Que fait-il ?", offer="asks_human"),
    _service("adviser_secret", "Va-t-il le répéter ?"),
    _service("adviser_hours", "Quand est-il là ?", offer="asks_human"),
    _service("adviser_choice", "Quel conseiller ?", offer="asks_human"),
    _service("adviser_phone", "Vous téléphoner ?", offer="asks_human"),
    _care("adviser_told", "Un conseiller sait ?", anywhere=True),
    _service("where_number", "Où donner mon numéro"),
    _service("cancel_request", "Annuler ma demande"),
    _service("legal_value", "Est-ce fiable ?"),
    _service("delay", "Combien de temps ?"),
)

QUESTIONS: dict[str, Question] = {question.id: question for question in _ALL}
