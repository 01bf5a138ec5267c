// The window: joins the conversation, what the parent does and what is shown. Loaded when it is first opened.
import { render } from "lit-html";

import { Hub, Refused, type Button, type Session } from "./api";
import { Conversation } from "./conversation";
import { copy, print } from "./draft";
import { EscapeTwice, leave } from "./leaving";
import { forget, forgetOnDevice, isOnDevice, keep, recall } from "./memory";
import type { Settings } from "./settings";
import { windowStrings, type WindowStrings } from "./strings";
import { Tabs } from "./tabs";
import { newId } from "./outbox";
import { windowSheet } from "./window-style";
import { chatView } from "./view/chat";
import type { Picture } from "./view/evidence";

/** What the window needs of the element that it lives in. */
export interface Frame {
  readonly root: ShadowRoot;
  readonly settings: Settings;
  opened(): void;
  closed(): void;
  unread(count: number): void;
  tell(what: string, detail: object): void;
}

const PHONE = matchMedia("(max-width: 30em), (max-height: 26em)");
const TOUCH = matchMedia("(pointer: coarse)");
const LONGEST_TEXT = 4000; // code points, the hub's limit
const NEAR_THE_END = 90; // pixels from the end of the log that still count as the end
const ABOVE = 8; // pixels that stay free over what is read first

export type Panel = "none" | "menu" | "erase" | "attach";
export type Upload = "no" | "busy" | { readonly problem: string };

export class ChatWindow {
  draft = "";
  panel: Panel = "none";
  upload: Upload = "no";
  dossier: Upload = "no";
  notice = "";
  announcement = "";
  copied: string | null = null;
  onDevice = isOnDevice();
  /** Whether something to read lies below what is shown. */
  more = false;
  readonly pictures = new Map<string, Picture>();
  conversation: Conversation;
  strings: WindowStrings;

  private hub: Hub;
  private seen = 0;
  private isOpen = false;
  /** Whether the log goes on to what is new by itself, and where it was put last. */
  private follows = true;
  private placed = 0;
  private height = 0;
  private gone = false;
  private owner = "bot";
  private lastConnection = "";
  private readonly tabs: Tabs;
  private readonly escape: EscapeTwice;
  private readonly container = document.createElement("div");
  private readonly wake = (): void => {
    if (document.visibilityState === "visible") this.conversation.wake();
    this.changed();
  };
  private readonly offline = (): void => this.conversation.networkGone();
  private readonly resize = (): void => this.fitPhone();
  private readonly remode = (): void => this.place();

  constructor(private readonly frame: Frame) {
    this.strings = windowStrings(this.settings.language);
    this.hub = new Hub(this.settings.hub, this.settings.siteKey);
    frame.root.adoptedStyleSheets = [...frame.root.adoptedStyleSheets, windowSheet()];
    frame.root.append(this.container);
    const kept = recall();
    this.draft = kept?.draft ?? "";
    this.seen = kept?.seen ?? 0;
    this.tabs = new Tabs({
      session: () => this.mine(),
      onExit: () => this.clear(),
      onErased: (conversation) => {
        if (this.conversation.session?.conversation_id === conversation) this.conversation.finish("erased");
      },
    });
    this.conversation = this.begin();
    this.escape = new EscapeTwice(
      () => this.isOpen,
      () => this.escapeOnce(),
      () => this.exit(),
    );
    for (const name of ["online", "pageshow", "focus"]) window.addEventListener(name, this.wake);
    window.addEventListener("offline", this.offline);
    document.addEventListener("visibilitychange", this.wake);
    window.visualViewport?.addEventListener("resize", this.resize);
    window.visualViewport?.addEventListener("scroll", this.resize);
    PHONE.addEventListener("change", this.remode);
  }

  get settings(): Settings {
    return this.frame.settings;
  }

  get touch(): boolean {
    return TOUCH.matches;
  }

  /** Characters that may still be written; below 0 it is too long. */
  get left(): number {
    return LONGEST_TEXT - [...this.draft].length;
  }

  open(focus: boolean): void {
    if (this.gone) {
      this.gone = false;
      this.conversation = this.begin();
    }
    this.isOpen = true;
    this.changed();
    this.place();
    this.keepReading();
    if (focus) this.focusFirst();
    this.frame.opened();
  }

  minimise(): void {
    if (!this.isOpen) return;
    this.isOpen = false;
    this.panel = "none";
    this.dialog?.close();
    this.changed();
    this.frame.closed();
  }

  destroy(): void {
    this.conversation.leave();
    this.tabs.close();
    this.escape.stop();
    for (const name of ["online", "pageshow", "focus"]) window.removeEventListener(name, this.wake);
    window.removeEventListener("offline", this.offline);
    document.removeEventListener("visibilitychange", this.wake);
    window.visualViewport?.removeEventListener("resize", this.resize);
    window.visualViewport?.removeEventListener("scroll", this.resize);
    PHONE.removeEventListener("change", this.remode);
    this.container.remove();
  }

  settingsChanged(): void {
    this.strings = windowStrings(this.settings.language);
    this.changed();
  }

  // --- what the parent does ---

  write(text: string): void {
    this.draft = text;
    if (text !== "") this.conversation.writes();
    this.changed();
  }

  say(): void {
    const text = this.draft.trim();
    if (text === "" || this.left < 0) return;
    this.draft = "";
    this.conversation.outbox.add(text, { text });
    this.toEnd();
  }

  press(button: Button): void {
    this.conversation.outbox.add(button.title, { button_id: button.id });
    this.toEnd();
    this.focusField(); // the button is gone with the question
  }

  show(panel: Panel): void {
    const before = this.panel;
    this.panel = panel;
    this.upload = "no";
    this.dossier = "no";
    this.notice = "";
    this.changed();
    if (panel === "none") this.query(before === "attach" ? ".attach" : ".menu-button")?.focus();
    else this.query(".panel button, .panel input")?.focus();
  }

  remember(on: boolean): void {
    this.onDevice = on;
    if (!on) forgetOnDevice();
    this.changed();
  }

  async erase(): Promise<void> {
    const conversation = this.conversation.session?.conversation_id;
    try {
      await this.conversation.erase();
    } catch {
      this.notice = this.strings.eraseFailed;
      this.changed();
      return;
    }
    if (conversation) this.tabs.erased(conversation);
  }

  restart(): void {
    const unsent = this.conversation.outgoing.filter((item) => item.state !== "sent" && "text" in item.body);
    this.draft = [this.draft, ...unsent.map((item) => item.label)].filter((text) => text !== "").join("\n");
    this.conversation.leave();
    forget();
    this.seen = 0;
    this.conversation = this.begin();
    this.changed();
    this.focusField();
  }

  /** Nothing of the chat is left here, in the other tabs, or in the browser; then another site. */
  exit(): void {
    this.tabs.exit();
    this.clear();
    leave(this.settings.exitUrl);
  }

  async copyDraft(id: string, text: string): Promise<void> {
    await copy(text, this.frame.root);
    this.copied = id;
    this.announce(this.strings.copied);
  }

  printDraft(title: string, text: string): void {
    print(title, text, this.frame.root);
  }

  async sendFile(file: File): Promise<void> {
    this.upload = "busy";
    this.changed();
    try {
      const { prepared, Unsuitable } = await import("./evidence");
      try {
        await this.conversation.sendFile(newId(), await prepared(file));
        this.show("none");
        this.toEnd();
      } catch (error) {
        const reason = error instanceof Unsuitable ? this.strings[error.why] : (error as Error).message;
        this.upload = { problem: reason || this.strings.notSent };
      }
    } catch {
      this.upload = { problem: this.strings.notSent };
    }
    this.changed();
  }

  async showPicture(id: string): Promise<void> {
    try {
      const { picture } = await import("./evidence");
      this.pictures.set(id, await picture(await this.conversation.file(id)));
    } catch {
      this.pictures.set(id, "gone");
    }
    this.changed();
  }

  async saveFile(id: string, name: string): Promise<void> {
    try {
      const { save } = await import("./evidence");
      save(await this.conversation.file(id), name);
    } catch {
      this.pictures.set(id, "gone");
      this.changed();
    }
  }

  async saveDossier(): Promise<void> {
    if (this.dossier === "busy") return;
    this.dossier = "busy";
    this.changed();
    try {
      const { save } = await import("./evidence");
      save(await this.conversation.dossier(), "dossier.pdf");
      this.dossier = "no";
    } catch (error) {
      this.dossier = { problem: (error instanceof Refused && error.message) || this.strings.dossierFailed };
    }
    this.changed();
  }

  /** The reader moved in the log. */
  scrolled(): void {
    const log = this.query(".log");
    if (!log) return;
    if (Math.abs(log.scrollTop - this.placed) > 2) this.follows = this.isAtEnd();
    if (this.more && this.isAtEnd()) {
      this.more = false;
      this.changed();
    }
  }

  toEnd(): void {
    this.follows = true;
    this.changed();
    this.scrollTo(Number.MAX_SAFE_INTEGER);
  }

  focusField(): void {
    this.query(this.touch ? ".log" : "textarea")?.focus({ preventScroll: this.touch });
  }

  // --- what happens ---

  private begin(): Conversation {
    return new Conversation(this.hub, () => this.found(), () => this.changed());
  }

  private async found(): Promise<ReturnType<typeof recall>> {
    const kept = recall();
    if (kept) return kept;
    const other = await this.tabs.ask();
    return other && { ...other, outgoing: [], draft: "", open: true, seen: 0 };
  }

  private mine(): { session: Session; renewAt: number } | null {
    const { session, renewAt } = this.conversation;
    return session && { session, renewAt };
  }

  private changed(): void {
    if (this.gone || !this.conversation) return;
    this.follow();
    const lines = this.container.querySelectorAll("article").length;
    render(chatView(this), this.container);
    const height = this.query(".log")?.clientHeight ?? 0;
    const isNew = this.container.querySelectorAll("article").length !== lines || this.conversation.typing !== null;
    if (isNew || height !== this.height) this.keepReading();
    this.height = height;
    const more = !this.isAtEnd() && this.conversation.messages.length > 0;
    if (more !== this.more) {
      this.more = more;
      render(chatView(this), this.container);
    }
    this.remain();
  }

  /** Goes on to what is new, but never past the beginning of an answer that nobody has read yet. */
  private keepReading(): void {
    const log = this.query(".log");
    if (!log || !this.follows) return;
    const own = this.container.querySelectorAll<HTMLElement>(".line:has(article.parent)");
    const answer = own.length > 0 ? own[own.length - 1]?.offsetTop : 0;
    const end = log.scrollHeight - log.clientHeight;
    this.scrollTo(Math.min(end, (answer ?? 0) - ABOVE));
  }

  private scrollTo(top: number): void {
    const log = this.query(".log");
    log?.scrollTo({ top: Math.max(0, top) });
    this.placed = log?.scrollTop ?? 0;
  }

  /** What a person who does not see the window must hear. */
  private follow(): void {
    const { connection, owner, complete } = this.conversation;
    if (connection !== this.lastConnection) {
      if (connection === "lost") this.announcement = this.strings.offline;
      else if (connection === "open" && this.lastConnection === "lost") this.announcement = this.strings.back;
      this.lastConnection = connection;
    }
    if (complete && owner !== this.owner) {
      if (owner === "advisor" || owner === "external") this.announcement = this.strings.joined(this.adviser());
      else if (this.owner === "advisor" || this.owner === "external") this.announcement = this.strings.botAgain;
      this.owner = owner;
      this.frame.tell("owner", { owner });
    }
    const last = this.conversation.lastSeq;
    if (this.isOpen && document.visibilityState === "visible") this.seen = Math.max(this.seen, last);
    const unread = this.conversation.messages.filter((m) => m.seq > this.seen && m.author !== "parent").length;
    this.frame.unread(complete ? unread : 0);
  }

  /** The name of the adviser who wrote last. */
  get adviserName(): string | null {
    return this.conversation.messages.filter((message) => message.author === "advisor").at(-1)?.author_name ?? null;
  }

  adviser(): string {
    return this.adviserName ?? this.strings.advisor;
  }

  private announce(text: string): void {
    this.announcement = "";
    this.changed();
    this.announcement = text;
    this.changed();
  }

  private remain(): void {
    const { session, renewAt, outgoing, isOver } = this.conversation;
    if (isOver) forget();
    else if (session) {
      const { draft, isOpen: open, seen } = this;
      keep({ session, renewAt, outgoing, draft, open, seen }, this.onDevice);
    }
  }

  private clear(): void {
    const wasOpen = this.isOpen;
    this.isOpen = false;
    this.gone = true;
    this.conversation.finish("erased"); // in this page; the hub keeps it

    this.draft = "";
    this.panel = "none";
    this.seen = 0;
    this.onDevice = false;
    this.pictures.clear();
    this.follows = true;
    this.dialog?.close();
    render(null, this.container);
    forget();
    this.frame.unread(0);
    if (wasOpen) this.frame.closed();
  }

  private escapeOnce(): void {
    if (this.panel !== "none") this.show("none");
    else this.minimise();
  }

  private isAtEnd(): boolean {
    const log = this.query(".log");
    return !log || log.scrollHeight - log.scrollTop - log.clientHeight < NEAR_THE_END;
  }

  private focusFirst(): void {
    if (this.touch) this.query("h2")?.focus();
    else this.focusField();
  }

  /** Beside the page on a desktop; on a phone it is the page, so that nothing behind it takes the keyboard. */
  private place(): void {
    const dialog = this.dialog;
    if (!dialog || !this.isOpen) return;
    const held = this.frame.root.activeElement as HTMLElement | null;
    if (dialog.open) dialog.close();
    if (PHONE.matches) dialog.showModal();
    else dialog.show();
    dialog.classList.toggle("phone", PHONE.matches);
    held?.focus();
    this.fitPhone();
  }

  /** A phone's keyboard takes room that only the visual viewport knows. */
  private fitPhone(): void {
    const view = window.visualViewport;
    if (!view || !PHONE.matches) return;
    this.dialog?.style.setProperty("--room", `${view.height}px`);
    this.dialog?.style.setProperty("--above", `${view.offsetTop}px`);
    if (this.isAtEnd()) this.scrollTo(Number.MAX_SAFE_INTEGER);
  }

  private get dialog(): HTMLDialogElement | null {
    return this.container.querySelector("dialog");
  }

  private query(selector: string): HTMLElement | null {
    return this.container.querySelector(selector);
  }
}
