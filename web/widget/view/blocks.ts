// The parts of a message; text is text, whoever wrote it, and only our own patterns become links.
import { html, nothing, type TemplateResult } from "lit-html";

import type { Block, Message } from "../api";
import { parts } from "../links";
import { webAddress } from "../settings";
import type { ChatWindow } from "../window";
import { DOSSIER, dossier } from "./dossier";
import { evidence } from "./evidence";
import { icons } from "./icons";

export function blocks(chat: ChatWindow, message: Message): TemplateResult[] {
  const plain = message.blocks.length === 0 ? [{ type: "paragraph", text: message.text }] : message.blocks;
  return plain.map((block, place) => one(chat, message, block, `${message.seq}-${place}`));
}

function one(chat: ChatWindow, message: Message, block: Block, id: string): TemplateResult {
  switch (block.type) {
    case "steps":
      return list(chat, block);
    case "draft":
      return draft(chat, block, id);
    case "summary":
      return summary(chat, block);
    case "link":
      return html`<p>${link(chat, block.url ?? "", block.title ?? block.text ?? block.url ?? "")}</p>`;
    case "file":
      return block.id === DOSSIER ? html`<div class="tools">${dossier(chat)}</div>` : evidence(chat, block);
    default:
      return html`<p class="text">${message.author === "parent" ? block.text : linked(chat, block.text ?? "")}</p>`;
  }
}

function linked(chat: ChatWindow, text: string): (string | TemplateResult)[] {
  return parts(unbroken(text)).map((part) => {
    if (part.kind === "text") return part.text;
    return part.kind === "web" ? link(chat, part.url, part.text) : html`<a class="tel" href=${part.url}>${part.text}</a>`;
  });
}

/** French signs stay with the word before them at the end of a line. */
function unbroken(text: string): string {
  return text.replace(/ (?=[:;?!»])/g, "\u00a0").replace(/« /g, "«\u00a0");
}

function link(chat: ChatWindow, address: string, title: string): TemplateResult {
  const url = webAddress(address);
  if (url === null) return html`${title}`;
  return html`<a href=${url} target="_blank" rel="noopener noreferrer"
    >${title}<span class="unseen"> ${chat.strings.opensApart}</span></a
  >`;
}

function list(chat: ChatWindow, block: Block): TemplateResult {
  const items = (block.items ?? []).map((item) => html`<li>${linked(chat, line(item))}</li>`);
  const title = block.title ? html`<p class="list-title">${block.title}</p>` : nothing;
  return html`${title}${block.ordered === false ? html`<ul>${items}</ul>` : html`<ol>${items}</ol>`}`;
}

type Item = NonNullable<Block["items"]>[number];

function line(item: Item): string {
  if (typeof item === "string") return item;
  return item.label ? `${item.label} : ${item.value ?? ""}` : (item.value ?? "");
}

function summary(chat: ChatWindow, block: Block): TemplateResult {
  const text = block.text ? html`<p class="text">${linked(chat, block.text)}</p>` : nothing;
  const items = (block.items ?? []).map((item) =>
    typeof item === "string" || !item.label
      ? html`<div><dd>${line(item)}</dd></div>`
      : html`<div><dt>${item.label}</dt><dd>${item.value ?? ""}</dd></div>`,
  );
  return html`<div class="card" part="summary">
    <p class="card-title">${block.title ?? chat.strings.summary}</p>
    ${text}${items.length > 0 ? html`<dl>${items}</dl>` : nothing}
  </div>`;
}

function draft(chat: ChatWindow, block: Block, id: string): TemplateResult {
  const title = block.title ?? chat.strings.draft;
  const text = block.text ?? "";
  const { copy, copied, print } = chat.strings;
  const done = chat.copied === id;
  return html`<div class="card" part="draft">
    <p class="card-title">${title}</p>
    <p class="draft">${text}</p>
    <div class="tools">
      <button type="button" @click=${() => void chat.copyDraft(id, text)}>
        ${done ? icons.done : icons.copy} ${done ? copied : copy}<span class="unseen"> : ${title}</span>
      </button>
      <button type="button" @click=${() => chat.printDraft(title, text)}>
        ${icons.print} ${print}<span class="unseen"> : ${title}</span>
      </button>
    </div>
  </div>`;
}
