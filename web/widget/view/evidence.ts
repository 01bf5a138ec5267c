// A file of evidence in the conversation. An image is drawn on a canvas: no address of it exists for the page.
import { html, type TemplateResult } from "lit-html";
import { ref } from "lit-html/directives/ref.js";

import type { Block } from "../api";
import type { ChatWindow } from "../window";

export type Picture = ImageBitmap | "gone";

export function evidence(chat: ChatWindow, block: Block): TemplateResult {
  const { strings } = chat;
  const id = block.id ?? "";
  const isImage = block.media_type?.startsWith("image/") ?? false;
  const name = isImage ? strings.image : strings.document;
  const shown = chat.pictures.get(id);
  if (shown === "gone") return html`<p>${strings.fileGone}</p>`;
  if (shown) {
    return html`<canvas
      role="img"
      aria-label=${name}
      ${ref((canvas) => canvas instanceof HTMLCanvasElement && draw(canvas, shown))}
    ></canvas>`;
  }
  return html`<p class="file">${name} · ${strings.kilobytes(block.bytes ?? 0)}</p>
    <div class="tools">
      ${isImage
        ? html`<button type="button" @click=${() => void chat.showPicture(id)}>${strings.show}</button>`
        : html`<button type="button" @click=${() => void chat.saveFile(id, "document.pdf")}>${strings.save}</button>`}
    </div>`;
}

function draw(canvas: HTMLCanvasElement, picture: ImageBitmap): void {
  if (canvas.width === picture.width && canvas.height === picture.height) return;
  canvas.width = picture.width;
  canvas.height = picture.height;
  canvas.getContext("2d")?.drawImage(picture, 0, 0);
}
