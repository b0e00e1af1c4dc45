import { isPaced } from "../action";
import {
  block,
  type CheckFacts,
  isSending,
  isSendingToQueues,
  pass,
  queuesOf,
  type Rules,
  unproven,
  warn,
} from "../check";
import { countInWords } from "./moment";
import type { PlaceFacts } from "./place-facts";

/** Where messages go: that it is there, of the right kind, and large enough. */
export const DESTINATION_RULES: Rules = {
  "way-back": (f) => (f.problems.length > 0 ? block(f.problems.join(" ")) : undefined),
  "about-this-way": (f) => (f.warnings?.length ? warn(f.warnings.join(" ")) : undefined),
  "target-account": (f) => {
    const foreign = f.places.filter(({ isConnected }) => !isConnected);
    return isSending(f) && foreign.length > 0
      ? block(
          `${foreign.map(({ name, awsAccountId, region }) => `${name} lies in account ${awsAccountId}, ${region}`).join("; ")}: not connected here, so nothing of it is known.`,
          "Connect the account and Region under Accounts.",
        )
      : undefined;
  },
  destination,
  "destination-type": (f) => {
    if (!isSending(f) || !(isSendingToQueues(f) || f.driver === "move-task")) return undefined;
    const other = queuesOf(f).find(({ queue }) => queue.isFifo !== f.queue.isFifo);
    return other ? block(`${other.name} is of the other kind (standard or FIFO).`) : undefined;
  },
  "message-size": messageSize,
  "ten-attributes": (f) => {
    if (!f.doesMark || !isPaced(f.driver)) return undefined;
    if (!isSendingToQueues(f) && f.driver !== "sns-endpoint")
      return warn("What goes out by this way carries no attributes of ours: none of these can be marked.");
    return f.fullAttributesCount > 0
      ? warn(
          `${countInWords(f.fullAttributesCount)} of these have ten attributes already, the most that SQS takes: they go unmarked, and their return is told by id and body.`,
        )
      : undefined;
  },
  "retention-reset": (f) => {
    if (!isSending(f)) return undefined;
    if (f.action === "restore")
      return warn(
        "A restored message is a new one: its id, the time it was first sent, its receive count and the queue that it died in are lost. Its retention starts anew.",
      );
    return queuesOf(f).length > 0
      ? pass("Each gets a new id, and its retention starts anew. The time it was first sent stays known only here.")
      : undefined;
  },
};

function destination(f: CheckFacts) {
  if (!isSending(f)) return undefined;
  if (f.places.length === 0) {
    if (f.problems.length > 0) return undefined;
    return f.driver === "move-task"
      ? block(
          `No queue names ${f.queue.name} as its dead-letter queue: SQS would refuse the move task.`,
          "Redirect the messages to a queue that you name.",
        )
      : undefined;
  }
  const missing = f.places.filter(({ isKnown, isConnected }) => isConnected && !isKnown);
  if (missing.length > 0)
    return block(
      `The destination ${missing.map(({ arn }) => arn).join(", ")} is not in the inventory: it was deleted or cannot be seen.`,
    );
  if (f.places.some(({ arn }) => arn === f.queue.arn)) return block("The destination is the dead-letter queue itself.");
  if (f.places.some(({ isConnected }) => !isConnected)) return undefined;
  return pass(f.places.length === 1 ? "The destination exists." : `All ${f.places.length} destinations exist.`);
}

function messageSize(f: CheckFacts) {
  if (!isSending(f)) return undefined;
  const queues = queuesOf(f);
  const small = queues.find(({ queue, largestBodyBytes }) => (largestBodyBytes ?? 0) > queue.maxMessageBytes);
  if (small)
    return block(
      `${small.name} takes at most ${small.queue.maxMessageBytes} bytes; the largest body has ${small.largestBodyBytes}.`,
      "Leave the largest out, or raise the queue's largest message size.",
    );
  const unsure = queues.find((place) => !fitsForCertain(place, place.queue.maxMessageBytes));
  if (unsure)
    return unproven(
      unsure.largestBodyBytes === null
        ? `${unsure.name} takes at most ${unsure.queue.maxMessageBytes} bytes; how large the messages are, nobody has read.`
        : `${unsure.name} takes at most ${unsure.queue.maxMessageBytes} bytes. The largest body has ${unsure.largestBodyBytes}; with its attributes a message may have more. One that is too large is rejected by itself and stays.`,
    );
  const largest = queues.reduce((most, place) => Math.max(most, place.largestBodyBytes ?? 0), 0);
  return queues.length > 0 && largest > 0
    ? pass(`Every message fits; the largest body has ${largest} bytes.`)
    : undefined;
}

function fitsForCertain({ largestAtMostBytes }: PlaceFacts, mostBytes: number): boolean {
  return largestAtMostBytes !== null && largestAtMostBytes <= mostBytes;
}
