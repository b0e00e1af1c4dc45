import { mayDeliver } from "../delivery/may-deliver";
import { partsOf } from "../delivery/sender";
import type { JobHandler, World } from "../service";
import { billDeletes, billReceives } from "../sqs/billed-requests";
import { receiptHandleOf } from "../sqs/claims";
import type { StoredMessage } from "../sqs/message";
import type { Queue } from "../sqs/queue";
import { receiveFrom } from "../sqs/receiving";
import { filterOf } from "./filter";
import { handOver } from "./hand-over";
import type { PipeEvent } from "./pipe-event";
import { senderOf } from "./pipe-sender";
import type { Pipe } from "./state";

const DEFAULT_BATCH = 10;
/** A pipe polls for as long as it runs; a message waits at most this long. */
const EVERY_MS = 1000;
const AFTER_REFUSAL_MS = 60_000;

interface Poll {
  readonly accountId: string;
  readonly region: string;
  readonly name: string;
  readonly version: number;
}

export function planPoll(world: World, { accountId, region, name, version }: Pipe, at: number): void {
  const poll: Poll = { accountId, region, name, version };
  world.agenda.plan({ at, kind: "pipes.poll", subject: poll });
}

/**
 * A pipe takes messages from its queue and hands them on. What the target has taken, and what the filter holds back, is
 * deleted; the rest becomes visible again and is left to the queue's redrive policy.
 */
export const pollQueue: JobHandler = (world, subject, now) => {
  const poll = subject as Poll;
  const pipe = world.pipes.pipes.get(poll.accountId, poll.region, poll.name);
  if (pipe?.currentState !== "RUNNING" || pipe.version !== poll.version) return;
  const queue = queueOf(world, pipe, now);
  const refused = mayDeliver(world, senderOf(pipe), "sqs:ReceiveMessage", pipe.source, queue?.attributes.Policy, now);
  if (!queue || refused) return planPoll(world, pipe, now + AFTER_REFUSAL_MS);
  const wasBusy = passOn(world, pipe, queue, now);
  planPoll(world, pipe, wasBusy ? now + 1 : now + EVERY_MS);
};

function queueOf(world: World, { source }: Pipe, now: number): Queue | undefined {
  const { accountId, region, resource } = partsOf(source);
  const place = world.sqs.regionOf(accountId, region);
  place.advance(now);
  const queue = place.find(resource);
  if (!queue || queue.isDeleted) return undefined;
  queue.settle(now);
  queue.touch(now);
  return queue;
}

function passOn(world: World, pipe: Pipe, queue: Queue, now: number): boolean {
  const { accountId, region } = partsOf(pipe.source);
  const deadLetters = world.sqs.regionOf(accountId, region).deadLettersOf(queue);
  const limit = pipe.sourceParameters.SqsQueueParameters?.BatchSize ?? DEFAULT_BATCH;
  const messages = receiveFrom(queue, { limit, visibilitySeconds: queue.settings.visibilitySeconds, deadLetters }, now);
  if (messages.length === 0) return false;
  billReceives(world, queue.arn, messages);
  const passes = filterOf(pipe);
  const events = messages.map((message) => ({ message, event: eventOf(queue, message, region) }));
  const wanted = events.filter(({ event }) => passes(event));
  const problems =
    wanted.length > 0
      ? handOver(
          world,
          pipe,
          wanted.map(({ event }) => event),
          now,
        )
      : new Map();
  const failed = new Set([...problems.keys()].map((place) => wanted[place]?.message));
  const done = messages.filter((message) => !failed.has(message));
  for (const message of done) remove(pipe, queue, message, now);
  billDeletes(world, queue.arn, done.length);
  return true;
}

function remove(pipe: Pipe, queue: Queue, message: StoredMessage, now: number): void {
  if (message.place === "gone") return;
  queue.store.remove(message);
  queue.count("deleted", 1, now);
  queue.reportEffect("DeleteMessage", message.id, pipe.roleArn, now);
}

function eventOf(queue: Queue, message: StoredMessage, awsRegion: string): PipeEvent {
  const { groupId, dedupId, sequenceNumber } = message;
  const attributes = Object.entries(message.attributes ?? {}).map(([name, one]) => [
    name,
    {
      ...(one.StringValue !== undefined && { stringValue: one.StringValue }),
      ...(one.BinaryValue !== undefined && { binaryValue: one.BinaryValue }),
      stringListValues: [],
      binaryListValues: [],
      dataType: one.DataType,
    },
  ]);
  return {
    messageId: message.id,
    receiptHandle: receiptHandleOf(queue, message),
    body: message.body,
    attributes: {
      ApproximateReceiveCount: String(message.receiveCount),
      SentTimestamp: String(message.sentAt),
      SenderId: message.senderId,
      ApproximateFirstReceiveTimestamp: String(message.firstReceivedAt ?? message.sentAt),
      ...(groupId !== undefined && { MessageGroupId: groupId }),
      ...(dedupId !== undefined && { MessageDeduplicationId: dedupId }),
      ...(sequenceNumber !== undefined && { SequenceNumber: sequenceNumber }),
    },
    messageAttributes: Object.fromEntries(attributes),
    md5OfBody: message.bodyMd5,
    eventSource: "aws:sqs",
    eventSourceARN: queue.arn,
    awsRegion,
  };
}
