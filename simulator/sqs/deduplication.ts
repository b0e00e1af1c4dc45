/** How long SQS remembers a deduplication id, received and deleted or not. */
const REMEMBERED_MS = 5 * 60_000;

export interface AcceptedSend {
  readonly messageId: string;
  readonly sequenceNumber: string;
}

type Entry = AcceptedSend & { readonly until: number };

/** The deduplication ids of a FIFO queue in the last five minutes, each with what its first send was told. */
export class Deduplication {
  #seen: Map<string, Entry>;

  constructor(entries: Iterable<readonly [string, Entry]> = []) {
    this.#seen = new Map(entries);
  }

  /** The first send under this key, if it is still remembered. */
  find(key: string, now: number): AcceptedSend | undefined {
    for (const [old, { until }] of this.#seen) {
      if (until > now) break;
      this.#seen.delete(old);
    }
    return this.#seen.get(key);
  }

  remember(key: string, send: AcceptedSend, now: number): void {
    this.#seen.delete(key);
    this.#seen.set(key, { ...send, until: now + REMEMBERED_MS });
  }

  serialize(): (readonly [string, Entry])[] {
    return [...this.#seen];
  }
}
