// The web chat API of the hub: types, calls and the event stream, read with fetch so that the token stays out of addresses.

export type Author = "parent" | "assistant" | "advisor" | "system";
export type Owner = "bot" | "queue" | "advisor" | "external";

export interface Block {
  type: string;
  text?: string;
  items?: string[];
  ordered?: boolean;
}

export interface Button {
  id: string;
  title: string;
}

export interface Message {
  seq: number;
  author: Author;
  author_name: string | null;
  text: string;
  blocks: Block[];
  buttons: Button[];
  sent_at: string;
}

export interface Session {
  conversation_id: string;
  token: string;
  expires_at: string;
}

export type Event =
  | { type: "message"; message: Message }
  | { type: "owner"; owner: Owner }
  | { type: "typing"; typing: boolean };

/** The hub refused: `status` says how, `message` is French and may be shown. */
export class Refused extends Error {
  constructor(
    readonly status: number,
    message: string,
  ) {
    super(message);
  }
}

async function call(path: string, init: RequestInit): Promise<unknown> {
  const answer = await fetch(`/api/chat/${path}`, { ...init, cache: "no-store", credentials: "omit" });
  if (answer.ok) return answer.status === 204 ? null : answer.json();
  const body = (await answer.json().catch(() => ({}))) as { error?: { message?: string } };
  throw new Refused(answer.status, body.error?.message ?? `Erreur ${answer.status}`);
}

const json = { "Content-Type": "application/json" };

export function openConversation(): Promise<Session> {
  return call("conversations", { method: "POST", headers: json, body: "{}" }) as Promise<Session>;
}

export function send(token: string, body: { client_message_id: string; text?: string; button_id?: string }) {
  return call("messages", {
    method: "POST",
    headers: { ...json, Authorization: `Bearer ${token}` },
    body: JSON.stringify(body),
  }) as Promise<{ seq: number }>;
}

/** Events after `seq` until the connection ends; the caller connects again with the last seq it has seen. */
export async function* events(token: string, seq: number, signal: AbortSignal): AsyncGenerator<Event> {
  const answer = await fetch(`/api/chat/events?after=${seq}`, {
    headers: { Authorization: `Bearer ${token}`, Accept: "text/event-stream" },
    cache: "no-store",
    credentials: "omit",
    signal,
  });
  if (!answer.ok || !answer.body) throw new Refused(answer.status, "");
  const reader = answer.body.pipeThrough(new TextDecoderStream()).getReader();
  let rest = "";
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return;
    rest = (rest + value).replaceAll("\r\n", "\n");
    for (let end = rest.indexOf("\n\n"); end >= 0; end = rest.indexOf("\n\n")) {
      const event = parse(rest.slice(0, end));
      rest = rest.slice(end + 2);
      if (event) yield event;
    }
  }
}

function parse(block: string): Event | null {
  let type = "message";
  const data: string[] = [];
  for (const line of block.split("\n")) {
    if (line.startsWith("event:")) type = line.slice(6).trim();
    else if (line.startsWith("data:")) data.push(line.slice(5).trimStart());
  }
  if (data.length === 0) return null;
  const body = JSON.parse(data.join("\n")) as Record<string, unknown>;
  if (type === "message") return { type, message: body as unknown as Message };
  if (type === "owner") return { type, owner: body["owner"] as Owner };
  if (type === "typing") return { type, typing: Boolean(body["typing"]) };
  return null;
}
