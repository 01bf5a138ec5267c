// The desk's API of the hub: types and calls. The session is a cookie that scripts cannot read.

export type Urgency = "normal" | "urgent";
export type CaseState = "offered" | "queued" | "taken" | "returned" | "declined" | "closed";
export type Extent = "all" | "unanswered" | "none";

export interface Me {
  id: string;
  email: string;
  name: string;
  role: "adviser" | "supervisor";
  available: boolean;
}

export interface Case {
  id: string;
  state: CaseState;
  owner: "bot" | "queue" | "advisor" | "external";
  epoch: number;
  channel: "web" | "messenger";
  reason: string;
  urgency: Urgency;
  since: string;
  adviser: string | null;
  mine: boolean;
  takeable: boolean;
  to_call: boolean;
  unanswered: boolean;
}

/** How the parent wants to be reached: only what it gave. */
export interface Contact {
  first_name: string | null;
  phone: string | null;
  phone_shown: string | null;
  email: string | null;
  when: string | null;
  wish: string | null;
  contract: string | null;
}

export interface Message {
  seq: number;
  author: "parent" | "assistant" | "advisor" | "system";
  author_name: string | null;
  text: string;
  blocks: { type: string; text?: string; items?: string[]; ordered?: boolean; id?: string }[];
  buttons: { id: string; title: string }[];
  sent_at: string;
}

export interface Evidence {
  field: string;
  value: string | boolean;
  words: string;
  turn: string;
}

/** The situation as the advice package keeps it; what an older or newer bot does not send is absent. */
export interface Situation {
  writer?: string;
  platforms?: string[];
  harm_types?: string[];
  harasser?: string;
  school_involved?: boolean | null;
  steps_done?: string[];
  step_results?: Record<string, string>;
  steps_asked?: string[];
  dangers?: string[];
  danger_state?: "open" | "safe" | "adviser" | null;
  content_online?: boolean | null;
  getting_worse?: boolean;
  advised?: { row: string; step: string | null; at: string }[];
  evidence?: Evidence[];
}

export interface Move {
  at: string;
  move: string;
  actor: string;
  detail: string | null;
}

export interface Detail {
  contact: Contact | null;
  case: Case;
  extent: Extent;
  situation: Situation | null;
  messages: Message[];
  moves: Move[];
}

export interface Presence {
  open: boolean;
  next_opening: string | null;
  online: number;
  wait_minutes: number | null;
  colleagues: { id: string; name: string; available: boolean }[];
}

/** What became of a message on Messenger, and until when Meta lets one out. */
export interface Delivery {
  seq: number;
  state: "failed" | "held" | "unsure" | "waiting" | "sent" | "delivered" | "read";
  reason: string | null;
  reaction: string | null;
}

export interface Deliveries {
  closes_at: string | null;
  adviser_until: string | null;
  deliveries: Delivery[];
}

export const PAGE = 500; // messages in one answer, the hub's

/** The hub refused: `code` is its word for it, `message` is French and may be shown. */
export class Refused extends Error {
  constructor(
    readonly status: number,
    readonly code: string,
    message: string,
  ) {
    super(message);
  }
}

async function call<Result>(method: "GET" | "POST", path: string, body?: unknown): Promise<Result> {
  const answer = await fetch(`/api/desk/${path}`, {
    method,
    cache: "no-store",
    credentials: "same-origin",
    headers: { "X-Desk": "1", ...(body === undefined ? {} : { "Content-Type": "application/json" }) },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  }).catch(() => {
    throw new Refused(0, "offline", "Pas de connexion. Réessayez dans un instant.");
  });
  if (answer.ok) return (answer.status === 204 ? undefined : await answer.json()) as Result;
  const said = (await answer.json().catch(() => ({}))) as { error?: { code?: string; message?: string } };
  throw new Refused(answer.status, said.error?.code ?? "internal", said.error?.message ?? `Erreur ${answer.status}`);
}

export const login = (email: string, password: string) => call<Me>("POST", "login", { email, password });
export const logout = () => call<void>("POST", "logout");
export const me = () => call<Me>("GET", "me");
export const setAvailable = (available: boolean) => call<void>("POST", "availability", { available });
export const detail = (id: string) => call<Detail>("GET", `cases/${id}`);
export const messages = (id: string, after: number) =>
  call<{ extent: Extent; messages: Message[] }>("GET", `cases/${id}/messages?after=${after}`);
export const deliveries = (id: string) => call<Deliveries>("GET", `cases/${id}/delivery`);
export const take = (id: string, epoch: number) => call<{ epoch: number }>("POST", `cases/${id}/take`, { epoch });
export const answer = (id: string, epoch: number, client_message_id: string, text: string) =>
  call<{ seq: number }>("POST", `cases/${id}/answer`, { epoch, client_message_id, text });
export const typing = (id: string, on: boolean) => call<void>("POST", `cases/${id}/typing`, { typing: on });
export const giveBack = (id: string, epoch: number, seen: number) =>
  call<{ epoch: number }>("POST", `cases/${id}/give-back`, { epoch, seen });
export const close = (id: string, epoch: number, seen: number, outcome: string) =>
  call<{ epoch: number }>("POST", `cases/${id}/close`, { epoch, seen, outcome });
