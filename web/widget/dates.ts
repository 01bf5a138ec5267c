// Days and times of messages, as the reader's clock shows them.
import type { WindowStrings } from "./strings";

export function time(at: string, strings: WindowStrings): string {
  return new Date(at).toLocaleTimeString(strings.locale, { hour: "2-digit", minute: "2-digit" });
}

/** The day in the reader's time zone; equal for two moments of one day. */
export function day(at: string): string {
  return new Date(at).toDateString();
}

export function dayName(at: string, strings: WindowStrings, now = new Date()): string {
  const yesterday = new Date(now);
  yesterday.setDate(now.getDate() - 1);
  if (day(at) === now.toDateString()) return strings.today;
  if (day(at) === yesterday.toDateString()) return strings.yesterday;
  return new Date(at).toLocaleDateString(strings.locale, { weekday: "long", day: "numeric", month: "long" });
}
