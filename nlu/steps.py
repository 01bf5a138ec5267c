"""Where a message speaks of a step: words and turns for each, whatever is said of it (done, wished, refused)."""

from __future__ import annotations

from dataclasses import dataclass

from nlu.flat import Flat, compiled, gap, wide

_CHILD = (
    r"(?:(?:ma|mon|notre|nos|mes|la|le|sa|son) (?:grande? |petite? |propre )?(?:fille|fils|filles|enfants?|gamine?s?|gosses?|ado|garcon|gars|loulou|puce|fiston|"
    r"petite?|petit fils|petite fille|niece|neveu|filleule?|frere|soeur|petit|grand|ainee?|cadette?|bonhomme|bout de chou|princesse|louloute|crapule|poussin|beau fils|belle fille|eleve)|elle|lui|eux|avec nous)"
)
_TELL = (
    r"(?:parl|prevenu|preven|previen|avert|inform|alert|signal|contact|ecri|appel|telephon|rencontr|vu|voir|vais|all|convoqu|recu|recoi|dit|dire|dis|expliqu|raconte|rendez vous|mail|interpell|demand|montr|discut|entretien|sonn|"
    r"repon|promis|promet|minimis|bouge|bouger|reagi|agi|fait rien|intervien|interven|saisi|au courant|averti|plain|reunion|rappel)[a-z]*"
)
_SCHOOL = (
    r"(?:ecole|ecoles|direct(?:eur|rice|ion|eurs|ions)|prof|profs|professeure?s?|titulaires?|instit|institut(?:eur|rice)|institutrices?|maitresse|maitre|educat(?:eur|rice)s?|educs?|eduk|surveillante?s?|prefete?s?|prefecture|proviseure?|principale?|"
    r"enseignante?s?|pms|cpms|centre pms|college|athenee|lycee|institut|cpe|pion|sous direct(?:eur|rice)|direc|dirlo|psy de l ecole|assistante? sociale?|internat|equipe (?:educative|pedagogique)|corps enseignant|conseil de classe|"
    r"secretariat|dirloe?|chef d etablissement|etablissement|po|pouvoir organisateur|inspection|mediatrice scolaire|mediateur scolaire|tutrice|econome|infirmiere scolaire|referente?(?: harcelement)?|madame [a-z]+|ecole primaire)"
)
_AUTHOR = (
    r"(?:l auteure?|le harceleur|la harceleuse|les harceleurs|les harceleuses|le gamin|la gamine|les gamins|le garcon|la fille|les filles|les garcons|le jeune|les jeunes|l autre|les autres|l eleve|les eleves|ce garcon|cette fille|ces (?:filles|garcons|jeunes|gamins|eleves)|"
    r"ce (?:gamin|jeune|type|monsieur)|l interesse|le coupable|la coupable|l agresseur|la camarade|le camarade|le cousin|la cousine|le voisin|celui qui [a-z]+|celle qui [a-z]+|ceux qui [a-z]+|l administrat(?:eur|rice)|le meneur|la meneuse|l ex(?: copain| copine)?|son ex|le petit [a-z]+)"
)
_THEIR = r"(?:(?:sa|la|leur|une|cette) (?:mere|maman)|(?:son|le|leur|un) (?:pere|papa)|(?:ses|les|leurs|des) (?:parents|familles|mamans|papas)|(?:la|sa|leur|l autre|cette|une) famille|(?:l autre|les autres|d autres) (?:maman|mere|parents|papa|pere|famille|familles)|parents|beaux parents|mamans|papas)"

# In the ladder's order. Wide: what is not meant is sorted out by the words around.
PATTERNS: dict[str, tuple[str, ...]] = {
    "talk_child": (
        rf"(?:parl|discut|dialogu|conversation|explique|expliquer|conseill|convenu|convenir|aborder|rassur|ecout|promis|promettre|mis en garde|mettre en garde|sensibilis|avert|prevenu|sermon|demander|demand)[a-z]*{gap(4)} (?:a |avec |de |pour |que )?{_CHILD}",
        r"(?:lui|leur) (?:ai |avons |a |as |avez |en |faut |dois |doit |ont |avais ){0,2}(?:deja |bien |longuement |tout |aussi |encore ){0,2}(?:parl|expliqu|dit|dire|demand|rappel|fait promettre|conseill)[a-z]*",
        r"(?:(?:on|nous|nous en|en) (?:en )?(?:a|avons|ont) (?:bien |beaucoup |longuement |deja |enfin )?(?:parle|discute|cause)|discussion|tete a tete|conversation|dangers? d internet|dangers? (?:du net|des reseaux|des ecrans)|venir me voir|nous previenne|me previenne|nous le dire|me le dire|se confie[a-z]*|confier|a qui parler|comment (?:lui )?(?:en )?parler|aborder (?:le sujet|ca)|engager la conversation|lui parler|parler avec|qu est ce que je lui dis|quoi lui dire|que lui dire|comment lui (?:dire|expliquer))",
    ),
    "keep_evidence": (
        r"(?:captur|screen|impr|print|scree|skrin|screnn)[a-z]*(?: d ecran)?|preuves?|copies?|copie|sauvegard[a-z]*|enregistr[a-z]*|archiv[a-z]*|huissiere?|constat|photograph[a-z]*|traces?|historique|cle usb|usb|dossier|classeur|farde|journal|liste des dates|dates|liens|tout (?:garde|conserve|note|imprime|enregistre|sauve|sauvegarde)|(?:gard|conserv|not)[a-z]*(?: [a-z]+){0,3} (?:tout|messages?|photos?|videos?|conversations?|dates?|liens?|preuves?|commentaires?|vocaux)|photos? (?:de|des) (?:l ecran|messages?|ecrans?|conversations?)|tout est (?:garde|note|enregistre|imprime)|pris (?:tout )?en photo|prendre en photo|rassembl[a-z]*|collect[a-z]*|effac[a-z]*|efface|supprim[a-z]* avant",
    ),
    "block": (
        r"(?:re)?bloqu[a-z]*|blok[a-z]*|bloc?ker?|debloqu[a-z]*|(?:supprim|ferm|desactiv|effac|clotur|coup|quitt|enlev|retir|vir|sort|desinstall|desinscri|chang|passe|mis|met)[a-z]*(?: [a-z]+){0,4} (?:compte|comptes|profil|groupe|groupes|contacts?|amis?|abonnes?|appli|application|prive|numero|confidentialite|insta|snap|snapchat|instagram|tiktok|facebook|whatsapp|discord|serveur|reseaux|parametres|gsm|liste|mot de passe|carte sim)|(?:en|mode|compte|profil) prive|parametres?(?: de confidentialite)?|confidentialite|desinstall[a-z]*|(?:plus|ne) (?:sur|a) (?:les reseaux|facebook|insta|snap)|liste noire|restreindre|masquer?|desabonn[a-z]*|unfollow|quitt[a-z]* (?:le |ce |tous les |la )?(?:groupe|groupes|serveur|conversation|reseau|classe whatsapp)|sorti[a-z]* du groupe|ferme (?:son|le|tous)|retire des amis|filtr[a-z]*|controle parental",
    ),
    "report_platform": (
        r"(?:re)?signal[a-z]*|report(?:e|er|ee|es|ing|é)?|alert(?:e|er|es)|bouton(?: d alerte)?|drapeau|moderat(?:ion|eur|eurs|rice|rices|ion)|moderer|plateforme|formulaire|assistance|support|(?:fai|supprim|retir|enlev|efface|ferme|disparaitre|vir|degage|bann|suspend|clotur|censur|demont)[a-z]*(?: [a-z]+){0,5} (?:supprimer|retirer|enlever|effacer|fermer|virer|disparaitre|page|pages|video|videos|compte|comptes|photo|photos|profil|profils|publication|publications|post|posts|contenu|contenus|message|messages|groupe|sondage|commentaires?|story|montage|images?|tweet|serveur|canal|lien)|(?:page|video|videos|compte|photo|photos|profil|publication|contenu|groupe|sondage|story|montage|image|images|serveur|canal|ca|la|le|les) (?:soit|soient|est|a|ont|sont|faire|fasse) (?:ete |etre |bien |encore |toujours )?(?:supprim|retir|enlev|effac|ferm|bann|suspend|disparu)[a-z]*|(?:ecri|contact|demand|mail|plain|prevenu|averti|reclam|saisi|interpell|repond|repond|repon)[a-z]*(?: [a-z]+){0,5} (?:facebook|meta|instagram|insta|tiktok|snapchat|snap|youtube|google|twitter|x|discord|telegram|twitch|roblox|whatsapp|moderation|la plateforme|le site|l appli|l application|microsoft|epic|sony)|(?:facebook|meta|instagram|insta|tiktok|snapchat|snap|youtube|google|twitter|discord|telegram|twitch|roblox|whatsapp|la plateforme|le site|l appli|l application)(?: (?:qui|a|ont|n a|m a|nous a|me|nous|ne|dit|ils|,|support)){0,3} (?:repond[a-z]*|refus[a-z]*|dit|retir[a-z]*|supprim[a-z]*|enlev[a-z]*|effac[a-z]*|ferm[a-z]*|rejet[a-z]*|trouv[a-z]*|estim[a-z]*|bouge|reagi[a-z]*|agit|fait rien|rien fait|accept[a-z]*|classe|considere|juge|traite)|regles de la communaute|normes de la communaute|standards de la communaute|conditions d utilisation|enfrei[a-z]*|n enfreint pas|faire (?:supprimer|retirer|enlever|effacer|fermer|virer|disparaitre|sauter)|signalement|signaleur",
    ),
    "ask_harasser": (
        rf"(?:ecri|parl|demand|dit|dire|contact|repond|envoy|envoie|appel|telephon|message|mp|confront|suppli|interpell|menac|discut|rencontr|affront|raison|expliqu|somm|priee?r?|ordonn)[a-z]*{gap(4)} (?:a |avec |au |aux |directement a )?{_AUTHOR}",
        r"(?:demand|dit|dire|suppli|ecri|pri|ordonn|exig)[a-z]*(?: [a-z]+){0,5} (?:d arreter|arreter|d effacer|effacer|de retirer|retirer|de supprimer|supprimer|d enlever|enlever|de cesser|cesser|qu il arrete|qu elle arrete|qu ils arretent|qu elles arretent|de stopper|de la laisser|de le laisser|laisser tranquille|de nous laisser|ca s arrete|qu il efface|qu elle efface|qu il retire|qu elle retire|d excuses|excuses)",
        r"(?:lui|leur) (?:ai |ait |avons |a |as |avez |dois |doit |faut |peux |peut |puis |pourrais |pourrait |je |en |moi meme |meme |directement |gentiment |calmement |poliment ){0,3}(?:deja |bien |tout |aussi |encore |gentiment |calmement ){0,2}(?:ecri|parl|demand|dit|dire|envoy|telephon|repond|fait la morale)[a-z]*|contacter (?:les |le |la |l )?(?:harceleurs?|harceleuses?|auteure?s?|agresseurs?|enfant|jeune)|aller (?:le|la|les) (?:voir|trouver)|(?:dois je|je peux|puis je|faut il|on peut)(?: [a-z]+){0,2} (?:le|la|les|l) (?:contacter|confronter|appeler|rencontrer)|(?:contact|ecri|appel)[a-z]* (?:moi meme|directement|en prive)|l (?:ai|a|avons|ont) (?:contacte|confronte|interpelle|appele)e?",
    ),
    "contact_parents": (
        rf"{_TELL}{wide(6)} (?:a |aux |avec |les |des |le |la |chez |sur |de )?{_THEIR}",
        rf"{_THEIR}{wide(8)} (?:repond|repon|dit|dis|ri|rigol|refus|ni|nie|nient|croi|croit|voul|veul|veut|ecout|promis|promet|exprim|excus|claqu|insult|menac|bloqu|pretend|defend|minimis|racc?roch|jet|mis dehors|accept|hauss|retourn|envoy|trouv|soutien|trait|injoignable|decroch|rien|moqu|s en fou|convo|reagi|couvre|couvrent|averti|prevenu|contact|informe|au courant|connai|parl|voir|rencontr|appel)[a-z]*",
        r"(?:parents?|mere|maman|pere|papa|famille) (?:de l autre|du harceleur|de la harceleuse|des harceleurs|de l auteure?|des auteurs|d en face|du gamin|de la gamine|du garcon|de la fille|de cette fille|de ce garcon|du petit|de la petite|du jeune|de l enfant|des enfants|de l eleve|des eleves|concernee?s?|de cet|de ces|des filles|des garcons|du coupable|du voisin|du cousin|des autres|d en bas|du meneur|de la meneuse|de ce|de son|adverse)",
        r"(?:ma belle soeur|mon beau frere|ma soeur|mon frere|la voisine|les voisins|le voisin|leurs parents|ses parents|entre (?:mamans|parents|papas|meres|adultes)|chez (?:eux|les gens|les parents|la mere)|sonner (?:chez|a leur)|toquer|d en face|aller (?:voir|trouver|sonner)|parents)",
    ),
    "inform_school": (
        rf"{_TELL}{wide(6)} {_SCHOOL}",
        rf"{_SCHOOL}",
    ),
    "mediation": (
        r"mediat[a-z]*|mediation|conciliat[a-z]*|amiable|(?:autour d une|tour de) table|table ronde|reunion(?: [a-z]+){0,4} (?:parents|familles|tous|tiers|neutre|ensemble|mediation|ecole|direction)|tierce personne|personne neutre|tiers|arbitr[a-z]*|rencontre (?:avec|entre) (?:les |des )?(?:deux |parents|familles)|cercle restauratif|reparat(?:ion|rice)|restaurat(?:if|ive)|justice de paix",
    ),
    "police": (
        r"(?:porter|porte|portee?|portes|portons|portais|porterai|portera|porter une|depot|depos[a-z]*|retir[a-z]*|introdui[a-z]*|deposer une?|fait une|faire une|mettre une?|une) (?:de )?(?:nouvelle |deja |une |ma |la |sa |notre |deuxieme )?(?:plaintes?|plintes?|main courante|depositions?|declarations?)|plaintes?|plinte|polic[a-z]*|commissariat|commissaire|agents? de quartier|inspect(?:eur|rice)s?|proces verba(?:l|ux)|pv|gendarm[a-z]*|main courante|deposition|parquet|procureure?|zone de police|flics?|keufs?|poulets|enquet(?:e|eur|eurs|rice)|computer crime|brigade|section jeunesse|auditionn?[a-z]*|judiciaire|juge de la jeunesse|101|declaration",
    ),
    "civil": (
        r"avocat[a-z]*|tribuna[a-z]*|tribunaux|justice|jugee?s?|juges|proces(?! verba)|mise en demeure|mettre en demeure|referes?|requete|partie civile|dommages?(?: (?:et )?interets)?|indemnis[a-z]*|indemnites?|poursui(?:vre|te|tes|vi|ts|t)|attaquer(?: [a-z]+){0,3} (?:justice|parents|famille|ecole|tribunal|proces)|au civil|action (?:civile|en justice|en cessation|judiciaire)|astreinte|citation|citer|reparation|me defendre|assigner?|assignation|lettre d avocat|courrier d avocat|recours|diffamation|conseil juridique|prejudice|reclamer (?:de l argent|des dommages|reparation)|injonction|cessation|palais de justice|poursuites",
    ),
    "cleanup": (
        r"nettoy[a-z]*|nettoi[a-z]*|cleanup|e reputation|ereputation|reputation|dereferenc[a-z]*|desindex[a-z]*|desindexer|(?:firme|societe|entreprise|boite|agence|expert|specialistes?|prestataire|pro|service|informaticien)s?(?: [a-z]+){0,6} (?:efface[a-z]*|nettoy[a-z]*|supprim[a-z]*|enlev[a-z]*|retir[a-z]*|fait disparaitre|faire disparaitre|enfoui[a-z]*|net|internet|google|reputation|resultats|specialisee?s?|contenus?|traces|web)|(?:resultats?|recherche|liens?|premiere page)(?: [a-z]+){0,3} google|google(?: [a-z]+){0,6} (?:nom|sort|resultat[a-z]*|tombe|apparait|trouve)|droit a l oubli|enfouir|faire descendre|repousser",
    ),
}
_COMPILED = tuple((step, tuple(compiled(pattern) for pattern in patterns)) for step, patterns in PATTERNS.items())


@dataclass(frozen=True)
class StepMention:
    """A step spoken of at `flat.text[start:end]`."""

    step: str
    start: int
    end: int


def step_mentions(flat: Flat) -> list[StepMention]:
    """Every place where a step is spoken of; at one place at most one mention of the same step."""
    mentions = []
    for step, patterns in _COMPILED:
        spans = sorted(match.span() for pattern in patterns for match in pattern.finditer(flat.text))
        last = -1
        for start, end in spans:
            if start >= last:
                mentions.append(StepMention(step, start, end))
                last = end
            elif end > last:
                last = end
                mentions[-1] = StepMention(step, mentions[-1].start, end)
    return mentions
