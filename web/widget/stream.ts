// The event stream, read with fetch; a part of an event that a cut left behind is never used.
import { type Hub, type Message, type Owner, refusal } from "./api";

export type StreamEvent =
  | { readonly type: "message"; readonly message: Message }
  | { readonly type: "owner"; readonly owner: Owner; readonly files: boolean }
  | { readonly type: "typing"; readonly author: "assistant" | "advisor"; readonly typing: boolean }
  | { readonly type: "delivery"; readonly seq: number }
  | { readonly type: "elsewhere" };

/** Milliseconds without a byte after which the connection is dead; the hub's heartbeat comes every 15 s. */
const SILENCE = 40_000;

/** Events after `seq` until the connection ends; the caller connects again after the last seq that it has seen. */
export async function* events(hub: Hub, token: string, seq: number, signal: AbortSignal): AsyncGenerator<StreamEvent> {
  const dead = new AbortController();
  const stop = (): void => dead.abort();
  signal.addEventListener("abort", stop);
  let silence = setTimeout(stop, SILENCE);
  try {
    if (signal.aborted) return;
    const headers = { Accept: "text/event-stream" };
    const answer = await hub.fetch(`events?after=${seq}`, { headers, signal: dead.signal }, token);
    if (!answer.ok || !answer.body) throw await refusal(answer);
    const reader = answer.body.pipeThrough(new TextDecoderStream()).getReader();
    let rest = "";
    for (;;) {
      const { done, value } = await reader.read();
      clearTimeout(silence);
      if (done) return;
      silence = setTimeout(stop, SILENCE);
      rest += value.replaceAll("\r", ""); // the data is JSON, which has none of its own
      for (let end = rest.indexOf("\n\n"); end >= 0; end = rest.indexOf("\n\n")) {
        const event = parse(rest.slice(0, end));
        rest = rest.slice(end + 2);
        if (event) yield event;
      }
    }
  } finally {
    clearTimeout(silence);
    signal.removeEventListener("abort", stop);
    dead.abort();
  }
}

function parse(block: string): StreamEvent | null {
  let type = "message";
  const data: string[] = [];
  for (const line of block.split("\n")) {
    if (line.startsWith("event:")) type = line.slice(6).trim();
    else if (line.startsWith("data:")) data.push(line.slice(5).trimStart());
  }
  if (data.length === 0) return null;
  const body = JSON.parse(data.join("\n")) as Record<string, unknown>;
  if (type === "message") return { type, message: body as unknown as Message };
  if (type === "owner") return { type, owner: body["owner"] as Owner, files: body["files"] === true };
  if (type === "delivery") return { type, seq: Number(body["seq"]) };
  if (type === "elsewhere") return { type };
  if (type !== "typing") return null; // of a later hub
  return { type, author: body["author"] === "advisor" ? "advisor" : "assistant", typing: body["typing"] === true };
}
