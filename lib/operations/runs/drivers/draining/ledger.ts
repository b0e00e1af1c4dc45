import type { ItemState } from "@/lib/core/runs/item";
import type { ItemRow } from "@/lib/db/run-items";

/** One message of the run as this worker knows it. The row in the database is the truth; this follows it. */
export interface LedgerItem {
  readonly id: string;
  readonly messageRowId: string;
  readonly messageId: string;
  readonly bodySha256: string;
  readonly destinationArn: string | null;
  state: ItemState;
}

/** The run's items by MessageId, and how many the open stage still takes. */
export class Ledger {
  private readonly byMessage: Map<string, LedgerItem>;
  private readonly stageEnds: number[];
  /** Groups of which a message was refused: nothing behind it may overtake it. */
  readonly stoppedGroups = new Set<string>();

  constructor(rows: readonly ItemRow[], stages: readonly number[]) {
    this.byMessage = new Map(
      rows.map(({ id, messageRowId, messageId, bodySha256, destinationArn, state }) => [
        messageId,
        { id, messageRowId, messageId, bodySha256, destinationArn, state },
      ]),
    );
    let end = 0;
    this.stageEnds = stages.map((size) => {
      end += size;
      return end;
    });
  }

  find(messageId: string): LedgerItem | undefined {
    return this.byMessage.get(messageId);
  }

  in(...states: readonly ItemState[]): LedgerItem[] {
    return [...this.byMessage.values()].filter((item) => states.includes(item.state));
  }

  /** Nothing is left to send, and every send is followed by a delete. */
  get isDone(): boolean {
    return this.in("planned", "sending", "sent", "delete-unconfirmed").length === 0;
  }

  /**
   * The stage that is open now and how many messages it still takes. A stage opens when every message of the ones before
   * has come to an end, so the first delete is proved before the second message is sent.
   */
  get openStage(): { readonly number: number; readonly takes: number } {
    const planned = this.in("planned").length;
    const begun = this.byMessage.size - planned;
    const unfinished = this.in("sending", "sent", "delete-unconfirmed").length;
    const index = this.stageEnds.findIndex((end) => begun < end);
    if (index === -1) return { number: Math.max(1, this.stageEnds.length), takes: planned };
    const start = this.stageEnds[index - 1] ?? 0;
    const isWaiting = begun === start && unfinished > 0;
    return { number: index + 1, takes: isWaiting ? 0 : (this.stageEnds[index] ?? 0) - begun };
  }
}
