// What opens under the window's title: the menu, the question before erasing, and the sending of a file.
import { html, nothing, type TemplateResult } from "lit-html";

import type { ChatWindow } from "../window";
import { dossier } from "./dossier";

const KINDS = "image/jpeg,image/png,image/webp,image/heic,application/pdf";

export function panel(chat: ChatWindow): TemplateResult | typeof nothing {
  switch (chat.panel) {
    case "menu":
      return menu(chat);
    case "erase":
      return erase(chat);
    case "attach":
      return attach(chat);
    default:
      return nothing;
  }
}

function menu(chat: ChatWindow): TemplateResult {
  const { strings, settings } = chat;
  return html`<div class="panel" id="panel" part="menu" role="group" aria-label=${strings.menu}>
    <label>
      <input
        type="checkbox"
        .checked=${chat.onDevice}
        @change=${(event: Event) => chat.remember((event.target as HTMLInputElement).checked)}
      />
      <span>${strings.remember}<small>${strings.rememberHint}</small></span>
    </label>
    ${chat.conversation.session === null ? nothing : dossier(chat)}
    <button type="button" @click=${() => chat.show("erase")}>${strings.erase}</button>
    ${settings.privacyUrl === null
      ? nothing
      : html`<a href=${settings.privacyUrl} target="_blank" rel="noopener noreferrer"
          >${strings.privacy}<span class="unseen"> ${strings.opensApart}</span></a
        >`}
  </div>`;
}

function erase(chat: ChatWindow): TemplateResult {
  const { strings } = chat;
  return html`<div class="panel" id="panel" part="menu" role="group" aria-label=${strings.erase}>
    <p>${strings.eraseSure}</p>
    <div class="tools">
      <button type="button" @click=${() => chat.show("none")}>${strings.eraseNo}</button>
      <button type="button" class="grave" @click=${() => void chat.erase()}>${strings.eraseYes}</button>
    </div>
    <p role="alert">${chat.notice}</p>
  </div>`;
}

function attach(chat: ChatWindow): TemplateResult {
  const { strings, upload } = chat;
  const choose = (event: Event): void => {
    const input = event.target as HTMLInputElement;
    const file = input.files?.[0];
    input.value = "";
    if (file) void chat.sendFile(file);
  };
  return html`<div class="panel" id="panel" part="attach" role="group" aria-label=${strings.attachTitle}>
    <p class="card-title">${strings.attachTitle}</p>
    <p class="rule">${strings.attachRule}</p>
    <p>${strings.attachKinds}</p>
    <div class="tools">
      <label class="choose">
        <input type="file" accept=${KINDS} ?disabled=${upload === "busy"} @change=${choose} />
        <span>${strings.attachChoose}</span>
      </label>
      <button type="button" @click=${() => chat.show("none")}>${strings.attachCancel}</button>
    </div>
    <p role="status">${upload === "busy" ? strings.attachBusy : ""}</p>
    <p role="alert">${upload === "busy" || upload === "no" ? "" : upload.problem}</p>
  </div>`;
}
