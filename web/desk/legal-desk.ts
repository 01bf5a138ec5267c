// <legal-desk>: the advisers' page: the session, the live stream, the list on the left and the chosen case on the right.
import { LitElement, css, html, nothing, type TemplateResult } from "lit";

import * as api from "./api";
import type { Case, Me, Presence } from "./api";
import "./desk-case";
import type { DeskCase } from "./desk-case";
import "./desk-list";
import "./desk-login";
import { basics } from "./styles";
import { at, on, reason } from "./words";

const TICK = 20_000; // milliseconds between two looks at the waiting times
const TITLE = "Conseillers";
const AGAIN = 5000; // milliseconds before a stream that the browser gave up is opened again

export class LegalDesk extends LitElement {
  static override styles = [
    basics,
    css`
      .desk {
        display: grid;
        grid-template: auto minmax(0, 1fr) / 20rem minmax(0, 1fr);
        height: 100dvh;
      }
      header {
        align-items: center;
        background: var(--surface);
        border-bottom: 1px solid var(--line);
        display: flex;
        flex-wrap: wrap;
        gap: 0.4rem 1.25rem;
        grid-column: 1 / -1;
        padding: 0.5rem 1.25rem;
      }
      header p {
        flex: 1;
      }
      .switch {
        align-items: center;
        display: flex;
        gap: 0.5rem;
      }
      .dot {
        background: var(--muted);
        border-radius: 50%;
        display: inline-block;
        height: 0.7rem;
        width: 0.7rem;
      }
      .dot.on {
        background: var(--good);
      }
      desk-list {
        border-right: 1px solid var(--line);
        min-height: 0;
      }
      main {
        min-height: 0;
        min-width: 0;
      }
      .welcome {
        color: var(--muted);
        display: grid;
        gap: 0.3rem;
        height: 100%;
        place-content: center;
        text-align: center;
      }
      .lost {
        background: var(--warn-soft);
        color: var(--warn);
        grid-column: 1 / -1;
        padding: 0.4rem 1.25rem;
      }
      .desk.without-connection {
        grid-template-rows: auto auto minmax(0, 1fr);
      }
      @media (width < 48rem) {
        .desk {
          grid-template: auto minmax(6rem, 35dvh) auto / minmax(0, 1fr);
          height: auto;
        }
        desk-list {
          border-bottom: 1px solid var(--line);
          border-right: 0;
        }
        main {
          min-height: 60dvh;
        }
      }
    `,
  ];
  static override properties = {
    me: { state: true },
    asked: { state: true },
    problem: { state: true },
    cases: { state: true },
    presence: { state: true },
    chosen: { state: true },
    fresh: { state: true },
    now: { state: true },
    connected: { state: true },
    announced: { state: true },
  };

  declare private me: Me | null;
  declare private asked: boolean;
  declare private problem: string;
  declare private cases: Case[];
  declare private presence: Presence | null;
  declare private chosen: string | null;
  declare private fresh: ReadonlySet<string>;
  declare private now: number;
  declare private connected: boolean;
  declare private announced: string;
  private stream: EventSource | null = null;
  private listed: Map<string, Case> | null = null;
  private tick = 0;

  constructor() {
    super();
    this.me = null;
    this.asked = false;
    this.problem = "";
    this.cases = [];
    this.presence = null;
    this.chosen = null;
    this.fresh = new Set();
    this.now = Date.now();
    this.connected = true;
    this.announced = "";
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.tick = window.setInterval(() => (this.now = Date.now()), TICK);
    api.me().then(
      (me) => this.enter(me),
      () => (this.asked = true),
    );
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    window.clearInterval(this.tick);
    this.stream?.close();
  }

  private enter(me: Me): void {
    this.me = me;
    this.asked = true;
    this.problem = "";
    this.listed = null;
    this.follow();
  }

  private leave(problem: string): void {
    this.stream?.close();
    this.stream = null;
    this.me = null;
    this.cases = [];
    this.chosen = null;
    this.problem = problem;
    document.title = TITLE;
  }

  private async logout(): Promise<void> {
    const mine = this.cases.filter((found) => found.mine).length;
    if (mine > 0 && !window.confirm("Vos conversations en cours retourneront à l’assistant. Se déconnecter ?")) return;
    await api.logout().catch(() => undefined); // without a session there is nothing to end
    this.leave("");
  }

  private follow(): void {
    const stream = new EventSource("/api/desk/events");
    this.stream = stream;
    const read = <Data>(event: Event) => JSON.parse((event as MessageEvent<string>).data) as Data;
    stream.addEventListener("open", () => {
      if (!this.connected) void this.view?.load();
      this.connected = true;
    });
    stream.addEventListener("cases", (event) => this.list(read<{ cases: Case[] }>(event).cases));
    stream.addEventListener("presence", (event) => (this.presence = read<Presence>(event)));
    stream.addEventListener("message", (event) => {
      if (read<{ case_id: string }>(event).case_id === this.chosen) void this.view?.catchUp();
    });
    stream.addEventListener("typing", (event) => {
      const { case_id, typing } = read<{ case_id: string; typing: boolean }>(event);
      if (case_id === this.chosen) this.view?.parentTypes(typing);
    });
    stream.addEventListener("over", () => this.over());
    stream.addEventListener("error", () => {
      this.connected = false;
      if (stream.readyState === EventSource.CLOSED) window.setTimeout(() => void this.again(stream), AGAIN);
    });
  }

  /** The browser gave the stream up: the session is over, or the hub was away. */
  private async again(stream: EventSource): Promise<void> {
    if (this.stream !== stream) return;
    try {
      await api.me();
      this.follow();
    } catch (error) {
      if (error instanceof api.Refused && error.status === 401) this.over();
      else window.setTimeout(() => void this.again(stream), AGAIN);
    }
  }

  private over(): void {
    if (this.me) this.leave("Votre session est terminée. Connectez-vous de nouveau.");
  }

  private get view(): DeskCase | null {
    return this.renderRoot.querySelector("desk-case");
  }

  private list(cases: Case[]): void {
    const before = this.listed;
    this.listed = new Map(cases.map((found) => [found.id, found]));
    if (before) {
      const waiting = (found: Case | undefined) => found !== undefined && found.takeable;
      const come = cases.filter((found) => waiting(found) && !waiting(before.get(found.id)) && found.state !== "returned");
      const raised = cases.filter((found) => found.urgency === "urgent" && before.get(found.id)?.urgency === "normal");
      if (come.length + raised.length > 0) {
        this.fresh = new Set([...this.fresh, ...[...come, ...raised].map((found) => found.id)].filter((id) => id !== this.chosen));
        this.announced = [...come, ...raised]
          .map((found) => `${found.urgency === "urgent" ? "Dossier urgent" : "Nouveau dossier"} : ${reason(found)}`)
          .join(". ");
      }
    }
    this.cases = cases;
    if (this.chosen && !this.listed.has(this.chosen)) this.chosen = null;
    const waiting = cases.filter((found) => found.takeable && found.state !== "returned").length;
    document.title = waiting > 0 ? `(${waiting}) ${TITLE}` : TITLE;
    this.now = Date.now();
  }

  private choose(id: string): void {
    this.chosen = id;
    this.fresh = new Set([...this.fresh].filter((one) => one !== id));
  }

  private async switch(): Promise<void> {
    if (!this.me) return;
    const available = !this.me.available;
    try {
      await api.setAvailable(available);
      this.me = { ...this.me, available };
    } catch (error) {
      if (error instanceof api.Refused && error.status === 401) this.over();
    }
  }

  override render(): TemplateResult {
    if (!this.asked) return html``;
    if (!this.me)
      return html`<desk-login
        .problem=${this.problem}
        @logged-in=${(event: CustomEvent<Me>) => this.enter(event.detail)}
      ></desk-login>`;
    const found = this.cases.find((one) => one.id === this.chosen);
    return html`<div class="desk ${this.connected ? "" : "without-connection"}">
      <header>
        <h1>Conseillers</h1>
        <p class="muted small">${this.presence ? around(this.presence) : ""}</p>
        <button
          class="switch"
          role="switch"
          aria-checked=${this.me.available}
          title="Les parents ne comptent que sur les conseillers disponibles"
          @click=${() => void this.switch()}
        >
          <span class="dot ${this.me.available ? "on" : ""}"></span>${this.me.available ? "Disponible" : "Absent"}
        </button>
        <span>${this.me.name}</span>
        <button @click=${() => void this.logout()}>Se déconnecter</button>
      </header>
      ${this.connected ? nothing : html`<p class="lost" role="status">Connexion perdue. Nouvel essai en cours…</p>`}
      <desk-list
        .cases=${this.cases}
        .chosen=${this.chosen}
        .fresh=${this.fresh}
        .now=${this.now}
        @choose=${(event: CustomEvent<string>) => this.choose(event.detail)}
      ></desk-list>
      <main>
        ${found
          ? html`<desk-case .found=${found} .now=${this.now} @over=${() => this.over()}></desk-case>`
          : html`<div class="welcome">${this.welcome()}</div>`}
      </main>
      <p class="hidden" role="status">${this.announced}</p>
    </div>`;
  }

  private welcome(): TemplateResult {
    const waiting = this.cases.filter((one) => one.takeable && one.state !== "returned").length;
    const said = waiting === 0 ? "Personne n’attend en ce moment." : waiting === 1 ? "Un parent attend." : `${waiting} parents attendent.`;
    return html`<p>${said}</p><p class="small">Choisissez un dossier dans la liste.</p>`;
  }
}

function around(presence: Presence): string {
  const there = presence.online === 1 ? "1 conseiller disponible" : `${presence.online} conseillers disponibles`;
  if (presence.open) return `Service ouvert · ${there}`;
  const next = presence.next_opening;
  return `Service fermé${next ? ` jusqu’au ${on(next)}, ${at(next)}` : ""} · ${there}`;
}

customElements.define("legal-desk", LegalDesk);
