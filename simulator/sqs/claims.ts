import { MAX_VISIBILITY_SECONDS } from "./attributes";
import { checkRange, invalidValue, missingParameter, sqsError } from "./errors";
import type { StoredMessage } from "./message";
import type { Queue } from "./queue";
import { type Receipt, readReceiptHandle, writeReceiptHandle } from "./receipt-handle";

export function receiptHandleOf(queue: Queue, message: StoredMessage): string {
  return writeReceiptHandle(queue.tag, { messageId: message.id, number: message.receipt });
}

function readHandle(queue: Queue, handle: string | undefined): Receipt {
  if (!handle) throw missingParameter("ReceiptHandle");
  const receipt = readReceiptHandle(queue.tag, handle);
  if (!receipt) throw sqsError("ReceiptHandleIsInvalid", `The input receipt handle "${handle}" is not valid.`);
  return receipt;
}

/**
 * Deletes the message if the handle is of its latest receive. An older handle succeeds and deletes nothing, a second
 * delete succeeds; on a FIFO queue a handle whose visibility timeout has passed is refused (API reference, DeleteMessage).
 */
export function deleteByHandle(queue: Queue, handle: string | undefined, principalArn: string, now: number): void {
  const receipt = readHandle(queue, handle);
  const message = queue.store.get(receipt.messageId);
  const isLatest = message?.receipt === receipt.number;
  if (queue.isFifo && message && !(isLatest && message.place === "inFlight")) {
    throw invalidValue("ReceiptHandle", handle, "The receipt handle has expired.");
  }
  queue.count("deleted", 1, now);
  if (!message || !isLatest) return;
  queue.store.remove(message);
  queue.reportEffect("DeleteMessage", message.id, principalArn, now);
}

/**
 * Sets how long the message stays invisible, counted from now. Refused for a message that is not in flight, for a handle
 * that is not of the latest receive, and past 12 hours from the receive.
 */
export function changeVisibility(
  queue: Queue,
  handle: string | undefined,
  seconds: number | undefined,
  now: number,
): void {
  const receipt = readHandle(queue, handle);
  if (seconds === undefined) throw missingParameter("VisibilityTimeout");
  checkRange("VisibilityTimeout", seconds, 0, MAX_VISIBILITY_SECONDS);
  const message = queue.store.get(receipt.messageId);
  if (!message || message.receipt !== receipt.number) {
    throw invalidValue(
      "ReceiptHandle",
      handle,
      "Message does not exist or is not available for visibility timeout change.",
    );
  }
  if (message.place !== "inFlight") {
    if (queue.isFifo) throw invalidValue("ReceiptHandle", handle, "The receipt handle has expired.");
    throw sqsError("MessageNotInflight", "The specified message isn't in flight.");
  }
  if (now + seconds * 1000 > (message.receivedAt ?? now) + MAX_VISIBILITY_SECONDS * 1000) {
    throw invalidValue(
      "VisibilityTimeout",
      seconds,
      `Total VisibilityTimeout for the message is beyond the limit [${MAX_VISIBILITY_SECONDS} seconds].`,
    );
  }
  queue.store.hold(message, now + seconds * 1000);
  queue.store.release(now);
}
