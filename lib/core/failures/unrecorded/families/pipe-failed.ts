import { parseArn } from "@/lib/core/arn";
import type { ResourceOf } from "@/lib/core/inventory/resource";
import { type LossFamily, untold } from "../family";

const STREAMS = ["kinesis", "dynamodb"];

/**
 * Executions that failed of pipes that read a stream and give up without a dead-letter queue. A pipe that reads a queue
 * loses nothing: its messages stay there, or go where the queue's redrive policy says. Nor does one that tries for ever:
 * it stands still. Each try counts, and is a batch of records.
 */
export const pipeFailed: LossFamily = {
  name: "pipe-failed",
  originKind: "pipe-batch",
  record: "count-only",
  namespace: "AWS/EventBridge/Pipes",
  metric: "ExecutionFailed",
  unit: "pipe execution",
  title: "Batches of records lost: the pipe gives up on its stream and has no dead-letter queue",
  cause: untold("the target or the enrichment refused the batch; each try counts, so fewer may be lost"),
  wayBack: "Nothing was kept: read the records of that time from the stream again, as long as it keeps them.",
  watched: ({ all }) =>
    all("pipe")
      .filter(givesUp)
      .map(({ arn, name }) => ({ arn, dimensions: { PipeName: name } })),
};

function givesUp({ config }: ResourceOf<"pipe">): boolean {
  const isStream = STREAMS.includes(parseArn(config.sourceArn)?.service ?? "");
  const isLimited = (config.maxRetries ?? -1) >= 0 || (config.maxAgeSeconds ?? -1) >= 0;
  return isStream && isLimited && config.deadLetterArn === null;
}
