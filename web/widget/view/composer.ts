// Where the parent writes.
import { html, nothing, type TemplateResult } from "lit-html";
import { live } from "lit-html/directives/live.js";

import type { ChatWindow } from "../window";
import { icons } from "./icons";

const LINE = 38; // characters, about
const ROWS_MOST = 6;
const COUNT_FROM = 500; // characters left from which they are counted

export function composer(chat: ChatWindow): TemplateResult {
  const { strings, conversation, left } = chat;
  if (conversation.isOver) {
    return html`<div class="over">
      <p>${conversation.connection === "erased" ? strings.erased : strings.over}</p>
      <button type="button" class="primary" @click=${() => chat.restart()}>${strings.restart}</button>
    </div>`;
  }
  return html`<form
    part="composer"
    @submit=${(event: SubmitEvent) => {
      event.preventDefault();
      chat.say();
    }}
  >
    ${conversation.files
      ? html`<button
          type="button"
          class="attach icon"
          aria-label=${strings.attach}
          title=${strings.attach}
          aria-expanded=${chat.panel === "attach"}
          @click=${() => chat.show(chat.panel === "attach" ? "none" : "attach")}
        >
          ${icons.attach}
        </button>`
      : nothing}
    <div class="field">
      <textarea
        part="field"
        rows=${rows(chat.draft)}
        aria-label=${strings.field}
        aria-describedby="hint"
        aria-invalid=${left < 0}
        placeholder=${strings.placeholder}
        enterkeyhint=${chat.touch ? "enter" : "send"}
        .value=${live(chat.draft)}
        @input=${(event: InputEvent) => chat.write((event.target as HTMLTextAreaElement).value)}
        @keydown=${(event: KeyboardEvent) => key(chat, event)}
      ></textarea>
      <p id="hint" class="unseen">${chat.touch ? "" : strings.fieldHint}</p>
    </div>
    <button
      class="primary icon"
      part="send"
      aria-label=${strings.send}
      title=${strings.send}
      ?disabled=${left < 0 || chat.draft.trim() === ""}
    >
      ${icons.send}
    </button>
    ${counter(chat)}
  </form>`;
}

/** Where the browser does not fit a field to its text. */
function rows(text: string): number {
  const lines = text.split("\n").reduce((sum, line) => sum + 1 + Math.floor(line.length / LINE), 0);
  return Math.min(lines, ROWS_MOST);
}

function counter({ left, strings }: ChatWindow): TemplateResult {
  const said = left < 0 ? strings.tooLong(-left) : left <= COUNT_FROM ? strings.left(left) : "";
  return html`<p class="counter ${left < 0 ? "grave" : ""}" role="status">${said}</p>`;
}

/** Enter sends where there is a keyboard; on glass it makes a new line and the button sends. */
function key(chat: ChatWindow, event: KeyboardEvent): void {
  if (event.key !== "Enter" || event.shiftKey || event.isComposing || chat.touch) return;
  event.preventDefault();
  chat.say();
}
