import type { FailureClass } from "@/lib/contract/failures";
import type { Target } from "./refusal";

/** A queue, a finding or a resource: one thing with an ARN. */
export function onThing({ accountId, arn }: { accountId: string; arn: string }): Target {
  return { accountId, arns: [arn] };
}

/** By what fails, or by its dead-letter queue. */
export function onFailure(failure: Pick<FailureClass, "accountId" | "anchorArn" | "queueName" | "region">): Target {
  const { accountId, anchorArn, queueName, region } = failure;
  return { accountId, arns: [anchorArn], ...(queueName === null ? {} : { queue: { name: queueName, region } }) };
}

/** A message, a plan, a run or a vault item: the failures that it belongs to are known to the server only. */
export function inAccount({ accountId }: { accountId: string }): Target {
  return { accountId, isOpenEnded: true };
}

/** Why not all of these can be acted on together: the first refusal; undefined when there is none. */
export function firstRefusal(
  objects: readonly { accountId: string }[],
  refusalFor: (target: Target) => string | undefined,
): string | undefined {
  for (const object of objects) {
    const refusal = refusalFor(inAccount(object));
    if (refusal !== undefined) return refusal;
  }
  return undefined;
}
