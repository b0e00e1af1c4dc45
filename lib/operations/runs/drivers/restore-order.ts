import type { ItemRow } from "@/lib/db/run-items";

/** How far ahead a batch looks past groups that are busy. */
const LOOK_AHEAD = 1_000;

/**
 * Which vault items are sent next: in the order of the plan, one destination at a time. Of a FIFO group one message is under
 * way at a time, and nothing behind one that was not sent; also what an earlier worker stopped.
 */
export class RestoreOrder {
  readonly #waiting: ItemRow[];
  readonly #busyGroups = new Set<string>();
  readonly #stoppedBy = new Map<string, string>();
  #underWay = 0;

  constructor(
    rows: readonly ItemRow[],
    private readonly isFifo: boolean,
  ) {
    this.#waiting = rows.filter(({ state }) => state === "planned");
    const lost = rows.filter(({ state }) => state === "rejected" || state === "ambiguous");
    if (isFifo) for (const row of lost) this.#stoppedBy.set(groupOf(row), row.messageId);
  }

  get isDone(): boolean {
    return this.#waiting.length === 0 && this.#underWay === 0;
  }

  next(most: number): ItemRow[] {
    const batch: ItemRow[] = [];
    for (let at = 0; at < Math.min(this.#waiting.length, LOOK_AHEAD) && batch.length < most; ) {
      const row = this.#waiting[at];
      if (row && this.#fits(row, batch[0])) {
        batch.push(row);
        if (this.isFifo) this.#busyGroups.add(groupOf(row));
        this.#waiting.splice(at, 1);
      } else at += 1;
    }
    this.#underWay += batch.length;
    return batch;
  }

  /** Who it waits behind for ever, if anybody. */
  stoppedBy(row: ItemRow): string | undefined {
    return this.isFifo ? this.#stoppedBy.get(groupOf(row)) : undefined;
  }

  /** It ended. Nothing of its FIFO group goes on when it was not sent. */
  end(row: ItemRow, wasSent: boolean): void {
    this.#underWay -= 1;
    this.#busyGroups.delete(groupOf(row));
    if (!wasSent && this.isFifo && !this.#stoppedBy.has(groupOf(row))) this.#stoppedBy.set(groupOf(row), row.messageId);
  }

  /** It is to be tried again, before anything that stands behind it. */
  again(rows: readonly ItemRow[]): void {
    this.#underWay -= rows.length;
    for (const row of rows) this.#busyGroups.delete(groupOf(row));
    this.#waiting.unshift(...rows);
    this.#waiting.sort((a, b) => a.position - b.position);
  }

  #fits(row: ItemRow, first: ItemRow | undefined): boolean {
    if (this.isFifo && this.#busyGroups.has(groupOf(row))) return false;
    return first === undefined || first.destinationArn === row.destinationArn;
  }
}

function groupOf({ groupId, id }: ItemRow): string {
  return groupId ?? id;
}
