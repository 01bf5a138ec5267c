// « Sortie rapide »: another site at once, by the button or by Escape pressed twice.

const TWICE_WITHIN = 1000; // milliseconds between the two

/** Leaves no way back to the page in this tab's history. */
export function leave(address: string): void {
  location.replace(address);
}

/** Watches Escape while the window is open and a moment longer, for the first press makes it small. */
export class EscapeTwice {
  private last = -Infinity; // not 0: the page's clock starts there, and its first second would count as a first press
  private readonly press = (event: KeyboardEvent): void => {
    if (event.key !== "Escape" || event.repeat || event.isComposing) return;
    const now = performance.now();
    if (now - this.last < TWICE_WITHIN) this.twice();
    else if (this.isOpen()) {
      this.last = now;
      event.preventDefault(); // a modal window of the browser would close by itself
      this.once();
    }
  };

  constructor(
    private readonly isOpen: () => boolean,
    private readonly once: () => void,
    private readonly twice: () => void,
  ) {
    window.addEventListener("keydown", this.press);
  }

  stop(): void {
    window.removeEventListener("keydown", this.press);
  }
}
