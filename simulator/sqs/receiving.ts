import { sqsError } from "./errors";
import type { StoredMessage } from "./message";
import type { Queue } from "./queue";
import { deadLetter } from "./sending";

const IN_FLIGHT_LIMIT = 120_000;

export interface ReceiveRequest {
  readonly limit: number;
  readonly visibilitySeconds: number;
  readonly attemptId?: string;
  /** Where messages go that were received too often already. */
  readonly deadLetters?: { readonly target: Queue; readonly maxReceiveCount: number };
  /** Hand the messages out again to the next receiver, or let the claim be over when the answer arrives. */
  readonly fault?: "duplicateDelivery" | "lateReceive";
}

/**
 * The next messages, now in flight. A message whose receive count has reached the limit goes to the dead-letter queue
 * instead; the count is the one over all queues, so a dead-letter queue with a redrive policy of its own may pass a
 * message on at the first look. A queue with 120,000 messages in flight gives nothing (see `checkInFlightLimit`).
 */
export function receiveFrom(queue: Queue, request: ReceiveRequest, now: number): StoredMessage[] {
  const dueAt = request.fault === "lateReceive" ? now : now + request.visibilitySeconds * 1000;
  const again = request.attemptId && queue.attempts.find(request.attemptId, now, (id) => queue.store.get(id));
  const messages = again || takeDuplicates(queue, request.limit, now);
  for (const message of messages) queue.store.hold(message, dueAt);
  if (!again) claimNext(queue, request, messages, dueAt, now);
  if (request.attemptId) queue.attempts.remember(request.attemptId, messages, now);
  if (request.fault === "duplicateDelivery" && !queue.isFifo) queue.handOutAgain = messages.map(({ id }) => id);
  queue.store.release(now);
  return messages;
}

function claimNext(queue: Queue, request: ReceiveRequest, taken: StoredMessage[], dueAt: number, now: number): void {
  const { limit, deadLetters } = request;
  const cursor = queue.store.open();
  while (taken.length < limit && queue.store.counts.inFlight < IN_FLIGHT_LIMIT) {
    const message = cursor.next();
    if (!message) break;
    if (deadLetters && message.receiveCount >= deadLetters.maxReceiveCount) {
      deadLetter(queue, message, deadLetters.target, now);
      continue;
    }
    countReceive(message, now);
    queue.store.hold(message, dueAt);
    taken.push(message);
  }
  cursor.close();
  queue.count("received", taken.length, now);
}

/** Throws OverLimit when a standard queue has as many messages in flight as it may have. */
export function checkInFlightLimit(queue: Queue): void {
  if (queue.isFifo || queue.store.counts.inFlight < IN_FLIGHT_LIMIT) return;
  throw sqsError("OverLimit", `Too many messages are in flight. The limit is ${IN_FLIGHT_LIMIT} messages per queue.`);
}

function takeDuplicates(queue: Queue, limit: number, now: number): StoredMessage[] {
  const messages: StoredMessage[] = [];
  for (const id of queue.handOutAgain.splice(0, limit)) {
    const message = queue.store.get(id);
    if (message?.place !== "inFlight") continue;
    countReceive(message, now);
    messages.push(message);
  }
  return messages;
}

function countReceive(message: StoredMessage, now: number): void {
  message.receiveCount++;
  message.receivesHere++;
  message.receipt++;
  message.receivedAt = now;
  message.firstReceivedAt ??= now;
}
