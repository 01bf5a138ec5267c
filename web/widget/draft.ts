// A draft leaves the window: copied, or printed alone on a sheet.

/** Throws where the browser lets nothing be copied. */
export async function copy(text: string, near: ShadowRoot): Promise<void> {
  if (navigator.clipboard) {
    await navigator.clipboard.writeText(text);
    return;
  }
  const field = document.createElement("textarea"); // a page without https has no clipboard
  field.value = text;
  near.append(field);
  field.select();
  document.execCommand("copy");
  field.remove();
}

const SHEET = "body { font: 12pt/1.5 sans-serif; margin: 2cm; } p { white-space: pre-wrap; }";

/** A sheet with the text and nothing of the page around it. */
export function print(title: string, text: string, near: ShadowRoot): void {
  const frame = document.createElement("iframe");
  frame.title = title;
  frame.className = "sheet"; // out of sight, but not `hidden`: what is not laid out prints as an empty sheet
  near.append(frame);
  const sheet = frame.contentWindow as (Window & typeof globalThis) | null;
  if (!sheet) return frame.remove();
  const style = new sheet.CSSStyleSheet();
  style.replaceSync(SHEET);
  sheet.document.adoptedStyleSheets = [style];
  sheet.document.title = title;
  const heading = sheet.document.createElement("h1");
  heading.textContent = title;
  const body = sheet.document.createElement("p");
  body.textContent = text;
  sheet.document.body.append(heading, body);
  sheet.addEventListener("afterprint", () => setTimeout(() => frame.remove()));
  sheet.print();
}
