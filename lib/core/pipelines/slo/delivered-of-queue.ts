import type { Doubt } from "./confidence";
import { type HopName, type HopSlo, measured, notMeasurable } from "./hop-slo";
import type { Objective } from "./objective";
import { promisedOf } from "./promised";
import { lessOwn, onlyWhereTaken, type Sums, talliesOf } from "./tally";

/** Where a queue gives up to, as far as we read it. */
export interface DeadLetterPlace {
  readonly name: string;
  /** Whether we read it at all: it may lie where we may not look. */
  readonly isRead: boolean;
  /** Each dead letter is seen one by one, with whose it is. */
  readonly isIndexed: boolean;
  readonly sourceCount: number;
}
export interface QueueCounts {
  readonly deleted: Sums;
  /** New dead letters that came from this queue; backlog of a first look is not in it. */
  readonly arrived: Sums;
  /** By how much the depth of its dead-letter queue rose. */
  readonly grown: Sums;
  /** What we put into it ourselves: redrives and restores. */
  readonly ownSent: Sums;
  /** Of those, what came back as a dead letter. */
  readonly ownReturned: Sums;
  readonly coveredShare: number;
}

/**
 * Of what came into a queue, the share that was deleted without a dead letter. A message that we gave back has been counted
 * once, when it first failed: its second try is taken off on both sides.
 */
export function deliveredOfQueue(
  hop: HopName,
  place: DeadLetterPlace | null,
  counts: QueueCounts,
  objective: Objective,
  now: Date,
): HopSlo {
  const promised = promisedOf(objective, "delivered");
  const reason = unmeasured(place);
  if (place === null || reason !== null)
    return notMeasurable(hop, "delivered", promised.goodShare, reason ?? "It has no dead-letter queue.");
  const { isIndexed } = place;
  const ownTaken = lessOwn(counts.ownSent, counts.ownReturned);
  const good = lessOwn(counts.deleted, ownTaken);
  const bad = isIndexed ? lessOwn(counts.arrived, counts.ownReturned) : counts.grown;
  return measured(
    hop,
    "delivered",
    {
      tallies: onlyWhereTaken(talliesOf(good, bad), counts.deleted),
      promised,
      coveredShare: counts.coveredShare,
      ownCount: counts.ownSent.whole ?? 0,
      doubts: doubtsOf(place, counts),
      whenSure: `Each dead letter in ${place.name} was seen one by one, and CloudWatch counted what was deleted.`,
      formula: formulaOf(place, counts),
      whenEmpty: whenEmpty(counts),
    },
    now,
  );
}

function unmeasured(place: DeadLetterPlace | null): string | null {
  if (place === null)
    return "It has no dead-letter queue: what nobody takes is deleted by its retention and leaves no trace.";
  if (!place.isRead) return `Its dead-letter queue ${place.name} is not read here.`;
  if (!place.isIndexed && place.sourceCount > 1)
    return `${place.name} collects from ${place.sourceCount} queues and is not indexed: whose dead letters they are is not known.`;
  return null;
}

/** Without what was taken no share follows, and dead letters that were seen did come in. */
function whenEmpty({ deleted, arrived, grown }: QueueCounts): string {
  const seen = Math.max(arrived.whole ?? 0, grown.whole ?? 0);
  if (deleted.whole !== null || seen === 0) return "Nothing was taken from it within the window, as far as we know.";
  return `${seen} of its messages became dead letters, but nobody told how many were taken: no share follows.`;
}

function doubtsOf({ name, isIndexed }: DeadLetterPlace, { deleted, ownSent }: QueueCounts): Doubt[] {
  const own = ownSent.whole ?? 0;
  return [
    ...(isIndexed
      ? []
      : [
          {
            level: "weak",
            why: `${name} is not indexed: by how much it grew is the least that can have failed, and what came and went between two looks is not in it.`,
          } as const,
        ]),
    ...(own > 0 && own > (deleted.whole ?? 0) / 10
      ? [{ level: "fair", why: `${own} of what was taken is our own redrives, which are taken off.` } as const]
      : []),
  ];
}

function formulaOf(place: DeadLetterPlace, counts: QueueCounts): HopSlo["formula"] {
  const bad = place.isIndexed
    ? { name: "dead letters", value: counts.arrived.whole ?? 0, unit: "messages", source: `indexed in ${place.name}` }
    : { name: "growth", value: counts.grown.whole, unit: "messages", source: `rises of the depth of ${place.name}` };
  return {
    text: `good = taken − (own − own returned); bad = ${bad.name}${place.isIndexed ? " − own returned" : ""}; delivered = good ÷ (good + bad)`,
    inputs: [
      {
        name: "taken",
        value: counts.deleted.whole,
        unit: "messages",
        source: "CloudWatch NumberOfMessagesDeleted; deleting twice counts twice",
      },
      bad,
      { name: "own", value: counts.ownSent.whole ?? 0, unit: "messages", source: "sends of our runs into this queue" },
      {
        name: "own returned",
        value: counts.ownReturned.whole ?? 0,
        unit: "messages",
        source: "of those, the ones that we saw in a dead-letter queue again",
      },
    ],
  };
}
