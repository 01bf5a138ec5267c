"""Turns of French that speak for a label: evidence for the regressions, and the words shown as its reason."""

from __future__ import annotations

from dataclasses import dataclass

from nlu.flat import Flat, compiled, gap, wide

_PEER = r"(?:eleves?|camarades?|copains?|copines?|filles?|garcons?|gars|meufs?|mecs?|gamins?|gamines?|enfants?|jeunes|petits?|condisciples?|amie?s?|types?|ados?|groupe|bande|groupes|quelqu un|un|une|ceux|celles|grands?|grandes|meneurs?|fils|fille)"
_CLASS = r"(?:(?:sa|la|ma|notre|leur|meme|cette|sa propre|une autre) (?:classe|ecole|section|annee|promo|promotion|cour|option|cantine|etude|rang)|(?:son|mon|leur|le|meme|notre|du|un autre) (?:ecole|college|lycee|athenee|institut|cours|internat|etablissement|bahut|auditoire|cefa|atelier)|l (?:ecole|athenee|institut|internat)|de (?:premiere|deuxieme|troisieme|quatrieme|cinquieme|sixieme|rheto|[1-6] ?(?:e|eme|re|ere|p|prim|primaire|sec|secondaire|[a-f])?)|maternelle)"
_OURS = r"(?:ma|mon|notre|nos|mes)"
_KID = r"(?:fille|fils|filles|enfants?|gamine?s?|gosses?|ado|ados|garcon|garcons|gars|loulou|puce|fiston|petite?|grande?|ainee?|cadette?|bonhomme|bout de chou|princesse|louloute|jumeaux|jumelles|jumeau|jumelle|aine|poussin|tresor|bout|petiote?|minot|bebe|beau fils|belle fille|junior|crapule|benjamine?|fistons?|zouave|numero deux|gamin|filles)"

PATTERNS: dict[str, tuple[str, ...]] = {
    "harasser:pupil": (
        rf"{_PEER}{gap(3)} (?:de|dans|a|du|en|avec elle en|avec lui en|a l|de l) {_CLASS}",
        r"(?:groupe|whatsapp|conversation|chat|snap|discord|serveur|classe|messenger|insta|tiktok)(?: de| des| du| whatsapp| snap| messenger| discord| la| sa| ma){0,3} (?:classe|eleves|l ecole|primaire|sa classe|rheto|annee)",
        r"(?:camarades?|condisciples?|eleves?|harceleurs?)(?: de classe)?|(?:copains?|copines?|fille|garcon|amie?s?|gars) de (?:classe|l ecole|cours)|toute (?:la|sa|ma) classe|(?:les|des|ses|trois|deux|quatre|cinq|plusieurs) (?:filles|garcons|gars|gamins|gamines|autres|grands|grandes|copines|copains) de (?:sa|la|ma|son|l|3|4|5|6|2|1|troisieme|quatrieme|cinquieme|sixieme|deuxieme|premiere)|voisine? de (?:banc|table|classe)|delegue(?:e)? de classe|compagnes? de (?:chambre|classe)|meme (?:classe|ecole|lycee|college|athenee|bahut)|dans sa classe|dans ma classe|a la recre|cour de recre(?:ation)?",
    ),
    "harasser:known": (
        r"(?:ancien(?:ne)?s?|ex|vieille|vieil|ancien meilleur|ancienne meilleure|ex meilleure?|soi disant|faux|fausse|meilleure?s?|anciens?) (?:meilleure? )?(?:amie?s?|copains?|copines?|petit copain|petite copine|pote|potes|petit ami|petite amie|mec|camarades?)|(?:son|mon|sa|ma|l) ex|(?:fils|fille|gamin|gamine|enfants?|gosse|petit|petite|garcon|jumeaux)(?: de| d| du| des) (?:la |le |l |mes |mon |ma |nos |notre |une |un )?(?:voisine?s?|a cote|en face|collegue|ami|amie|amis|belle soeur|frere|soeur|marraine|parrain|copine|patron|quartier|palier|compagne|compagnon|nouvelle compagne|nouveau compagnon|rue|coach|entraineur|club)|voisine?s?(?! de (?:banc|table|classe))|cousine?s?|demi (?:frere|soeur)|beau fils|(?:coequipiers?|equipieres?|partenaires?|joueurs?|joueuses?|filles?|garcons?|gars|jeunes?|gamins?|enfants?|copains?|copines?|un|une|ceux|celles)(?: [a-z]+){0,2} (?:du|de son|de sa|de l|de la|de|au|d un|de mon|de ma) (?:club|equipe|foot|basket|hockey|volley|rugby|tennis|judo|danse|natation|gym|manege|equitation|scouts?|patro|unite|troupe|camp|stage|quartier|rue|cite|village|immeuble|plaine|colonie|academie|theatre|chorale|harmonie|fanfare|maison de jeunes|paroisse|mosquee|cate|catechisme|parc|solfege|mouvement|arret de bus|hand|karate|athletisme|patinage|skatepark|badminton|piscine|conservatoire)",
        r"(?:au|aux|du|de son|a son|des|son|le|la) (?:club|scouts?|patro|guides|louveteaux|camp|stage|entrainement|foot|basket|hockey|judo|manege|natation|mouvement de jeunesse|plaine de jeux|quartier|maison de jeunes|lutins|baladins|louveteau)",
    ),
    "harasser:adult": (
        r"(?:adultes?|majeurs?|monsieur|homme|hommes|femme|dame|mec|type|individu|papa|pere|mere|maman|entraineur|entraineuse|coach|prof|professeur|animat(?:eur|rice)|moniteur|monitrice|educateur|surveillant|directeur|instituteur|institutrice|oncle|tante|beau pere|belle mere|parrain|voisin|pervers|predateur|pedophile|parent d eleve|vieux|etudiant|grand frere|surveillante|patron|chauffeur|pasteur|cure|imam|influenceu(?:r|se)|youtubeur|streameur|maitresse)(?: [a-z0-9]+){0,6} (?:[2-7][0-9] ans|adulte|majeur)|(?:[2-7][0-9]) ans|(?:la|une|les|le|un|des) (?:maman|mere|mamans|pere|papa|parents) (?:d un|d une|de l|de la|du|des|d eleves?|d autres|qui (?:insulte|poste|publie|ecrit|commente|menace|s acharne))|(?:son|sa|un|une|le|la|l) (?:entraineur|coach|prof|professeure?|animat(?:eur|rice)|moniteur|monitrice|beau pere|belle mere|instituteur|institutrice|oncle|tante|voisin adulte|educateur|educatrice|chef scout|maitre nageur|homme adulte|adulte|monsieur|homme|inconnu adulte|quadragenaire|surveillante?|dame|ex mari|ex femme)|adultes?|des adultes|un adulte|hommes?",
    ),
    "harasser:unknown": (
        r"anonymes?|anonymement|anonymat|inconnue?s?|faux (?:comptes?|profils?|noms?|pseudos?|facebook|insta|numeros?)|comptes? (?:anonymes?|bidon|faux|sans nom|inconnu|fantome|prive|poubelle|cree[a-z]*|jetable|sans photo|au nom)|profils? (?:anonymes?|bidon|faux|sans photo|fantome)|(?:on ne sait|on sait|je ne sais|je sais|nous ne savons|ne savons|personne ne sait|sait|savoir|sais|ignore|ignorons|devine|aucune idee)(?: [a-z]+){0,3} qui|(?:qui|d ou)(?: [a-z]+){0,3} (?:se cache|est derriere|derriere|ca vient|cela vient|peut faire|fait ca|c est|cree)|derriere(?: [a-z]+){0,3} (?:compte|profil|pseudo)|numeros? (?:inconnus?|masques?|prives?|caches?|different[s]?|qu on ne connait|jetables?)|(?:que|qu) (?:personne|on|elle|il|nous)(?: ne| n)? (?:connait|connaissent|connaissons)(?: pas)?|jamais vus?|pseudos?|masque|sans (?:nom|visage|photo|identite)|impossible de savoir|identite|on ignore|rencontre (?:sur|en ligne|dans le jeu)|(?:joueurs?|joueuses?|gens|types|mecs|gars|personnes|internautes|followers|viewers|abonnes)(?: [a-z]+){0,4} (?:jeu|en ligne|serveur|internet|live|stream|roblox|fortnite|discord|twitch|minecraft|tiktok|youtube|monde|partout|france)|des gens|trolls?|haters?|des inconnus|n importe qui|bots?",
    ),
    "school_involved:true": (
        rf"(?:a|dans|de|en|devant|sur|depuis|par|vers) (?:{_CLASS}|la cour|le bus scolaire|la recre|recre|la cantine|les couloirs|la grille|les vestiaires)",
        r"(?:a l ecole|en classe|a la recre|dans la cour|au college|au lycee|a l athenee|a l internat|a la cantine|pendant les cours|au cours de gym|en cours|dans le bus)(?: comme| et| aussi)?",
    ),
    "school_involved:false": (
        r"rien a voir avec (?:l ecole|sa classe|la classe|son ecole|le college|le lycee)|(?:pas|hors|aucun lien|en dehors|pas le meme|pas la meme|autre|pas de|sans lien avec|ne vient pas|pas un probleme|n est pas)(?: [a-z]+){0,5} (?:l ecole|ecole|de l ecole|sa classe|classe|college|lycee|athenee|scolaire)|pas (?:du tout )?(?:a|de|l) l? ?ecole|ecole n (?:a|y est) (?:rien|pour rien)|(?:a|de|dans) l ecole(?: [a-z]+){0,3} (?:tout va bien|ca va|rien|pas de souci|aucun)",
    ),
    "writer:parent": (
        rf"{_OURS} (?:petite |petit |grande |grand |propre |pauvre |seule |douce |belle |cher |chere )?{_KID}(?: de| ainee| cadette| unique| qui| a| est| se| recoit| ne| et|)",
        r"(?:je suis|moi|suis|c est|ici|en tant que|signe|signee) (?:la |le |une? |sa |son )?(?:maman|mere|papa|pere|parents?|belle mere|beau pere|belle maman|beau papa|mere celibataire|daron|daronne)|(?:mon|ma) (?:mari|femme|epouse|epoux|compagne|compagnon|conjointe?|ex|ex mari|ex femme)|(?:mon|ma) (?:beau fils|belle fille)|le (?:mien|notre)|la (?:mienne|notre)|(?:comme|en tant que) (?:parents?|mere|pere|maman|papa)|(?:sa|son) (?:pere|mere|papa|maman|beau pere|belle mere) et moi|son pere|sa mere|on est separes|garde alternee|notre enfant|le petit de (?:ma femme|mon mari|ma compagne)|maman de|papa de",
    ),
    "writer:relative": (
        r"(?:mon|ma|notre|mes|nos) (?:petit fils|petite fille|petits enfants|petits fils|petites filles|neveux?|nieces?|filleule?s?|freres?|soeurs?|petit frere|petite soeur|demi frere|demi soeur|cousine?|petit cousin|petite cousine|petit bout de neveu|petit neveu|petite niece|frangine?|frerot|soeurette|beau frere)(?= )",
        r"(?:mamy|mamie|mami|papy|papi|bonne maman|bon papa|bobonne|nonna|nonno|grand mere|grand pere|grands parents|grand maman|grand papa|parrain|marraine|tante|tata|tatie|oncle|tonton|grande soeur|grand frere|arriere grand mere)(?: ici| de| et| a|)|(?:ma|mon) (?:belle fille|gendre|bru|beau fils)",
    ),
    "writer:teen": (
        r"j ai (?:1[0-7]|[89]|onze|douze|treize|quatorze|quinze|seize|dix sept|dix|neuf) ans|(?:mes parents|ma mere|mon pere|ma maman|mon papa|mes darons|ma daronne|mon daron)(?: [a-z]+){0,5} (?:sav|compren|vont|va|pas|dis|dit|dire|veul|croi|cri|tue|punir|gsm|confisqu|travail|dort|l apprend)[a-z]*|(?:ma|mon|notre) (?:classe|ecole|college|lycee|bahut|athenee|titulaire|prof|meilleure amie|meilleur ami|copain|copine|pote|bff|crush|meuf|mec|cours)|mes (?:potes|copines|copains|amis|amies|camarades|profs|notes)|je suis (?:en|une fille de|un garcon de|harcele|harcelee|gay|lesbienne|trans|bi|eleve)(?= )|je me fais (?:harceler|insulter|traiter|afficher|tej|taper|frapper|emmerder|clasher)|(?:ils|elles|on|il|elle|tout le monde)(?: [a-z]+){0,2} (?:m|me|mont|ma) (?:insult|trait|harcel|affich|appel|frapp|tap|suiv|menac|ont|a|envo|disent|dit|ecri|fait|font|exclu|vir|bloqu|parle|demand|film|pris|ignor|laiss|cherch|regard|moqu)[a-z]*|(?:m insulte|m insultent|se moquent de moi|se moque de moi|me harcele|me harcelent|contre moi|sur moi|photo de moi|photos de moi|video de moi|mon insta|mon snap|mon tiktok|mon compte|mon nom)",
    ),
    "writer:school": (
        r"(?:je suis|suis|ici|en tant que|nous sommes|c est)(?: [a-z]+){0,3} (?:prof|professeure?|enseignante?|instit|institutrice|instituteur|titulaire|educat(?:eur|rice)|direct(?:eur|rice)|prefete?|surveillante?|eduk|educ|referente?|logopede|psychologue|agente? pms|assistante? sociale?|infirmiere? scolaire|proviseure?|cpe|mediat(?:eur|rice) scolaire|puericultrice|remplacante?|chef d atelier)|(?:un|une|deux|trois|plusieurs|l un|l une) (?:de |d entre )?(?:mes|nos|mon) eleves|mes eleves|nos eleves|mon ecole|(?:une|un) de mes (?:eleves|petits|sixiemes|cinquiemes|gamins de classe)|une eleve (?:de|a|me|vient|m)|(?:prof|professeure?|titulaire|institutrice|instituteur|educateur|educatrice|directrice|directeur|enseignante?|prefete?)(?= (?:en|de|a|dans|d|depuis|ici|,))|ma classe de|j enseigne|je donne cours|salle des profs",
    ),
    "writer:witness": (
        r"(?:je suis|suis|ici|en tant que|c est)(?: [a-z]+){0,3} (?:voisine?|coach|entraineu(?:r|se)|animat(?:eur|rice)|monit(?:eur|rice)|cheffe?|amie?|collegue|baby ?sitter|gardienne|nounou|concierge|delegue|infirmiere?|medecin|pharmacien(?:ne)?|chauffeur|benevole|patron(?:ne)?|bibliothecaire|kine|libraire|pasteur|cure|copine|assistante? maternelle|accueillante|responsable|president(?:e)?)|(?:fils|fille|enfants?|petite?|gamine?|gamin|ado) (?:de |d |du |des )(?:(?:ma|mon|une|un|mes|nos|la|notre) )?(?:amie?s?|voisine?s?|collegue|copine|meilleure amie|meilleur ami|patron|cliente?|locataire|couple d amis|palier)|(?:ma|mon|une|un) (?:voisine?|collegue|amie|copine|pote|meilleure amie|meilleur ami|copain|ami)(?: [a-z]+){0,5} (?:se fait|est harcel|recoit|subit|pleure|veut|m a (?:dit|montre|raconte|confie)|sa fille|son fils|a un fils|a une fille)|(?:un|une) (?:de mes|des|d mes) (?:joueurs?|joueuses?|louveteaux|scouts|animes?|jeunes|patients?|petits|danseuses|nageuses|enfants du club|guides|louvettes|lutins|eleves de danse)|(?:coach|chef scout|cheftaine|animatrice|animateur|entraineur|voisine|concierge|gardienne|monitrice|moniteur)(?= (?:ici|de|d|,|au|a))|les parents (?:ne )?(?:sont|savent)(?: pas| rien| au courant)*",
    ),
    "writer:author_parent": (
        rf"(?:{_OURS}) {_KID}{wide(8)} (?:a (?:ecrit|envoye|insulte|poste|publie|mis|partage|harcele|filme|menace|frappe|cree|traite|diffuse|fait (?:ca|un faux|une page)|participe|lance|lynche)|est (?:accusee?|l auteure?|le harceleur|la harceleuse|implique|impliquee|coupable|le meneur|la meneuse|parmi)|(?<!est )(?<!fait )(?<!ete )(?<!etre )(?<!etait )(?:harcele|insulte)|se moque(?! de (?:lui|elle|ma|mon|notre))|aurait|serait|fait partie (?:des|du)|le fait|la fait|qui harcele|qui a (?:fait|ecrit|mis|cree|filme|poste|lance|envoye))",
        rf"(?:c est|que|par|accuse|accusent|reproche a|plainte contre|auteur|coupable|convoque[a-z]* (?:pour|avec)) (?:{_OURS}) {_KID}|(?:mon fils|ma fille|mon enfant|notre fils|notre fille|le mien|la mienne|le notre|la notre) (?:le |la |un |du |dans )?(?:harceleu(?:r|se)|bourreau|coupable|agresseur|auteur|fautif|fautive)|(?:parents|mere|pere|maman|papa) (?:du|de la|d un|d une|de l|de celui|de celle) (?:harceleur|harceleuse|auteur|celui qui|celle qui|fait le mal|qui a fait|coupable)|(?:mon fils|ma fille|il|elle) (?:qui )?(?:a honte|regrette|s excuse|doit s excuser)|de l autre cote",
    ),
    # Without accents "est insulté" and "insulte" are one word: who suffers shows in the auxiliary.
    "child:victim": (
        rf"(?:{_OURS}) {_KID}(?: de [0-9]+ ans)? (?:est|etait|a ete|se fait|s est fait|se faisait|subit|recoit|a recu|est devenue?) ",
        rf"(?:insulte|harcele|humilie|moque|menace|traite|embete|rabaisse|frappe|suit|vise|cible|exclut|ignore)(?:nt|s|z)? (?:{_OURS}) {_KID}",
    ),
    "child:author": (
        rf"(?:c est|que c est) (?:{_OURS}) {_KID} qui (?:a|harcele|insulte|se moque|menace|embete|fait|envoie|poste|publie)",
    ),
    "writer:other": (
        r"(?:mon|ma|mes|notre|nos|un|le|la) (?:voiture|bail|proprio|proprietaire|locataire|patron|employeur|chef|divorce|contrat|assurance|sinistre|accident|garage|garagiste|toiture|chaudiere|facture|amende|pv|credit|banque|moto|velo|chien|chat|entrepreneur|chantier|maison|appartement|loyer|caution|garantie|prime|police d assurance|dossier sinistre|numero de client|toit|ex femme|ex mari|pension|licenciement|preavis|vol|bagage|voisin|haie|cloture|succession|heritage|notaire|employe|salaire|collegue|plombier|entreprise|commerce|magasin|permis)",
    ),
    "harm:insults": (
        r"insult[a-z]*|injur[a-z]*|trait(?:e|ent|ee|er|aient|ait|es|ees|er) (?:de|d)|moqu[a-z]*|se (?:fout|foutent|foutre) (?:de|d)|risee|(?:sale|gros|grosse|pauvre|espece de) [a-z]+|conn(?:e|ard|asse)s?|pute|salope|boudin|thon|moche|laide?|baleine|grosse|gros tas|clochard[e]?|debile|mongol[a-z]*|nulle?|ridicul[a-z]*|surnom[a-z]*|rabaiss[a-z]*|denigr[a-z]*|mechan[a-z]*|commentaires?|horreurs?|saloperies|rigol[a-z]*|rient|ri(?:re|ent|t) de|cochonne|vache|singe|cris d[e ]|humili[a-z]*|embet[a-z]*|chambre[a-z]*|clash[a-z]*|vanne[a-z]*|moqueries?|mots? (?:durs|blessants|horribles)|blessant[a-z]*|emoji|appell?e(?:nt)? (?:le|la|l)?|degueulass?e?s?|haineu[a-z]*|haine",
    ),
    "harm:rumours": (
        r"rumeurs?|ragots?|mensonges?|ment(?:ent|i|ir)?|calomni[a-z]*|diffam[a-z]*|bruits?(?: court)?|fait courir|racont(?:e|ent|er|ait|aient|ee|es)|pretend[a-z]*|soi disant|accus[a-z]*|invente[a-z]*|faux bruits?|potins?|colport[a-z]*|fait croire|faire croire|reputation|histoires? (?:sur|fausses?|inventees?)|on dit (?:que|partout)|disent (?:que|qu)|a couche|gossip|imput[a-z]*|fausses? (?:accusations?|annonce|necrologie|histoire)|balance|voleu(?:r|se)",
    ),
    "harm:threats": (
        r"menac[a-z]*|(?:vais|va|vas|vont|allons) (?:te|le|la|l|lui|vous|nous|t) [a-z]+|tu vas [a-z]+|(?:t es|es|est) (?:un homme )?(?:mort|morte)|attend(?:ent|re|rai|ra|s)?(?: [a-z]+){0,3} (?:sortie|grille|gare|arret|devant)|casser la (?:gueule|figure|bouche|tete)|tuer|buter|tabasser|planter|peur de(?: [a-z]+){0,3} (?:represailles|croiser)|represailles|intimid[a-z]*|sinon(?: [a-z]+){0,4}|on sait ou|ton adresse|crever|payer|regretter|violer|bruler|frapper|egorger",
    ),
    "harm:humiliating_media": (
        r"(?:photos?|videos?|montages?|memes?|stickers?|images?|gifs?|filtres?|vocal|enregistrement|captures?|caricatures?|dessins?|live|story|stories|clips?|reels?|snaps?|selfie|edits?|screens?|parodies?|deepfakes?)(?: [a-z0-9]+){0,9} (?:d elle|de lui|de moi|ma fille|mon fils|sa tete|son visage|sa figure|moqu[a-z]*|rire|ridicul[a-z]*|humili[a-z]*|vues|partage[a-z]*|tourne[a-z]*|circule[a-z]*|diffuse[a-z]*|publie[a-z]*|poste[a-z]*|mise?s?|a son insu|sans|pleur[a-z]*|tomb[a-z]*|chute|manger|mange|dort|toilettes|piscine|gym)|filme[a-z]*|film(?:ent|er|aient|es|ees)|prise?s? (?:en photo|en cachette|en douce|a son insu)|montages?|memes?|stickers?|affich[a-z]*|caricatur[a-z]*|photoshop[a-z]*|trafiqu[a-z]*|truqu[a-z]*|detourn[a-z]*|parodi[a-z]*|imit[a-z]*",
    ),
    "harm:intimate_images": (
        r"nue?s?|nude|denudee?s?|intimes?|topless|seins?|sexuel[a-z]*|porno[a-z]*|deepfake|deepnude|sextape|sous vetements?|culotte|soutien gorge|a poil|lingerie|toilettes|vestiaires?|douche|dick ?pics?|sexe|poitrine|penis|zizi|deshabill[a-z]*|fesses|masturb[a-z]*",
    ),
    "harm:blackmail": (
        r"chantage|fait chanter|faire chanter|maitre chanteur|rancon|sextorsion|racket[a-z]*|extor[a-z]*|(?:reclam|exig|demand|veut|veulent|paye|payer|paie|verser|donne)[a-z]*(?: [a-z0-9]+){0,6} (?:argent|euros?|euro|cartes?|virement|skins?|v bucks|robux|nude|photos?|paysafecard|bitcoins?|sous|balles|mot de passe|paypal|payconiq|gsm|devoirs)|(?:sinon|s il ne|si elle ne|si je ne|sauf si|a moins|faute de quoi|tant que|autrement)(?: [a-z0-9]+){0,8} (?:publi|diffus|envo|montr|balanc|partag|post|mett|dir|racont|casse|tape|sort|affich|suppr|paie|paye|pas)[a-z]*|\d+ euros",
    ),
    "harm:impersonation": (
        r"faux (?:comptes?|profils?)|usurp[a-z]*|se fai(?:t|re|sant|saient|sait|sant) passer pour|pirat[a-z]*|hack[a-z]*|vole[a-z]* (?:son|mon|le|leur|ses|les) (?:comptes?|mot de passe|identite|profil|pseudo)|(?:comptes?|profils?|page)(?: [a-z]+){0,3} (?:a son nom|au nom de|a mon nom|avec (?:son nom|sa photo|mon nom|ses photos|ma photo)|vole|pirate|usurpe)|(?:son|mon) (?:identite|mot de passe)|a sa place|en son nom|a mon nom|a son nom|au nom de (?:ma|mon|notre|sa|mes)|pris (?:le controle|son compte|mon compte)|connecte[a-z]* (?:sur|a|avec) (?:son|mon)|poste[a-z]* a sa place|faux (?:insta|snap|facebook|tiktok)|double compte|imposteur|clone",
    ),
    "harm:exclusion": (
        r"exclu[a-z]*|exclus(?:ion|e)?|ignor[a-z]*|mise? (?:a l ecart|de cote|a part|en quarantaine)|ecart[a-z]*|isol(?:e|ee|ent|es) par|(?:vir|eject|sort|retir|supprim|bann|jet|ecart|chass|kick|enlev|degag)[a-z]*(?: [a-z]+){0,3} (?:du|des|de tous les|d un|de ce|de leur|de la) (?:groupes?|serveur|conversation|discussion|clan|chat|equipe|bande|classe)|groupe(?: [a-z]+){0,5} sans (?:elle|lui|moi|ma|mon|notre)|tous (?:invites?|sauf)|sauf (?:elle|lui|moi|ma fille|mon fils|le mien|la mienne|notre)|(?:plus|pas|jamais) (?:invite[a-z]*|personne ne (?:lui|me)|lui parle[a-z]*|adresse la parole)|personne (?:ne )?(?:lui|me) (?:parle|repond|adresse)|ne (?:lui|me) (?:parlent?|repondent?|repond) plus|vue? sans reponse|toute seule|tout seul|ostracis[a-z]*|boycott[a-z]*|mis[e]? dehors|evite[a-z]*|a l ecart|ghost[a-z]*|silence|blacklist[a-z]*|bannie?s?|kick[a-z]*|tej|mute[a-z]*",
    ),
    "harm:pile_on": (
        r"(?:trois|quatre|cinq|six|sept|huit|neuf|dix|onze|douze|quinze|vingt|trente|quarante|cinquante|cent|\d+|plusieurs|toute|tous|toutes|une (?:dizaine|vingtaine|trentaine|quinzaine|douzaine|centaine|bande|meute|poignee|horde)|des (?:dizaines|centaines|milliers))(?: [a-z]+){0,4} (?:contre|dessus|sur elle|sur lui|filles|garcons|gars|eleves|gamins|gamines|personnes|jeunes|copines|copains|enfants|comptes|commentaires|camarades|membres|autres|messages|la classe|l ecole|a (?:rire|commenter|liker|insulter)|mecs|joueurs|numeros|equipe)|toute (?:la|sa|ma|l|une) (?:classe|ecole|bande|equipe|annee|cour|section)|(?:page|groupe|compte|chaine|serveur|sondage|canal|forum|hashtag|profil|conversation|fil|blog|site|petition|discord|insta|tiktok|story|vote|classement)(?: [a-z]+){0,5} (?:anti|contre|sur elle|sur lui|sur moi|s appelle|qui s appelle|nomme|intitule|cree[a-z]*|dedie|special|hater|se moqu[a-z]*|pour (?:se moquer|la|le|l|dire|rire|elle|lui)|la plus|le plus|du plus)|(?:cree|creer|ouvert|lance|monte|fait)[a-z]*(?: [a-z]+){0,3} (?:page|groupe|compte|chaine|serveur|sondage|hashtag|petition|canal)|se sont mis|s y met[a-z]*|s acharn[a-z]*|acharnement|lynch[a-z]*|en (?:meute|bande|masse|groupe)|raid|contre (?:elle|lui|un|une) seule?|contre un|tous contre|meute|anti [a-z]+|fan club|sondage|comme cibles?|ils sont (?:une |au moins |bien )?[a-z0-9]+",
    ),
    "harm:doxxing": (
        r"adresse|(?:son|mon|notre|ma|le|leur|ses) (?:numero|gsm|numeros|telephone|num|adresse|nom de famille|nom complet|lieu|journal intime|secret|secrets|dossier medical|diagnostic|bulletin|horaire|identite|carte d identite|homosexualite|orientation)|numero(?: [a-z]+){0,4} (?:publi|post|partag|circul|diffus|balanc|mis|affich|donn)[a-z]*|(?:outing|out(?:e|er|ee)|coming out|doxx?[a-z]*)|(?:messages|conversations?|vocaux|discussions?|mp|screens?|captures?|confidences|secrets?|echanges|journal|lettre|mails?)(?: [a-z]+){0,2} (?:prive[a-z]*|intimes?|perso[a-z]*|confiden[a-z]*)(?: [a-z]+){0,5}|(?:publi|post|partag|diffus|balanc|affich|racont|devoil|revel|divulgu|lu|mis|sorti)[a-z]*(?: [a-z]+){0,4} (?:secrets?|prives?|privees?|vie privee|confidences|journal intime|adresse|numero|conversations?|dossier|maladie|adoption|gay|homo|lesbienne)|vie privee|appelle[a-z]*(?: [a-z]+){0,2} (?:jour et nuit|toute la nuit|inconnus)|fausse annonce|plaque|ou (?:on|elle|il|nous) (?:habite|vit)[a-z]*|horaires?",
    ),
    "harm:physical": (
        r"frapp[a-z]*|tabass[a-z]*|coups?(?: de (?:poings?|pieds?))?|gifl[a-z]*|claqu[a-z]* (?:dans|a|sur)|bouscul[a-z]*|bagarre|battu[a-z]*|bless[a-z]*|bleus?|agress[a-z]*|cogn[a-z]*|tap(?:e|ent|ee?|aient|er) (?:dessus|sur|dans|par|la|le)|crach[a-z]*|pouss(?:e|ee|ent|es)|tir(?:e|ee|ent|er) (?:les|par les) cheveux|croche pied|croche patte|pierres?|cailloux|etrangl[a-z]*|plaqu[a-z]*|jete[a-z]* (?:par terre|dans|au sol)|dents?|mordu[a-z]*|griff[a-z]*|brutalis[a-z]*|racl[a-z]*|hopital|urgences|pris une|arrach[a-z]*|cass(?:e|er|ee) (?:la gueule|la figure|le nez|un bras|le bras)",
    ),
    "harm:discrimination": (
        r"racis[a-z]*|raciaux?|noire?s?|arabes?|bougnoules?|negr[a-z]*|singes?|bananes?|macaques?|musulmans?|musulmanes?|islam[a-z]*|terroristes?|voilee?s?|voile|foulard|juifs?|juive|feuj|antisemit[a-z]*|roms?|gitans?|manouche|chinois[e]?s?|chinetoque|asiat[a-z]*|turcs?|turque|marocaine?s?|africaine?s?|congolais[e]?s?|rwandais|origine[s]?|couleur(?: de (?:sa )?peau)?|peau|pays|etrang[a-z]*|refugi[a-z]*|rentre (?:chez toi|dans ton pays)|retourne (?:chez|dans)|handicap[a-z]*|handicape[a-z]*|mongol[a-z]*|trisomi[a-z]*|triso|autis[a-z]*|dys[a-z]*|sourde?|aveugle|fauteuil|tda[h]?|trouble|begai[a-z]*|begay[a-z]*|gogol|attarde[a-z]*|debile mental|pd|pede[s]?|pedale|tapette|tafiole|gouine|lesb[a-z]*|homo[a-z]*|gay|lgbt[a-z]*|trans[a-z]*|enculee?|fiotte|travelo|orientation|relig[a-z]*|croyan[a-z]*|ritals?|rital|polonais|portugais|ukrain[a-z]*|syrien[a-z]*|albanais|blanche?s?|sale (?:arabe|noir|juif|blanc|turc)|boubou|kebab|couscous|accent|rouqui[a-z]*|appareil auditif|epilep[a-z]*|diabet[a-z]*|nain[e]?",
    ),
    "harm:grooming": (
        r"[2-7][0-9] ans|adultes?|majeur|pedo[a-z]*|predat[a-z]*|groom[a-z]*|rencontr(?:er|e)|en vrai|hotel|secret|amoureu[a-z]*|cadeaux?|seduc[a-z]*|drag(?:ue|uer|uee)|courtis[a-z]*|propositions?|mature|mannequin|photos? (?:en|de (?:son corps|ses pieds|elle en))|maillot|culotte|tenue|webcam|cam|deshabill[a-z]*|sexuel[a-z]*|bite|penis|toucher|embrasser|bisous?|ma belle|princesse|bebe|petite copine|je t aime|inconnus?|homme|monsieur|type|venir (?:chez|la chercher)",
    ),
    "danger:distress": (
        r"(?:ne |n )?(?:dort|dors|dorment|dormir|mange|mangent|parle|sort|sourit|rit|joue|va|veut|veux|travaille) (?:presque |quasi |carrement )?(?:plus|pas|plus rien|rien)|pleur[a-z]*|larmes|sanglot[a-z]*|chial[a-z]*|(?:mal|boule|noeud|crampes?) (?:au|dans le|de) ventre|maux? de (?:ventre|tete)|insomni[a-z]*|cauchemar[a-z]*|angoiss[a-z]*|anxi[a-z]*|panique|crises?|s isole[a-z]*|isole|enferm[a-z]*|renferm[a-z]*|repli[a-z]*|ne sort plus|sa chambre|peur (?:de|d|du|que|qu|le|la|a|tout)|(?:a|ai|avait) (?:tres |trop |super |vraiment |si )?peur|terrorisee?|terrifiee?|effrayee?|refuse (?:d aller|de (?:sortir|manger|retourner|remettre|se lever|parler)|l ecole)|plus (?:a|aller a) l ecole|(?:veut|veux|ose|va) (?:plus|pas|plus jamais)(?: [a-z]+){0,3} (?:ecole|aller|retourner|sortir|remettre|manger|se lever|y aller|foot|entrainement|scouts|cours|college|lycee|classe)|decroch[a-z]*|depress[a-z]*|deprim[a-z]*|deprime|triste|vomi[a-z]*|maigri[a-z]*|kilos|perdu (?:du poids|\w+ kilos|le sommeil|l appetit)|pipi au lit|dort avec (?:nous|moi|sa|son)|notre lit|absente?|certificat|medecin|psy|psychologue|notes|chut[a-z]*|se cache|tremble[a-z]*|muette?|s eteint|eteinte?|plus la meme|plus le meme|mal etre|souffr[a-z]*|detruit[e]?|brisee?|bouleversee?|choquee?|traumatis[a-z]*|honte|craqu[a-z]*|ne (?:quitte|lache) plus|sommeil|appetit|somatis[a-z]*",
    ),
    "asks_human": (
        r"(?:parler|parle|discuter|causer|echanger|dialoguer|communiquer|contacter|joindre|avoir|voir|rencontrer|besoin d|mettre en (?:contact|relation)|mise? en relation|mis en relation|passer|passez|transferer|transferez|conseils? d)(?: [a-z]+){0,4} (?:quelqu un|personne|humaine?|conseiller[e]?s?|conseillere|agente?|operat(?:eur|rice)|juristes?|gestionnaire|collaborat(?:eur|rice)|collegue|etre humain|vraie? [a-z]+|responsable|employee?|specialiste|avocate?|expert|dame|monsieur|interlocut(?:eur|rice))|(?:vraie?|veritable) (?:personne|humain|voix|conseiller|conseillere|gens|interlocuteur)|(?:rappel|appel|telephon|contact|recontact)(?:ez|er|ait|iez|e|era|erait)?(?: moi| nous| me| m| la| le)?(?: [a-z]+){0,3}|(?:m|me|nous|etre) (?:rappeler|rappelle|rappelez|rappelee?s?|telephoner|telephone|recontacter|contacter|appeler|appelle)|(?:pas|stop|assez|marre|ras le bol|deteste|horreur)(?: [a-z]+){0,5} (?:robots?|machines?|bots?|ia|automates?|ordinateurs?|chatbots?|repondeurs?|automatique)|humaine?|au (?:bout du fil|telephone)|de vive voix|en chair et en os|un conseiller|une conseillere|un juriste|numero (?:de telephone|ou|pour)|rendez vous|rdv|face a face|quelqu un de chez vous",
    ),
    "in_scope:false": (
        r"(?:mon|ma|mes|notre|le|la|un|une|du|des) (?:voiture|auto|bail|proprio|proprietaire|bailleur|locataires?|patron|employeur|divorce|contrat|sinistre|accident|garage|garagiste|toiture|chaudiere|facture|amende|credit|banque|moto|velo|trottinette|chien|chat|entrepreneur|chantier|appartement|loyer|caution|garantie locative|prime|franchise|licenciement|preavis|vol|avion|bagage|haie|cloture|heritage|notaire|salaire|plombier|permis|degats?|eau|incendie|conjoint|pension alimentaire|vitre|carrosserie|dentiste|vacances|frigo|lave vaisselle|meteo|recette|match|blague|livraison|colis|assurance|conge|compteur|radar|fiscal|impots)",
        r"bonjour|bonsoir|salut|hello|coucou|merci|au revoir|bonne (?:journee|soiree|nuit)|a bientot|comment (?:ca va|allez vous|tu vas)|tu es qui|qui (?:es tu|etes vous)|robot|ton nom|blague|meteo|foot|pizza|capitale|recette",
    ),
    "content_online:true": (
        r"(?:toujours|encore|restee?s?) (?:la|en ligne|visible[s]?|dessus|active?|present[e]?s?|accessible[s]?)|(?:est|sont|etait) (?:toujours|encore) (?:la|en ligne|visible|active?)|tourne (?:encore|toujours)|circule(?:nt)? (?:encore|toujours)|reste en ligne|pas (?:ete |encore (?:ete )?)?(?:supprim|retir|enlev|efface)[a-z]*|toujours pas (?:supprim|retir|enlev|efface|ferme)[a-z]*",
    ),
    "content_online:false": (
        r"(?:a|ont|est|sont|ete|avait) (?:ete |enfin |vite |tout |finalement |bien |directement )*(?:supprim|retir|enlev|efface|disparu|ferme|desactiv|bann)[a-z]*|plus (?:en ligne|visible)|n est plus (?:la|en ligne)|(?:tout )?efface",
    ),
    "getting_worse": (
        r"(?:de )?pire en pire|empir[a-z]*|aggrav[a-z]*|pire (?:qu avant|encore|depuis|que)|en pire|(?:de )?plus en plus|degener[a-z]*|escalad[a-z]*|s amplifi[a-z]*|ca (?:monte|augmente|prend de l ampleur|s intensifie|deborde|va trop loin|explose)|redoubl[a-z]*|recommenc[a-z]*|s est mis a|maintenant (?:ils|elles|il|elle|c est|ca|aussi|meme)|encore plus|a double|multipli[a-z]*",
    ),
}
_COMPILED = tuple((name, tuple(compiled(pattern) for pattern in patterns)) for name, patterns in PATTERNS.items())


@dataclass(frozen=True)
class Cue:
    """Words `flat.text[start:end]` that speak for a label."""

    name: str
    start: int
    end: int


def find_cues(flat: Flat) -> list[Cue]:
    """Every cue, by label, then by place."""
    return [
        Cue(name, *match.span())
        for name, patterns in _COMPILED
        for pattern in patterns
        for match in pattern.finditer(flat.text)
    ]
