// The conversation as it grows: days, who speaks, what is on its way, and the choices under the last question.
import { html, nothing, type TemplateResult } from "lit-html";
import { repeat } from "lit-html/directives/repeat.js";

import type { Message } from "../api";
import { day, dayName, time } from "../dates";
import type { Outgoing } from "../outbox";
import type { ChatWindow } from "../window";
import { blocks } from "./blocks";

const SAME_BREATH = 5 * 60_000; // milliseconds in which an author's next bubble needs no name again

type Line = { readonly key: string; readonly at: string } & (
  | { readonly said: Message; readonly mine?: never }
  | { readonly mine: Outgoing; readonly said?: never }
);

export function log(chat: ChatWindow): TemplateResult {
  const { conversation, strings } = chat;
  const lines: Line[] = [
    ...conversation.messages.map((said) => ({ key: said.client_message_id ?? `seq-${said.seq}`, at: said.sent_at, said })),
    ...conversation.outgoing.map((mine) => ({ key: mine.id, at: mine.at, mine })),
  ];
  return html`<div
    class="log"
    part="log"
    role="log"
    tabindex="0"
    aria-label=${strings.log}
    aria-live=${conversation.complete ? "polite" : "off"}
    @scroll=${() => chat.scrolled()}
  >
    ${intro(chat)}
    ${repeat(
      lines,
      (line) => line.key,
      (line, place) => {
        const before = lines[place - 1];
        const isNewDay = !before || day(before.at) !== day(line.at);
        return html`<div class="line">
          ${isNewDay ? html`<p class="day"><span>${dayName(line.at, strings)}</span></p>` : nothing}
          ${line.said ? message(chat, line.said, isNewDay ? undefined : before) : pending(chat, line.mine)}
        </div>`;
      },
    )}
    ${typing(chat)}
  </div>`;
}

function intro(chat: ChatWindow): TemplateResult {
  const { strings, settings } = chat;
  return html`<div class="intro" part="intro">
    <p>
      ${strings.intro}
      ${settings.privacyUrl === null
        ? nothing
        : html`<a href=${settings.privacyUrl} target="_blank" rel="noopener noreferrer"
            >${strings.privacy}<span class="unseen"> ${strings.opensApart}</span></a
          >`}
    </p>
  </div>`;
}

function message(chat: ChatWindow, said: Message, before: Line | undefined): TemplateResult {
  const { strings, conversation } = chat;
  const goesOn = before?.said?.author === said.author && before.said.author_name === said.author_name && isSoon(before.at, said.sent_at);
  const name = who(chat, said);
  const isLastWord = !conversation.messages.some((later) => later.seq > said.seq && later.author === "parent");
  const asks = said.buttons.length > 0 && isLastWord && conversation.outgoing.every((mine) => mine.state === "failed");
  return html`<article class="${said.author} ${goesOn ? "goes-on" : ""}" part="message message-${said.author}">
      <p class="who ${goesOn ? "unseen" : ""}">${name}</p>
      ${blocks(chat, said)}
      <p class="when">
        <time datetime=${said.sent_at}>${time(said.sent_at, strings)}</time>
        ${said.author === "parent" ? html`· ${said.seq <= conversation.readUpTo ? strings.read : strings.sent}` : nothing}
      </p>
    </article>
    ${asks
      ? html`<div class="choices" role="group" aria-label=${strings.choices} part="choices">
          ${said.buttons.map(
            (button) =>
              html`<button type="button" part="choice" @click=${() => chat.press(button)}>${button.title}</button>`,
          )}
        </div>`
      : nothing}`;
}

function isSoon(first: string, second: string): boolean {
  return Date.parse(second) - Date.parse(first) < SAME_BREATH;
}

function who(chat: ChatWindow, said: Message): string {
  const { strings } = chat;
  switch (said.author) {
    case "parent":
      return strings.you;
    case "advisor":
      return isNamed(chat, said.author_name) ? `${said.author_name} · ${strings.advisors}` : strings.advisor;
    case "system":
      return strings.system;
    default:
      return strings.assistant;
  }
}

/** Whether an adviser signs with a name, and not with what all are called. */
export function isNamed({ strings }: ChatWindow, name: string | null): name is string {
  return name !== null && name !== strings.advisor;
}

function pending(chat: ChatWindow, mine: Outgoing): TemplateResult {
  const { strings, conversation } = chat;
  const moving = conversation.connection === "open" ? strings.sending : strings.queued;
  return html`<article class="parent ${mine.state === "sent" ? "" : "pending"}" part="message message-parent">
    <p class="who">${strings.you}</p>
    <p class="text">${mine.label}</p>
    ${mine.state === "failed"
      ? html`<div class="failed" role="alert">
          <p>${strings.notSent} ${mine.reason}</p>
          <button type="button" @click=${() => conversation.outbox.retry(mine.id)}>${strings.retry}</button>
          <button type="button" @click=${() => conversation.outbox.discard(mine.id)}>${strings.discard}</button>
        </div>`
      : html`<p class="when">${mine.state === "sent" ? strings.sent : moving}</p>`}
  </article>`;
}

function typing(chat: ChatWindow): TemplateResult | typeof nothing {
  if (chat.conversation.typing === null) return nothing;
  return html`<div class="typing ${chat.conversation.typing}" aria-hidden="true"><i></i><i></i><i></i></div>`;
}
