/** What is to be known of a function to say why its losses cannot be seen. */
export interface FunctionFacts {
  readonly takesFromQueue: boolean;
  readonly takesFromStream: boolean;
  readonly hasDeadLetters: boolean;
}

/** Why the share that a function delivers cannot be measured; null where it can, by its dead letters. */
export function whyFunctionIsNot({ takesFromQueue, takesFromStream, hasDeadLetters }: FunctionFacts): string | null {
  if (takesFromQueue)
    return "It takes from a queue: what it fails at goes back there, so the queue is where it is measured. Its errors are tries, not losses.";
  if (takesFromStream)
    return "It takes from a stream: a failed batch is tried again and blocks its shard, and CloudWatch does not tell how many records were given up. Its errors are tries, not losses.";
  if (!hasDeadLetters)
    return "It has no dead-letter queue or failure destination: what it gives up leaves no trace. Its errors are tries, not losses.";
  return null;
}

/** Kinds of which nobody counts what they lose, and why. */
export const UNMEASURABLE: Readonly<Record<"subscription" | "pipe" | "schedule" | "stream", string>> = {
  subscription: "SNS counts what it delivers by topic, not by subscription.",
  pipe: "A pipe's failed batches are tried again; CloudWatch does not tell how many events it gave up.",
  schedule: "CloudWatch counts schedules by group, not one by one.",
  stream: "Records of a stream stay until its retention; that nobody took them is not counted.",
};
