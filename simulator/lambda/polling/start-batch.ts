import type { World } from "../../service";
import { billDeletes } from "../../sqs/billed-requests";
import { receiptHandleOf } from "../../sqs/claims";
import type { StoredMessage } from "../../sqs/message";
import type { Poller } from "../functions-state";
import type { Outcome } from "../outcome";
import { beginRun } from "../run";
import { deleteMessage } from "./delete-message";
import { failedItems } from "./failed-items";
import { queueRecord } from "./queue-record";
import { queueAt, type Source } from "./source-of";
import { planPoll } from "./wake-poller";

/** An event holds at most six megabytes; the envelope of a record is counted with about one kilobyte. */
const LARGEST_EVENT_BYTES = 6 * 1_048_576;
const ENVELOPE_BYTES = 1024;

type Receipt = Poller["gathered"][number];

/** A batch that a function works on, as plain JSON. */
interface BatchUnderWay {
  readonly uuid: string;
  readonly functionArn: string;
  readonly queueArn: string;
  readonly reportsItems: boolean;
  readonly receipts: readonly Receipt[];
  readonly outcome: Outcome;
}

/** Hands what has been gathered to the function, in several events when it is large; false when it was throttled. */
export function startBatch(world: World, source: Source, poller: Poller, now: number): boolean {
  const { queue } = source;
  const messages = poller.gathered.flatMap(({ messageId }) => queue.store.get(messageId) ?? []);
  poller.gathered = [];
  return portionsOf(messages).every((portion) => startPortion(world, source, poller, portion, now));
}

function startPortion(
  world: World,
  { mapping, fn, qualifier, queue }: Source,
  poller: Poller,
  messages: readonly StoredMessage[],
  now: number,
): boolean {
  const reportsItems = mapping.FunctionResponseTypes?.includes("ReportBatchItemFailures") ?? false;
  const payload = { Records: messages.map((message) => queueRecord(queue, message)) };
  const batch = { reportsItems, isOrdered: queue.isFifo };
  const started = beginRun(world, { fn, qualifier, payload, requestId: world.uuid(), batch }, now);
  if ("refused" in started) return false;
  poller.running += 1;
  poller.restSeconds = 0;
  const subject: BatchUnderWay = {
    uuid: mapping.UUID,
    functionArn: fn.arn,
    queueArn: queue.arn,
    reportsItems,
    receipts: messages.map((message) => ({ messageId: message.id, receiptHandle: receiptHandleOf(queue, message) })),
    outcome: started.outcome,
  };
  world.agenda.plan({ at: started.endsAt, kind: "lambda.batchEnd", subject });
  return true;
}

/**
 * Job `lambda.batchEnd`: what the function is done with is deleted. What failed stays in flight until its visibility
 * timeout has passed, and is left to the queue's redrive policy.
 */
export function batchEnd(world: World, subject: unknown, now: number): void {
  // Only startPortion plans this job.
  const { uuid, functionArn, queueArn, reportsItems, receipts, outcome } = subject as BatchUnderWay;
  const poller = world.lambda.pollers.get(uuid);
  if (poller) poller.running = Math.max(0, poller.running - 1);
  const fn = world.lambda.byArn(functionArn);
  const place = queueAt(world, queueArn, now);
  if (!fn || !place) return;
  const failed = failedItems(outcome, new Set(receipts.map(({ messageId }) => messageId)), reportsItems);
  for (const { messageId, receiptHandle } of receipts) {
    if (!failed.has(messageId)) deleteMessage(world, fn, place.queue, receiptHandle, now);
  }
  billDeletes(world, queueArn, receipts.filter(({ messageId }) => !failed.has(messageId)).length);
  world.mappings.tellResult(uuid, failed.size === receipts.length ? "PROBLEM: Function call failed" : "OK");
  if (poller) planPoll(world, uuid, now);
}

function portionsOf(messages: readonly StoredMessage[]): StoredMessage[][] {
  const portions: StoredMessage[][] = [];
  let bytes = Number.POSITIVE_INFINITY;
  for (const message of messages) {
    bytes += message.bytes + ENVELOPE_BYTES;
    if (bytes > LARGEST_EVENT_BYTES) {
      portions.push([]);
      bytes = message.bytes + ENVELOPE_BYTES;
    }
    portions.at(-1)?.push(message);
  }
  return portions;
}
