// One conversation with the hub: what was said, what is on its way, and the connection that keeps both complete.
import { Hub, Refused, type Access, type Author, type Message, type Owner, type Session } from "./api";
import { Outbox, type Outgoing } from "./outbox";
import { Pauses } from "./pauses";
import { events, type StreamEvent } from "./stream";

export type Connection = "starting" | "open" | "lost" | "over" | "erased";

const TOLD_LOST_AFTER = 1500; // milliseconds; a shorter gap is nobody's concern
const WAKE_AFTER = 20_000; // a page that slept longer does not trust its connection
const TYPING_LONGEST = 30_000; // a lost "no longer typing" must not stay for ever
const TYPING_AGAIN = 3000; // an adviser learns at most so often that the parent writes
const RENEW_LONGEST = 6 * 3600_000; // timers of a browser cannot wait for weeks
const RENEW_SOONEST = 1000;
const UNAUTHORIZED = 401;

export interface Start {
  readonly session: Session;
  readonly renewAt: number;
  readonly outgoing: readonly Outgoing[];
}

/** Where a conversation comes from, if not a new one. */
export type Recall = () => Promise<Start | null>;

export class Conversation {
  messages: readonly Message[] = [];
  connection: Connection = "starting";
  owner: Owner = "bot";
  /** Whether a file may be sent; never where pictures themselves are the danger. */
  files = false;
  typing: Extract<Author, "assistant" | "advisor"> | null = null;
  /** Up to which of the parent's messages somebody has read. */
  readUpTo = 0;
  /** Whether everything that was there at the start has come. */
  complete = false;
  session: Session | null = null;
  renewAt = 0;

  readonly outbox: Outbox;
  private readonly ending = new AbortController();
  private readonly pauses = new Pauses();
  private stream = new AbortController();
  private lastEvent = 0;
  private lostTimer: ReturnType<typeof setTimeout> | undefined;
  private typingTimer: ReturnType<typeof setTimeout> | undefined;
  private renewTimer: ReturnType<typeof setTimeout> | undefined;
  private toldTyping = 0;

  constructor(
    private readonly hub: Hub,
    private readonly recall: Recall,
    private readonly show: () => void,
  ) {
    this.outbox = new Outbox(hub, () => this.session?.token ?? null, () => this.changed(), this.ending.signal);
    void this.follow();
  }

  get outgoing(): readonly Outgoing[] {
    return this.outbox.items;
  }

  get lastSeq(): number {
    return this.messages.at(-1)?.seq ?? 0;
  }

  /** Whether nothing more can be said here. */
  get isOver(): boolean {
    return this.connection === "over" || this.connection === "erased";
  }

  /** The page woke up, or the network came back. */
  wake(): void {
    if (this.connection === "open" && Date.now() - this.lastEvent > WAKE_AFTER) this.stream.abort();
    this.pauses.reset();
    this.pauses.cutShort();
    this.outbox.hurry();
  }

  /** The browser says that it has no network: a silent connection would be noticed much later. */
  networkGone(): void {
    this.stream.abort();
  }

  /** Tells an adviser that the parent writes. */
  writes(): void {
    if (this.owner !== "advisor" || !this.session || Date.now() - this.toldTyping < TYPING_AGAIN) return;
    this.toldTyping = Date.now();
    this.hub.typing(this.session.token, true, this.ending.signal).catch(() => undefined); // only a courtesy
  }

  /** Erases the conversation at the hub. Throws what the call throws. */
  async erase(): Promise<void> {
    if (this.session) {
      try {
        await this.hub.erase(this.session.token, this.ending.signal);
      } catch (error) {
        if (!(error instanceof Refused) || error.status !== UNAUTHORIZED) throw error; // 401: it is already gone
      }
    }
    this.finish("erased");
  }

  async sendFile(id: string, file: Blob): Promise<void> {
    if (this.session) await this.hub.sendFile(this.session.token, id, file, this.ending.signal);
  }

  file(id: string): Promise<Blob> {
    return this.hub.file(this.session?.token ?? "", id, this.ending.signal);
  }

  /** All that the parent told, as a PDF that is made now. */
  dossier(): Promise<Blob> {
    return this.hub.dossier(this.session?.token ?? "", this.ending.signal);
  }

  /** Nothing of it is left in this page; what is not yet sent stays, for a next conversation, unless all was erased. */
  finish(as: "over" | "erased"): void {
    this.leave();
    this.messages = [];
    if (as === "erased") this.outbox.clear();
    this.session = null;
    this.typing = null;
    this.connection = as;
    this.changed();
  }

  /** Closes the connections. */
  leave(): void {
    this.ending.abort();
    this.stream.abort();
    this.pauses.cutShort();
    clearTimeout(this.lostTimer);
    clearTimeout(this.typingTimer);
    clearTimeout(this.renewTimer);
  }

  /** A fault in what is shown must not look like a fault of the network. */
  private changed(): void {
    try {
      this.show();
    } catch (error) {
      reportError(error);
    }
  }

  private async follow(): Promise<void> {
    const stop = this.ending.signal;
    while (!stop.aborted) {
      let atLeast = 0;
      try {
        const session = await this.begun();
        if (Date.now() >= this.renewAt) await this.renew(session);
        if (await this.listen()) {
          this.cut();
          await this.untilSeen();
          continue;
        }
      } catch (error) {
        if (stop.aborted) return;
        if (error instanceof Refused) {
          if (error.status === UNAUTHORIZED && this.session) return this.finish("over");
          atLeast = error.retryAfter ?? 0;
        }
      }
      if (stop.aborted) return;
      this.cut();
      await this.pauses.take(atLeast);
    }
  }

  private async begun(): Promise<Session> {
    if (this.session) return this.session;
    const known = await this.recall();
    if (known) {
      this.session = known.session;
      this.renewAt = known.renewAt;
      this.outbox.restore(known.outgoing);
    } else {
      const opened = await this.hub.open(this.ending.signal);
      this.session = opened;
      this.renewAt = halfWay(opened);
    }
    this.planRenewal();
    this.changed();
    void this.outbox.deliver();
    return this.session;
  }

  private async renew(session: Session): Promise<void> {
    const access = await this.hub.renew(session.token, this.ending.signal);
    this.session = { ...session, token: access.token, expires_at: access.expires_at };
    this.renewAt = halfWay(access);
    this.planRenewal();
    this.changed();
  }

  private planRenewal(): void {
    clearTimeout(this.renewTimer);
    const wait = Math.min(Math.max(this.renewAt - Date.now(), RENEW_SOONEST), RENEW_LONGEST);
    this.renewTimer = setTimeout(() => {
      if (!this.session) return;
      if (Date.now() < this.renewAt) this.planRenewal();
      else this.renew(this.session).catch(() => this.planRenewal()); // the stream's end tells if it is over
    }, wait);
  }

  /** One connection, to its end. True if another tab took its place. */
  private async listen(): Promise<boolean> {
    this.stream = new AbortController();
    if (this.ending.signal.aborted) return false;
    let first = true;
    for await (const event of events(this.hub, this.session?.token ?? "", this.lastSeq, this.stream.signal)) {
      this.lastEvent = Date.now();
      this.pauses.reset();
      if (event.type === "elsewhere") return true;
      if (event.type === "message") {
        if (!first && event.message.seq > this.lastSeq + 1) return false; // something is missing: ask again
        first = false;
      }
      this.take(event);
    }
    return false;
  }

  private take(event: StreamEvent): void {
    if (event.type === "message") this.takeMessage(event.message);
    else if (event.type === "typing") this.takeTyping(event.typing ? event.author : null);
    else if (event.type === "delivery") this.readUpTo = Math.max(this.readUpTo, event.seq);
    else if (event.type === "owner") {
      // the hub says who answers once it has sent all that was there
      this.owner = event.owner;
      this.files = event.files;
      this.complete = true;
      this.reached();
    }
    this.changed();
  }

  private takeMessage(message: Message): void {
    if (message.seq <= this.lastSeq) return;
    this.messages = [...this.messages, message];
    if (message.client_message_id) this.outbox.arrived(message.client_message_id);
    if (message.author === "assistant" || message.author === "advisor") {
      this.readUpTo = Math.max(this.readUpTo, message.seq);
      this.takeTyping(null);
    }
  }

  private takeTyping(who: "assistant" | "advisor" | null): void {
    clearTimeout(this.typingTimer);
    this.typing = who;
    if (who === null) return;
    this.typingTimer = setTimeout(() => {
      this.typing = null;
      this.changed();
    }, TYPING_LONGEST);
  }

  private reached(): void {
    clearTimeout(this.lostTimer);
    this.lostTimer = undefined;
    if (this.connection !== "open") this.outbox.hurry();
    this.connection = "open";
  }

  private cut(): void {
    this.typing = null;
    this.lostTimer ??= setTimeout(() => {
      if (!this.isOver) this.connection = "lost";
      this.changed();
    }, TOLD_LOST_AFTER);
    this.changed();
  }

  /** Too many tabs listen: this one waits until somebody looks at it. */
  private async untilSeen(): Promise<void> {
    await (document.visibilityState === "visible" && document.hasFocus() ? this.pauses.take() : this.pauses.forever());
  }
}

function halfWay(access: Access): number {
  const life = Date.parse(access.expires_at) - Date.now();
  return Date.now() + Math.max(RENEW_SOONEST, life / 2); // a wrong clock renews too often, never too late for ever
}
