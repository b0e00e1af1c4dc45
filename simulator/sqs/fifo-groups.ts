import { Deque } from "./deque";
import type { Cursor, Line } from "./line";
import type { StoredMessage } from "./message";

interface Group {
  readonly id: string;
  /** In order of sending; holds those in flight too, because they keep their place. */
  readonly messages: Deque<StoredMessage>;
  inFlightCount: number;
  isInLine: boolean;
  isOpen: boolean;
}

/**
 * Message groups of a FIFO queue. A group with a message in flight is closed for everybody; one receive may take
 * several messages of a group, in order. A delayed message holds up those behind it.
 */
export class FifoGroups implements Line {
  #groups = new Map<string, Group>();
  #ready = new Deque<Group>();
  #groupsInFlight = 0;

  get groupsInFlight(): number {
    return this.#groupsInFlight;
  }

  enter(message: StoredMessage): void {
    const group = this.#groupOf(message);
    group.messages.push(message);
    if (message.place === "inFlight") this.#countInFlight(group, 1);
    this.#offer(group);
  }

  available(message: StoredMessage): void {
    this.#offer(this.#groupOf(message));
  }

  claimed(message: StoredMessage): void {
    this.#countInFlight(this.#groupOf(message), 1);
  }

  landed(message: StoredMessage): void {
    this.#countInFlight(this.#groupOf(message), -1);
  }

  left(message: StoredMessage): void {
    this.#offer(this.#groupOf(message));
  }

  open(): Cursor {
    let group: Group | undefined;
    let position = 0;
    const close = () => {
      if (!group) return;
      group.isOpen = false;
      this.#offer(group);
      group = undefined;
    };
    const next = () => {
      for (;;) {
        if (!group) {
          group = this.#nextReady();
          if (!group) return undefined;
          group.isOpen = true;
          position = 0;
        }
        const message = this.#firstLiveFrom(group, position);
        if (message?.found.place === "visible") {
          position = message.position + 1;
          return message.found;
        }
        close();
      }
    };
    return { next, putBack: () => {}, close };
  }

  #countInFlight(group: Group, change: 1 | -1): void {
    const wasInFlight = group.inFlightCount > 0;
    group.inFlightCount += change;
    if (wasInFlight !== group.inFlightCount > 0) this.#groupsInFlight += change;
  }

  #firstLiveFrom(group: Group, from: number): { found: StoredMessage; position: number } | undefined {
    for (let position = from; position < group.messages.length; position++) {
      const found = group.messages.at(position);
      if (found && found.place !== "gone") return { found, position };
    }
    return undefined;
  }

  #groupOf(message: StoredMessage): Group {
    const id = message.groupId ?? "";
    let group = this.#groups.get(id);
    if (!group) {
      group = { id, messages: new Deque(), inFlightCount: 0, isInLine: false, isOpen: false };
      this.#groups.set(id, group);
    }
    return group;
  }

  #nextReady(): Group | undefined {
    for (;;) {
      const group = this.#ready.shift();
      if (!group) return undefined;
      group.isInLine = false;
      if (this.#isReady(group)) return group;
    }
  }

  #isReady(group: Group): boolean {
    return group.inFlightCount === 0 && group.messages.at(0)?.place === "visible";
  }

  // An open group is being walked by position: neither its front nor its turn may change under the walker.
  #offer(group: Group): void {
    if (group.isOpen) return;
    while (group.messages.at(0)?.place === "gone") group.messages.shift();
    if (group.messages.length === 0) {
      this.#groups.delete(group.id);
    } else if (!group.isInLine && this.#isReady(group)) {
      group.isInLine = true;
      this.#ready.push(group);
    }
  }
}
