import { AwsError } from "../../aws-error";
import { mayDeliver } from "../../delivery/may-deliver";
import type { World } from "../../service";
import { deleteByHandle } from "../../sqs/claims";
import type { Queue } from "../../sqs/queue";
import { asFunction } from "../as-function";
import type { LambdaFunction } from "../functions-state";

/** Deletes what a function is done with. A receipt that has lapsed, or a missing permission, leaves the message where it is. */
export function deleteMessage(
  world: World,
  fn: LambdaFunction,
  queue: Queue,
  receiptHandle: string,
  now: number,
): void {
  const refused = mayDeliver(
    world,
    asFunction(world, fn),
    "sqs:DeleteMessage",
    queue.arn,
    queue.attributes.Policy,
    now,
  );
  if (refused) return;
  try {
    deleteByHandle(queue, receiptHandle, fn.latest.settings.Role, now);
  } catch (error) {
    // A FIFO queue refuses a receipt whose visibility timeout has passed.
    if (!(error instanceof AwsError)) throw error;
  }
}
