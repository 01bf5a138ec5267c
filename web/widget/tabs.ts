// Windows of the same site in other tabs: they share the conversation, and what ends it in one ends it in all.
import type { Session } from "./api";

const CHANNEL = "legal-chat";
const ANSWER_WITHIN = 80; // milliseconds; another tab answers in a few, and the greeting waits for this

type Word =
  | { readonly kind: "who" }
  | { readonly kind: "session"; readonly session: Session; readonly renewAt: number }
  | { readonly kind: "exit" }
  | { readonly kind: "erased"; readonly conversation: string };

interface Here {
  session(): { readonly session: Session; readonly renewAt: number } | null;
  onExit(): void;
  onErased(conversation: string): void;
}

export class Tabs {
  private readonly channel = typeof BroadcastChannel === "function" ? new BroadcastChannel(CHANNEL) : null;
  private answered: ((found: { session: Session; renewAt: number } | null) => void) | null = null;

  constructor(private readonly here: Here) {
    this.channel?.addEventListener("message", (event: MessageEvent<Word>) => this.hear(event.data));
  }

  /** The conversation of another tab, if one is open. */
  async ask(): Promise<{ session: Session; renewAt: number } | null> {
    if (!this.channel) return null;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const found = await new Promise<{ session: Session; renewAt: number } | null>((resolve) => {
      this.answered = resolve;
      timer = setTimeout(() => resolve(null), ANSWER_WITHIN);
      this.say({ kind: "who" });
    });
    clearTimeout(timer);
    this.answered = null;
    return found;
  }

  exit(): void {
    this.say({ kind: "exit" });
  }

  erased(conversation: string): void {
    this.say({ kind: "erased", conversation });
  }

  close(): void {
    this.channel?.close();
  }

  private say(word: Word): void {
    this.channel?.postMessage(word);
  }

  private hear(word: Word): void {
    if (word.kind === "who") {
      const mine = this.here.session();
      if (mine) this.say({ kind: "session", ...mine });
    } else if (word.kind === "session") this.answered?.({ session: word.session, renewAt: word.renewAt });
    else if (word.kind === "exit") this.here.onExit();
    else if (word.kind === "erased") this.here.onErased(word.conversation);
  }
}
