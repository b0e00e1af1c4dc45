import type { Call } from "../service";
import { parseQueueArn, parseQueueUrl } from "./arn";
import { authorizeQueue } from "./authorize-queue";
import { missingParameter, sqsError } from "./errors";
import type { Queue } from "./queue";
import { requireQueue, type SqsRegion } from "./region";

export interface Located {
  readonly region: SqsRegion;
  readonly queue: Queue;
  readonly now: number;
}

/** An account's queues, the caller's own by default, in the Region of the call, brought up to now as far as move tasks go. */
export function regionOf(call: Call, accountId = call.accountId): { region: SqsRegion; now: number } {
  const { world } = call;
  const now = world.clock.now();
  const region = world.sqs.regionOf(accountId, call.region);
  region.advance(now);
  return { region, now };
}

/**
 * The queue behind a URL, allowed to the caller and settled up to now. Batches are authorised under the name of the
 * single action, as IAM has it. A queue of another account is open to whom its policy lets in.
 */
export function locate(call: Call, queueUrl: string | undefined, action = call.action): Located {
  if (!queueUrl) throw missingParameter("QueueUrl");
  const address = parseQueueUrl(queueUrl);
  if (!address) throw sqsError("InvalidAddress", `The address ${queueUrl} is not valid for this endpoint.`);
  authorizeQueue(call, { ...address, region: call.region }, action);
  const { region, now } = regionOf(call, address.accountId);
  const queue = requireQueue(region.find(address.name));
  queue.settle(now);
  queue.touch(now);
  return { region, queue, now };
}

/** A queue named by ARN in a move task call: ResourceNotFoundException where others say QueueDoesNotExist. */
export function locateByArn(
  call: Call,
  parameter: "SourceArn" | "DestinationArn",
  arn: string,
  actions: readonly string[],
): Located {
  for (const action of actions) authorizeArn(call, arn, action);
  const { region, now } = regionOf(call);
  const queue = region.findByArn(arn);
  if (!queue) {
    throw sqsError(
      "ResourceNotFoundException",
      `The resource that you specified for the ${parameter} parameter doesn't exist.`,
    );
  }
  queue.settle(now);
  queue.touch(now);
  return { region, queue, now };
}

/** Like `authorizeQueue`, for what may not be an ARN at all. */
export function authorizeArn(call: Call, arn: string, action: string): void {
  const address = parseQueueArn(arn);
  if (address) authorizeQueue(call, address, action);
  else call.authorize(arn, action);
}

export function queueUrlOf(call: Call, queue: { readonly accountId: string; readonly name: string }): string {
  return `${call.world.endpoint}/${queue.accountId}/${queue.name}`;
}
