// The messages on their way to the hub: one after the other, each under its own id, so that a repetition changes nothing.
import { type Body, type Hub, Refused } from "./api";
import { Pauses } from "./pauses";

export interface Outgoing {
  readonly id: string;
  readonly label: string;
  readonly body: Body;
  /** `sent`: the hub has it, and it will come back with the others. */
  readonly state: "waiting" | "sent" | "failed";
  /** The hub's reason why it is not sent. */
  readonly reason: string;
  readonly at: string;
}

const TOO_MANY = 429;
const UNAUTHORIZED = 401;
const OUR_FAULT = 500;

export class Outbox {
  items: readonly Outgoing[] = [];
  private delivering = false;
  private readonly pauses = new Pauses();

  constructor(
    private readonly hub: Hub,
    private readonly token: () => string | null,
    private readonly changed: () => void,
    private readonly stop: AbortSignal,
  ) {}

  add(label: string, body: Body): void {
    const at = new Date().toISOString();
    this.items = [...this.items, { id: newId(), label, body, state: "waiting", reason: "", at }];
    this.changed();
    void this.deliver();
  }

  /** Takes up what a reload of the page left behind. */
  restore(items: readonly Outgoing[]): void {
    this.items = items.map((item) => (item.state === "sent" ? { ...item, state: "waiting" } : item));
  }

  /** The message stands in the conversation now. */
  arrived(id: string): void {
    if (this.items.some((item) => item.id === id)) this.items = this.items.filter((item) => item.id !== id);
  }

  retry(id: string): void {
    this.set(id, { state: "waiting", reason: "" });
    void this.deliver();
  }

  discard(id: string): void {
    this.items = this.items.filter((item) => item.id !== id);
    this.changed();
  }

  clear(): void {
    this.items = [];
  }

  /** The network may be back: no more waiting. */
  hurry(): void {
    this.pauses.reset();
    this.pauses.cutShort();
    void this.deliver();
  }

  async deliver(): Promise<void> {
    if (this.delivering) return;
    this.delivering = true;
    try {
      for (let next = this.first(); next && !this.stop.aborted; next = this.first()) {
        const token = this.token();
        if (token === null) return;
        await this.deliverOne(next, token);
      }
    } finally {
      this.delivering = false;
    }
  }

  private async deliverOne(item: Outgoing, token: string): Promise<void> {
    try {
      await this.hub.send(token, item.id, item.body, this.stop);
      this.pauses.reset();
      this.set(item.id, { state: "sent" });
    } catch (error) {
      if (this.stop.aborted) return;
      const refused = error instanceof Refused ? error : null;
      const forGood = refused && refused.status < OUR_FAULT && refused.status !== TOO_MANY;
      if (forGood && refused.status !== UNAUTHORIZED) this.set(item.id, { state: "failed", reason: refused.message });
      else await this.pauses.take(refused?.retryAfter ?? 0); // a stream that is unauthorised too ends the conversation
    }
  }

  private first(): Outgoing | undefined {
    return this.items.find((item) => item.state === "waiting");
  }

  private set(id: string, change: Partial<Outgoing>): void {
    this.items = this.items.map((item) => (item.id === id ? { ...item, ...change } : item));
    this.changed();
  }
}

/** A UUID also where the page is not served by https, as on a test machine of the network. */
export function newId(): string {
  if (typeof crypto.randomUUID === "function") return crypto.randomUUID();
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x40;
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80;
  const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
}
