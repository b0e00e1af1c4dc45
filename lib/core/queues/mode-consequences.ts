import type { QueueMode } from "./queue";

/** What the sentences depend on. */
export interface ModeFacts {
  readonly name: string;
  readonly isFifo: boolean;
  readonly retentionSeconds: number;
  readonly hasInspectRole: boolean;
  readonly needsSecondCopy: boolean;
  readonly bucket: string | null;
  readonly sourceCount: number;
}
export interface ModeConsequences {
  readonly mode: QueueMode;
  /** What is received and what is deleted, who else notices, and what it costs. */
  readonly does: readonly string[];
  /** What remains when the mode is left. */
  readonly leaving: readonly string[];
}

/** What each mode does to the queue, and to everybody who looks at it, in plain sentences. */
export function modeConsequences(facts: ModeFacts): ModeConsequences[] {
  return [off(facts), index(facts), vault(facts)];
}

function off({ retentionSeconds }: ModeFacts): ModeConsequences {
  return {
    mode: "off",
    does: [
      "No message is received and none is deleted. Counters, age and a bound for the loss are read.",
      `Whatever waits longer than ${days(retentionSeconds)} is deleted by SQS, and nobody will know what it was.`,
      "Costs: GetQueueAttributes and CloudWatch age only.",
    ],
    leaving: ["Nothing remains to be undone."],
  };
}

function index({ hasInspectRole, retentionSeconds }: ModeFacts): ModeConsequences {
  return {
    mode: "index",
    does: [
      "Messages are received when the count rises or a person asks, and given back. None is deleted.",
      "While a look lasts, up to 15 s, messages are hidden from others, and each receive count rises by one: at most 3 times by schedule, for life.",
      `The loss clock goes on: after ${days(retentionSeconds)} SQS deletes a message. A rescue copies it before.`,
      "Costs: one SQS request for every 10 messages of a look.",
      ...(hasInspectRole ? [] : ["This account has no inspect role: nothing can be received until it has one."]),
    ],
    leaving: ["What was indexed stays readable; new messages are only counted."],
  };
}

function vault(facts: ModeFacts): ModeConsequences {
  return {
    mode: "vault",
    does: [
      `Every message of ${facts.name} is received once, committed sealed to our database, and then deleted from the queue.`,
      secondCopyOf(facts),
      "Postgres becomes the system of record: its backups, its restores and the master key now decide what is kept.",
      "Alarms on visible messages or on age go green although nothing is mended: messages leave the queue within seconds.",
      "The redrive in the AWS console, and a move task, can no longer reach them: the way back leads from the vault only.",
      "The loss clock stops for what is in the vault; retention cannot delete it any more.",
      "Deleting is a write: the operate role is used without a plan for each message, and “stop all writes” stops it within 5 s.",
      costOf(facts),
    ],
    leaving: [
      "Messages already drained stay in the vault. Nothing is put back by itself, and new messages stay in the queue again.",
      "A restore sends each as a new message to its source queue: new MessageId, new sent time, receive count from zero.",
      facts.isFifo
        ? "FIFO: a restore keeps the order within each group among what it sends; messages sent meanwhile are not waited for."
        : "The original order is not kept, as on any standard queue.",
      ...(facts.sourceCount === 1
        ? []
        : ["Several sources or none are known: a restore goes to the source that each message names."]),
    ],
  };
}

function secondCopyOf({ needsSecondCopy, bucket }: ModeFacts): string {
  if (!needsSecondCopy) return "There is no second copy: our database becomes the only place where these messages are.";
  if (bucket === null)
    return "A second copy is required here, and the worker has no bucket for it: without a reason why one copy is enough nothing is drained.";
  return `A second copy goes to the bucket ${bucket} and is read back before each delete.`;
}

function costOf({ needsSecondCopy, bucket }: ModeFacts): string {
  const requests = "Costs: two SQS requests for every 10 messages (receive, delete)";
  return needsSecondCopy && bucket !== null
    ? `${requests}, and a put and a head request to S3 for each.`
    : `${requests}.`;
}

function days(seconds: number): string {
  const count = Math.round((seconds / 86_400) * 10) / 10;
  return count < 1 ? `${Math.round(seconds / 3600)} h` : `${count} ${count === 1 ? "day" : "days"}`;
}
