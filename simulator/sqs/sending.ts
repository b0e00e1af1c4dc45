import { createHash, randomUUID } from "node:crypto";
import type { MessageContent, StoredMessage } from "./message";
import { type Queue, SQS_ITSELF } from "./queue";

export interface Sender {
  readonly principalArn: string;
  readonly senderId: string;
}

export interface SentMessage {
  readonly messageId: string;
  readonly sequenceNumber?: string;
}

const FRESH = { receiveCount: 0, receivesHere: 0, receipt: 0 };

/**
 * Takes in a message that passed validation. On a FIFO queue a deduplication id seen within five minutes gets the answer
 * of its first send and stores nothing.
 */
export function sendTo(
  queue: Queue,
  content: MessageContent,
  sender: Sender,
  delaySeconds: number,
  now: number,
): SentMessage {
  if (!queue.isFifo) return store(queue, content, sender, delaySeconds, now);
  const dedupId = content.dedupId ?? createHash("sha256").update(content.body).digest("hex");
  const key = queue.settings.isDeduplicationPerGroup ? `${content.groupId}\n${dedupId}` : dedupId;
  const first = queue.deduplication.find(key, now);
  if (first) {
    queue.count("deduplicated", 1, now);
    return first;
  }
  const sent = store(queue, { ...content, dedupId }, sender, delaySeconds, now);
  queue.deduplication.remember(key, { messageId: sent.messageId, sequenceNumber: sent.sequenceNumber ?? "" }, now);
  return sent;
}

function store(queue: Queue, content: MessageContent, sender: Sender, delaySeconds: number, now: number): SentMessage {
  const id = randomUUID();
  const sequenceNumber = queue.isFifo ? queue.nextSequenceNumber() : undefined;
  queue.store.add({
    ...content,
    ...FRESH,
    id,
    sequenceNumber,
    senderId: sender.senderId,
    sentAt: now,
    arrivedAt: now,
    retainFrom: now,
    place: delaySeconds > 0 ? "delayed" : "visible",
    dueAt: now + delaySeconds * 1000,
  });
  queue.countSent(content.bytes, now);
  queue.reportEffect("SendMessage", id, sender.principalArn, now);
  return { messageId: id, sequenceNumber };
}

/**
 * Moves a message into a dead-letter queue as SQS itself does: it keeps its id and its receive count and is not counted
 * as sent. A standard queue keeps the time of sending, so its retention goes on running; a FIFO queue starts both anew
 * and makes the message id the deduplication id (SQS Developer Guide, "Using dead-letter queues").
 */
export function deadLetter(source: Queue, message: StoredMessage, target: Queue, now: number): void {
  source.store.remove(message);
  target.settle(now);
  target.store.add({
    ...message,
    sentAt: target.isFifo ? now : message.sentAt,
    arrivedAt: now,
    retainFrom: target.isFifo ? now : message.retainFrom,
    dedupId: target.isFifo ? message.id : message.dedupId,
    sequenceNumber: target.isFifo ? target.nextSequenceNumber() : undefined,
    deadLetterSourceArn: source.arn,
    receivesHere: 0,
    receipt: 0,
    receivedAt: undefined,
    place: "visible",
    dueAt: now,
  });
  source.reportEffect("DeleteMessage", message.id, SQS_ITSELF, now);
  target.reportEffect("SendMessage", message.id, SQS_ITSELF, now);
}

/**
 * Sends a message on as a move task does: a new message with the same body, attributes, group and deduplication id, but
 * never swallowed as a duplicate.
 */
export function moveOn(source: Queue, message: StoredMessage, target: Queue, senderId: string, now: number): void {
  source.store.remove(message);
  source.count("deleted", 1, now);
  target.settle(now);
  const { body, bodyMd5, bytes, attributes, attributesMd5, traceHeader, groupId, dedupId } = message;
  const content = { body, bodyMd5, bytes, attributes, attributesMd5, traceHeader, groupId, dedupId };
  store(target, content, { senderId, principalArn: SQS_ITSELF }, target.settings.delaySeconds, now);
  source.reportEffect("DeleteMessage", message.id, SQS_ITSELF, now);
}
