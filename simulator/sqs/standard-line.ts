import { Deque } from "./deque";
import type { Cursor, Line } from "./line";
import type { StoredMessage } from "./message";

/** Messages in the order in which they became visible; one that returns from flight goes to the back. */
export class StandardLine implements Line {
  #visible = new Deque<StoredMessage>();

  enter(): void {}

  available(message: StoredMessage): void {
    this.#visible.push(message);
  }

  claimed(): void {}
  landed(): void {}
  left(): void {}

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
