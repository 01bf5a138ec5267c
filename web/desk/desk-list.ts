// <desk-list>: the cases by who has to act, in the hub's order (urgent first, then oldest); arrows move between them.
import { LitElement, css, html, nothing, type TemplateResult } from "lit";

import type { Case } from "./api";
import { basics } from "./styles";
import { lasting, reason, standing } from "./words";

const GROUPS: { title: string; holds: (found: Case) => boolean }[] = [
  { title: "Mes conversations", holds: (found) => found.mine },
  { title: "À prendre", holds: (found) => found.takeable && found.state !== "returned" },
  { title: "Rendues à l’assistant", holds: (found) => found.state === "returned" },
  { title: "Chez mes collègues", holds: (found) => found.state === "taken" && !found.mine },
  { title: "Conseiller proposé", holds: (found) => found.state === "offered" && !found.takeable },
];

export class DeskList extends LitElement {
  static override styles = [
    basics,
    css`
      :host {
        display: block;
        overflow-y: auto;
        padding: 0.75rem;
      }
      h3 {
        margin: 0.9rem 0.25rem 0.4rem;
      }
      section:first-of-type h3 {
        margin-top: 0.25rem;
      }
      button {
        background: var(--surface);
        border-left: 4px solid var(--line);
        display: grid;
        gap: 0.15rem;
        margin-bottom: 0.4rem;
        padding: 0.55rem 0.75rem;
        text-align: left;
        width: 100%;
      }
      button.urgent {
        border-left-color: var(--danger);
      }
      button[aria-current="true"] {
        background: var(--accent-soft);
        border-color: var(--accent);
      }
      button.urgent[aria-current="true"] {
        border-left-color: var(--danger);
      }
      strong {
        font-weight: 600;
      }
      .tag {
        margin-right: 0.3rem;
      }
      .rest {
        color: var(--muted);
        font-size: 0.85rem;
        font-weight: 400;
      }
      .empty {
        color: var(--muted);
        padding: 1rem 0.25rem;
      }
    `,
  ];
  static override properties = { cases: { attribute: false }, chosen: {}, fresh: { attribute: false }, now: { type: Number } };

  declare cases: Case[];
  declare chosen: string | null;
  declare fresh: ReadonlySet<string>;
  declare now: number;

  private choose(id: string): void {
    this.dispatchEvent(new CustomEvent<string>("choose", { detail: id }));
  }

  private key(event: KeyboardEvent): void {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step === undefined) return;
    const lines = [...this.renderRoot.querySelectorAll("button")];
    const next = lines[lines.indexOf(event.target as HTMLButtonElement) + step];
    if (next) {
      next.focus();
      event.preventDefault();
    }
  }

  override render(): TemplateResult {
    const groups = GROUPS.map(({ title, holds }) => ({ title, cases: this.cases.filter(holds) }));
    return html`<nav aria-label="Dossiers" @keydown=${(event: KeyboardEvent) => this.key(event)}>
      ${this.cases.length === 0 ? html`<p class="empty">Aucun dossier pour le moment.</p>` : nothing}
      ${groups.map(({ title, cases }) =>
        cases.length === 0
          ? nothing
          : html`<section>
              <h3>${title} (${cases.length})</h3>
              <ul>
                ${cases.map((found) => html`<li>${this.line(found)}</li>`)}
              </ul>
            </section>`,
      )}
    </nav>`;
  }

  private line(found: Case): TemplateResult {
    const urgent = found.urgency === "urgent";
    return html`<button
      class=${urgent ? "urgent" : ""}
      aria-current=${found.id === this.chosen}
      @click=${() => this.choose(found.id)}
    >
      <strong>${reason(found)}</strong>
      <span class="rest"
        >${urgent ? html`<span class="tag urgent">Urgent</span>` : nothing}
        ${this.fresh.has(found.id) ? html`<span class="tag new">Nouveau</span>` : nothing}
        ${found.to_call && found.state !== "taken" ? html`<span class="tag">À rappeler</span>` : nothing}
        ${found.mine && found.unanswered ? html`<b>Le parent attend votre réponse · </b>` : nothing}
        ${found.mine ? "" : found.state === "taken" ? `${standing(found)} · ` : ""}${lasting(found.since, this.now)}${found.channel === "messenger" ? " · Messenger" : ""}</span
      >
    </button>`;
  }
}

customElements.define("desk-list", DeskList);
