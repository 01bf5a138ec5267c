// The whole window.
import { html, nothing, type TemplateResult } from "lit-html";

import type { ChatWindow } from "../window";
import { composer } from "./composer";
import { icons } from "./icons";
import { isNamed, log } from "./log";
import { panel } from "./panels";

export function chatView(chat: ChatWindow): TemplateResult {
  const { strings, settings, conversation } = chat;
  return html`<dialog part="window" aria-labelledby="title" @cancel=${(event: Event) => event.preventDefault()}>
    <header part="header">
      <h2 id="title" tabindex="-1">${settings.heading ?? strings.heading}</h2>
      <button type="button" class="exit" part="exit" title=${strings.exitHint} @click=${() => chat.exit()}>
        ${icons.exit} ${strings.exit}
      </button>
      <button
        type="button"
        class="icon menu-button"
        aria-label=${strings.menu}
        aria-expanded=${chat.panel === "menu" || chat.panel === "erase"}
        aria-controls="panel"
        @click=${() => chat.show(chat.panel === "none" ? "menu" : "none")}
      >
        ${icons.menu}
      </button>
      <button type="button" class="icon" aria-label=${strings.minimise} @click=${() => chat.minimise()}>
        ${icons.minimise}
      </button>
    </header>
    <p class="speaks ${conversation.owner}" part="speaks">${speaks(chat)}</p>
    ${panel(chat)}
    ${conversation.isOver ? html`<div class="log"></div>` : log(chat)}
    ${chat.more
      ? html`<button type="button" class="to-end" @click=${() => chat.toEnd()}>${icons.down} ${strings.more}</button>`
      : nothing}
    ${condition(chat)}
    ${composer(chat)}
    <footer part="danger" aria-label=${strings.dangerLabel} role="group">
      ${strings.danger} <a href="tel:112">112</a> · police <a href="tel:101">101</a> · Child Focus
      <a href="tel:116000">116&nbsp;000</a>
    </footer>
    <p class="unseen" role="status">${chat.announcement}</p>
    <p class="unseen" role="status">${typingText(chat)}</p>
  </dialog>`;
}

function speaks(chat: ChatWindow): string {
  const { strings, conversation, adviserName } = chat;
  if (conversation.owner === "advisor" || conversation.owner === "external")
    return strings.speaksAdvisor(isNamed(chat, adviserName) ? adviserName : null);
  return conversation.owner === "queue" ? strings.speaksQueue : strings.speaksBot;
}

function typingText(chat: ChatWindow): string {
  const { typing } = chat.conversation;
  if (typing === null) return "";
  return typing === "assistant" ? chat.strings.assistantTypes : chat.strings.advisorTypes(chat.adviser());
}

function condition({ strings, conversation }: ChatWindow): TemplateResult | typeof nothing {
  if (conversation.connection === "lost") {
    const said = conversation.messages.length > 0 ? strings.offline : strings.unavailable;
    return html`<p class="condition lost">${said}</p>`;
  }
  return conversation.connection === "starting" ? html`<p class="condition">${strings.starting}</p>` : nothing;
}
