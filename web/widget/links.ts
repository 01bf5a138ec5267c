// Addresses and emergency numbers in a text, as parts that the view makes links of.

export type Part =
  | { readonly kind: "text"; readonly text: string }
  | { readonly kind: "web"; readonly text: string; readonly url: string }
  | { readonly kind: "phone"; readonly text: string; readonly url: string };

/** Belgian numbers as the assistant writes them: three digits, 116 000, 0800 numbers. Not part of a longer number. */
const FOUND =
  /(?<web>https?:\/\/[^\s<>"«»]+[^\s<>"«».,;:!?)\]])|(?<![\d/.,-])(?<phone>112|101|103|107|116[ \u00a0\u202f]?000|0800(?:[ \u00a0\u202f]\d{2,3}){2,3})(?![\d/]|[.,]\d|[ \u00a0\u202f]?(?:€|%|euros?))/g;

export function parts(text: string): Part[] {
  const found: Part[] = [];
  let from = 0;
  for (const match of text.matchAll(FOUND)) {
    if (match.index > from) found.push({ kind: "text", text: text.slice(from, match.index) });
    const web = match.groups?.["web"];
    const said = match[0];
    if (web !== undefined) found.push({ kind: "web", text: said, url: said });
    else found.push({ kind: "phone", text: said, url: `tel:${said.replace(/\D/g, "")}` });
    from = match.index + said.length;
  }
  if (from < text.length) found.push({ kind: "text", text: text.slice(from) });
  return found;
}
