// Everything that the chat says by itself. Another language is one more entry under its code in both tables.

/** What the button on the host's page says; apart, because it is loaded with every page of the host. */
export interface LauncherStrings {
  readonly open: string;
  readonly resume: string;
  readonly failed: string;
  unread(count: number): string;
}

export interface WindowStrings {
  readonly heading: string;
  readonly assistant: string;
  readonly advisor: string;
  readonly advisors: string;
  readonly system: string;
  readonly you: string;
  readonly speaksBot: string;
  readonly speaksQueue: string;
  speaksAdvisor(name: string | null): string;
  joined(name: string): string;
  readonly botAgain: string;
  readonly log: string;
  readonly intro: string;
  readonly privacy: string;
  readonly danger: string;
  readonly dangerLabel: string;
  readonly field: string;
  readonly placeholder: string;
  readonly fieldHint: string;
  readonly send: string;
  readonly assistantTypes: string;
  advisorTypes(name: string): string;
  readonly starting: string;
  readonly offline: string;
  readonly waiting: string;
  readonly back: string;
  readonly unavailable: string;
  readonly sending: string;
  readonly queued: string;
  readonly sent: string;
  readonly read: string;
  readonly notSent: string;
  readonly retry: string;
  readonly discard: string;
  left(characters: number): string;
  tooLong(characters: number): string;
  readonly more: string;
  readonly choices: string;
  readonly copy: string;
  readonly copied: string;
  readonly print: string;
  readonly draft: string;
  readonly summary: string;
  readonly opensApart: string;
  readonly minimise: string;
  readonly menu: string;
  readonly exit: string;
  readonly exitHint: string;
  readonly remember: string;
  readonly rememberHint: string;
  readonly dossier: string;
  readonly dossierBusy: string;
  readonly dossierFailed: string;
  readonly erase: string;
  readonly eraseSure: string;
  readonly eraseYes: string;
  readonly eraseNo: string;
  readonly erased: string;
  readonly eraseFailed: string;
  readonly over: string;
  readonly restart: string;
  readonly attach: string;
  readonly attachTitle: string;
  readonly attachRule: string;
  readonly attachKinds: string;
  readonly attachChoose: string;
  readonly attachCancel: string;
  readonly attachBusy: string;
  readonly attachKind: string;
  readonly attachLarge: string;
  readonly attachUnreadable: string;
  readonly image: string;
  readonly document: string;
  readonly show: string;
  readonly save: string;
  readonly fileGone: string;
  kilobytes(bytes: number): string;
  readonly today: string;
  readonly yesterday: string;
  /** For dates and times. */
  readonly locale: string;
}

const frenchLauncher: LauncherStrings = {
  open: "Parler à l’assistant",
  resume: "Reprendre la conversation",
  failed: "Le chat ne répond pas pour le moment. En danger : 112 ou 101.",
  unread: (count) => (count === 1 ? "1 nouveau message" : `${count} nouveaux messages`),
};

const frenchWindow: WindowStrings = {
  heading: "Besoin d’aide ?",
  assistant: "Assistant automatique",
  advisor: "Un conseiller",
  advisors: "équipe des conseillers",
  system: "Information",
  you: "Vous",
  speaksBot: "Assistant automatique (IA)",
  speaksQueue: "Assistant automatique (IA) · conseiller prévenu",
  speaksAdvisor: (name) => (name ? `${name}, de l’équipe des conseillers` : "Un conseiller vous répond"),
  joined: (name) => `${name} a rejoint la conversation.`,
  botAgain: "Vous parlez de nouveau à l’assistant automatique.",
  log: "Conversation",
  intro:
    "Un conseiller ne lit ceci que si vous demandez son aide ou en cas de danger. Vous pouvez tout supprimer dans " +
    "le menu. Quelqu’un arrive ? « Sortie rapide », ou deux fois la touche Échap.",
  privacy: "Vie privée",
  danger: "En danger :",
  dangerLabel: "Numéros d’urgence",
  field: "Votre message",
  placeholder: "Écrivez avec vos mots…",
  fieldHint: "Entrée envoie le message, Majuscule et Entrée vont à la ligne.",
  send: "Envoyer",
  assistantTypes: "L’assistant écrit…",
  advisorTypes: (name) => `${name} écrit…`,
  starting: "Connexion…",
  offline: "Connexion perdue. Vous pouvez continuer à écrire : vos messages partiront dès qu’elle revient.",
  waiting: "Vos messages attendent la connexion.",
  back: "La connexion est revenue.",
  unavailable: "L’assistant n’est pas joignable pour le moment. Nouvel essai en cours. En danger : 112 ou 101.",
  sending: "Envoi…",
  queued: "En attente de connexion",
  sent: "Envoyé",
  read: "Lu",
  notSent: "Pas envoyé.",
  retry: "Réessayer",
  discard: "Retirer",
  left: (characters) => `Encore ${characters} caractères`,
  tooLong: (characters) => (characters === 1 ? "1 caractère de trop" : `${characters} caractères de trop`),
  more: "Lire la suite",
  choices: "Réponses proposées",
  copy: "Copier",
  copied: "Copié",
  print: "Imprimer",
  draft: "Brouillon à compléter",
  summary: "Résumé",
  opensApart: "(s’ouvre à part)",
  minimise: "Réduire la fenêtre",
  menu: "Menu",
  exit: "Sortie rapide",
  exitHint: "Ferme tout et ouvre un autre site",
  remember: "Reprendre plus tard sur cet appareil",
  rememberHint: "À ne cocher que si personne d’autre n’utilise cet appareil.",
  dossier: "Télécharger mon dossier",
  dossierBusy: "Préparation du dossier…",
  dossierFailed: "Le dossier n’a pas pu être préparé. Réessayez dans un instant.",
  erase: "Supprimer ma conversation",
  eraseSure: "Tout sera effacé pour de bon, aussi pour les conseillers.",
  eraseYes: "Oui, supprimer",
  eraseNo: "Non, garder",
  erased: "Votre conversation est supprimée.",
  eraseFailed: "La suppression n’a pas abouti. Réessayez dans un instant.",
  over: "Cette conversation est terminée.",
  restart: "Commencer une nouvelle conversation",
  attach: "Joindre une preuve",
  attachTitle: "Envoyer une capture d’écran ou un document",
  attachRule:
    "Jamais d’image intime ou sexuelle, même comme preuve et même floutée : appelez Child Focus au 116 000, " +
    "ils vous disent quoi faire.",
  attachKinds: "Image ou PDF, 8 Mo au plus. Le lieu et la date cachés dans une image sont retirés avant l’envoi.",
  attachChoose: "Choisir un fichier",
  attachCancel: "Annuler",
  attachBusy: "Préparation du fichier…",
  attachKind: "Ce type de fichier ne convient pas : envoyez une image (JPEG, PNG, WebP) ou un PDF.",
  attachLarge: "Ce fichier est trop lourd : 8 Mo au plus.",
  attachUnreadable: "Cette image ne peut pas être lue.",
  image: "Image",
  document: "Document PDF",
  show: "Afficher l’image",
  save: "Enregistrer",
  fileGone: "Ce fichier n’est plus disponible.",
  kilobytes: (bytes) =>
    bytes >= 1_000_000
      ? `${(bytes / 1_000_000).toLocaleString("fr-BE", { maximumFractionDigits: 1 })} Mo`
      : `${Math.max(1, Math.round(bytes / 1000))} Ko`,
  today: "Aujourd’hui",
  yesterday: "Hier",
  locale: "fr-BE",
};

const launchers: Record<string, LauncherStrings> = { fr: frenchLauncher };
const windows: Record<string, WindowStrings> = { fr: frenchWindow };

export function launcherStrings(language: string): LauncherStrings {
  return launchers[language.slice(0, 2)] ?? frenchLauncher;
}

export function windowStrings(language: string): WindowStrings {
  return windows[language.slice(0, 2)] ?? frenchWindow;
}
