// <legal-chat>: the chat window; shows what the hub holds and sends what the parent writes, nothing more.
import { LitElement, html, nothing, type TemplateResult } from "lit";

import { Refused, events, openConversation, send } from "./api";
import type { Block, Button, Message, Session } from "./api";
import { strings } from "./strings";
import { styles } from "./styles";

const STORED = "legal-chat"; // in sessionStorage: a reload of the page goes on, a closed tab forgets
const LONGEST_TEXT = 4000; // characters, the hub's limit
const FIRST_WAIT = 500; // milliseconds before the connection is tried again, doubled up to LONGEST_WAIT
const LONGEST_WAIT = 15_000;

interface Outgoing {
  id: string;
  label: string;
  body: { text: string } | { button_id: string };
  failed: string | null;
}

export class LegalChat extends LitElement {
  static override styles = styles;
  static override properties = {
    messages: { state: true },
    outgoing: { state: true },
    connection: { state: true },
    typing: { state: true },
    draft: { state: true },
  };

  declare private messages: Message[];
  declare private outgoing: Outgoing[];
  declare private connection: "starting" | "open" | "lost" | "ended";
  declare private typing: boolean;
  declare private draft: string;
  private session: Session | null = null;
  private inFlight: string | null = null;
  private stop = new AbortController();

  constructor() {
    super();
    this.messages = [];
    this.outgoing = [];
    this.connection = "starting";
    this.typing = false;
    this.draft = "";
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.stop = new AbortController();
    void this.follow(this.stop.signal);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.stop.abort();
  }

  private get lastSeq(): number {
    return this.messages.at(-1)?.seq ?? 0;
  }

  /** Keeps the event stream open for as long as the element is on the page. */
  private async follow(signal: AbortSignal): Promise<void> {
    let wait = FIRST_WAIT;
    while (!signal.aborted) {
      try {
        this.session ??= stored() ?? keep(await openConversation());
        for await (const event of events(this.session.token, this.lastSeq, signal)) {
          wait = FIRST_WAIT;
          if (this.connection !== "open") {
            this.connection = "open";
            void this.deliver();
          }
          if (event.type === "message") this.take(event.message);
          else if (event.type === "typing") this.typing = event.typing;
        }
      } catch (error) {
        if (signal.aborted) return;
        if (error instanceof Refused && error.status === 401) {
          this.end();
          return;
        }
      }
      this.connection = this.messages.length > 0 ? "lost" : "starting";
      await new Promise((resolve) => setTimeout(resolve, wait * (0.5 + Math.random() / 2)));
      wait = Math.min(wait * 2, LONGEST_WAIT);
    }
  }

  private take(message: Message): void {
    if (message.seq <= this.lastSeq) return;
    this.messages = [...this.messages, message];
    if (message.author !== "parent") this.typing = false;
    else this.outgoing = this.outgoing.filter((mine) => mine.id !== this.inFlight || mine.label !== message.text);
    void this.updateComplete.then(() => {
      const log = this.renderRoot.querySelector("[role=log]");
      log?.scrollTo({ top: log.scrollHeight });
    });
  }

  private post(label: string, body: Outgoing["body"]): void {
    this.outgoing = [...this.outgoing, { id: crypto.randomUUID(), label, body, failed: null }];
    void this.deliver();
  }

  /** Sends what waits, one after the other and each under its own id, so that a repetition changes nothing. */
  private async deliver(): Promise<void> {
    if (this.inFlight !== null || !this.session) return;
    try {
      for (let next = this.waiting(); next; next = this.waiting()) {
        const { id, body } = next;
        this.inFlight = id;
        try {
          await send(this.session.token, { client_message_id: id, ...body });
          this.outgoing = this.outgoing.filter((mine) => mine.id !== id);
        } catch (error) {
          if (!(error instanceof Refused) || error.status >= 500) break; // it goes when the connection is back
          this.outgoing = this.outgoing.map((mine) => (mine.id === id ? { ...mine, failed: error.message } : mine));
        }
      }
    } finally {
      this.inFlight = null;
    }
  }

  private waiting(): Outgoing | undefined {
    return this.outgoing.find((mine) => mine.failed === null);
  }

  private retry(id: string): void {
    this.outgoing = this.outgoing.map((mine) => (mine.id === id ? { ...mine, failed: null } : mine));
    void this.deliver();
  }

  private end(): void {
    sessionStorage.removeItem(STORED);
    this.session = null;
    this.connection = "ended";
  }

  private again(): void {
    this.messages = [];
    this.outgoing = [];
    this.connection = "starting";
    void this.follow(this.stop.signal);
  }

  private submit(event: globalThis.Event): void {
    event.preventDefault();
    const text = this.draft.trim();
    if (text === "" || text.length > LONGEST_TEXT) return;
    this.draft = "";
    this.post(text, { text });
  }

  private key(event: KeyboardEvent): void {
    if (event.key === "Enter" && !event.shiftKey && !event.isComposing) this.submit(event);
  }

  override render(): TemplateResult {
    const left = LONGEST_TEXT - this.draft.length;
    return html`
      <div class="log" role="log" aria-label=${strings.log} tabindex="0">
        ${this.messages.map((message) => this.bubble(message))}
        ${this.outgoing.map((mine) => this.pending(mine))}
        ${this.typing ? html`<p class="note">${strings.typing}</p>` : nothing}
      </div>
      <p class="note" role="status">${this.state()}</p>
      ${this.connection === "ended"
        ? html`<button class="send" @click=${() => this.again()}>${strings.restart}</button>`
        : html`<form @submit=${(event: SubmitEvent) => this.submit(event)}>
            <textarea
              rows="2"
              aria-label=${strings.field}
              placeholder=${strings.placeholder}
              .value=${this.draft}
              @input=${(event: InputEvent) => (this.draft = (event.target as HTMLTextAreaElement).value)}
              @keydown=${(event: KeyboardEvent) => this.key(event)}
            ></textarea>
            <button class="send" ?disabled=${left < 0 || this.draft.trim() === ""}>${strings.send}</button>
          </form>`}
      ${left < 0 ? html`<p class="note" role="alert">${strings.tooLong(left)}</p>` : nothing}
    `;
  }

  private state(): string {
    if (this.connection === "starting") return strings.starting;
    if (this.connection === "lost") return strings.offline;
    return this.connection === "ended" ? strings.expired : "";
  }

  private bubble(message: Message): TemplateResult {
    const answered = message.seq < this.lastSeq && this.messages.some((m) => m.author === "parent" && m.seq > message.seq);
    return html`<article class=${message.author}>
      <h2>${message.author_name ?? name(message)}</h2>
      ${message.blocks.length > 0 ? message.blocks.map(block) : paragraph(message.text)}
      ${message.buttons.length > 0 && !answered
        ? html`<div class="buttons">${message.buttons.map((button) => this.choice(button))}</div>`
        : nothing}
    </article>`;
  }

  private choice(button: Button): TemplateResult {
    return html`<button @click=${() => this.post(button.title, { button_id: button.id })}>${button.title}</button>`;
  }

  private pending(mine: Outgoing): TemplateResult {
    return html`<article class="parent pending">
      <h2>${strings.you}</h2>
      ${paragraph(mine.label)}
      ${mine.failed === null
        ? nothing
        : html`<p class="note" role="alert">
            ${strings.notSent} : ${mine.failed}
            <button @click=${() => this.retry(mine.id)}>${strings.retry}</button>
          </p>`}
    </article>`;
  }
}

function name(message: Message): string {
  if (message.author === "parent") return strings.you;
  if (message.author === "advisor") return strings.advisor;
  return message.author === "system" ? strings.system : strings.assistant;
}

function block(part: Block): TemplateResult {
  if (part.type !== "steps") return paragraph(part.text ?? "");
  const items = (part.items ?? []).map((item) => html`<li>${item}</li>`);
  return part.ordered === false ? html`<ul>${items}</ul>` : html`<ol>${items}</ol>`;
}

function paragraph(text: string): TemplateResult {
  return html`<p>${text}</p>`;
}

function stored(): Session | null {
  const kept = sessionStorage.getItem(STORED);
  if (kept === null) return null;
  const session = JSON.parse(kept) as Session;
  return Date.parse(session.expires_at) > Date.now() ? session : null;
}

function keep(session: Session): Session {
  sessionStorage.setItem(STORED, JSON.stringify(session));
  return session;
}

customElements.define("legal-chat", LegalChat);
