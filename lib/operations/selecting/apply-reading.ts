import { refusalsOfVault, type SecondCopyState } from "@/lib/core/queues/vault-mode";
import { type ReadingRule, readingRuleFor } from "@/lib/core/selection/reading";
import type { Tx } from "@/lib/db/connect";
import { countReading, listReadableQueues, type ReadableQueue, setReadingOf } from "@/lib/db/reading-queues";
import { secondCopyState } from "@/lib/db/second-copies";
import { getSetting } from "@/lib/db/settings";

/** Where the reading rules are kept: a list, the last that matches wins. */
export const READING_SETTING = "reading-rules";

/**
 * Gives dead-letter queues the mode that the rules say. One that only an `earlier` rule named goes back to its account's
 * default: whoever takes an opt-in away means it. A mode that a person set on the queue's page stays.
 */
export async function applyReading(
  tx: Tx,
  rules: readonly ReadingRule[],
  earlier: readonly ReadingRule[] = [],
): Promise<{ indexCount: number; autoRescueCount: number }> {
  await decide(tx, await listReadableQueues(tx, null), rules, earlier);
  return countReading(tx);
}

/** The rules as they are set now, for queues that have just become dead-letter queues. */
export async function applyReadingTo(tx: Tx, queueIds: readonly string[]): Promise<void> {
  if (queueIds.length === 0) return;
  const rules = (await getSetting<ReadingRule[]>(tx, READING_SETTING)) ?? [];
  if (rules.length > 0) await decide(tx, await listReadableQueues(tx, queueIds), rules, []);
}

async function decide(
  tx: Tx,
  queues: readonly ReadableQueue[],
  rules: readonly ReadingRule[],
  earlier: readonly ReadingRule[],
): Promise<void> {
  const secondCopy = await secondCopyState(tx);
  const decided = queues.flatMap((queue) => {
    const rule = readingRuleFor(rules, queue);
    if (!rule && !readingRuleFor(earlier, queue)) return [];
    const wanted = rule?.mode ?? queue.defaultMode;
    // A rule cannot give the reasons that a person must: what stands against draining leaves the queue indexed.
    const ruled = wanted === "vault" && !isDrainable(queue, secondCopy) ? "index" : wanted;
    const mode = queue.isSetByHand ? queue.mode : ruled;
    const doesAutoRescue = rule?.autoRescue ?? false;
    return mode === queue.mode && doesAutoRescue === queue.doesAutoRescue
      ? []
      : [{ id: queue.id, mode, doesAutoRescue }];
  });
  await setReadingOf(tx, decided);
}

/** A stop of all writes passes: the worker waits for it. */
function isDrainable(queue: ReadableQueue, secondCopy: SecondCopyState): boolean {
  const refusals = refusalsOfVault({
    isDeleted: false,
    isDeadLetterQueue: true,
    hasOwnPolicy: queue.hasOwnPolicy,
    consumerCount: queue.consumerCount,
    capture: queue.capture,
    account: queue,
    writesStopped: null,
    secondCopy,
    overrideReason: queue.vaultReason,
    singleCopyReason: queue.singleCopyReason,
    needsSecondCopy: queue.needsSecondCopy,
  });
  return refusals.length === 0;
}
