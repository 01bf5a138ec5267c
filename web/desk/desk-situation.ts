// <desk-situation>: what is understood of the family's situation, each fact with the words that raised it.
import { LitElement, css, html, nothing, type TemplateResult } from "lit";

import type { Evidence, Situation } from "./api";
import { basics } from "./styles";
import { GRAVE, at, dangers, harassers, harms, named, platforms, results, steps, unquoted, writers } from "./words";

export class DeskSituation extends LitElement {
  static override styles = [
    basics,
    css`
      :host {
        display: grid;
        gap: 1.1rem;
      }
      dl {
        display: grid;
        gap: 0.55rem;
        margin-top: 0.4rem;
      }
      dt {
        color: var(--muted);
        font-size: 0.82rem;
      }
      q {
        color: var(--muted);
        display: block;
        font-size: 0.88rem;
        font-style: italic;
        quotes: "« " " »";
      }
      li {
        margin-top: 0.45rem;
      }
      .done {
        color: var(--good);
      }
      .stuck {
        color: var(--warn);
      }
      .danger {
        background: var(--danger-soft);
        border-left: 4px solid var(--danger);
        border-radius: 0.5rem;
        padding: 0.6rem 0.8rem;
      }
      .danger strong {
        color: var(--danger);
      }
      .danger.safe {
        background: var(--raised);
        border-color: var(--muted);
      }
      .danger.safe strong {
        color: var(--ink);
      }
    `,
  ];
  static override properties = { situation: { attribute: false }, alarm: { attribute: false } };

  declare situation: Situation;
  /** The grave danger that the safety net heard, where the assistant has not read the message yet. */
  declare alarm: string | undefined;

  private said(field: string, value?: string | boolean): TemplateResult[] {
    const fits = (one: Evidence) => one.field === field && one.words !== "" && (value === undefined || one.value === value);
    const words = new Set((this.situation.evidence ?? []).filter(fits).map((one) => unquoted(one.words)));
    return [...words].map((one) => html`<q>${one}</q>`);
  }

  override render(): TemplateResult {
    return html`${this.danger()} ${this.facts()} ${this.taken()} ${this.advised()}`;
  }

  private danger(): TemplateResult | typeof nothing {
    const found = [...(this.situation.dangers ?? [])].sort((one, other) => rank(one) - rank(other));
    if (found.length === 0) return nothing;
    const state = this.situation.danger_state;
    const said = { open: "Pas encore dit en sécurité.", safe: "Le parent dit que l’enfant est en sécurité.", adviser: "" };
    return html`<div class="danger ${state === "safe" ? "safe" : ""}">
      ${found.map((one) => html`<strong>${named(dangers, one)}</strong>${this.said("danger", one)}`)}
      ${state ? html`<p class="small">${said[state]}</p>` : nothing}
    </div>`;
  }

  private facts(): TemplateResult {
    const known = this.situation;
    const rows: [string, string, TemplateResult[]][] = [];
    const add = (title: string, text: string | undefined, ...words: TemplateResult[]) => text && rows.push([title, text, words]);
    add("Qui écrit", writers[known.writer ?? ""], ...this.said("writer"));
    for (const harm of known.harm_types ?? []) add(rows.some(([title]) => title === "Faits") ? "" : "Faits", named(harms, harm), ...this.said("harm_types", harm));
    const where = (known.platforms ?? []).map((one) => named(platforms, one)).join(", ");
    add("Où", where, ...this.said("platforms"));
    add("Auteur", harassers[known.harasser ?? ""], ...this.said("harasser"));
    add("École", { true: "cela se passe aussi à l’école", false: "rien à voir avec l’école" }[String(known.school_involved)], ...this.said("school_involved"));
    add("Contenus", { true: "encore en ligne", false: "retirés" }[String(known.content_online)], ...this.said("content_online"));
    add("Évolution", known.getting_worse ? "cela s’aggrave" : undefined, ...this.said("getting_worse"));
    return html`<section>
      <h2>La situation</h2>
      ${rows.length === 0
        ? html`<p class="muted small">${this.unread() ?? "Rien de précis n’est encore compris."}</p>`
        : html`<dl>
            ${rows.map(([title, text, words]) => html`<div>${title ? html`<dt>${title}</dt>` : nothing}<dd>${text}${words}</dd></div>`)}
          </dl>`}
    </section>`;
  }

  /** An empty situation is one that the assistant has not written yet, not one without facts. */
  private unread(): string | undefined {
    if (Object.keys(this.situation).length > 0) return undefined;
    const why = this.alarm ? ` Le filet de sécurité y voit : ${named(dangers, this.alarm)}.` : "";
    return `L’assistant n’a pas encore lu ce message.${why}`;
  }

  private taken(): TemplateResult | typeof nothing {
    const { steps_done: done = [], step_results: came = {}, steps_asked: asked = [] } = this.situation;
    const wished = asked.filter((step) => !done.includes(step));
    if (done.length + wished.length === 0) return nothing;
    return html`<section>
      <h2>Démarches</h2>
      <ul>
        ${done.map((step) => {
          const result = came[step];
          const stuck = result === "failed" || result === "refused";
          return html`<li>
            ${named(steps, step)} – <b class=${stuck ? "stuck" : "done"}>${result ? named(results, result) : "fait"}</b>
            ${this.said("steps_done", step)}${result ? this.said("step_results", `${step}:${result}`) : nothing}
          </li>`;
        })}
        ${wished.map((step) => html`<li>${named(steps, step)} – <b>envisagé</b>${this.said("steps_asked", step)}</li>`)}
      </ul>
    </section>`;
  }

  private advised(): TemplateResult | typeof nothing {
    const latest = new Map<string, string>();
    for (const given of this.situation.advised ?? []) if (given.step) latest.set(given.step, given.at);
    if (latest.size === 0) return nothing;
    const { steps_done: done = [], step_results: came = {} } = this.situation;
    const state = (step: string) => (came[step] ? named(results, came[step]) : done.includes(step) ? "fait" : "pas encore fait");
    return html`<section>
      <h2>Conseillé par l’assistant</h2>
      <ul>
        ${[...latest].map(
          ([step, time]) => html`<li>
            ${named(steps, step)} <span class="muted small">${Number.isNaN(Date.parse(time)) ? "" : at(time)} · ${state(step)}</span>
          </li>`,
        )}
      </ul>
    </section>`;
  }
}

function rank(danger: string): number {
  return GRAVE.includes(danger) ? GRAVE.indexOf(danger) : GRAVE.length;
}

customElements.define("desk-situation", DeskSituation);
