// <desk-case>: one case: danger on top, the conversation and the answer box, the situation beside it, and the moves.
import { LitElement, css, html, nothing, type PropertyValues, type TemplateResult } from "lit";

import * as api from "./api";
import type { Case, Detail } from "./api";
import "./desk-contact";
import "./desk-situation";
import "./desk-transcript";
import type { DeskTranscript } from "./desk-transcript";
import { basics } from "./styles";
import { GRAVE, at, dangers, lasting, moved, named, outcomes, reason, standing, unquoted } from "./words";

const LONGEST_TEXT = 4000; // characters, the hub's limit
const TYPING_EVERY = 3000; // milliseconds between two notices to the parent that the adviser writes
const TYPING_ENDS = 6000; // milliseconds after which a parent who said nothing more is no longer typing

export class DeskCase extends LitElement {
  static override styles = [
    basics,
    css`
      :host {
        display: grid;
        grid-template: auto minmax(0, 1fr) / minmax(0, 1fr) 22rem;
        height: 100%;
        min-height: 0;
      }
      .head {
        align-items: center;
        background: var(--surface);
        border-bottom: 1px solid var(--line);
        display: flex;
        flex-wrap: wrap;
        gap: 0.5rem 1rem;
        grid-column: 1 / -1;
        padding: 0.7rem 1.25rem;
      }
      .head > div:first-child {
        flex: 1 1 14rem;
      }
      .title {
        align-items: center;
        display: flex;
        gap: 0.5rem;
      }
      .actions {
        display: flex;
        flex-wrap: wrap;
        gap: 0.5rem;
      }
      .wide {
        flex-basis: 100%;
      }
      .talk {
        background: var(--surface);
        display: flex;
        flex-direction: column;
        min-height: 0;
      }
      desk-transcript {
        flex: 1;
        min-height: 0;
      }
      .note {
        color: var(--muted);
        padding: 1rem 1.25rem;
      }
      .answer {
        border-top: 1px solid var(--line);
        display: grid;
        gap: 0.4rem;
        grid-template-columns: 1fr auto;
        padding: 0.75rem 1.25rem 1rem;
      }
      .answer .small {
        grid-column: 1 / -1;
      }
      textarea {
        field-sizing: content;
        max-height: 12rem;
        min-height: 4.2rem;
        resize: vertical;
      }
      aside {
        border-left: 1px solid var(--line);
        overflow-y: auto;
        padding: 1rem 1.25rem;
      }
      details {
        margin-top: 1.25rem;
      }
      summary {
        color: var(--muted);
        cursor: pointer;
        font-size: 0.85rem;
      }
      details li {
        color: var(--muted);
        font-size: 0.82rem;
        margin-top: 0.3rem;
      }
      .danger {
        border-left: 4px solid var(--danger);
      }
      .closing {
        align-items: end;
        background: var(--raised);
        border-radius: 0.6rem;
        display: flex;
        flex-wrap: wrap;
        gap: 0.6rem;
        padding: 0.7rem 0.9rem;
      }
      .closing label {
        display: grid;
        flex: 1 1 14rem;
        font-size: 0.85rem;
      }
      @media (width < 75rem) {
        :host {
          grid-template: auto minmax(26rem, 1fr) auto / minmax(0, 1fr);
          overflow-y: auto;
        }
        .head {
          position: sticky;
          top: 0;
          z-index: 1;
        }
        aside {
          background: var(--ground);
          border: 0;
          border-top: 1px solid var(--line);
          overflow: visible;
        }
      }
    `,
  ];
  static override properties = {
    found: { attribute: false },
    now: { type: Number },
    detail: { state: true },
    deliveries: { state: true },
    draft: { state: true },
    problem: { state: true },
    busy: { state: true },
    closing: { state: true },
    typing: { state: true },
  };

  declare found: Case;
  declare now: number;
  declare private detail: Detail | null;
  declare private deliveries: api.Deliveries | null;
  declare private draft: string;
  declare private problem: string;
  declare private busy: boolean;
  declare private closing: boolean;
  declare private typing: boolean;
  private drafts = new Map<string, string>(); // what was begun in another case is still there on return
  private sending: { id: string; text: string } | null = null; // a repetition of the same text has the same id
  private toldTyping = 0;
  private forgetTyping = 0;
  private toFocus = false; // the answer box, as soon as the list says that the conversation is ours
  private reading: Promise<void> = Promise.resolve();

  constructor() {
    super();
    this.detail = null;
    this.deliveries = null;
    this.draft = "";
    this.problem = "";
    this.busy = false;
    this.closing = false;
    this.typing = false;
  }

  override willUpdate(changed: PropertyValues<this>): void {
    if (!changed.has("found")) return;
    const before = changed.get("found");
    if (before?.id !== this.found.id) {
      if (before) this.drafts.set(before.id, this.draft);
      this.draft = this.drafts.get(this.found.id) ?? "";
      this.detail = null;
      this.deliveries = null;
      this.problem = "";
      this.closing = this.typing = false;
      void this.load();
    } else if (before.epoch !== this.found.epoch || before.state !== this.found.state || before.urgency !== this.found.urgency) {
      this.closing = false;
      void this.load();
    }
  }

  override updated(): void {
    const box = this.toFocus ? this.renderRoot.querySelector("textarea") : null;
    if (!box) return;
    this.toFocus = false;
    box.focus();
  }

  /** Reads the case again: another one is chosen, it moved, or the connection is back. */
  load(): Promise<void> {
    return this.inTurn(async () => {
      const { id } = this.found;
      const read = await api.detail(id);
      if (id !== this.found.id) return;
      const first = this.detail === null;
      this.detail = read;
      await this.more();
      await this.readDeliveries();
      if (first) this.renderRoot.querySelector<DeskTranscript>("desk-transcript")?.toEnd();
    });
  }

  /** Somebody wrote in this case. */
  catchUp(): Promise<void> {
    this.typing = false;
    return this.inTurn(async () => {
      const before = this.lastSeq;
      await this.more();
      await this.readDeliveries();
      const { id } = this.found;
      if (!this.detail?.messages.some((message) => message.seq > before && message.author === "assistant")) return;
      const read = await api.detail(id); // the assistant understands more by now
      if (this.detail.case.id === id) this.detail = { ...read, messages: this.detail.messages };
    });
  }

  parentTypes(on: boolean): void {
    this.typing = on;
    window.clearTimeout(this.forgetTyping);
    if (on) this.forgetTyping = window.setTimeout(() => (this.typing = false), TYPING_ENDS);
  }

  /** One reading after the other, so that none overtakes and every message comes once. */
  private inTurn(read: () => Promise<void>): Promise<void> {
    this.reading = this.reading.then(read).catch((error: unknown) => this.complain(error));
    return this.reading;
  }

  private async more(): Promise<void> {
    for (let full = true; full && this.detail; ) {
      const { id } = this.detail.case;
      const read = await api.messages(id, this.lastSeq);
      if (this.detail?.case.id !== id || id !== this.found.id) return;
      full = read.messages.length === api.PAGE;
      if (read.messages.length > 0) this.detail = { ...this.detail, messages: [...this.detail.messages, ...read.messages] };
    }
  }

  /** On Messenger a message may be held or not arrive: the adviser sees it. */
  private async readDeliveries(): Promise<void> {
    const { id, channel } = this.found;
    const read = channel === "messenger" ? await api.deliveries(id) : null;
    if (id === this.found.id) this.deliveries = read;
  }

  /** Said before the adviser writes for nothing. */
  private windowNote(): TemplateResult | typeof nothing {
    const until = this.deliveries?.adviser_until;
    if (!this.deliveries || (until && Date.parse(until) > Date.now())) return nothing;
    return html`<p class="note small">
      Facebook n’accepte plus de message pour ce parent : le vôtre partira quand il écrira de nouveau.
    </p>`;
  }

  private get lastSeq(): number {
    return this.detail?.messages.at(-1)?.seq ?? 0;
  }

  private complain(error: unknown): void {
    if (error instanceof api.Refused && error.status === 401) this.dispatchEvent(new CustomEvent("over"));
    else if (!(error instanceof api.Refused && error.status === 404)) this.problem = (error as Error).message;
  }

  private async act(move: () => Promise<unknown>): Promise<boolean> {
    this.busy = true;
    this.problem = "";
    let done = true;
    try {
      await move();
    } catch (error) {
      done = false;
      this.complain(error);
    }
    this.busy = false;
    return done;
  }

  private async take(): Promise<void> {
    this.toFocus = await this.act(() => api.take(this.found.id, this.found.epoch));
  }

  private async send(event: Event): Promise<void> {
    event.preventDefault();
    const { id, epoch } = this.found;
    const text = this.draft.trim();
    if (text === "" || text.length > LONGEST_TEXT || this.busy) return;
    if (this.sending?.text !== text) this.sending = { id: crypto.randomUUID(), text };
    const message = this.sending.id;
    if (await this.act(() => api.answer(id, epoch, message, text))) {
      this.sending = null;
      this.toldTyping = 0;
      if (this.found.id === id) this.draft = "";
      else this.drafts.delete(id);
      void this.catchUp();
    }
    await this.updateComplete;
    this.renderRoot.querySelector("textarea")?.focus();
  }

  private write(event: InputEvent): void {
    this.draft = (event.target as HTMLTextAreaElement).value;
    if (Date.now() - this.toldTyping < TYPING_EVERY) return;
    this.toldTyping = Date.now();
    void api.typing(this.found.id, true).catch(() => undefined); // only a courtesy to the parent
  }

  private key(event: KeyboardEvent): void {
    if (event.key === "Enter" && !event.shiftKey && !event.isComposing) void this.send(event);
  }

  private close(event: SubmitEvent): void {
    event.preventDefault();
    const outcome = String(new FormData(event.target as HTMLFormElement).get("outcome"));
    void this.act(() => api.close(this.found.id, this.found.epoch, this.lastSeq, outcome));
  }

  override render(): TemplateResult {
    const found = this.found;
    return html`<header class="head">
        <div>
          <div class="title">
            <h1>${reason(found)}</h1>
            ${found.urgency === "urgent" ? html`<span class="tag urgent">Urgent</span>` : nothing}
          </div>
          <p class="muted small">${standing(found)} · ${lasting(found.since, this.now)}</p>
        </div>
        <div class="actions">${this.moves()}</div>
        ${this.danger()}
        ${this.closing ? this.closingForm() : nothing}
        ${this.problem ? html`<p class="alert wide" role="alert">${this.problem}</p>` : nothing}
      </header>
      <section class="talk" aria-label="Conversation">${this.talk()}</section>
      <aside aria-label="Résumé">
        ${this.detail?.contact ? html`<desk-contact .contact=${this.detail.contact}></desk-contact>` : nothing}
        ${this.detail?.situation
          ? html`<desk-situation .situation=${this.detail.situation} .alarm=${GRAVE.find((one) => one === found.reason)}></desk-situation>
              <p><a href="/api/desk/cases/${this.found.id}/dossier" download>Dossier du parent (PDF)</a></p>`
          : html`<p class="muted small">Le résumé apparaît dès que le parent accepte de le partager, ou en cas de danger.</p>`}
        ${this.log()}
      </aside>`;
  }

  private moves(): TemplateResult | typeof nothing {
    const { mine, takeable, state, adviser } = this.found;
    if (mine)
      return html`<button ?disabled=${this.busy} @click=${() => void this.act(() => api.giveBack(this.found.id, this.found.epoch, this.lastSeq))}>
          Rendre à l’assistant
        </button>
        <button ?disabled=${this.busy} aria-expanded=${this.closing} @click=${() => (this.closing = !this.closing)}>Clôturer…</button>`;
    if (takeable)
      return html`<button class="main" ?disabled=${this.busy} @click=${() => void this.take()}>
        ${state === "returned" ? "Reprendre la conversation" : "Prendre la conversation"}
      </button>`;
    return state === "taken" ? html`<span class="tag">${adviser} suit ce dossier</span>` : nothing;
  }

  /** A grave danger that nobody has called safe yet: the first thing to read. */
  private danger(): TemplateResult | typeof nothing {
    const { danger_state: state, dangers: told = [], evidence = [] } = this.detail?.situation ?? {};
    const hit = state === undefined && this.found.urgency === "urgent"; // seen by the hub, the assistant has not answered yet
    const open = GRAVE.filter((one) => told.includes(one) || (hit && one === this.found.reason));
    if (!(state === "open" || hit) || open.length === 0) return nothing;
    const words = evidence.filter((one) => one.field === "danger" && open.includes(String(one.value)) && one.words !== "");
    return html`<p class="alert danger wide">
      <strong>${open.map((one) => named(dangers, one)).join(", ")}</strong> – le parent n’a pas encore dit que l’enfant est en
      sécurité.${words.length > 0 ? html` <i>« ${words.map((one) => unquoted(one.words)).join(" », « ")} »</i>` : nothing}
    </p>`;
  }

  private closingForm(): TemplateResult {
    return html`<form class="closing wide" @submit=${(event: SubmitEvent) => this.close(event)}>
      <label
        >Comment se termine ce dossier ?
        <select name="outcome">
          ${Object.entries(outcomes).map(([value, text]) => html`<option value=${value}>${text}</option>`)}
        </select>
      </label>
      <button class="main" ?disabled=${this.busy}>Clôturer</button>
      <button type="button" @click=${() => (this.closing = false)}>Annuler</button>
    </form>`;
  }

  private talk(): TemplateResult {
    if (!this.detail) return html`<p class="note">Un instant…</p>`;
    const { extent, messages } = this.detail;
    const note = {
      all: "",
      none: "Le parent n’a pas encore accepté qu’un conseiller lise la conversation. Vous en voyez le motif, rien d’autre.",
      unanswered: "Le parent n’a pas partagé ce qui précède : vous lisez ce qui attend une réponse.",
    }[extent];
    return html`${note ? html`<p class="note small">${note}</p>` : nothing}
      <desk-transcript
        .messages=${messages}
        .caseId=${this.found.id}
        .deliveries=${this.deliveries?.deliveries}
        .typing=${this.typing}
      ></desk-transcript>
      ${this.found.mine ? html`${this.windowNote()}${this.answerBox()}` : nothing}`;
  }

  private answerBox(): TemplateResult {
    const left = LONGEST_TEXT - this.draft.length;
    return html`<form class="answer" @submit=${(event: SubmitEvent) => void this.send(event)}>
      <textarea
        aria-label="Votre réponse au parent"
        placeholder="Votre réponse au parent…"
        .value=${this.draft}
        @input=${(event: InputEvent) => this.write(event)}
        @keydown=${(event: KeyboardEvent) => this.key(event)}
      ></textarea>
      <button class="main" ?disabled=${this.busy || left < 0 || this.draft.trim() === ""}>Envoyer</button>
      <p class="muted small">
        ${left < 0 ? `${-left} caractères de trop` : "Entrée pour envoyer, Maj + Entrée pour aller à la ligne."}
      </p>
    </form>`;
  }

  private log(): TemplateResult | typeof nothing {
    if (!this.detail) return nothing;
    return html`<details>
      <summary>Journal du dossier</summary>
      <ul>
        ${this.detail.moves.map((move) => html`<li>${at(move.at)} · ${moved(move)}</li>`)}
      </ul>
    </details>`;
  }
}

customElements.define("desk-case", DeskCase);
