// What the host page may set on <legal-chat>, as attributes.

export interface Settings {
  /** Address of the hub, without a slash at the end; the one that served the script unless set. */
  readonly hub: string;
  /** The key that the insurer gave to this website; none on the hub's own machine. */
  readonly siteKey: string | null;
  readonly language: string;
  /** Where « Sortie rapide » leads. */
  readonly exitUrl: string;
  /** The insurer's own privacy page; no link without it. */
  readonly privacyUrl: string | null;
  /** The insurer's name for the window's title. */
  readonly heading: string | null;
}

/** A page that everybody in Belgium may have open. */
const NEUTRAL_SITE = "https://www.meteo.be/fr";

export const SEEN = ["hub", "site-key", "lang", "exit-url", "privacy-url", "heading", "label"] as const;

export function readSettings(element: HTMLElement, script: string): Settings {
  const own = script ? new URL(".", script).href : location.origin;
  return {
    hub: (element.getAttribute("hub") ?? own).replace(/\/+$/, ""),
    siteKey: element.getAttribute("site-key"),
    language: element.getAttribute("lang") ?? "fr",
    exitUrl: webAddress(element.getAttribute("exit-url")) ?? NEUTRAL_SITE,
    privacyUrl: webAddress(element.getAttribute("privacy-url")),
    heading: element.getAttribute("heading"),
  };
}

/** Only what opens as a page: an attribute that a script of the host filled in must not become code. */
export function webAddress(address: string | null): string | null {
  if (!address) return null;
  try {
    const url = new URL(address, location.href);
    return url.protocol === "https:" || url.protocol === "http:" ? url.href : null;
  } catch {
    return null;
  }
}
