// <desk-contact>: how the parent wants to be reached, ready to dial or to write to.
import { LitElement, css, html, nothing, type TemplateResult } from "lit";

import type { Contact } from "./api";
import { basics } from "./styles";

export class DeskContact extends LitElement {
  static override styles = [
    basics,
    css`
      :host {
        background: var(--accent-soft);
        border-radius: 0.5rem;
        display: block;
        margin-bottom: 1.1rem;
        padding: 0.6rem 0.8rem;
      }
      dl {
        display: grid;
        gap: 0.2rem 0.75rem;
        grid-template-columns: auto minmax(0, 1fr);
        margin-top: 0.35rem;
      }
      dt {
        color: var(--muted);
        font-size: 0.85rem;
      }
      dd {
        overflow-wrap: anywhere;
      }
      a {
        color: var(--accent);
        font-weight: 600;
      }
    `,
  ];
  static override properties = { contact: { attribute: false } };

  declare contact: Contact;

  override render(): TemplateResult {
    const { first_name, phone, phone_shown, email, when, wish, contract } = this.contact;
    return html`<h2>Joindre le parent</h2>
      <dl>
        ${line("Prénom", first_name)}
        ${line("Téléphone", phone && html`<a href=${`tel:${phone}`}>${phone_shown ?? phone}</a>`)}
        ${line("E-mail", email && html`<a href=${`mailto:${email}`}>${email}</a>`)}
        ${line("Moment", when)} ${line("Souhait", wish)}
        ${line("Contrat", contract)}
      </dl>`;
  }
}

function line(name: string, value: string | TemplateResult | null): TemplateResult | typeof nothing {
  return value ? html`<dt>${name}</dt><dd>${value}</dd>` : nothing;
}

customElements.define("desk-contact", DeskContact);
