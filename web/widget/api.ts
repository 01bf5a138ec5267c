// The web chat API of the hub: its types, and the calls that end with an answer.

export type Author = "parent" | "assistant" | "advisor" | "system";
export type Owner = "bot" | "queue" | "advisor" | "external";

export interface Block {
  readonly type: string;
  readonly text?: string;
  readonly title?: string;
  readonly items?: readonly (string | { readonly label?: string; readonly value?: string })[];
  readonly ordered?: boolean;
  readonly url?: string;
  readonly id?: string;
  readonly media_type?: string;
  readonly bytes?: number;
}

export interface Button {
  readonly id: string;
  readonly title: string;
}

export interface Message {
  readonly seq: number;
  readonly author: Author;
  readonly author_name: string | null;
  readonly text: string;
  readonly blocks: readonly Block[];
  readonly buttons: readonly Button[];
  readonly sent_at: string;
  readonly client_message_id?: string | null;
}

export interface Access {
  readonly token: string;
  readonly expires_at: string;
}

export interface Session extends Access {
  readonly conversation_id: string;
}

export type Body = { readonly text: string } | { readonly button_id: string };

/** The hub refused: `status` says how, `message` is in the parent's language and may be shown. */
export class Refused extends Error {
  constructor(
    readonly status: number,
    message: string,
    /** Milliseconds after which the hub would listen again, where it said so. */
    readonly retryAfter: number | null,
  ) {
    super(message);
  }
}

const ANSWER_WITHIN = 15_000; // milliseconds; a network that swallows everything must not hold the queue
const UPLOAD_WITHIN = 120_000; // a large picture over a slow phone

export class Hub {
  constructor(
    readonly address: string,
    private readonly siteKey: string | null,
  ) {}

  open(signal: AbortSignal): Promise<Session> {
    const body = this.siteKey === null ? {} : { site_key: this.siteKey };
    return this.call("conversations", { method: "POST", body: JSON.stringify(body), signal }) as Promise<Session>;
  }

  send(token: string, id: string, body: Body, signal: AbortSignal): Promise<{ seq: number }> {
    const json = JSON.stringify({ client_message_id: id, ...body });
    return this.call("messages", { method: "POST", body: json, signal }, token) as Promise<{ seq: number }>;
  }

  renew(token: string, signal: AbortSignal): Promise<Access> {
    return this.call("token", { method: "POST", signal }, token) as Promise<Access>;
  }

  async typing(token: string, typing: boolean, signal: AbortSignal): Promise<void> {
    await this.call("typing", { method: "POST", body: JSON.stringify({ typing }), signal }, token);
  }

  async erase(token: string, signal: AbortSignal): Promise<void> {
    await this.call("conversations", { method: "DELETE", signal }, token);
  }

  sendFile(token: string, id: string, file: Blob, signal: AbortSignal): Promise<{ seq: number }> {
    const headers = { "Content-Type": file.type };
    const path = `files?client_message_id=${id}`;
    return this.call(path, { method: "POST", body: file, headers, signal }, token, UPLOAD_WITHIN) as Promise<{
      seq: number;
    }>;
  }

  file(token: string, id: string, signal: AbortSignal): Promise<Blob> {
    return this.blob(`files/${encodeURIComponent(id)}`, token, signal);
  }

  dossier(token: string, signal: AbortSignal): Promise<Blob> {
    return this.blob("dossier", token, signal);
  }

  private async blob(path: string, token: string, signal: AbortSignal): Promise<Blob> {
    const answer = await this.fetch(path, { signal }, token);
    if (!answer.ok) throw await refusal(answer);
    return answer.blob();
  }

  /** The token goes in a header, never in an address. */
  fetch(path: string, init: RequestInit, token?: string): Promise<Response> {
    const headers = new Headers(init.headers);
    if (token !== undefined) headers.set("Authorization", `Bearer ${token}`);
    if (typeof init.body === "string") headers.set("Content-Type", "application/json");
    return fetch(`${this.address}/api/chat/${path}`, { ...init, headers, cache: "no-store", credentials: "omit" });
  }

  private async call(path: string, init: RequestInit, token?: string, within = ANSWER_WITHIN): Promise<unknown> {
    const late = new AbortController();
    const timer = setTimeout(() => late.abort(), within);
    const stop = (): void => late.abort();
    init.signal?.addEventListener("abort", stop);
    try {
      if (init.signal?.aborted) late.abort();
      const answer = await this.fetch(path, { ...init, signal: late.signal }, token);
      if (!answer.ok) throw await refusal(answer);
      return answer.status === 204 ? null : await answer.json();
    } finally {
      clearTimeout(timer);
      init.signal?.removeEventListener("abort", stop);
    }
  }
}

export async function refusal(answer: Response): Promise<Refused> {
  const body = (await answer.json().catch(() => ({}))) as { error?: { message?: string } };
  const seconds = Number(answer.headers.get("Retry-After") ?? Number.NaN);
  return new Refused(answer.status, body.error?.message ?? "", Number.isFinite(seconds) ? seconds * 1000 : null);
}
