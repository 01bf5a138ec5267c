// The desk's French: the product's vocabulary and the hub's words, as an adviser reads them.
import type { Case, Delivery, Move } from "./api";

type Words = Record<string, string>;

export const platforms: Words = {
  facebook: "Facebook", messenger: "Messenger", instagram: "Instagram", whatsapp: "WhatsApp", snapchat: "Snapchat",
  tiktok: "TikTok", youtube: "YouTube", x: "X (Twitter)", discord: "Discord", telegram: "Telegram", twitch: "Twitch",
  roblox: "Roblox", game: "un jeu en ligne", sms: "SMS", email: "e-mail", other: "un autre site",
};

export const harms: Words = {
  insults: "insultes, moqueries", rumours: "rumeurs, mensonges", threats: "menaces",
  humiliating_media: "photo ou vidéo humiliante", intimate_images: "images intimes", blackmail: "chantage",
  impersonation: "faux profil, usurpation", exclusion: "mise à l’écart", pile_on: "acharnement de groupe",
  doxxing: "données privées publiées", physical: "coups", discrimination: "discrimination",
  grooming: "approche par un adulte",
};

export const harassers: Words = {
  pupil: "un ou des élèves de l’école", known: "un jeune que la famille connaît", adult: "un adulte",
  unknown: "inconnu (anonyme, faux compte)",
};

export const writers: Words = {
  parent: "un parent de l’enfant", relative: "un proche de la famille", teen: "l’enfant ou un jeune, pour lui-même",
  school: "une personne de l’école", witness: "un témoin", author_parent: "un parent de l’auteur",
  other: "un adulte, pour lui-même",
};

export const steps: Words = {
  talk_child: "Parler avec l’enfant", keep_evidence: "Garder les preuves", block: "Bloquer, régler la confidentialité",
  report_platform: "Signaler au réseau", ask_harasser: "Demander le retrait à l’auteur",
  contact_parents: "Parler aux parents de l’auteur", inform_school: "Prévenir l’école", mediation: "Médiation",
  police: "Plainte à la police", civil: "Action en justice, avocat", cleanup: "Faire nettoyer les contenus",
};

export const results: Words = {
  pending: "en attente d’une réaction", failed: "sans effet", refused: "refusé",
  partial: "a aidé en partie", worked: "a fonctionné",
};

export const dangers: Words = {
  distress: "Détresse de l’enfant", sexual: "Danger sexuel", threat: "Menaces, violence",
  self_harm: "Parle de mourir, de se faire du mal ou de fuguer",
};

export const fields: Words = {
  platforms: "Où", harm_types: "Faits", harasser: "Auteur", school_involved: "École", writer: "Qui écrit",
  content_online: "Contenus", getting_worse: "Évolution",
};

export const outcomes: Words = {
  advised: "Conseil donné", callback: "Rappel convenu", file_opened: "Dossier ouvert", mediation: "Médiation organisée",
  court: "Orienté vers la police ou un avocat", no_answer: "Le parent ne répond plus", other: "Autre",
};

const reasons: Words = {
  asked: "Demande un conseiller", asks_human: "Demande un conseiller", unanswered: "L’assistant n’a pas pu répondre",
  self_harm: "Danger : parle de mourir", threat: "Danger : menaces", sexual: "Danger sexuel",
  other_child: "Danger pour un autre enfant", blackmail: "Chantage", grooming: "Approche par un adulte", intimate_images: "Images intimes",
  author_adult: "L’auteur est un adulte", police: "Plainte à la police", police_asked: "Plainte à la police",
  police_done: "Plainte déposée", police_failed: "La police n’a pas aidé", civil: "Action en justice",
  civil_asked: "Action en justice", civil_done: "Action en justice en cours", mediation: "Médiation",
  talks_stuck: "Discussions bloquées : médiation", mediation_failed: "Médiation sans effet",
  getting_worse: "La situation s’aggrave", afraid_after_danger: "L’enfant a peur",
  parents_and_school_refused: "École et parents refusent", not_heard: "Personne n’écoute la famille",
  court_failed: "Police et justice sans effet", report_failed_author_known: "Signalement sans effet",
  report_failed_author_unknown: "Auteur inconnu, signalement sans effet", failed_author_unknown: "Auteur inconnu",
  cleanup: "Nettoyage de contenus", content_still_online: "Contenus encore en ligne", cover: "Question sur le contrat",
  out_of_scope: "Autre question", adult_victim: "Adulte concerné", misunderstood: "L’assistant ne comprend pas",
  not_understood: "L’assistant ne comprend pas", offline_only: "Harcèlement à l’école",
};

/** What the parent needs, in a few words; a reason without words of its own says the least that is true. */
export function reason(found: Case): string {
  const word = found.reason;
  return reasons[word] ?? reasons[word.replace(/_(follow_up|not_said_yet)$/, "")] ?? steps[word] ?? "Demande un conseiller";
}

export function standing(found: Case): string {
  if (found.state === "taken") return found.mine ? "Vous suivez cette conversation" : `${found.adviser} suit cette conversation`;
  if (found.state === "returned") return "Rendue à l’assistant, reste ouverte";
  if (found.state === "offered" && found.takeable) return "En danger : n’attendez pas l’accord du parent";
  if (found.state === "offered") return "Conseiller proposé, pas encore accepté";
  return "Attend un conseiller, l’assistant répond entre-temps";
}

const moves: Words = {
  offer: "conseiller proposé", queue: "mis en attente", raise: "passé en urgent", decline: "refusé par le parent",
  take: "conversation prise", give_back: "rendue à l’assistant", put_back: "remise en attente (conseiller parti)",
  close: "clôturé", view: "consulté", answers: "réponses données",
  external_take: "reprise dans la boîte de réception Facebook", external_return: "rendue par Facebook à l’assistant",
};
const actors: Words = { bot: "Assistant", parent: "Parent", safety: "Sécurité", hub: "Système", messenger: "Messenger" };

export function moved(move: Move): string {
  const what = moves[move.move] ?? move.move;
  const count = move.move === "answers" && move.detail ? ` : ${move.detail}` : "";
  return `${actors[move.actor] ?? move.actor} – ${what}${count}`;
}

const deliveries: Record<Delivery["state"], string> = {
  failed: "Pas envoyé", held: "Retenu", unsure: "Envoi à confirmer", waiting: "En cours d’envoi", sent: "Envoyé",
  delivered: "Reçu", read: "Lu",
};
const whyNot: Words = {
  window: "Facebook n’accepte plus de message 24 h après le dernier du parent. Il partira quand le parent écrira.",
  unavailable: "Facebook dit que cette personne n’est pas joignable.",
  elsewhere: "Un collègue répond dans la boîte de réception Facebook.",
  page_restricted: "Facebook a limité notre page.", permission: "Facebook refuse : une autorisation manque.",
  token: "La connexion à Facebook doit être renouvelée.", rate: "Facebook demande d’attendre un peu.",
  away: "Facebook ne répond pas, nouvel essai bientôt.", stale: "Le parent a écrit entre-temps.",
};

/** "Lu", "Retenu : Facebook n’accepte plus…". */
export function delivered(delivery: Delivery): string {
  const why = delivery.reason ? (whyNot[delivery.reason] ?? "Facebook l’a refusé.") : "";
  return `${deliveries[delivery.state]}${why ? ` : ${why}` : ""}${delivery.reaction ? ` · ${delivery.reaction}` : ""}`;
}

/** "depuis 3 min", "depuis 1 h 05", "depuis 2 j". */
export function lasting(since: string, now: number): string {
  const minutes = Math.max(0, Math.floor((now - Date.parse(since)) / 60_000));
  if (minutes < 1) return "à l’instant";
  if (minutes < 60) return `depuis ${minutes} min`;
  if (minutes < 24 * 60) return `depuis ${Math.floor(minutes / 60)} h ${String(minutes % 60).padStart(2, "0")}`;
  return `depuis ${Math.floor(minutes / (24 * 60))} j`;
}

/** The grave dangers, gravest first. */
export const GRAVE = ["self_harm", "threat", "sexual"];

/** A parent's own quotation marks would stand twice. */
export const unquoted = (words: string): string => words.replace(/[«»“”"]/g, "").trim();

const clock = new Intl.DateTimeFormat("fr-BE", { hour: "2-digit", minute: "2-digit", timeZone: "Europe/Brussels" });
const day = new Intl.DateTimeFormat("fr-BE", {
  weekday: "long", day: "numeric", month: "long", timeZone: "Europe/Brussels",
});

export const at = (time: string): string => clock.format(new Date(time));
export const on = (time: string): string => day.format(new Date(time));
export const named = (words: Words, value: string): string => words[value] ?? value;
