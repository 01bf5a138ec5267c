// <legal-chat>: the button on the host's page. Everything else is loaded when the parent opens the chat.
import { isOnDevice, recall } from "./memory";
import { readSettings, SEEN, type Settings } from "./settings";
import { launcherStrings } from "./strings";
import { launcherSheet } from "./launcher-style";
import type { ChatWindow, Frame } from "./window";

/** The address of the window's script beside this one; the build fills it in. */
declare const CHAT_WINDOW: string;

const script = document.currentScript instanceof HTMLScriptElement ? document.currentScript.src : "";
const NARROW = "(max-width: 30em)"; // where the window covers the page, and must not do so unasked

class LegalChat extends HTMLElement implements Frame {
  static readonly observedAttributes = SEEN;

  readonly root = this.attachShadow({ mode: "open" });
  private readonly button = document.createElement("button");
  private readonly words = document.createElement("span");
  private readonly badge = document.createElement("span");
  private readonly status = document.createElement("p");
  private chat: ChatWindow | null = null;
  private loading: Promise<void> | null = null;
  private count = 0;

  constructor() {
    super();
    this.root.adoptedStyleSheets = [launcherSheet()];
    this.button.type = "button";
    this.button.className = "launcher";
    this.button.setAttribute("part", "launcher");
    this.badge.className = "badge";
    this.badge.setAttribute("part", "badge");
    this.badge.setAttribute("aria-hidden", "true");
    this.badge.hidden = true;
    this.status.className = "status";
    this.status.setAttribute("role", "status");
    this.button.append(bubble(), this.words, this.badge);
    this.button.addEventListener("click", () => void this.open());
    this.root.append(this.button, this.status);
  }

  get settings(): Settings {
    return readSettings(this, script);
  }

  connectedCallback(): void {
    this.label();
    // a parent who has the window open goes on to another page of the site: it is still open there
    if (recall()?.open && !matchMedia(NARROW).matches) void this.show(false);
  }

  disconnectedCallback(): void {
    this.chat?.destroy();
    this.chat = null;
    this.loading = null;
  }

  attributeChangedCallback(): void {
    this.label();
    this.chat?.settingsChanged();
  }

  /** Opens the window and puts the keyboard in it. */
  async open(): Promise<void> {
    await this.show(true);
  }

  /** Makes the window small; the conversation goes on. */
  close(): void {
    this.chat?.minimise();
  }

  opened(): void {
    this.button.hidden = true;
    this.status.textContent = "";
    this.tell("open", {});
  }

  closed(): void {
    this.button.hidden = false;
    this.button.focus();
    this.label();
    this.tell("close", {});
  }

  unread(count: number): void {
    if (count === this.count) return;
    this.count = count;
    this.badge.textContent = String(count);
    this.badge.hidden = count === 0;
    this.label();
    this.status.textContent = count === 0 || this.button.hidden ? "" : this.strings.unread(count);
    this.tell("unread", { count });
  }

  /** What the host page may hear: that something happened, never what was said. */
  tell(what: string, detail: object): void {
    this.dispatchEvent(new CustomEvent(`legal-chat-${what}`, { detail, bubbles: true, composed: true }));
  }

  private async show(focus: boolean): Promise<void> {
    this.loading ??= this.load();
    this.button.setAttribute("aria-busy", "true");
    try {
      await this.loading;
      this.chat?.open(focus);
    } catch (error) {
      reportError(error);
      this.loading = null; // the next click tries again
      this.status.classList.add("shown");
      this.status.textContent = this.strings.failed;
    } finally {
      this.button.removeAttribute("aria-busy");
    }
  }

  private async load(): Promise<void> {
    // in full: in a script of another origin the browser resolves no relative address
    const address = new URL(CHAT_WINDOW, script || `${this.settings.hub}/`).href;
    const { ChatWindow } = (await import(/* @vite-ignore */ address)) as typeof import("./window");
    this.status.classList.remove("shown");
    if (this.isConnected) this.chat = new ChatWindow(this);
  }

  private label(): void {
    const { open, resume, unread } = this.strings;
    const known = this.count > 0 || this.chat !== null || isOnDevice();
    this.words.textContent = known ? resume : (this.getAttribute("label") ?? open);
    if (this.count > 0) this.button.setAttribute("aria-label", `${this.words.textContent} (${unread(this.count)})`);
    else this.button.removeAttribute("aria-label");
  }

  private get strings(): ReturnType<typeof launcherStrings> {
    return launcherStrings(this.getAttribute("lang") ?? "fr");
  }
}

const SVG = "http://www.w3.org/2000/svg";
const BUBBLE = "M12 3c5.2 0 9.3 3.4 9.3 7.7S17.2 18.4 12 18.4c-.9 0-1.8-.1-2.6-.3L4.6 21l.8-4.3C3.700 15.300 2.700 13.100 2.700 10.700 2.700 6.400 6.800 3 12 3Z";

function bubble(): SVGElement {
  const picture = document.createElementNS(SVG, "svg");
  picture.setAttribute("viewBox", "0 0 24 24");
  picture.setAttribute("aria-hidden", "true");
  const path = document.createElementNS(SVG, "path");
  path.setAttribute("d", BUBBLE);
  picture.append(path);
  return picture;
}

if (!customElements.get("legal-chat")) customElements.define("legal-chat", LegalChat);
