// <desk-login>: e-mail and password; says what the hub says when it refuses.
import { LitElement, css, html, nothing, type TemplateResult } from "lit";

import { login, type Me } from "./api";
import { basics } from "./styles";

export class DeskLogin extends LitElement {
  static override styles = [
    basics,
    css`
      :host {
        display: grid;
        min-height: 100dvh;
        place-items: center;
      }
      form {
        background: var(--surface);
        border: 1px solid var(--line);
        border-radius: 0.9rem;
        display: grid;
        gap: 0.9rem;
        padding: 2rem;
        width: min(24rem, calc(100vw - 2rem));
      }
      label {
        display: grid;
        font-weight: 500;
        gap: 0.25rem;
      }
    `,
  ];
  static override properties = { problem: {}, busy: { state: true } };

  declare problem: string;
  declare private busy: boolean;

  constructor() {
    super();
    this.problem = "";
    this.busy = false;
  }

  override firstUpdated(): void {
    this.renderRoot.querySelector("input")?.focus();
  }

  private async submit(event: SubmitEvent): Promise<void> {
    event.preventDefault();
    const given = new FormData(event.target as HTMLFormElement);
    this.busy = true;
    this.problem = "";
    try {
      const me = await login(String(given.get("email")), String(given.get("password")));
      this.dispatchEvent(new CustomEvent<Me>("logged-in", { detail: me }));
    } catch (error) {
      this.problem = (error as Error).message;
    }
    this.busy = false;
  }

  override render(): TemplateResult {
    return html`<form @submit=${(event: SubmitEvent) => void this.submit(event)}>
      <h1>Espace des conseillers</h1>
      ${this.problem ? html`<p class="alert" role="alert">${this.problem}</p>` : nothing}
      <label>Adresse e-mail <input name="email" type="email" autocomplete="username" required /></label>
      <label>Mot de passe <input name="password" type="password" autocomplete="current-password" required /></label>
      <button class="main" ?disabled=${this.busy}>Se connecter</button>
    </form>`;
  }
}

customElements.define("desk-login", DeskLogin);
