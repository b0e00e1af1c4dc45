import type { Message, ReceiveMessageCommandInput, ReceiveMessageCommandOutput } from "@aws-sdk/client-sqs";
import type { Call, Operation } from "../../service";
import { MAX_VISIBILITY_SECONDS } from "../attributes";
import { receiptHandleOf } from "../claims";
import { checkRange, invalidValue, sqsError } from "../errors";
import { type Located, locate } from "../locate";
import { md5OfAttributes } from "../md5";
import type { StoredMessage } from "../message";
import type { Queue } from "../queue";
import { checkInFlightLimit, type ReceiveRequest, receiveFrom } from "../receiving";
import { requireQueue } from "../region";
import { operation, type Wire } from "../wire";

type Input = Wire<ReceiveMessageCommandInput>;

/** Long polls wait on the simulated clock and wake as soon as a message becomes visible. */
export const ReceiveMessage: Operation = operation<ReceiveMessageCommandInput, ReceiveMessageCommandOutput>(
  async (call, input) => {
    const located = locate(call, input.QueueUrl);
    const { queue } = located;
    checkInput(queue, input);
    if (call.fault?.kind === "overLimit") throw sqsError("OverLimit", "Too many messages are in flight.");
    if (call.fault?.kind === "emptyReceive") return nothing(queue, located.now);
    const waitSeconds = input.WaitTimeSeconds ?? queue.settings.receiveWaitSeconds;
    const deadlineAt = located.now + waitSeconds * 1000;
    for (;;) {
      const { now } = bringUp(call, located);
      checkInFlightLimit(queue);
      const messages = receiveFrom(queue, requestOf(call, located, input), now);
      if (messages.length > 0) return { Messages: messages.map((message) => shown(queue, message, input)) };
      if (now >= deadlineAt || call.signal.aborted) return nothing(queue, now);
      await nextChance(call, located, deadlineAt, now);
      requireQueue(queue);
      if (call.signal.aborted) return {};
    }
  },
);

function nothing(queue: Queue, now: number): Record<string, never> {
  queue.count("emptyReceives", 1, now);
  return {};
}

function bringUp(call: Call, { region, queue }: Located): { now: number } {
  const now = call.world.clock.now();
  region.advance(now);
  queue.settle(now);
  queue.touch(now);
  return { now };
}

/** Until something on the queue changed or falls due, or the poll is over. */
async function nextChance(call: Call, { region, queue }: Located, deadlineAt: number, now: number): Promise<void> {
  const stop = new AbortController();
  const signal = AbortSignal.any([call.signal, stop.signal]);
  const dueAt = Math.min(deadlineAt, queue.nextDueAt(), region.moveTasks.nextStepAt());
  await Promise.race([queue.changed(signal), call.world.clock.sleep(Math.max(0, dueAt - now), signal)]);
  stop.abort();
}

function checkInput(queue: Queue, input: Input): void {
  checkRange("MaxNumberOfMessages", input.MaxNumberOfMessages, 1, 10, "Must be between 1 and 10, if provided.");
  checkRange("WaitTimeSeconds", input.WaitTimeSeconds, 0, 20);
  checkRange("VisibilityTimeout", input.VisibilityTimeout, 0, MAX_VISIBILITY_SECONDS);
  if (input.ReceiveRequestAttemptId !== undefined && !queue.isFifo) {
    throw invalidValue(
      "ReceiveRequestAttemptId",
      input.ReceiveRequestAttemptId,
      "The request include parameter that is not valid for this queue type.",
    );
  }
}

function requestOf(call: Call, { region, queue }: Located, input: Input): ReceiveRequest {
  const kind = call.fault?.kind;
  return {
    limit: input.MaxNumberOfMessages ?? 1,
    visibilitySeconds: input.VisibilityTimeout ?? queue.settings.visibilitySeconds,
    attemptId: input.ReceiveRequestAttemptId,
    deadLetters: region.deadLettersOf(queue),
    fault: kind === "duplicateDelivery" || kind === "lateReceive" ? kind : undefined,
  };
}

function shown(queue: Queue, message: StoredMessage, input: Input): Wire<Message> {
  const asked: string[] = [...(input.MessageSystemAttributeNames ?? []), ...(input.AttributeNames ?? [])];
  const system = Object.entries(systemAttributes(message)).filter(
    ([name, value]) => value !== undefined && (asked.includes("All") || asked.includes(name)),
  );
  const attributes = Object.entries(message.attributes ?? {}).filter(([name]) =>
    isAsked(name, input.MessageAttributeNames ?? []),
  );
  const MessageAttributes = attributes.length > 0 ? Object.fromEntries(attributes) : undefined;
  const isComplete = attributes.length === Object.keys(message.attributes ?? {}).length;
  return {
    MessageId: message.id,
    ReceiptHandle: receiptHandleOf(queue, message),
    MD5OfBody: message.bodyMd5,
    Body: message.body,
    Attributes: system.length > 0 ? Object.fromEntries(system) : undefined,
    MD5OfMessageAttributes: isComplete ? message.attributesMd5 : md5OfAttributes(MessageAttributes),
    MessageAttributes,
  };
}

function isAsked(name: string, asked: readonly string[]): boolean {
  return asked.some((wish) => {
    if (wish === "All" || wish === ".*" || wish === name) return true;
    return wish.endsWith(".*") && name.startsWith(wish.slice(0, -1));
  });
}

function systemAttributes(message: StoredMessage): Record<string, string | undefined> {
  return {
    SenderId: message.senderId,
    SentTimestamp: String(message.sentAt),
    ApproximateReceiveCount: String(message.receiveCount),
    ApproximateFirstReceiveTimestamp:
      message.firstReceivedAt === undefined ? undefined : String(message.firstReceivedAt),
    SequenceNumber: message.sequenceNumber,
    MessageDeduplicationId: message.dedupId,
    MessageGroupId: message.groupId,
    AWSTraceHeader: message.traceHeader,
    DeadLetterQueueSourceArn: message.deadLetterSourceArn,
  };
}
