/**
 * The life of one message in a run. Each arrow is a committed row before the next effect:
 *
 *   planned → sending → sent → deleted
 *      │         │        └→ delete-unconfirmed   (sent, but the delete was not proved; deleted when seen again)
 *      │         ├→ ambiguous                      (no answer to the send: it may or may not have arrived)
 *      │         └→ rejected                       (the destination refused it; it stays in the dead-letter queue)
 *      └→ skipped                                  (not in the dead-letter queue any more, or already given back)
 */
export const ITEM_STATES = [
  "planned",
  "sending",
  "sent",
  "deleted",
  "delete-unconfirmed",
  "rejected",
  "skipped",
  "ambiguous",
] as const;
export type ItemState = (typeof ITEM_STATES)[number];

/** What came of a message that was sent. *gone* = left the dead-letter queue and was not seen again until a time. */
export const OUTCOMES = ["gone", "returned", "unknown"] as const;
export type Outcome = (typeof OUTCOMES)[number];

/** An item that no step of its run will change again, except that its outcome may still be learned. */
export const FINAL_ITEM_STATES: readonly ItemState[] = ["deleted", "rejected", "skipped", "ambiguous"];

/** Which results of a run are listed. *ambiguous* includes what was sent a second time without an answer to the first. */
export const ITEM_FILTERS = ["all", "not-gone", "ambiguous", "returned", "rejected", "skipped"] as const;
export type ItemFilterName = (typeof ITEM_FILTERS)[number];

export interface RunCounters {
  readonly selected: number;
  readonly waiting: number;
  readonly sending: number;
  readonly sent: number;
  readonly rejected: number;
  readonly skipped: number;
  readonly ambiguous: number;
  /** Of the sent: how many deletes from the dead-letter queue are confirmed. */
  readonly deleted: number;
  readonly gone: number;
  readonly returned: number;
  readonly unknown: number;
}

/** Counters from rows per state and outcome; `selected` is always the sum of the other states. */
export function countersFrom(
  rows: readonly { readonly state: ItemState; readonly outcome: Outcome | null; readonly count: number }[],
): RunCounters {
  const by = (...states: ItemState[]) =>
    rows.filter((row) => states.includes(row.state)).reduce((sum, row) => sum + row.count, 0);
  const outcome = (kind: Outcome) =>
    rows.filter((row) => row.outcome === kind).reduce((sum, row) => sum + row.count, 0);
  return {
    selected: by(...ITEM_STATES),
    waiting: by("planned"),
    sending: by("sending"),
    sent: by("sent", "deleted", "delete-unconfirmed"),
    rejected: by("rejected"),
    skipped: by("skipped"),
    ambiguous: by("ambiguous"),
    deleted: by("deleted"),
    gone: outcome("gone"),
    returned: outcome("returned"),
    unknown: outcome("unknown"),
  };
}
