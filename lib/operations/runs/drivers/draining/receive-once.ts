import type { ReceivedMessage } from "@/lib/aws/aws";
import { sha256Of } from "@/lib/db/bodies";
import { keepHandles } from "@/lib/db/run-items";
import { contentsOf } from "./content";
import type { Draining } from "./draining";
import type { Claimed, Grip } from "./effect";
import { handleOf } from "./hands";
import type { LedgerItem } from "./ledger";

/** What one receive brought. */
export interface Catch {
  /** Planned messages, each with a place in the open stage. */
  readonly claimed: readonly Claimed[];
  /** Of the plan, but what is to go out for them is not what the plan froze. */
  readonly refused: readonly { readonly grip: Grip; readonly reason: string }[];
  /** Sent before: to be deleted only. */
  readonly done: readonly Grip[];
  /** Not of the plan, and not held before. */
  readonly strangers: readonly ReceivedMessage[];
  /** Whether it brought anything that was not in our hands before. */
  readonly isNews: boolean;
}

const NOTHING: Catch = { claimed: [], refused: [], done: [], strangers: [], isNews: false };
/** Sent by this run: the message itself is met again because its delete is not proved, or SQS handed out a copy. */
const TOMBSTONES: readonly string[] = ["sent", "delete-unconfirmed", "deleted"];

/**
 * One long poll, sorted. What is not ours now is held until the pass is over: unselected, ended, of another body, of a stage
 * that is not open, or behind a stopped message of its group.
 */
export async function receiveOnce(drain: Draining, maxCount: number): Promise<Catch> {
  const { work, breaker, timing, visibilitySeconds } = drain;
  await breaker.pass(work.signal);
  if (work.signal.aborted) return NOTHING;
  const receivedMs = performance.now();
  const wish = { maxCount, waitSeconds: timing.waitSeconds, visibilitySeconds };
  let received: ReceivedMessage[];
  try {
    received = await work.aws.sqs.receive(work.queue.url, wish);
    breaker.succeeded();
  } catch (error) {
    breaker.swallow(error);
    return NOTHING;
  }
  return received.length === 0 ? NOTHING : sort(drain, received, receivedMs);
}

async function sort(drain: Draining, received: readonly ReceivedMessage[], receivedMs: number): Promise<Catch> {
  const { ledger, hands, held, visibilitySeconds, work } = drain;
  const mine: { item: LedgerItem; message: ReceivedMessage; grip: Grip }[] = [];
  const done: Grip[] = [];
  const again: Grip[] = [];
  const strangers: ReceivedMessage[] = [];
  let isNews = false;
  for (const message of received) {
    const { messageId, receiptHandle, system } = message;
    const visibleUntilMs = receivedMs + visibilitySeconds * 1000;
    const known = hands.find(messageId);
    if (known) {
      // Handed out twice: only the newer handle deletes it.
      again.push(Object.assign(known, { receiptHandle, visibleUntilMs }));
      continue;
    }
    const item = ledger.find(messageId);
    const isOurs = item !== undefined && sha256Of(message.body) === item.bodySha256;
    const isStopped = work.queue.isFifo && ledger.stoppedGroups.has(system.MessageGroupId ?? "");
    if (isOurs && TOMBSTONES.includes(item.state)) done.push({ item, receivedMs, receiptHandle, visibleUntilMs });
    else if (isOurs && !isStopped && ledger.take(item))
      mine.push({ item, message, grip: { item, receivedMs, receiptHandle, visibleUntilMs } });
    else if (held.add(messageId, receiptHandle)) {
      isNews = true;
      if (!item) strangers.push(message);
    }
  }
  await keepHandles(work.ctx.db, again.map(handleOf));
  for (const grip of done) hands.hold(grip);
  for (const { grip } of mine) hands.hold(grip);
  const contents = await contentsOf(work, mine);
  const claimed: Claimed[] = [];
  const refused: { grip: Grip; reason: string }[] = [];
  mine.forEach(({ item, message, grip }, index) => {
    const content = contents[index] ?? { refused: "its content is not known" };
    if ("refused" in content) refused.push({ grip, reason: content.refused });
    else claimed.push({ item, message, grip, content: content.whole, note: content.note });
  });
  return { claimed, refused, done, strangers, isNews: isNews || mine.length + done.length > 0 };
}
