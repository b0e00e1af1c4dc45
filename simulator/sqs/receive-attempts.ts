import type { StoredMessage } from "./message";

const USABLE_MS = 5 * 60_000;

interface Held {
  readonly messageId: string;
  readonly receipt: number;
  readonly dueAt: number;
}

interface Attempt {
  readonly until: number;
  readonly held: readonly Held[];
}

/**
 * The FIFO receives of the last five minutes by ReceiveRequestAttemptId. A repeated id gets the same messages and the
 * same handles, as long as none of them was deleted, came back or had its visibility changed.
 */
export class ReceiveAttempts {
  #attempts: Map<string, Attempt>;

  constructor(entries: Iterable<readonly [string, Attempt]> = []) {
    this.#attempts = new Map(entries);
  }

  /** The messages of the earlier receive under this id; undefined when it is unknown or spoilt. */
  find(id: string, now: number, lookup: (messageId: string) => StoredMessage | undefined): StoredMessage[] | undefined {
    for (const [old, { until }] of this.#attempts) {
      if (until > now) break;
      this.#attempts.delete(old);
    }
    const messages: StoredMessage[] = [];
    for (const { messageId, receipt, dueAt } of this.#attempts.get(id)?.held ?? []) {
      const message = lookup(messageId);
      if (message?.place !== "inFlight" || message.receipt !== receipt || message.dueAt !== dueAt) return undefined;
      messages.push(message);
    }
    return messages.length > 0 ? messages : undefined;
  }

  remember(id: string, messages: readonly StoredMessage[], now: number): void {
    const held = messages.map(({ id: messageId, receipt, dueAt }) => ({ messageId, receipt, dueAt }));
    this.#attempts.delete(id);
    if (held.length > 0) this.#attempts.set(id, { until: now + USABLE_MS, held });
  }

  serialize(): (readonly [string, Attempt])[] {
    return [...this.#attempts];
  }
}
