// <desk-transcript>: the conversation as it grows; stays at its end unless the adviser reads further up.
import { LitElement, css, html, nothing, type TemplateResult } from "lit";

import type { Delivery, Message } from "./api";
import { basics } from "./styles";
import { at, delivered, on } from "./words";

const AT_THE_END = 80; // pixels from the end that still count as the end

export class DeskTranscript extends LitElement {
  static override styles = [
    basics,
    css`
      :host {
        display: block;
        overflow-y: auto;
        padding: 1rem 1.25rem;
      }
      article {
        border-radius: 0.8rem;
        margin: 0 4rem 0.7rem 0;
        max-width: 40rem;
        padding: 0.5rem 0.8rem;
        width: fit-content;
      }
      article.parent {
        background: var(--raised);
        border: 1px solid var(--line);
      }
      article.assistant {
        border: 1px dashed var(--line);
        margin: 0 0 0.7rem auto;
      }
      article.advisor {
        background: var(--accent-soft);
        margin: 0 0 0.7rem auto;
      }
      article.system {
        color: var(--muted);
        font-size: 0.88rem;
        margin: 0 auto 0.7rem;
        text-align: center;
      }
      header {
        color: var(--muted);
        font-size: 0.78rem;
      }
      p,
      li {
        overflow-wrap: anywhere;
        white-space: pre-line;
      }
      ol,
      ul {
        list-style: revert;
        margin: 0;
        padding-left: 1.3rem;
      }
      .trouble {
        color: var(--urgent, #a3162a);
      }
      .day {
        color: var(--muted);
        font-size: 0.8rem;
        margin: 0.5rem 0 0.8rem;
        text-align: center;
      }
    `,
  ];
  static override properties = {
    messages: { attribute: false },
    caseId: { attribute: false },
    deliveries: { attribute: false },
    typing: { type: Boolean },
  };

  declare messages: Message[];
  /** The case under which the parent's files are read. */
  declare caseId: string;
  declare deliveries: Delivery[] | undefined;
  declare typing: boolean;
  /** Whether the reader is at the end; only the reader's own scrolling changes it, not what appears below. */
  private stay = true;
  private readonly resized = new ResizeObserver(() => this.hold());

  override connectedCallback(): void {
    super.connectedCallback();
    this.addEventListener("scroll", this.look);
    this.resized.observe(this);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.removeEventListener("scroll", this.look);
    this.resized.disconnect();
  }

  override updated(): void {
    this.hold();
  }

  private readonly look = (): void => {
    this.stay = this.scrollHeight - this.scrollTop - this.clientHeight < AT_THE_END;
  };

  private hold(): void {
    if (this.stay) this.scrollTop = this.scrollHeight;
  }

  private deliveryOf(message: Message): Delivery | undefined {
    return this.deliveries?.find((delivery) => delivery.seq === message.seq);
  }

  /** A new conversation is shown from its end. */
  toEnd(): void {
    this.stay = true;
    void this.updateComplete.then(() => this.hold());
  }

  override render(): TemplateResult {
    return html`<div role="log" aria-label="Conversation">
      ${this.messages.map((message, place) => {
        const before = this.messages[place - 1];
        const newDay = !before || on(before.sent_at) !== on(message.sent_at);
        return html`${newDay ? html`<p class="day">${on(message.sent_at)}</p>` : nothing}${bubble(message, this.caseId, this.deliveryOf(message))}`;
      })}
      ${this.typing ? html`<p class="muted small">Le parent écrit…</p>` : nothing}
    </div>`;
  }
}

function bubble(message: Message, caseId: string, delivery: Delivery | undefined): TemplateResult {
  const names = { parent: "Parent", assistant: "Assistant automatique", advisor: "Conseiller", system: "" };
  const name = message.author === "advisor" ? (message.author_name ?? names.advisor) : names[message.author];
  return html`<article class=${message.author} data-seq=${message.seq}>
    <header>${name ? `${name} · ` : ""}${at(message.sent_at)}</header>
    ${message.blocks.map((block) => {
      if (block.type === "file" && block.id) {
        const address = `/api/desk/cases/${caseId}/files/${block.id}`;
        return html`<p><a href=${address} target="_blank" rel="noopener">${block.text ?? "Fichier"}</a></p>`;
      }
      if (!block.items) return html`<p>${block.text ?? ""}</p>`;
      const items = block.items.map((item) => html`<li>${item}</li>`);
      return block.ordered === false ? html`<ul>${items}</ul>` : html`<ol>${items}</ol>`;
    })}
    ${delivery ? deliveryLine(delivery) : nothing}
  </article>`;
}

function deliveryLine(delivery: Delivery): TemplateResult {
  const trouble = delivery.state === "held" || delivery.state === "failed";
  return html`<p class="small ${trouble ? "trouble" : "muted"}">${delivered(delivery)}</p>`;
}

customElements.define("desk-transcript", DeskTranscript);
