import { mayDeliver } from "../delivery/may-deliver";
import { partsOf } from "../delivery/sender";
import type { World } from "../service";
import { asFunction } from "./as-function";
import { invalidParameter } from "./errors";
import type { MappingDraft } from "./event-source-mappings";
import type { LambdaFunction } from "./functions-state";

type Settings = Pick<MappingDraft, "BatchSize" | "MaximumBatchingWindowInSeconds">;

const NEEDED = ["ReceiveMessage", "DeleteMessage", "GetQueueAttributes"];

/** Refuses what Lambda refuses of a mapping to a queue: sizes, a queue that is missing, too short or not allowed. */
export function checkQueueSource(world: World, fn: LambdaFunction, queueArn: string, settings: Settings): void {
  const { BatchSize = 10, MaximumBatchingWindowInSeconds: windowSeconds = 0 } = settings;
  const isFifo = queueArn.endsWith(".fifo");
  if (isFifo && BatchSize > 10) throw invalidParameter("Batch size must be at most 10 for FIFO queues.");
  if (isFifo && windowSeconds > 0) throw invalidParameter("Batching window is not supported for FIFO queues.");
  if (BatchSize > 10 && windowSeconds === 0) {
    throw invalidParameter(
      "Maximum batch window in seconds must be greater than 0 if maximum batch size is greater than 10",
    );
  }
  const { accountId, region, resource } = partsOf(queueArn);
  const queue = world.sqs.regionOf(accountId, region).find(resource);
  if (!queue) {
    throw invalidParameter(
      "Error occurred while ReceiveMessage. SQS Error Code: AWS.SimpleQueueService.NonExistentQueue. SQS Error Message: The specified queue does not exist.",
    );
  }
  const now = world.clock.now();
  for (const action of NEEDED) {
    if (mayDeliver(world, asFunction(world, fn), `sqs:${action}`, queueArn, queue.attributes.Policy, now)) {
      throw invalidParameter(`The function execution role does not have permissions to call ${action} on SQS`);
    }
  }
  const { visibilitySeconds } = queue.settings;
  const { Timeout } = fn.latest.settings;
  if (visibilitySeconds < Timeout) {
    throw invalidParameter(
      `Queue visibility timeout: ${visibilitySeconds} seconds is less than Function timeout: ${Timeout} seconds`,
    );
  }
}
