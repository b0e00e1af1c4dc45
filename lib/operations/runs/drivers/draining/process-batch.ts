import type { ItemChange } from "@/lib/db/run-items";
import type { Draining } from "./draining";
import type { Claimed, EffectResult, Grip } from "./effect";

/** SQS forgets a deduplication id after 5 minutes; within 4 a second attempt is surely dropped. */
const DEDUPLICATION_MS = 240_000;
/** An intent that is older than this may be another worker's to judge: the lease is 10 s long. */
const OLDEST_INTENT_MS = 5_000;

/**
 * Intent committed → effect → outcome committed. If the process dies between any two, the ledger says which message may be
 * affected. Returns what was done and is written down: only that may be deleted. What is still planned was not sent.
 */
export async function processBatch(drain: Draining, batch: readonly Claimed[]): Promise<Grip[]> {
  const { work, hands, pace, ledger } = drain;
  const slotMs = await pace.turn(batch.length, work.signal);
  await drain.breaker.pass(work.signal);
  const fresh = batch.filter(({ grip }) => !work.signal.aborted && hands.isFresh(grip));
  for (const one of batch) if (!fresh.includes(one)) ledger.release(one.item);
  const sendable = await withoutExpiredTries(drain, fresh);
  if (sendable.length === 0) return [];
  // Whoever stands between intent and outcome when we die may arrive twice: never more than these.
  await drain.turnstile.enter(sendable.length);
  try {
    return await send(drain, sendable, slotMs);
  } finally {
    drain.turnstile.leave(sendable.length);
  }
}

async function send(drain: Draining, batch: readonly Claimed[], slotMs: number): Promise<Grip[]> {
  const { work, hands, pace } = drain;
  const mine = await commitIntent(drain, batch);
  const others = sentMeanwhile(drain, batch, mine);
  if (mine.length === 0) return others;
  const committedMs = performance.now();
  await pace.gate(mine.length, slotMs);
  const isLate = performance.now() - committedMs > OLDEST_INTENT_MS || mine.some(({ grip }) => !hands.isFresh(grip));
  const results = isLate || work.signal.aborted ? undefined : await perform(drain, mine);
  if (results === undefined) {
    await takeBack(drain, mine);
    return others;
  }
  return [...others, ...(await commitOutcome(drain, mine, results))];
}

/** Sent by a worker that came back from a long sleep: what is in our hands of it is only to be deleted. */
function sentMeanwhile({ hands }: Draining, batch: readonly Claimed[], mine: readonly Claimed[]): Grip[] {
  const others = batch.filter((one) => !mine.includes(one));
  for (const { item, grip } of others) if (item.state === "deleted") hands.drop(grip);
  return others.flatMap(({ item, grip }) => (["sent", "delete-unconfirmed"].includes(item.state) ? [grip] : []));
}

/** A FIFO message whose first try is minutes ago may arrive twice now: nobody sends it again. */
async function withoutExpiredTries(drain: Draining, batch: readonly Claimed[]): Promise<Claimed[]> {
  if (!drain.work.queue.isFifo || drain.effect.isRepeatable) return [...batch];
  const nowMs = performance.now();
  const isExpired = ({ item }: Claimed) => item.triedAtMs !== null && nowMs - item.triedAtMs > DEDUPLICATION_MS;
  const expired = batch.filter(isExpired);
  const changes = expired.map(
    ({ item }): ItemChange => ({
      itemId: item.id,
      state: "ambiguous",
      isOpen: false,
      outcome: "unknown",
      reason: "an attempt had no answer, and SQS would not know a second one any more: it may have arrived",
    }),
  );
  if (expired.length > 0) await writeEnds(drain, expired, changes);
  return batch.filter((one) => !expired.includes(one));
}

async function commitIntent({ work, ledger, journal }: Draining, batch: readonly Claimed[]): Promise<Claimed[]> {
  const nowMs = performance.now();
  const claims = batch.map(({ item, grip }) => ({
    itemId: item.id,
    stage: ledger.stageOf(item),
    attempt: item.attempt,
    receiptHandle: grip.receiptHandle,
    visibleSeconds: Math.max(0, Math.floor((grip.visibleUntilMs - nowMs) / 1000)),
  }));
  const { taken, others } = await journal.begin(claims).catch((error: unknown) => {
    for (const { item } of batch) ledger.release(item);
    throw error;
  });
  for (const { item } of batch) {
    const isTaken = taken.has(item.id);
    // Whoever is not planned in the database any more was ended by a person meanwhile, or sent by a worker that came back.
    ledger.move(item, isTaken ? "sending" : (others.get(item.id) ?? "skipped"));
    if (isTaken) ledger.noteTry(item, nowMs);
  }
  const mine = batch.filter(({ item }) => taken.has(item.id));
  if (mine.length < batch.length) work.ctx.log.info({ runId: work.run.id }, "some items were not planned any more");
  return mine;
}

/** Undefined when certainly nothing was done, and it may be tried again. */
async function perform(drain: Draining, batch: readonly Claimed[]): Promise<EffectResult[] | undefined> {
  const { work, effect, breaker, pace } = drain;
  try {
    const results = await effect.perform(work, batch);
    const isTroubled = results.some(({ kind }) => kind === "unknown" || kind === "not-done");
    if (results.some(({ kind }) => kind === "done" || kind === "rejected")) breaker.succeeded();
    else if (isTroubled) breaker.failed();
    if (isTroubled) pace.slow();
    return results;
  } catch (error) {
    await takeBack(drain, batch);
    breaker.swallow(error);
    return undefined;
  }
}

/** Nothing was done, and we know it: the messages are planned again, and the attempt does not count. */
async function takeBack({ ledger, journal }: Draining, batch: readonly Claimed[]): Promise<void> {
  const mine = batch.filter(({ item }) => item.state === "sending");
  if (mine.length === 0) return;
  await journal.record({ changes: mine.map(({ item }) => undone(item)) });
  for (const { item } of mine) {
    ledger.move(item, "planned");
    ledger.forgetTry(item);
  }
}

function undone({ id, attempt }: Claimed["item"]): ItemChange {
  return { itemId: id, state: "planned", isOpen: true, attempt, isUndone: true };
}

async function commitOutcome(
  drain: Draining,
  batch: readonly Claimed[],
  results: readonly EffectResult[],
): Promise<Grip[]> {
  const changes = batch.map((claimed, index) => changeFor(drain, claimed, results[index]));
  const saved = await writeEnds(drain, batch, changes, true);
  return batch.flatMap(({ item, grip }) => (item.state === "sent" && saved.has(item.id) ? [grip] : []));
}

/** Writes down how messages ended. Behind one of a FIFO group that was not sent nothing goes on, in the same transaction. */
async function writeEnds(
  { work, ledger, journal }: Draining,
  batch: readonly Claimed[],
  changes: readonly ItemChange[],
  isPerformed = false,
): Promise<ReadonlySet<string>> {
  const isLost = (_: Claimed, index: number) => ["rejected", "ambiguous"].includes(changes[index]?.state ?? "");
  const stopped = work.queue.isFifo ? batch.filter(isLost) : [];
  const heads = new Set(batch.map(({ item }) => item.id));
  const behind = stopped.flatMap((head) => behindOf(head, ledger.waitingIn(groupOf(head)), heads));
  for (const head of stopped) ledger.stoppedGroups.add(groupOf(head));
  const saved = await journal.record({
    changes: [...changes, ...behind.map(({ change }) => change)],
    ...(isPerformed ? { performedIds: batch.map(({ item }) => item.messageId) } : {}),
  });
  batch.forEach(({ item }, index) => {
    const change = changes[index];
    if (!change) return;
    // What cannot be said any more was somebody else's by then.
    ledger.move(item, saved.has(item.id) ? change.state : "skipped");
    if (change.isUndone) ledger.forgetTry(item);
  });
  for (const { item } of behind) ledger.move(item, "skipped");
  return saved;
}

function groupOf({ item, message }: Claimed): string {
  return item.groupId ?? message.system.MessageGroupId ?? "";
}

function behindOf(head: Claimed, waiting: readonly Claimed["item"][], heads: ReadonlySet<string>) {
  return waiting
    .filter((item) => !heads.has(item.id))
    .map((item) => ({ item, change: { itemId: item.id, ...skippedBehind(head.item.messageId) } }));
}

/** Skip and record: what stands behind a message that was not sent must not overtake it. */
export function skippedBehind(headMessageId: string): Omit<ItemChange, "itemId"> {
  return {
    state: "skipped",
    isOpen: false,
    reason: `behind ${headMessageId} of its group, which was not sent; it stays in the dead-letter queue`,
  };
}

function changeFor(drain: Draining, { item, note }: Claimed, result: EffectResult | undefined): ItemChange {
  const about = { itemId: item.id, attempt: item.attempt };
  if (result?.kind === "done") {
    const { destinationMessageId } = result;
    return { ...about, state: "sent", isOpen: true, destinationMessageId, ...(note === null ? {} : { reason: note }) };
  }
  if (result?.kind === "rejected") return { ...about, state: "rejected", isOpen: false, reason: result.reason };
  if (result?.kind === "not-done") return undone(item);
  const reason = result?.reason ?? "the answer had no result for it";
  if (drain.effect.isRepeatable) return { ...about, state: "planned", isOpen: true };
  // FIFO: the same deduplication id makes a second attempt within minutes harmless, whatever the plan says.
  if (drain.work.queue.isFifo) return { ...about, state: "planned", isOpen: true };
  return drain.work.plan.detail.duplicates === "resend"
    ? {
        ...about,
        state: "planned",
        isOpen: true,
        reason: `no answer to an attempt: it may arrive twice (${reason})`,
      }
    : { ...about, state: "ambiguous", isOpen: false, outcome: "unknown", reason };
}
