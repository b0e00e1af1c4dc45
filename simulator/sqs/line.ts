import type { StoredMessage } from "./message";

/** Walks the receivable messages in order. The one who walks claims or removes each, or puts the last one back and closes. */
export interface Cursor {
  next(): StoredMessage | undefined;
  putBack(message: StoredMessage): void;
  close(): void;
}

/** Which message comes next. Told of every change of place, so that asking costs nothing however long the queue is. */
export interface Line {
  /** The message is now in the queue, wherever. */
  enter(message: StoredMessage): void;
  /** It has just become visible. */
  available(message: StoredMessage): void;
  claimed(message: StoredMessage): void;
  /** It is no longer in flight; `available` or `left` follows. */
  landed(message: StoredMessage): void;
  /** It is gone from the queue. */
  left(message: StoredMessage): void;
  open(): Cursor;
  /** FIFO queues: message groups with a message in flight. */
  readonly groupsInFlight?: number;
}
