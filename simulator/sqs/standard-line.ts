import { Deque } from "./deque";
import type { Cursor, Line } from "./line";
import type { StoredMessage } from "./message";

const COMPACT_AFTER = 1000;

/** Messages in the order in which they became visible; one that returns from flight goes to the back. */
export class StandardLine implements Line {
  #visible = new Deque<StoredMessage>();
  #leftSince = 0;

  enter(): void {}

  available(message: StoredMessage): void {
    this.#visible.push(message);
  }

  claimed(): void {}
  landed(): void {}

  // A message that expires unreceived is still in line: without this a queue that nobody reads would grow for ever.
  left(): void {
    this.#leftSince += 1;
    if (this.#leftSince < COMPACT_AFTER || this.#leftSince < this.#visible.length / 2) return;
    this.#leftSince = 0;
    this.#visible.retain((message) => message.place === "visible");
  }

  open(): Cursor {
    const next = () => {
      for (;;) {
        const message = this.#visible.shift();
        if (!message || message.place === "visible") return message;
      }
    };
    return { next, putBack: (message) => this.#visible.unshift(message), close: () => {} };
  }
}
