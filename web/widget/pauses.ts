// How long to wait before the next try: doubled each time, with chance so that a thousand windows do not come at once.

const FIRST = 400; // milliseconds
const LONGEST = 15_000;

export class Pauses {
  private next = FIRST;
  private end: (() => void) | null = null;

  /** Waits for the next pause, `atLeast` so many milliseconds; ends early by `cutShort`. */
  async take(atLeast = 0): Promise<void> {
    const wait = Math.max(atLeast, this.next * (0.5 + Math.random() / 2));
    this.next = Math.min(this.next * 2, LONGEST);
    await this.wait(wait);
  }

  /** Waits until `cutShort`. */
  forever(): Promise<void> {
    return this.wait(null);
  }

  cutShort(): void {
    this.end?.();
  }

  reset(): void {
    this.next = FIRST;
  }

  private async wait(milliseconds: number | null): Promise<void> {
    let timer: ReturnType<typeof setTimeout> | undefined;
    await new Promise<void>((resolve) => {
      this.end = resolve;
      if (milliseconds !== null) timer = setTimeout(resolve, milliseconds);
    });
    clearTimeout(timer);
    this.end = null;
  }
}
