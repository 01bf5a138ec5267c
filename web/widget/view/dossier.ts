// The parent's dossier: one button, in the menu and where the assistant offers it, and what became of it.
import { html, nothing, type TemplateResult } from "lit-html";

import type { ChatWindow } from "../window";

/** The id by which the hub names the file that is made when it is asked for. */
export const DOSSIER = "dossier";

export function dossier(chat: ChatWindow): TemplateResult {
  const { strings, dossier: state } = chat;
  return html`<button type="button" aria-disabled=${state === "busy"} @click=${() => void chat.saveDossier()}>
      ${strings.dossier}
    </button>
    ${state === "no" ? nothing : html`<p role="status">${state === "busy" ? strings.dossierBusy : state.problem}</p>`}`;
}
