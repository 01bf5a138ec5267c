// What the browser keeps: in sessionStorage while the tab lives; in localStorage only if the parent asks for it.
import type { Session } from "./api";
import type { Outgoing } from "./outbox";

const KEY = "legal-chat";

export interface Kept {
  /** A session with the moment from which its token is due to be renewed (milliseconds, this machine's clock). */
  readonly session: Session;
  readonly renewAt: number;
  readonly outgoing: readonly Outgoing[];
  readonly draft: string;
  readonly open: boolean;
  /** Up to which message the parent has seen the conversation. */
  readonly seen: number;
}

export function recall(): Kept | null {
  return read(sessionStore()) ?? read(deviceStore());
}

export function keep(kept: Kept, onDevice: boolean): void {
  write(sessionStore(), kept);
  // a text that is not yet sent is the tab's own
  if (onDevice) write(deviceStore(), { ...kept, outgoing: [], draft: "", open: false });
}

/** Whether the parent chose to go on later on this device. */
export function isOnDevice(): boolean {
  return read(deviceStore()) !== null;
}

export function forgetOnDevice(): void {
  remove(deviceStore());
}

/** Leaves nothing. */
export function forget(): void {
  remove(sessionStore());
  remove(deviceStore());
}

function sessionStore(): Storage | null {
  try {
    return window.sessionStorage;
  } catch {
    return null; // the browser is set to keep nothing
  }
}

function deviceStore(): Storage | null {
  try {
    return window.localStorage;
  } catch {
    return null;
  }
}

function read(store: Storage | null): Kept | null {
  try {
    const kept = store?.getItem(KEY);
    return kept ? (JSON.parse(kept) as Kept) : null;
  } catch {
    return null;
  }
}

function write(store: Storage | null, kept: Kept): void {
  try {
    store?.setItem(KEY, JSON.stringify(kept));
  } catch {
    // full or forbidden: the conversation goes on in memory
  }
}

function remove(store: Storage | null): void {
  try {
    store?.removeItem(KEY);
  } catch {
    // nothing could be kept there either
  }
}
